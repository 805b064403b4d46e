import type { UsualProfile, UsualSample } from '../../shared/reaction/reaction.ts';
import { asLocalDate, DAY_MS, formatInstant, parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import { id } from './records.ts';

const LAST = parseInstant('2025-10-29T00:00:00Z');

/** The last `n` days before 30 October 2025, oldest first. */
export const daysBefore = (n: number) =>
  Array.from({ length: n }, (_, at) =>
    asLocalDate(formatInstant((LAST - (n - 1 - at) * DAY_MS) as UtcMs).slice(0, 10)),
  );

/** A profile of KS11 with samples that say only what matters. */
export function profileWith(
  samples: readonly (Pick<UsualSample, 'key' | 'moves'> & Partial<UsualSample>)[],
): UsualProfile {
  return {
    instrument: id('KS11'),
    t0: parseInstant('2025-10-30T02:05:00Z'),
    dayZero: asLocalDate('2025-10-30'),
    offsetMinutes: 125,
    lookback: 120,
    stepMinutes: 5,
    samples: samples.map((sample) => ({
      minutes: null,
      interval: '5m',
      from: 'same-offset',
      sessions: daysBefore(sample.moves.length),
      skipped: [],
      overlapping: false,
      ...sample,
    })),
  };
}
