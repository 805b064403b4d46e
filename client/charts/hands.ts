// What answers a hand on the chart. It is fetched when the first picture stands, which does not wait for it.
export { Gestures } from './gestures.ts';
export { pressKey } from './keys.ts';
export { ChartTooltip } from './tooltip.tsx';
