import { busanMarks, busanTimeline, publishedCloses } from '../../archive/index.ts';
import type { Calendars } from '../../shared/calendar/calendar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { Side } from '../../shared/news/headline.ts';
import { simulateMarket } from '../../shared/simulation/market.ts';
import type { StandinSeries } from './series.ts';
import type { StandinHeadline } from './world.ts';

/** Outlets that carry the day's timeline, by side; its words are ours, its facts and links the archive's. */
const OUTLETS: Readonly<Record<Side, readonly string[]>> = {
  us: ['cnbc-top', 'wsj-world'],
  china: ['cgtn-world', 'cgtn-china'],
  other: ['scmp', 'yonhap', 'cna', 'straitstimes'],
};

/**
 * The Busan day of every market with published figures, and two years before it, as the stand-in serves them. A market
 * without published figures is not among them: its symbol is unknown to the stand-in.
 */
export function busanSeries(
  calendars: Calendars,
  instruments: readonly Instrument[],
  seed: number,
): readonly StandinSeries[] {
  return busanMarks.flatMap((marks) => {
    const instrument = instruments.find((i) => i.id === marks.instrument);
    if (instrument === undefined) return [];
    const calendar = calendars.get(instrument.mic);
    const { daily, fiveMinute, minute } = simulateMarket(instrument, marks, publishedCloses, calendar, seed);
    return [{ id: instrument.id, calendar, daily, fiveMinute, minute }];
  });
}

/** The archive's timeline, each entry at its own minute in one outlet of its side, in turn. */
export function busanHeadlines(): readonly StandinHeadline[] {
  const turn: Record<Side, number> = { us: 0, china: 0, other: 0 };
  return busanTimeline.flatMap((entry) => {
    const outlets = OUTLETS[entry.side];
    const outlet = outlets[turn[entry.side]++ % outlets.length];
    if (outlet === undefined || entry.url === null) return [];
    return [{ time: entry.time, outlet, title: entry.title, url: entry.url, publisher: entry.source }];
  });
}
