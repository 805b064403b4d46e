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
import { type Figures, naiveStudy } from './naive.ts';
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

/** The same figures by the names that the naive form gives them. */
function figuresOf({ events, overEvents, byMarket }: EventStudies): Figures {
  const out: Figures = new Map();
  for (const { event, markets, group } of events) {
    for (const market of markets) {
      const car = market.state === 'ok' ? market.study.car.at(-1) : undefined;
      out.set(`${event} ${market.instrument} car`, car?.car ?? null);
      out.set(`${event} ${market.instrument} t`, car?.t ?? null);
      out.set(`${event} ${market.instrument} p`, car?.p ?? null);
    }
    if (group === null) continue;
    out.set(`${event} r`, group.meanCorrelationUsed);
    for (const [at, day] of group.days.entries()) {
      out.set(`${event} ${day.k} aar`, day.aar);
      out.set(`${event} ${day.k} bmp`, day.bmpT);
      out.set(`${event} ${day.k} adjusted`, day.adjustedBmpT);
      out.set(`${event} ${day.k} portfolio`, day.portfolioT);
      out.set(`${event} ${day.k} rank`, group.rank.corradoZivneyZ[at] ?? null);
    }
    out.set(`${event} caar`, group.window.caar);
    out.set(`${event} window bmp`, group.window.bmpT);
    out.set(`${event} window adjusted`, group.window.adjustedBmpT);
  }
  out.set('over caar', overEvents.group?.window.caar ?? null);
  out.set('over bmp', overEvents.group?.window.bmpT ?? null);
  out.set('over p', overEvents.group?.window.bmpP ?? null);
  for (const { instrument, group } of byMarket) {
    out.set(`${instrument} bmp`, group?.window.bmpT ?? null);
    out.set(`${instrument} sign p`, group?.generalizedSign.p ?? null);
  }
  return out;
}

/** Names of the figures on which the two do not agree, one of them missing included. */
function differences(ours: Figures, naive: Figures): string[] {
  const names = new Set([...ours.keys(), ...naive.keys()]);
  return [...names].filter((name) => {
    const a = ours.get(name);
    const b = naive.get(name);
    if (typeof a !== 'number' || typeof b !== 'number') return a !== b;
    return !(Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a)));
  });
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
  const figures = figuresOf(ours());
  const unequal = differences(figures, naive());
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
      `market model with its benchmark paired by instant, all group tests of each event, of each market over the events, and over events; ${unequal.length} of ${figures.size} figures differ from the naive ones by more than 1e-9${unequal.length > 0 ? `: ${unequal.slice(0, 3).join(', ')}` : ''}`,
      'the naive form makes the tests that are compared and no others, so the ratio is on its side',
    ],
  };
}

export const part: Part = { id: 'study', title: 'event study against the naive form', run };
