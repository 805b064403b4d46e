import type { UsualProfile } from '../../shared/reaction/reaction.ts';
import { random } from '../../shared/simulation/random.ts';
import { asLocalDate } from '../../shared/time/instant.ts';
import { T0 } from './reactions.ts';
import { id } from './records.ts';

/** Log moves since T0 at each step of ordinary days: walks whose steps have a standard deviation of 0.1 %. */
export function ordinaryWalks(days: number, steps: number, seed: number): number[][] {
  const { normal } = random(seed);
  return Array.from({ length: days }, () => {
    let move = 0;
    return Array.from({ length: steps }, () => {
      move += 0.001 * normal();
      return move;
    });
  });
}

const dayBefore = (n: number) =>
  asLocalDate(Temporal.PlainDate.from('2025-10-29').subtract({ days: n }).toString());

/** A profile whose samples are those days, a step every so many trading minutes. */
export const profileOf = (walks: readonly (readonly number[])[], stepMinutes: number): UsualProfile => ({
  instrument: id('KS11'),
  t0: T0,
  dayZero: asLocalDate('2025-10-30'),
  offsetMinutes: 125,
  lookback: 120,
  stepMinutes,
  samples: (walks[0] ?? []).map((_, n) => ({
    key: `m${(n + 1) * stepMinutes}`,
    minutes: (n + 1) * stepMinutes,
    interval: '5m',
    from: 'same-offset',
    moves: walks.map((walk) => walk[n] as number),
    sessions: walks.map((_walk, day) => dayBefore(day)),
    skipped: [],
    overlapping: false,
  })),
});
