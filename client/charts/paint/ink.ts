import type { InstrumentId } from '../../../shared/market/instrument.ts';
import type { Side } from '../../../shared/news/headline.ts';
import { hueColour } from '../palette.ts';
import type { SceneSeries } from '../series.ts';
import type { ChartTheme } from '../theme.ts';

/** How one series is drawn now. */
export interface Ink {
  readonly colour: string;
  readonly width: number;
  readonly alpha: number;
  readonly dash: readonly number[];
  /** A gap in the card's colour between it and the lines it crosses: over grey ones, and of the one in front over all. */
  readonly halo: boolean;
  readonly front: boolean;
}

/** Other coloured lines step back to this while one is hovered. */
const BEHIND = 0.38;

/** Colour, weight and dash of a line; `hovered` is the one the crosshair names. */
export function inkOf(series: SceneSeries, theme: ChartTheme, hovered: InstrumentId | null): Ink {
  const front = series.id === hovered || (hovered === null && series.selected);
  const dash = series.age === 'delayed' ? [6, 4] : [];
  if (series.standsFor.length > 0) {
    return { colour: theme.t2, width: front ? 1.9 : 1.3, alpha: 1, dash, halo: front, front };
  }
  if (series.mark === null) {
    const colour = front ? theme.t1 : theme.grey;
    return { colour, width: front ? 1.9 : 1, alpha: 1, dash, halo: front, front };
  }
  const colour = hueColour(theme.name, series.mark);
  const alpha = hovered !== null && !front ? BEHIND : 1;
  return { colour, width: front ? 2.6 : 1.9, alpha, dash, halo: true, front };
}

export const sideColour = (side: Side, theme: ChartTheme): string =>
  side === 'us' ? theme.us : side === 'china' ? theme.cn : theme.ot;

/** `#RRGGBB` with an alpha. */
export const translucent = (hex: string, alpha: number): string =>
  /^#[0-9a-f]{6}$/i.test(hex)
    ? `${hex}${Math.round(alpha * 255)
        .toString(16)
        .padStart(2, '0')}`
    : hex;
