// What answers a hand on the chart, and tells of it to those who do not see it. It is fetched when the first picture
// stands, which does not wait for it.
export { ChartWords } from './chart-words.tsx';
export { Gestures } from './gestures.ts';
export { pressKey } from './keys.ts';
export { ChartTooltip } from './tooltip.tsx';
