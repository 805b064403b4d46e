import { parseRssFeed } from 'feedsmith';
import { type ParseContext, parseFeedBody } from '../../server/feeds/rss/parse.ts';
import { MAX_ITEMS } from '../../server/feeds/rss/wire.ts';
import { parseYahooChart } from '../../server/feeds/yahoo/parse.ts';
import { yahooChart } from '../../server/feeds/yahoo/wire.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import { DAY_MS } from '../../shared/time/instant.ts';
import { calendars, DAY_BEGINS, MARKETS } from '../made-up/markets.ts';
import { short } from '../run/numbers.ts';
import { atMost, type Context, type Part, type PartResult, pairedRow } from '../run/row.ts';
import { AFTER_CLOSE, rssBody, yahooDay } from './bodies.ts';

const RSS_ITEMS = 100;
/** Time for one figure of one round, ms. */
const STRETCH_MS = 250;

/** Mean time of one call over a stretch, µs. */
function micros(work: () => unknown): number {
  const begun = performance.now();
  let calls = 0;
  let took = 0;
  while (took < STRETCH_MS) {
    work();
    calls += 1;
    took = performance.now() - begun;
  }
  return (took * 1000) / calls;
}

/** Alternates the works, after one stretch of each to warm them up. */
function alternate(rounds: number, works: readonly (() => unknown)[]): number[][] {
  for (const work of works) micros(work);
  const figures: number[][] = works.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, work] of works.entries()) figures[at]?.push(micros(work));
  }
  return figures;
}

async function run({ rounds }: Context): Promise<PartResult> {
  const kospi = MARKETS.find((i) => i.id === 'KS11') as Instrument;
  const chart = yahooDay(kospi);
  const context = {
    instrument: kospi,
    provenance: 'polled' as const,
    receivedAt: AFTER_CLOSE,
    calendar: calendars.get(kospi.mic),
    interval: '1m' as const,
    range: { from: DAY_BEGINS, to: AFTER_CLOSE },
  };
  const decoder = new TextDecoder();
  const { bars } = parseYahooChart(chart, context);
  const decoded: unknown = JSON.parse(decoder.decode(chart));
  const [parse = [], json = [], schema = []] = alternate(rounds, [
    () => parseYahooChart(chart, context),
    () => JSON.parse(decoder.decode(chart)),
    () => yahooChart.safeParse(decoded),
  ]);

  const rss = rssBody(RSS_ITEMS, AFTER_CLOSE);
  const feed: ParseContext = {
    feed: 'example',
    source: 'Example',
    side: 'other',
    language: 'en',
    timeZone: null,
    provenance: 'polled',
    url: 'https://news.example.org/rss',
    receivedAt: AFTER_CLOSE,
    previousNewest: null,
    maxAgeMs: 7 * DAY_MS,
    firstSeen: new Map(),
  };
  const { headlines } = parseFeedBody(rss, 'application/rss+xml; charset=utf-8', feed);
  const [feedOurs = [], feedsmith = []] = alternate(rounds, [
    () => parseFeedBody(rss, 'application/rss+xml; charset=utf-8', feed),
    () => parseRssFeed(decoder.decode(rss), { maxItems: MAX_ITEMS }),
  ]);
  return {
    rows: [
      pairedRow(
        `Yahoo chart, bytes → ${bars.length} validated bars`,
        'µs',
        'JSON.parse',
        { ours: parse, peer: json },
        atMost(1.2),
      ),
      pairedRow('… its schema alone', 'µs', 'JSON.parse', { ours: schema, peer: json }, null),
      pairedRow(
        `RSS, bytes → ${headlines.length} headlines`,
        'µs',
        'feedsmith',
        { ours: feedOurs, peer: feedsmith },
        atMost(1.1),
      ),
    ],
    notes: [
      `the chart is ${short(chart.length / 1024)} KB with five columns, the feed ${short(rss.length / 1024)} KB; both sides begin with bytes`,
    ],
  };
}

export const part: Part = { id: 'parse', title: 'parsing and validating against the parser alone', run };
