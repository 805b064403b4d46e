import { HORIZONS } from '../../shared/event/horizon.ts';
import {
  measureStep,
  type PreparedReaction,
  prepareReaction,
  type StepReaction,
} from '../../shared/reaction/measure-step.ts';
import { asUtcMs, DAY_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { Timeline } from '../../shared/timeline/timeline.ts';
import { visible } from '../../shared/timeline/visible.ts';
import { DAY_BEGINS, MINUTES_A_DAY } from '../made-up/markets.ts';
import { seededRandom } from '../made-up/random.ts';
import { median, short } from '../run/numbers.ts';
import {
  atMost,
  type Context,
  type Part,
  type PartResult,
  pairedRow,
  plainRow,
  type Row,
} from '../run/row.ts';
import { type Figures, naiveStep } from './naive.ts';
import { clock, load, markets, seoul, T0 } from './world.ts';

const STRETCH_MS = 400;
const PLAYHEADS = 97;
const TARGET_MS = 2;
const DAY_ENDS = DAY_BEGINS + MINUTES_A_DAY * MINUTE_MS;

/** Steps of a replay through day 0, and seeks after the last horizon, when every one of them has its move. */
const inOrder = Array.from({ length: Math.round((DAY_ENDS - T0) / MINUTE_MS) }, (_, m) =>
  asUtcMs(T0 + (m + 1) * MINUTE_MS),
);
function seeks(from: number, to: number, seed: number): UtcMs[] {
  const random = seededRandom(seed);
  return Array.from({ length: PLAYHEADS }, () => asUtcMs(Math.round(from + random() * (to - from))));
}
const withinDay = seeks(T0 + MINUTE_MS, DAY_ENDS, 1);
const LAST = clock.ends.get('20d') as UtcMs;
const afterAll = seeks(LAST, LAST + DAY_MS, 2);

const prepare = (): PreparedReaction[] =>
  markets.map(({ id, profile }) =>
    prepareReaction({ instrument: id, calendar: seoul, t0: T0, precision: 'minute', profile }),
  );

const step = (timeline: Timeline, prepared: readonly PreparedReaction[], playhead: UtcMs): StepReaction[] =>
  measureStep(prepared, visible(timeline, playhead, 'published'));

/** Mean time of one step over a stretch, ms; playheads in turn. */
function millis(playheads: readonly UtcMs[], work: (playhead: UtcMs) => unknown): number {
  const begun = performance.now();
  let calls = 0;
  let took = 0;
  while (took < STRETCH_MS || calls < 3) {
    work(playheads[calls % playheads.length] as UtcMs);
    calls += 1;
    took = performance.now() - begun;
  }
  return took / calls;
}

const figuresOf = ({ horizons }: StepReaction): Figures[] =>
  horizons.map(({ move, usual, path }) => [
    move.moveLog,
    usual?.z ?? null,
    usual?.percentile ?? null,
    usual?.p ?? null,
    path?.peak?.move ?? null,
    path?.trough?.move ?? null,
    path?.fade ?? null,
    path?.halfLife ?? null,
  ]);

interface Agreement {
  compared: number;
  given: number;
  unequal: number;
}

/** Every figure of both forms at the given playheads. */
function agreement(timeline: Timeline, playheads: readonly UtcMs[]): Agreement {
  const prepared = prepare();
  const found = { compared: 0, given: 0, unequal: 0 };
  for (const playhead of playheads) {
    const naive = naiveStep(markets, playhead).flat(2);
    for (const [at, ours] of step(timeline, prepared, playhead).flatMap(figuresOf).flat().entries()) {
      const other = naive[at] as number | null;
      found.compared += 1;
      if (other !== null) found.given += 1;
      if ((ours === null) !== (other === null)) found.unequal += 1;
      else if (Math.abs((ours ?? 0) - (other ?? 0)) > 1e-9 * Math.max(1, Math.abs(other ?? 0))) {
        found.unequal += 1;
      }
    }
  }
  return found;
}

/** Time to make everything ready and show the first frame, ms. */
function preparation(timeline: Timeline): number {
  const begun = performance.now();
  step(timeline, prepare(), asUtcMs(DAY_ENDS));
  return performance.now() - begun;
}

async function run({ rounds }: Context): Promise<PartResult> {
  const timeline = load();
  const prepared = prepare();
  const ours = (playhead: UtcMs) => step(timeline, prepared, playhead);
  const naive = (playhead: UtcMs) => naiveStep(markets, playhead);
  const kinds = [
    ['a step of a replay through day 0', inOrder],
    ['a seek within day 0', withinDay],
    ['a seek when all 13 horizons have passed', afterAll],
  ] as const;
  for (const [, playheads] of kinds) millis(playheads, ours);
  const rows: Row[] = [];
  const prepareMs: number[] = [];
  for (const [what, playheads] of kinds) {
    const pair = { ours: [] as number[], peer: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      pair.ours.push(millis(playheads, ours));
      pair.peer.push(millis(playheads, naive));
      prepareMs.push(preparation(timeline));
    }
    const paired = pairedRow(what, 'ms', 'filter, map, sort', pair, atMost(TARGET_MS));
    rows.push({ ...paired, figure: median(pair.ours), figureUnit: 'ms' });
    rows.push({
      ...pairedRow('… against the naive form', 'ms', 'filter, map, sort', pair, null),
      figure: median(pair.peer.map((value, at) => value / (pair.ours[at] as number))),
      figureUnit: 'times faster',
    });
  }
  rows.push(plainRow('preparation with its first frame', `${short(median(prepareMs))} ms`));
  const { compared, given, unequal } = agreement(timeline, [
    ...withinDay.slice(0, 20),
    ...afterAll.slice(0, 3),
  ]);
  return {
    rows,
    notes: [
      `a step is visible() and measureStep(): move, z, percentile, p, peak, trough, fade and half-life of ${markets.length} markets × ${HORIZONS.length} horizons, 390 minute bars each, profiles of 120 made-up ordinary days`,
      `of ${short(compared)} figures compared with the naive form, ${short(given)} of them numbers, ${short(unequal)} differ by more than 1e-9`,
    ],
  };
}

export const part: Part = { id: 'reaction', title: 'all horizons at a playhead against the naive form', run };
