import assert from 'node:assert/strict';
import { type FeedAnswer, FeedError, type FeedErrorKind } from '../../server/feeds/feed.ts';
import { parseYahooChart } from '../../server/feeds/yahoo/parse.ts';
import { formatInstant } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';
import {
  barContext,
  bytes,
  type ChartRow,
  chartAnswer,
  jsonBytes,
  seconds,
} from '../support/chart-answer.ts';

const TOKYO = { exchangeTimezoneName: 'Asia/Tokyo', currency: 'JPY' };

/** Rows of the Nikkei on 2025-10-30, received at an ISO instant. */
function nikkei(
  rows: readonly ChartRow[],
  receivedAt: string,
  meta: Readonly<Record<string, unknown>> = {},
  interval: BarInterval = '1m',
): FeedAnswer {
  const answer = chartAnswer(rows, { ...TOKYO, dataGranularity: interval, ...meta });
  return parseYahooChart(jsonBytes(answer), barContext('N225', interval, receivedAt));
}

const flat = (stamp: string, price: number | null, volume: number | null = 0): ChartRow => [
  stamp,
  price,
  price,
  price,
  price,
  volume,
];
const opens = (answer: FeedAnswer): string[] =>
  answer.bars.map((b) => formatInstant(b.openTime).slice(11, 16));
const counts = (answer: FeedAnswer): Record<string, number> =>
  Object.fromEntries(answer.refusals.map((r) => [r.code, r.count]));

function refusedAs(kind: FeedErrorKind, body: Uint8Array): void {
  assert.throws(
    () => parseYahooChart(body, barContext('N225', '1m', '2025-10-30T02:00:00Z')),
    (error) => error instanceof FeedError && error.kind === kind,
  );
}

describe('Yahoo chart: bars', () => {
  it('drops and counts rows without a close, and keeps a row whose other prices are null', () => {
    const answer = nikkei(
      [
        ['2025-10-30T00:00:00Z', 1, 3, 1, 2, 5],
        ['2025-10-30T00:01:00Z', null, null, null, null, 7],
        ['2025-10-30T00:02:00Z', null, null, null, 4, null],
      ],
      '2025-10-30T06:00:00Z',
    );
    assert.deepEqual(counts(answer), { 'null-close': 1 });
    assert.deepEqual(
      answer.bars.map(({ open, high, low, close, volume }) => [open, high, low, close, volume]),
      [
        [1, 3, 1, 2, 5],
        [null, null, null, 4, null],
      ],
    );
  });

  it('leaves a gap as a gap', () => {
    const answer = nikkei(
      [flat('2025-10-30T00:00:00Z', 1), flat('2025-10-30T00:09:00Z', 2)],
      '2025-10-30T06:00:00Z',
    );
    assert.deepEqual(opens(answer), ['00:00', '00:09']);
  });

  it('folds the live last row into its bar, which is not finished', () => {
    const rows: ChartRow[] = [
      ['2025-10-30T00:00:00Z', 10, 12, 9, 11, 100],
      ['2025-10-30T00:01:00Z', 11, 13, 11, 12, 50],
      flat('2025-10-30T00:01:37Z', 14),
    ];
    assert.deepEqual(opens(nikkei(rows, '2025-10-30T00:02:00Z')), ['00:00']);
    const later = nikkei(rows, '2025-10-30T00:30:00Z').bars;
    const { open, high, low, close, volume } = later[1] ?? assert.fail('no second bar');
    assert.deepEqual([open, high, low, close, volume], [11, 14, 11, 14, 50]);
  });

  it('folds duplicate rows of one minute into one bar: first open, extremes, last close', () => {
    const answer = nikkei(
      [
        ['2025-10-30T00:00:00Z', 10, 12, 9, 11, 100],
        ['2025-10-30T00:00:00Z', 11, 15, 8, 13, 120],
      ],
      '2025-10-30T06:00:00Z',
    );
    const [bar] = answer.bars;
    assert.equal(answer.bars.length, 1);
    assert.deepEqual([bar?.open, bar?.high, bar?.low, bar?.close, bar?.volume], [10, 15, 8, 13, 120]);
  });

  it('keeps a bar back until its end and the delay of the market have passed, or something later was seen', () => {
    const row: ChartRow[] = [flat('2025-10-30T00:00:00Z', 1)];
    assert.deepEqual(opens(nikkei(row, '2025-10-30T00:20:59Z')), []);
    assert.deepEqual(opens(nikkei(row, '2025-10-30T00:21:00Z')), ['00:00']);
    const seen = { regularMarketTime: seconds('2025-10-30T00:01:00Z'), regularMarketPrice: 1 };
    assert.deepEqual(opens(nikkei(row, '2025-10-30T00:01:05Z', seen)), ['00:00']);
  });

  it('knows the lunch break of Tokyo: nulls and flat rows there are no bars', () => {
    const answer = nikkei(
      [
        flat('2025-10-30T02:29:00Z', 1),
        flat('2025-10-30T02:45:00Z', null),
        flat('2025-10-30T03:00:00Z', 1),
        flat('2025-10-30T03:10:31Z', 1),
        flat('2025-10-30T03:30:00Z', 2),
      ],
      '2025-10-30T07:00:00Z',
    );
    assert.deepEqual(opens(answer), ['02:29', '03:30']);
    assert.deepEqual(counts(answer), { 'null-close': 1, 'bad-time': 1 });
  });

  it('keeps a print of the closing auction and leaves the live row after the close to the quote', () => {
    const answer = nikkei(
      [flat('2025-10-30T06:24:00Z', 1), flat('2025-10-30T06:30:00Z', 2), flat('2025-10-30T06:31:09Z', 2)],
      '2025-10-30T08:00:00Z',
    );
    assert.deepEqual(opens(answer), ['06:24', '06:30']);
    assert.deepEqual(counts(answer), {});
  });

  it('lays hours on the grid of the session: Mumbai opens at a quarter', () => {
    const answer = parseYahooChart(
      jsonBytes(
        chartAnswer([flat('2025-10-30T03:45:00Z', 1), flat('2025-10-30T04:45:00Z', 2)], {
          exchangeTimezoneName: 'Asia/Kolkata',
          dataGranularity: '1h',
        }),
      ),
      barContext('NSEI', '1h', '2025-10-30T12:00:00Z'),
    );
    assert.deepEqual(opens(answer), ['03:45', '04:45']);
  });

  it('leaves out what opens outside the range that was asked', () => {
    const context = barContext('N225', '1m', '2025-10-30T06:00:00Z');
    const from = context.calendar.session('2025-10-30' as never)?.segments[1]?.open;
    assert.ok(from);
    const body = jsonBytes(
      chartAnswer([flat('2025-10-30T00:00:00Z', 1), flat('2025-10-30T03:30:00Z', 2)], {
        ...TOKYO,
        dataGranularity: '1m',
      }),
    );
    assert.deepEqual(opens(parseYahooChart(body, { ...context, range: { from, to: context.range.to } })), [
      '03:30',
    ]);
  });

  it('leaves out a figure that contradicts the close, a close that is none, and stamps of the future', () => {
    const answer = nikkei(
      [
        ['2025-10-30T00:00:00Z', 10, 9, 8, 10, 1],
        flat('2025-10-30T00:01:00Z', -5),
        flat('2025-10-30T00:02:00Z', 3),
        flat('2025-11-30T00:02:00Z', 3),
      ],
      '2025-10-30T06:00:00Z',
    );
    assert.deepEqual(opens(answer), ['00:00', '00:02']);
    const { open, high, low, close } = answer.bars[0] ?? assert.fail('no bar');
    assert.deepEqual([open, high, low, close], [10, null, 8, 10]);
    assert.deepEqual(counts(answer), { 'bad-number': 2, 'future-time': 1 });
  });

  it('refuses columns of unequal length and names them', () => {
    const answer = chartAnswer([flat('2025-10-30T00:00:00Z', 1), flat('2025-10-30T00:01:00Z', 1)], {
      dataGranularity: '1m',
    }) as { chart: { result: { timestamp: number[] }[] } };
    answer.chart.result[0]?.timestamp.pop();
    const parsed = parseYahooChart(jsonBytes(answer), barContext('N225', '1m', '2025-10-30T06:00:00Z'));
    assert.deepEqual(parsed.bars, []);
    assert.deepEqual(parsed.refusals, [
      { code: 'unequal-arrays', subject: 'N225', detail: 'open has 2 values, timestamp 1', count: 1 },
    ]);
  });

  it('refuses another granularity than asked, but not 60m for 1h', () => {
    const rows = [flat('2025-10-30T00:00:00Z', 1)];
    const coarse = nikkei(rows, '2025-10-30T06:00:00Z', { dataGranularity: '1mo' });
    assert.deepEqual(coarse.bars, []);
    assert.deepEqual(counts(coarse), { 'wrong-granularity': 1 });
    assert.equal(nikkei(rows, '2025-10-30T06:00:00Z', { dataGranularity: '60m' }, '1h').bars.length, 1);
  });

  it('takes an answer without rows for a closed market', () => {
    const body = {
      chart: { result: [{ meta: { symbol: 'X', dataGranularity: '1m' }, indicators: { quote: [{}] } }] },
    };
    const answer = parseYahooChart(jsonBytes(body), barContext('N225', '1m', '2025-10-30T06:00:00Z'));
    assert.deepEqual(answer.bars, []);
    assert.deepEqual(answer.quotes, []);
  });
});

describe('Yahoo chart: days', () => {
  const day = (rows: readonly ChartRow[], receivedAt: string, meta = {}) =>
    nikkei(rows, receivedAt, meta, '1d').bars.map((b) => [
      formatInstant(b.openTime),
      formatInstant(b.closeTime),
      b.close,
    ]);

  it('gives a day the open and close of its session and holds today back until it is over', () => {
    const rows = [flat('2025-10-29T00:00:00Z', 1), flat('2025-10-30T00:00:00Z', 2)];
    assert.deepEqual(day(rows, '2025-10-30T06:40:00Z'), [
      ['2025-10-29T00:00:00Z', '2025-10-29T06:30:00Z', 1],
    ]);
    assert.deepEqual(day(rows, '2025-10-30T06:50:00Z').at(-1), [
      '2025-10-30T00:00:00Z',
      '2025-10-30T06:30:00Z',
      2,
    ]);
  });

  it('folds a live row that comes besides the bar of its day', () => {
    const rows: ChartRow[] = [['2025-10-30T00:00:00Z', 10, 12, 9, 11, 100], flat('2025-10-30T06:30:01Z', 13)];
    assert.deepEqual(day(rows, '2025-10-30T08:00:00Z'), [
      ['2025-10-30T00:00:00Z', '2025-10-30T06:30:00Z', 13],
    ]);
  });

  it('refuses a row on a holiday: 2018-07-16 repeats the close of the day before', () => {
    const answer = nikkei([flat('2018-07-16T00:00:00Z', 1)], '2025-10-30T08:00:00Z', {}, '1d');
    assert.deepEqual(answer.bars, []);
    assert.deepEqual(answer.refusals[0], {
      code: 'bad-time',
      subject: 'N225',
      detail: '2018-07-16: no session of XTKS',
      count: 1,
    });
  });

  it('dates a day by the zone of the exchange, on both sides of the clock change in Sydney', () => {
    const answer = parseYahooChart(
      jsonBytes(
        chartAnswer([flat('2025-10-03T00:00:00Z', 1), flat('2025-10-06T23:00:00Z', 2)], {
          exchangeTimezoneName: 'Australia/Sydney',
          currency: 'AUD',
          dataGranularity: '1d',
        }),
      ),
      barContext('AXJO', '1d', '2025-10-30T08:00:00Z'),
    );
    assert.deepEqual(
      answer.bars.map((b) => formatInstant(b.openTime)),
      ['2025-10-03T00:00:00Z', '2025-10-06T23:00:00Z'],
    );
  });
});

describe('Yahoo chart: the quote', () => {
  const AT = { regularMarketTime: seconds('2025-10-30T02:04:50Z'), regularMarketPrice: 51_000 };
  const quoteOf = (meta: object, rows: readonly ChartRow[] = [], interval: BarInterval = '1m') =>
    nikkei(rows, '2025-10-30T02:05:00Z', { ...AT, ...meta }, interval);

  it('has its own time and the previous close that is named, never the one of the range', () => {
    const [quote] = quoteOf({ previousClose: 50_500, chartPreviousClose: 45_000 }).quotes;
    assert.equal(quote?.previousClose, 50_500);
    assert.equal(quote?.time, AT.regularMarketTime * 1000);
    assert.equal(quoteOf({ chartPreviousClose: 45_000 }).quotes[0]?.previousClose, null);
  });

  it('else takes the one the change implies', () => {
    const [quote] = quoteOf({ regularMarketChangePercent: 2 }).quotes;
    assert.ok(Math.abs((quote?.previousClose ?? 0) - 50_000) < 1e-6);
  });

  it('else the close of the session before, of that session only', () => {
    const before = flat('2025-10-29T00:00:00Z', 50_700);
    const today = flat('2025-10-30T00:00:00Z', 51_000);
    assert.equal(quoteOf({}, [before, today], '1d').quotes[0]?.previousClose, 50_700);
    const older = flat('2025-10-28T00:00:00Z', 50_200);
    assert.equal(quoteOf({}, [older, today], '1d').quotes[0]?.previousClose, null);
  });

  it('refuses a previous close more than 50 % away and takes the next one', () => {
    const answer = quoteOf({ previousClose: 0.01, regularMarketChangePercent: 2 });
    assert.ok(Math.abs((answer.quotes[0]?.previousClose ?? 0) - 50_000) < 1e-6);
    assert.deepEqual(counts(answer), { 'implausible-change': 1 });
  });

  it('is refused without a time, without a price, or from the future', () => {
    assert.deepEqual(counts(quoteOf({ regularMarketTime: null })), { 'no-time': 1 });
    assert.deepEqual(counts(quoteOf({ regularMarketPrice: 0 })), { 'bad-number': 1 });
    assert.deepEqual(counts(quoteOf({ regularMarketTime: seconds('2025-10-31T00:00:00Z') })), {
      'future-time': 1,
    });
  });

  it('scales prices in hundredths of the currency', () => {
    const context = barContext('N225', '1m', '2025-10-30T06:00:00Z');
    const pounds = { ...context, instrument: { ...context.instrument, currency: 'GBP' } };
    const body = jsonBytes(
      chartAnswer([flat('2025-10-30T00:00:00Z', 305.3)], { ...AT, currency: 'GBp', dataGranularity: '1m' }),
    );
    const answer = parseYahooChart(body, pounds);
    assert.equal(answer.bars[0]?.close, 3.053);
    assert.equal(answer.quotes[0]?.price, 510);
  });
});

describe('Yahoo chart: bodies that are no chart', () => {
  it('calls a page, a consent form and a script challenge html-instead', () => {
    refusedAs('html-instead', bytes('\n <!DOCTYPE html><html><body>Before you continue</body></html>'));
    refusedAs('html-instead', bytes('<script>location.href="/challenge"</script>'));
  });
  it('calls a cut body truncated', () => {
    const whole = JSON.stringify(chartAnswer([flat('2025-10-30T00:00:00Z', 1)], {}));
    refusedAs('truncated', bytes(whole.slice(0, whole.length / 2)));
    refusedAs('truncated', bytes(''));
  });
  it('calls a 200 with an error inside by that name', () => {
    refusedAs(
      'error-inside',
      jsonBytes({ chart: { result: null, error: { code: 'Internal', description: 'x' } } }),
    );
    refusedAs('error-inside', jsonBytes({ finance: { result: null, error: { code: 'Unauthorized' } } }));
  });
  it('calls a refusal in words rate-limited, whatever its status', () => {
    refusedAs('rate-limited', bytes('Too Many Requests\r\n'));
  });
  it('calls the placeholder of a dead symbol not found', () => {
    const body = chartAnswer([], { exchangeName: 'YHD', currency: null, instrumentType: 'MUTUALFUND' });
    refusedAs('not-found', jsonBytes(body));
  });
  it('names index and value of a cell that is no number', () => {
    const body = chartAnswer([flat('2025-10-30T00:00:00Z', 1)], {}) as {
      chart: { result: { indicators: { quote: { close: unknown[] }[] } }[] };
    };
    const columns = body.chart.result[0]?.indicators.quote[0] ?? assert.fail();
    columns.close = [1, 'two'];
    assert.throws(
      () => parseYahooChart(jsonBytes(body), barContext('N225', '1m', '2025-10-30T02:00:00Z')),
      /quote\.0\.close: \[1\] is "two", expected a number or null/,
    );
  });
});
