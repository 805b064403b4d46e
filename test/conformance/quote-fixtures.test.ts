import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEastMoneyQuotes } from '../../server/feeds/eastmoney/parse.ts';
import { type FeedAnswer, FeedError } from '../../server/feeds/feed.ts';
import { parseFrankfurterLatest } from '../../server/feeds/frankfurter/parse.ts';
import { statusError } from '../../server/feeds/http-status.ts';
import { parseNaverChartXml, parseNaverQuotes } from '../../server/feeds/naver/parse.ts';
import { parseTencentQuotes } from '../../server/feeds/tencent/parse.ts';
import { parseTwseQuotes } from '../../server/feeds/twse/parse.ts';
import { parseYahooChart } from '../../server/feeds/yahoo/parse.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { incomingBar } from '../../shared/market/bar.ts';
import type { Instrument, InstrumentId, Mic } from '../../shared/market/instrument.ts';
import { incomingQuote } from '../../shared/market/quote.ts';
import { asUtcMs, parseInstant } from '../../shared/time/instant.ts';
import { conformance } from '../support/conformance.ts';
import {
  type Asked,
  type Expected,
  type Row,
  QUOTE_FIXTURES as TABLE,
} from '../support/quote-fixture-table.ts';

const FIXTURES = fileURLToPath(new URL('../../../shared/fixtures/', import.meta.url));
/** Upstreams that are not quote feeds of this product, and the headlines' own folders. */
const OUT_OF_SCOPE = ['krx', 'nse', 'sina', 'federalregister'];
const HEADLINES = ['rss', 'gdelt'];

const calendars = createCalendars();
const receivedAt = parseInstant('2026-11-24T00:00:00Z');
const range = { from: asUtcMs(0), to: receivedAt };
const context = { provenance: 'polled' as const, receivedAt };
const calendarOf = (instrument: Instrument) => calendars.get(instrument.mic);

function instrumentOf({ mic = 'XNYS', currency = 'USD', symbols = {} }: Asked): Instrument {
  return {
    id: 'X' as InstrumentId,
    name: 'X',
    shortName: 'X',
    kind: 'equity',
    mic: mic as Mic,
    timeZone: calendars.get(mic as Mic).timeZone,
    city: 'X',
    currency,
    region: 'global',
    priceTick: 0.01,
    symbols,
    delayMinutes: 15,
    set: 'benchmarks',
  };
}

const barContext = (asked: Asked) => {
  const instrument = instrumentOf(asked);
  return {
    ...context,
    instrument,
    range,
    interval: asked.interval ?? '1d',
    calendar: calendarOf(instrument),
  };
};

type Parse = (body: Uint8Array, row: Row) => FeedAnswer;

const PARSERS: Readonly<Record<string, Parse>> = {
  yahoo: (body, row) => parseYahooChart(body, barContext(row)),
  eastmoney: (body, row) => parseEastMoneyQuotes(body, [instrumentOf(row)], context),
  tencent: (body, row) => parseTencentQuotes(body, [instrumentOf(row)], context),
  naver: (body, row) =>
    row.interval === undefined
      ? parseNaverQuotes(body, [instrumentOf(row)], { ...context, calendarOf })
      : parseNaverChartXml(body, barContext(row)),
  twse: (body, row) => parseTwseQuotes(body, [instrumentOf(row)], { ...context, calendarOf }),
  fx: (body, row) => parseFrankfurterLatest(body, [instrumentOf(row)], context),
};

interface Recorded {
  readonly status: number;
  readonly body: Uint8Array;
}

/** Some files wrap the body in the request and response of a recorder. */
function recordedAnswer(path: string, status: number): Recorded {
  const bytes = readFileSync(path);
  if (!path.includes(`${sep}recorded${sep}`)) return { status, body: bytes };
  const { response } = JSON.parse(bytes.toString('utf8')) as {
    response: { status: number; bodyText?: string; bodyJson?: unknown };
  };
  const text = response.bodyText ?? JSON.stringify(response.bodyJson);
  return { status: response.status, body: new TextEncoder().encode(text) };
}

/** As the feeds do: a status that is not 200 is refused before any parser. */
function readFixture(name: string, row: Row): FeedAnswer {
  const { status, body } = recordedAnswer(join(FIXTURES, name), row.status ?? 200);
  if (status !== 200) throw statusError({ status, host: 'fixture', headers: {}, body }, receivedAt, false);
  const parse = PARSERS[name.split('/')[0] ?? ''];
  assert.ok(parse, `no parser for ${name}`);
  return parse(body, row);
}

function checkCounts(answer: FeedAnswer, expected: Exclude<Expected, string>): void {
  for (const bar of answer.bars) incomingBar.parse(bar);
  for (const quote of answer.quotes) incomingQuote.parse(quote);
  assert.deepEqual(
    {
      bars: answer.bars.length,
      quotes: answer.quotes.length,
      refused: Object.fromEntries(answer.refusals.map((r) => [r.code, r.count])),
    },
    { bars: expected.bars, quotes: expected.quotes, refused: expected.refused ?? {} },
    JSON.stringify(answer.refusals),
  );
  if (expected.previousClose === undefined) return;
  const found = answer.quotes[0]?.previousClose ?? null;
  if (expected.previousClose === null || found === null) assert.equal(found, expected.previousClose);
  else assert.ok(Math.abs(found / expected.previousClose - 1) < 1e-9, `previousClose ${found}`);
}

conformance(`quote fixtures (out of scope: ${OUT_OF_SCOPE.join(', ')})`, ['fixtures/'], () => {
  const files = readdirSync(FIXTURES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(FIXTURES, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => name.includes('/'));
  const folderOf = (name: string): string => name.split('/')[0] ?? '';
  const inScope = files.filter((name) => ![...OUT_OF_SCOPE, ...HEADLINES].includes(folderOf(name)));

  it('every file has an expectation, and every expectation a file', () => {
    assert.deepEqual([...inScope].sort(), Object.keys(TABLE).sort());
  });
  for (const name of inScope) {
    const row = TABLE[name];
    if (row === undefined) continue;
    const { expect } = row;
    it(`${name}: ${typeof expect === 'string' ? `refused, ${expect}` : `${expect.bars} bars`}`, () => {
      if (typeof expect !== 'string') checkCounts(readFixture(name, row), expect);
      else {
        assert.throws(
          () => readFixture(name, row),
          (error) => error instanceof FeedError && error.kind === expect,
        );
      }
    });
  }
});
