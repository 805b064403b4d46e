import assert from 'node:assert/strict';
import iconv from 'iconv-lite';
import {
  parseEastMoneyKlines,
  parseEastMoneyQuotes,
  parseEastMoneyTrends,
} from '../../server/feeds/eastmoney/parse.ts';
import { type FeedAnswer, FeedError, type FeedErrorKind } from '../../server/feeds/feed.ts';
import { parseFrankfurterLatest, parseFrankfurterSeries } from '../../server/feeds/frankfurter/parse.ts';
import {
  parseNaverChartXml,
  parseNaverDays,
  parseNaverMinutes,
  parseNaverQuotes,
} from '../../server/feeds/naver/parse.ts';
import {
  parseTencentDays,
  parseTencentMinutes,
  parseTencentQuotes,
} from '../../server/feeds/tencent/parse.ts';
import { parseTwseQuotes } from '../../server/feeds/twse/parse.ts';
import { formatInstant, parseInstant } from '../../shared/time/instant.ts';
import { barContext, bytes, calendarOf, jsonBytes, shippedInstrument } from '../support/chart-answer.ts';

const receivedAt = parseInstant('2025-10-30T08:00:00Z');
const context = { provenance: 'polled' as const, receivedAt, calendarOf };
const counts = (answer: FeedAnswer): Record<string, number> =>
  Object.fromEntries(answer.refusals.map((r) => [`${r.subject}:${r.code}`, r.count]));
const quotes = (answer: FeedAnswer) =>
  answer.quotes.map((q) => [q.instrument, formatInstant(q.time), q.price, q.previousClose]);
const bars = (answer: FeedAnswer) =>
  answer.bars.map((b) => [formatInstant(b.openTime), b.open, b.high, b.low, b.close, b.volume]);
const closes = (answer: FeedAnswer) => answer.bars.map((b) => [formatInstant(b.openTime), b.close]);
function refused(kind: FeedErrorKind, parse: () => unknown): void {
  assert.throws(parse, (error) => error instanceof FeedError && error.kind === kind);
}
const html = bytes('<html><head><title>login</title></head></html>');

describe('EastMoney', () => {
  const N225 = shippedInstrument('N225');
  const KS11 = shippedInstrument('KS11');
  const at = parseInstant('2025-10-30T06:30:00Z') / 1000;

  it('reads a batch by code and market, and counts who is not in it', () => {
    const body = {
      data: {
        diff: [
          { f2: 51_000, f4: 200, f12: 'N225', f13: 100, f18: 50_800, f124: at },
          { f2: 1, f4: 0, f12: 'KS11', f13: 1, f124: at },
        ],
      },
    };
    const answer = parseEastMoneyQuotes(jsonBytes(body), [N225, KS11], context);
    assert.deepEqual(quotes(answer), [['N225', '2025-10-30T06:30:00Z', 51_000, 50_800]]);
    assert.deepEqual(counts(answer), { 'KS11:unknown-symbol': 1 });
  });
  it('reads rows keyed by number, dashes for numbers, and a record without a time', () => {
    const diff = {
      '0': { f2: '-', f4: '-', f12: 'N225', f124: at },
      '1': { f2: 4000, f4: '-', f12: 'KS11' },
    };
    const answer = parseEastMoneyQuotes(jsonBytes({ data: { diff } }), [N225, KS11], context);
    assert.deepEqual(answer.quotes, []);
    assert.deepEqual(counts(answer), { 'N225:bad-number': 1, 'KS11:no-time': 1 });
  });
  it('reads minutes in Beijing time, stamped by their end, the close before the high', () => {
    const trends = [
      '2025-10-30 09:30,4016.33,4016.33,4016.33,4016.33,10,0,0',
      '2025-10-30 09:31,4016.33,4010.00,4017.00,4009.00,20,0,0',
      '2025-10-30 11:30,0.00,4000.00,4001.00,3999.00,5,0,0',
      '2025-10-30 13:01,4000.00,4002.00,4003.00,4000.00,6,0,0',
      'not a row',
    ];
    const body = jsonBytes({ data: { code: '000001', trends } });
    const answer = parseEastMoneyTrends(body, barContext('SSEC', '1m', '2025-10-30T08:00:00Z'));
    assert.deepEqual(bars(answer), [
      ['2025-10-30T01:30:00Z', 4016.33, 4017, 4009, 4010, 20],
      ['2025-10-30T03:29:00Z', null, 4001, 3999, 4000, 5],
      ['2025-10-30T05:00:00Z', 4000, 4003, 4000, 4002, 6],
    ]);
    assert.deepEqual(counts(answer), { 'SSEC:bad-time': 1 });
  });
  it('reads days and refuses an unknown symbol', () => {
    const klines = ['2025-10-29,3990.1,4016.33,4020.0,3985.5,100,1,0.9'];
    const days = barContext('SSEC', '1d', '2025-10-30T08:00:00Z');
    assert.deepEqual(bars(parseEastMoneyKlines(jsonBytes({ data: { code: '000001', klines } }), days)), [
      ['2025-10-29T01:30:00Z', 3990.1, 4020, 3985.5, 4016.33, 100],
    ]);
    refused('not-found', () => parseEastMoneyKlines(jsonBytes({ rc: 102, data: null }), days));
    refused('not-found', () => parseEastMoneyQuotes(jsonBytes({ rc: 100, data: null }), [N225], context));
    refused('html-instead', () => parseEastMoneyQuotes(html, [N225], context));
    refused('truncated', () => parseEastMoneyQuotes(bytes('{"data":{"diff":['), [N225], context));
    refused('bad-body', () => parseEastMoneyTrends(jsonBytes({ data: { code: 1 } }), days));
  });
});

describe('Tencent', () => {
  const HSI = shippedInstrument('HSI');
  const GSPC = shippedInstrument('GSPC');
  const line = (code: string, fields: Readonly<Record<number, string>>): string => {
    const cells = Array.from({ length: 47 }, (_, i) => fields[i] ?? '');
    return `v_${code}="${cells.join('~')}";\n`;
  };
  const gbk = (text: string): Uint8Array => new Uint8Array(iconv.encode(text, 'gbk'));

  it('reads GBK lines whose keys are spelt another way; New York time for the US', () => {
    const text =
      line('hkHSI', { 0: '100', 1: '恒生指数', 3: '26282.69', 4: '26346.14', 30: '2025/10/30 15:59:59' }) +
      line('usINX', { 0: '200', 3: '6890.59', 4: '6890.89', 30: '2025-10-29 16:00:00' });
    assert.deepEqual(quotes(parseTencentQuotes(gbk(text), [HSI, GSPC], context)), [
      ['HSI', '2025-10-30T07:59:59Z', 26_282.69, 26_346.14],
      ['GSPC', '2025-10-29T20:00:00Z', 6890.59, 6890.89],
    ]);
  });
  it('counts the unknown and the too short, and refuses what is no line', () => {
    const answer = parseTencentQuotes(
      gbk('v_pv_none_match="1";\nv_hkHSI="100~x~HSI";'),
      [HSI, GSPC],
      context,
    );
    assert.deepEqual(counts(answer), { 'HSI:schema': 1, 'GSPC:unknown-symbol': 1 });
    refused('truncated', () => parseTencentQuotes(gbk('v_hkHSI="100~恒'), [HSI], context));
    refused('html-instead', () => parseTencentQuotes(html, [HSI], context));
    refused('bad-body', () => parseTencentQuotes(bytes('forbidden'), [HSI], context));
  });
  it('reads minutes as closes alone, volume from the running total', () => {
    const body = {
      code: 0,
      data: {
        hkHSI: {
          data: {
            date: '20251030',
            data: ['0930 26400.1 100 0', '0931 26410.2 150 0', '0932 26420.3 180 0', '1300 26300 500 0'],
          },
        },
      },
    };
    const answer = parseTencentMinutes(jsonBytes(body), barContext('HSI', '1m', '2025-10-30T08:00:00Z'));
    assert.deepEqual(bars(answer), [
      ['2025-10-30T01:30:00Z', null, null, null, 26_410.2, 100],
      ['2025-10-30T01:31:00Z', null, null, null, 26_420.3, 30],
      ['2025-10-30T05:00:00Z', null, null, null, 26_300, 320],
    ]);
  });
  it('reads days, the close second after the date', () => {
    const body = { data: { hkHSI: { day: [['2025-10-28', '26400', '26346.14', '26500', '26300', '1']] } } };
    const days = barContext('HSI', '1d', '2025-10-30T08:00:00Z');
    assert.deepEqual(bars(parseTencentDays(jsonBytes(body), days)), [
      ['2025-10-28T01:30:00Z', 26_400, 26_500, 26_300, 26_346.14, null],
    ]);
    refused('not-found', () => parseTencentDays(jsonBytes({ data: {} }), days));
  });
});

describe('Naver', () => {
  const KS11 = shippedInstrument('KS11');
  const row = (more: object) => ({
    datas: [
      { itemCode: 'KOSPI', closePrice: '4,086.89', localTradedAt: '2025-10-30T11:05:00+09:00', ...more },
    ],
  });
  const previous = (more: object) =>
    parseNaverQuotes(jsonBytes(row(more)), [KS11], context).quotes[0]?.previousClose?.toFixed(2);

  it('takes the sign of a change from the raw figure, else from its code', () => {
    assert.equal(previous({ compareToPreviousClosePriceRaw: '-5.74' }), '4092.63');
    const plain = { compareToPreviousClosePrice: '5.74', compareToPreviousPrice: { code: '5' } };
    assert.equal(previous(plain), '4092.63');
    assert.equal(previous({ ...plain, compareToPreviousPrice: { code: '2' } }), '4081.15');
    assert.equal(previous({ ...plain, compareToPreviousClosePrice: '-5.74' }), '4092.63');
    assert.equal(previous({}), undefined);
  });
  it('dates the price of a closed market at its close', () => {
    const late = { marketStatus: 'CLOSE', localTradedAt: '2025-10-30T16:59:00+09:00' };
    assert.deepEqual(quotes(parseNaverQuotes(jsonBytes(row(late)), [KS11], context)), [
      ['KS11', '2025-10-30T06:30:00Z', 4086.89, null],
    ]);
  });
  it('counts the unknown and the undated', () => {
    const unknown = parseNaverQuotes(jsonBytes({ datas: [] }), [KS11], context);
    assert.deepEqual(counts(unknown), { 'KS11:unknown-symbol': 1 });
    const undated = parseNaverQuotes(jsonBytes(row({ localTradedAt: 'today' })), [KS11], context);
    assert.deepEqual(counts(undated), { 'KS11:no-time': 1 });
  });
  it('reads minutes with the volume as steps, days, and the old XML', () => {
    const minute = (localDateTime: string, price: number, volume: number) => ({
      localDateTime,
      currentPrice: price,
      openPrice: price,
      highPrice: price,
      lowPrice: price,
      accumulatedTradingVolume: volume,
    });
    const minutes = [
      minute('20251029153000', 4081.15, 900),
      minute('20251030090000', 4105.95, 10),
      minute('20251030090100', 4106, 25),
      minute('2025103009', 4106, 25),
    ];
    const parsed = parseNaverMinutes(jsonBytes(minutes), barContext('KS11', '1m', '2025-10-30T08:00:00Z'));
    assert.deepEqual(
      parsed.bars.map((b) => [formatInstant(b.openTime), b.volume]),
      [
        ['2025-10-29T06:30:00Z', 900],
        ['2025-10-30T00:00:00Z', 10],
        ['2025-10-30T00:01:00Z', 15],
      ],
    );
    assert.deepEqual(counts(parsed), { 'KS11:bad-time': 1 });
    const days = barContext('KS11', '1d', '2025-10-30T08:00:00Z');
    assert.deepEqual(
      closes(parseNaverDays(jsonBytes([{ localDate: '20251029', closePrice: 4081.15 }]), days)),
      [['2025-10-29T00:00:00Z', 4081.15]],
    );
    const item = '<item data="20251029|4050.0|4084.0|4040.0|4081.15|1000" />';
    const xml = `<?xml version="1.0" encoding="EUC-KR" ?><protocol><chartdata symbol="KOSPI" name="코스피">${item}</chartdata></protocol>`;
    const encoded = new Uint8Array(iconv.encode(xml, 'euc-kr'));
    assert.deepEqual(bars(parseNaverChartXml(encoded, days)), [
      ['2025-10-29T00:00:00Z', 4050, 4084, 4040, 4081.15, 1000],
    ]);
    refused('truncated', () => parseNaverChartXml(encoded.subarray(0, encoded.length - 12), days));
    refused('html-instead', () => parseNaverChartXml(html, days));
  });
});

describe('TWSE MIS', () => {
  const TWII = shippedInstrument('TWII');
  const ask = (more: object, outer: object = {}) =>
    parseTwseQuotes(
      jsonBytes({
        msgArray: [
          { ex: 'tse', ch: 't00.tw', z: '28287.53', y: '28294.74', tlong: '1761802200000', ...more },
        ],
        rtcode: '0000',
        ...outer,
      }),
      [TWII],
      context,
    );

  it('reads a quote; a dash between prints is counted', () => {
    assert.deepEqual(quotes(ask({})), [['TWII', '2025-10-30T05:30:00Z', 28_287.53, 28_294.74]]);
    assert.deepEqual(counts(ask({ z: '-' })), { 'TWII:bad-number': 1 });
    assert.deepEqual(counts(ask({ ch: 'o00.tw' })), { 'TWII:unknown-symbol': 1 });
  });
  it('does not take the previous close, shown at the open, for a trade', () => {
    const open = String(parseInstant('2025-10-30T01:00:00Z'));
    assert.deepEqual(counts(ask({ z: '28294.74', tlong: open })), { 'TWII:stale-quote': 1 });
  });
  it('takes an empty list for "nothing yet" and refuses an error inside', () => {
    assert.deepEqual(ask({}, { msgArray: [] }).refusals, []);
    refused('error-inside', () => ask({}, { rtcode: '9999', rtmessage: 'busy' }));
    refused('error-inside', () => ask({}, { msgArray: undefined, stat: '很抱歉' }));
    refused('bad-body', () => ask({}, { msgArray: undefined }));
  });
});

describe('Frankfurter', () => {
  const USDJPY = shippedInstrument('USDJPY');
  const USDKRW = shippedInstrument('USDKRW');
  it('reads the fixing as a quote of 16:00 in Frankfurt', () => {
    const body = { amount: 1, base: 'USD', date: '2025-10-29', rates: { JPY: 152.1 } };
    const answer = parseFrankfurterLatest(jsonBytes(body), [USDJPY, USDKRW], context);
    assert.deepEqual(quotes(answer), [['USDJPY', '2025-10-29T15:00:00Z', 152.1, null]]);
    assert.deepEqual(counts(answer), { 'USDKRW:unknown-symbol': 1 });
  });
  it('reads a series as days that hold the fixing alone, visible from 17:00 in New York', () => {
    const body = { base: 'USD', rates: { '2025-10-28': { JPY: 152.3 }, '2025-10-29': { KRW: 1 } } };
    const answer = parseFrankfurterSeries(
      jsonBytes(body),
      barContext('USDJPY', '1d', '2025-10-30T08:00:00Z'),
    );
    assert.deepEqual(
      answer.bars.map((b) => [formatInstant(b.openTime), formatInstant(b.closeTime), b.open, b.close]),
      [['2025-10-27T21:00:00Z', '2025-10-28T21:00:00Z', null, 152.3]],
    );
    assert.deepEqual(counts(answer), { 'USDJPY:null-close': 1 });
    refused('bad-body', () =>
      parseFrankfurterLatest(jsonBytes({ base: 'EUR', date: '2025-10-29', rates: {} }), [USDJPY], context),
    );
  });
});
