import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { type DayRow, dailyBars, intradayBars, type TimedRow } from '../../server/feeds/bars.ts';
import type { BarContext } from '../../server/feeds/quote-answer.ts';
import { RefusalCount } from '../../server/feeds/refusal-count.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { incomingBar } from '../../shared/market/bar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import type { RefusalCode } from '../../shared/protocol/refusal.ts';
import { asLocalDate, asUtcMs, parseInstant } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';
import { shippedInstrument } from '../support/chart-answer.ts';
import { conformance } from '../support/conformance.ts';

const DATA = new URL('../../../shared/data/', import.meta.url);
const calendars = createCalendars();

type CsvRow = Readonly<Record<string, string>>;
const rowsOf = (file: string): readonly CsvRow[] =>
  parse(readFileSync(new URL(file, DATA), 'utf8'), { columns: true }) as CsvRow[];
const cell = (text: string | undefined): number | null =>
  text === undefined || text === '' ? null : Number(text);
const figures = (row: CsvRow) => ({
  open: cell(row.open),
  high: cell(row.high),
  low: cell(row.low),
  close: cell(row.close),
  volume: cell(row.volume),
});

function contextOf(mic: string, interval: BarInterval): BarContext {
  return {
    instrument: { ...shippedInstrument('N225'), mic: mic as Mic },
    calendar: calendars.get(mic as Mic),
    interval,
    provenance: 'polled',
    receivedAt: parseInstant('2026-11-24T00:00:00Z'),
    range: { from: asUtcMs(0), to: asUtcMs(4e12) },
  };
}

/** Known flaws of the histories: rows on days without a session are refused, contradicting figures left out. */
const DAILY: readonly (readonly [
  file: string,
  mic: string,
  refused: Partial<Record<RefusalCode, number>>,
])[] = [
  ['AXJO.daily.csv', 'XASX', {}],
  ['BSESN.daily.csv', 'XBOM', {}],
  ['CSI300.daily.csv', 'XSHG', {}],
  ['GSPC.daily.csv', 'XNYS', {}],
  ['HSCE.daily.csv', 'XHKG', {}],
  ['HSI.daily.csv', 'XHKG', {}],
  // 2017-12-01, a holiday.
  ['JKSE.daily.csv', 'XIDX', { 'bad-time': 1 }],
  ['KLSE.daily.csv', 'XKLS', {}],
  ['KS11.daily.csv', 'XKRX', {}],
  ['MP.daily.csv', 'XNYS', {}],
  // 2018-07-16, a holiday, repeats the close of the day before.
  ['N225.daily.csv', 'XTKS', { 'bad-time': 1 }],
  ['NSEI.daily.csv', 'XNSE', {}],
  ['NZ50.daily.csv', 'XNZE', {}],
  ['PSEI.daily.csv', 'XPHS', {}],
  ['REMX.daily.csv', 'XNYS', {}],
  ['SSEC.daily.csv', 'XSHG', {}],
  ['STI.daily.csv', 'XSES', {}],
  ['SZCOMP.daily.csv', 'XSHE', { 'bad-number': 2 }],
  // 2020-10-01, the day the exchange's system failed.
  ['TOPIX.daily.csv', 'XTKS', { 'bad-time': 1 }],
  ['TWII.daily.csv', 'XTAI', {}],
  ['USDCNY.daily.csv', 'FX', {}],
  ['USDJPY-yahoo.daily.csv', 'FX', { 'bad-number': 199 }],
  ['USDJPY.daily.csv', 'FX', {}],
  // Rows on US holidays: the extended-hours index.
  ['VIX.daily.csv', 'XNYS', { 'bad-time': 3 }],
  ['VNINDEX.daily.csv', 'XSTC', { 'bad-number': 4 }],
];

const INTRADAY: readonly (readonly [file: string, mic: string, interval: BarInterval, bars: number])[] = [
  ['NSEI.1m.csv', 'XNSE', '1m', 1874],
  ['TWII.1m.csv', 'XTAI', '1m', 270],
  ['N225.1h.csv', 'XTKS', '1h', 420],
];

conformance('real histories and their flaws', ['data/'], () => {
  for (const [file, mic, refused] of DAILY) {
    it(`${file} is taken, ${JSON.stringify(refused)} refused`, () => {
      const count = new RefusalCount(file);
      const rows: DayRow[] = rowsOf(file).map((row) => ({
        date: asLocalDate(row.date ?? ''),
        ...figures(row),
      }));
      const bars = dailyBars('test', rows, contextOf(mic, '1d'), null, count);
      for (const bar of bars) incomingBar.parse(bar);
      const found = Object.fromEntries(count.list().map((r) => [r.code, r.count]));
      assert.deepEqual(found, refused, JSON.stringify(count.list()));
      assert.equal(bars.length, rows.length - (found['bad-time'] ?? 0));
    });
  }
  for (const [file, mic, interval, expected] of INTRADAY) {
    it(`${file} gives ${expected} bars, none refused`, () => {
      const count = new RefusalCount(file);
      const rows: TimedRow[] = rowsOf(file).map((row) => ({
        time: parseInstant(row.time_utc ?? ''),
        ...figures(row),
      }));
      const bars = intradayBars('test', rows, 'start', contextOf(mic, interval), null, count);
      for (const bar of bars) incomingBar.parse(bar);
      assert.deepEqual(count.list(), []);
      assert.equal(bars.length, expected);
    });
  }
});
