import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { lastClosed } from '../../shared/reaction/price-at.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import { percentFrom } from '../../shared/timeline/rebase.ts';
import type { Frame } from '../../shared/timeline/visible.ts';
import { EMPTY_PATH, type Path } from './path.ts';
import { thin } from './thin.ts';
import { tracePath } from './trace.ts';

const SPARK_POINTS = 80;

/** Path of a market for a sparkline, percent from `basePrice`, from the finest intraday bars that reach into the range. */
export function sparkPoints(
  frame: Frame,
  instrument: InstrumentId,
  calendar: ExchangeCalendar,
  basePrice: number,
  from: UtcMs,
  to: UtcMs,
): Path {
  for (const interval of ['1m', '5m', '1h'] as const) {
    const view = frame.bars(instrument, interval);
    const last = lastClosed(view, to);
    if (last < 0 || (view.closeTime[last] as number) <= from) continue;
    return thin(
      tracePath(view, calendar, (p) => percentFrom(p, basePrice), from, to),
      from,
      to,
      SPARK_POINTS,
    );
  }
  return EMPTY_PATH;
}
