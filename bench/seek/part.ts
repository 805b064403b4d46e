import type { IncomingBar } from '../../shared/market/bar.ts';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { type MarketReaction, marketReaction } from '../../shared/reaction/moves.ts';
import { asSeq, asUtcMs, DAY_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { visible } from '../../shared/timeline/visible.ts';
import { calendars, DAY_BEGINS, MARKETS, MINUTES_A_DAY, minuteBars } from '../made-up/markets.ts';
import { seededRandom } from '../made-up/random.ts';
import { median, short } from '../run/numbers.ts';
import {
  atLeast,
  atMost,
  type Context,
  type Part,
  type PartResult,
  pairedRow,
  type Row,
} from '../run/row.ts';
import { type NaiveMove, naiveMoves } from './naive.ts';

const STRETCH_MS = 200;
const PLAYHEADS = 97;

interface Loaded {
  readonly timeline: Timeline;
  readonly bars: ReadonlyMap<InstrumentId, readonly IncomingBar[]>;
  /** A quarter of the way into the window. */
  readonly t0: UtcMs;
  readonly playheads: readonly UtcMs[];
}

/** Days of 390 minutes, the last one today; playheads anywhere after T0. */
function load(days: number): Loaded {
  const timeline = new Timeline();
  const bars = new Map<InstrumentId, readonly IncomingBar[]>();
  for (const [at, instrument] of MARKETS.entries()) {
    const list = minuteBars(instrument, days, at + 1);
    bars.set(instrument.id, list);
    const series = timeline.seriesFor(instrument.id, '1m');
    for (const bar of list) {
      series.upsert({
        ...bar,
        receivedAt: asUtcMs(bar.closeTime + 900),
        revision: 1,
        seq: asSeq(series.length + 1),
      });
    }
  }
  const from = DAY_BEGINS - (days - 1) * DAY_MS;
  const to = DAY_BEGINS + MINUTES_A_DAY * MINUTE_MS;
  // In trading time, so that it does not fall into a night.
  const quarter = (bars.get(MARKETS[0]?.id as InstrumentId)?.length ?? 0) >> 2;
  const t0 = bars.get(MARKETS[0]?.id as InstrumentId)?.[quarter]?.closeTime ?? asUtcMs(from);
  const random = seededRandom(days);
  const playheads = Array.from({ length: PLAYHEADS }, () =>
    asUtcMs(Math.round(t0 + MINUTE_MS + random() * (to - t0 - MINUTE_MS))),
  );
  return { timeline, bars, t0, playheads };
}

/** A seek as the page does it: through the gate, then every row of the table. */
function seek({ timeline, t0 }: Loaded, playhead: UtcMs): MarketReaction[] {
  const frame = visible(timeline, playhead, 'published');
  return MARKETS.map((instrument) =>
    marketReaction(frame, instrument, 't0', t0, calendars.get(instrument.mic)),
  );
}

/** Mean time of one call over a stretch, µs; playheads in turn. */
function micros(loaded: Loaded, work: (loaded: Loaded, playhead: UtcMs) => unknown): number {
  const begun = performance.now();
  let calls = 0;
  let took = 0;
  while (took < STRETCH_MS) {
    work(loaded, loaded.playheads[calls % PLAYHEADS] as UtcMs);
    calls += 1;
    took = performance.now() - begun;
  }
  return (took * 1000) / calls;
}

/** Markets in which the two answers differ, over all playheads. */
function differences(loaded: Loaded): number {
  const differ = (a: number | null, b: number | null): boolean =>
    (a === null) !== (b === null) || Math.abs((a ?? 0) - (b ?? 0)) > 1e-9;
  let count = 0;
  for (const playhead of loaded.playheads) {
    const naive = naiveMoves(loaded.bars, playhead, loaded.t0);
    for (const [at, { since, peak }] of seek(loaded, playhead).entries()) {
      const other = naive[at] as NaiveMove;
      const percent = since.state === 'ok' ? since.percent : null;
      if (differ(percent, other.percent) || differ(peak?.percent ?? null, other.peak)) count += 1;
    }
  }
  return count;
}

async function run({ rounds }: Context): Promise<PartResult> {
  const day = load(1);
  const tenDays = load(10);
  const naive = (loaded: Loaded, playhead: UtcMs) => naiveMoves(loaded.bars, playhead, loaded.t0);
  const works = [
    () => micros(day, seek),
    () => micros(day, naive),
    () => micros(tenDays, seek),
    () => micros(tenDays, naive),
  ];
  for (const work of works) work();
  const figures: number[][] = works.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, work] of works.entries()) figures[at]?.push(work());
  }
  const [ours390 = [], naive390 = [], ours3900 = [], naive3900 = []] = figures;
  const growth: Row = {
    ...pairedRow(
      'growth from 390 to 3,900 points',
      'µs',
      'at 390',
      { ours: ours3900, peer: ours390 },
      atMost(3),
    ),
  };
  const faster = (what: string, ours: number[], peer: number[], target: Row['target']): Row => ({
    ...pairedRow(what, 'µs', 'filter, map, sort', { ours, peer }, target),
    figure: median(peer.map((value, at) => value / (ours[at] as number))),
    figureUnit: 'times faster',
  });
  const unequal = differences(day) + differences(tenDays);
  return {
    rows: [
      faster(`seek of ${MARKETS.length} markets, 390 points`, ours390, naive390, atLeast(500)),
      faster(`seek of ${MARKETS.length} markets, 3,900 points`, ours3900, naive3900, null),
      growth,
    ],
    notes: [
      `a seek is visible() and marketReaction() of every market at a random playhead after T0, which lies a quarter into the window; ${short(unequal)} answers differ from the naive ones by more than 1e-9`,
      'the target of 500 is that of prefix arrays alone; a seek here also reads the calendar, the session’s own move and the views it needs, and takes this share of a frame of 16.7 ms: ' +
        `${short(median(ours3900) / 167)} % at 3,900 points`,
    ],
  };
}

export const part: Part = { id: 'seek', title: 'replay seek against the naive form', run };
