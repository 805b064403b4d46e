import { type EventStudies, studyEvents } from '../../shared/study/event-studies.ts';
import { visible } from '../../shared/timeline/visible.ts';
import { calendars } from '../made-up/markets.ts';
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
import { naiveStudy } from './naive.ts';
import { BENCHMARK, type StudyWorld, studyWorld } from './world.ts';

const TOLERANCE = 1e-9;

/** Through the gate, one frame for each event, as the server does it. */
function study({ timeline, events, markets }: StudyWorld, withPlacebo: boolean): EventStudies {
  return studyEvents({
    events: events.map(({ slug, t0, playhead }) => ({
      event: slug,
      anchor: { name: 'T0', time: t0, precision: 'minute' },
      frame: visible(timeline, playhead, 'published'),
    })),
    instruments: markets,
    benchmark: BENCHMARK,
    calendars,
    withPlacebo,
  });
}

/** Every number, or null, below a value by its dotted path. */
function figuresOf(value: unknown, path = ''): [string, number | null][] {
  if (value === null || typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object') return [];
  return Object.entries(value as object).flatMap(([key, inner]) => figuresOf(inner, `${path}.${key}`));
}

/** Names of the naive figures that the study gives otherwise, or misses, or has where they are missing. */
function differences(
  naive: readonly (readonly [string, number | null])[],
  ours: ReadonlyMap<string, number | null>,
): string[] {
  const differ = ([path, a]: readonly [string, number | null]): boolean => {
    const b = ours.get(path);
    if (typeof a !== 'number' || typeof b !== 'number') return a !== b;
    return !(Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a)));
  };
  return naive.filter(differ).map(([path]) => path);
}

function took(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

async function run({ rounds }: Context): Promise<PartResult> {
  const world = studyWorld();
  const ours = () => study(world, false);
  const naive = () => naiveStudy(world, BENCHMARK.id);
  const figures = figuresOf(naive());
  const unequal = differences(figures, new Map(figuresOf(ours())));
  const times = { ours: [] as number[], peer: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    // The better of three each: a pause for garbage belongs to neither.
    times.ours.push(Math.min(took(ours), took(ours), took(ours)));
    times.peer.push(took(naive));
  }
  const what = `${world.events.length} events × ${world.markets.length} markets`;
  const row: Row = {
    ...pairedRow(what, 'ms', 'object rows', times, atMost(200)),
    figure: median(times.ours),
    figureUnit: 'ms',
  };
  const ratio = median(times.peer.map((value, round) => value / (times.ours[round] as number)));
  return {
    rows: [
      row,
      plainRow(`${what}, ratio`, `${short(ratio)} times faster`),
      plainRow(`${what}, with every market’s ordinary days`, `${short(took(() => study(world, true)))} ms`),
    ],
    notes: [
      `market model with its benchmark paired by instant, then every group test of each event over its markets, of each market over the events, and over events; ${unequal.length} of ${figures.length} figures differ from the naive ones by more than 1e-9${unequal.length > 0 ? `: ${unequal.slice(0, 3).join(', ')}` : ''}`,
      'the naive form takes its sessions and its tails ready-made; the study reads bars through the gate and calendars too, and gives buy-and-hold returns, mean-adjusted days and adjusted p besides',
    ],
  };
}

export const part: Part = { id: 'study', title: 'event study against the naive form', run };
