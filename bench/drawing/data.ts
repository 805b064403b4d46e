import type { IncomingBar } from '../../shared/market/bar.ts';
import type { Instrument, Mic } from '../../shared/market/instrument.ts';
import type { Headline } from '../../shared/news/headline.ts';
import { asSeq, asUtcMs, MINUTE_MS, parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import type { VisibleEvent } from '../../shared/timeline/visible.ts';
import { MARKETS, walk } from '../made-up/markets.ts';

/** In the week of the currencies, so that thousands of minutes follow each other without a break. */
const BEGINS: UtcMs = parseInstant('2025-10-28T00:00:00Z');
/** Flags beside T0's own: our chart names at most seven. */
const FLAGS = 6;
/** T0, flags and headlines together. */
export const MARKS = 30;
/** Minutes that come while a live chart is measured. */
export const ADDED = 80;

/** Without a delay, so that lines are drawn through as the other library draws them. */
export const CURRENCIES: readonly Instrument[] = MARKETS.map((i) => ({
  ...i,
  mic: 'FX' as Mic,
  delayMinutes: 0,
}));

export interface DayOfMinutes {
  readonly from: UtcMs;
  readonly to: UtcMs;
  /** One list a market, `points` bars and those that are added later. */
  readonly bars: readonly (readonly IncomingBar[])[];
  readonly marks: readonly { readonly time: UtcMs; readonly name: string }[];
}

export function minutesOf(points: number): DayOfMinutes {
  const opens = Array.from({ length: points + ADDED }, (_, at) => asUtcMs(BEGINS + at * MINUTE_MS));
  const step = Math.floor((points * MINUTE_MS) / (MARKS + 1));
  return {
    from: BEGINS,
    to: asUtcMs(BEGINS + (points + ADDED) * MINUTE_MS),
    bars: CURRENCIES.map((instrument, at) => walk(instrument, opens, at + 1)),
    marks: Array.from({ length: MARKS }, (_, at) => ({
      time: asUtcMs(BEGINS + (at + 1) * step),
      name: `Event ${at + 1}`,
    })),
  };
}

/** The first marks as flags of our chart. */
export const asEvents = (day: DayOfMinutes): VisibleEvent[] =>
  day.marks.slice(0, FLAGS).map(({ time, name }) => ({
    slug: name.toLowerCase().replace(' ', '-'),
    title: name,
    anchors: [{ name, time, window: { earliest: time, latest: time }, precision: 'minute' }],
    end: null,
    themes: ['trade'],
    place: '',
    origin: 'catalogue',
    revision: 1,
    marketClaims: [],
    detail: null,
  }));

/** The other marks as headlines of the lane; one is left out for T0. */
export const asHeadlines = (day: DayOfMinutes): Headline[] =>
  day.marks.slice(FLAGS + 1).map(({ time, name }, at) => ({
    id: `bench-${at}`,
    storyId: `bench-${at}`,
    time,
    precisionSeconds: 60,
    feed: 'bench',
    source: 'Bench',
    side: (['us', 'china', 'other'] as const)[at % 3] as Headline['side'],
    language: 'en',
    title: `${name}: officials say that talks go on`,
    url: null,
    dateDoubtful: false,
    provenance: 'polled',
    receivedAt: time,
    tone: null,
    revision: 1,
    seq: asSeq(at + 1),
  }));
