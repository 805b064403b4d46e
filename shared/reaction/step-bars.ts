import type { Session } from '../calendar/calendar.ts';
import type { InstrumentId } from '../market/instrument.ts';
import { type PriceBars, resample } from '../timeline/resample.ts';
import type { Frame } from '../timeline/visible.ts';

/** Steps that jumps and volatility are measured at: finer ones hold stale components and bounce (EVENT-STUDY §5). */
export type Step = '5m' | '1h';

const FIVE = 5;

const COLUMNS = ['openTime', 'closeTime', 'open', 'close'] as const;

function joined(parts: readonly PriceBars[]): PriceBars {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const columns = Object.fromEntries(COLUMNS.map((name) => [name, new Float64Array(length)])) as Record<
    (typeof COLUMNS)[number],
    Float64Array
  >;
  let at = 0;
  for (const part of parts) {
    for (const name of COLUMNS) columns[name].set(part[name], at);
    at += part.length;
  }
  return { length, ...columns };
}

/**
 * Bars of one step in some sessions, as far as they may be seen. Five minutes come from five-minute bars as kept or from
 * minutes put together, session by session from whichever has more of them: a day just past may be held only the one way
 * and its history only the other.
 *
 * @param sessions in order of time.
 */
export function stepBars(
  frame: Frame,
  instrument: InstrumentId,
  sessions: readonly Session[],
  step: Step,
): PriceBars {
  if (step === '1h') return frame.bars(instrument, '1h');
  const kept = frame.bars(instrument, '5m');
  const minutes = frame.bars(instrument, '1m');
  return joined(
    sessions.map(({ segments }) => {
      const fromKept = resample(kept, segments, FIVE, frame.playhead);
      const fromMinutes = resample(minutes, segments, FIVE, frame.playhead);
      return fromMinutes.length > fromKept.length ? fromMinutes : fromKept;
    }),
  );
}

/** The finest step that has a bar in these sessions, with its bars; null where there is none. */
export function finestStep(
  frame: Frame,
  instrument: InstrumentId,
  sessions: readonly Session[],
): { readonly step: Step; readonly bars: PriceBars } | null {
  const bars = stepBars(frame, instrument, sessions, '5m');
  if (bars.length > 0) return { step: '5m', bars };
  const hours = stepBars(frame, instrument, sessions, '1h');
  const held = hours.openTime.some((time) =>
    sessions.some(({ open, close }) => time >= open && time < close),
  );
  return held ? { step: '1h', bars: hours } : null;
}
