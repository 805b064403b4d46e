import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { createStandin, type Standin, standinEnvironment } from '../../server/standin/standin.ts';
import { asUtcMs, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { seriesOf } from '../support/standin-series.ts';
import { TestClock } from '../support/test-clock.ts';

const NOW = '2025-10-30T02:05:20Z';
const series = [
  seriesOf('N225', 'XTKS', 51307.65),
  seriesOf('HSI', 'XHKG', 26346.14),
  seriesOf('SSEC', 'XSHG', 4016.33),
  seriesOf('KS11', 'XKRX', 4081.15),
  seriesOf('TWII', 'XTAI', 28294.74),
];
const headlines = [
  {
    time: parseInstant('2025-10-30T02:05:00Z'),
    outlet: 'scmp',
    title: 'Handshake & first words',
    url: 'https://example.org/handshake',
    publisher: 'SCMP',
  },
  {
    time: parseInstant('2025-10-30T03:50:00Z'),
    outlet: 'scmp',
    title: 'Meeting ends',
    url: 'https://example.org/end',
    publisher: 'SCMP',
  },
];

interface Chart {
  chart: {
    result: {
      meta: Record<string, unknown> & { previousClose?: number };
      timestamp?: number[];
      indicators: {
        quote: { open: (number | null)[]; close: (number | null)[]; volume: (number | null)[] }[];
      };
    }[];
  };
}

describe('stand-in for the upstreams', () => {
  let clock: TestClock;
  let standin: Standin;
  let base: string;

  beforeEach(async () => {
    clock = new TestClock(NOW);
    standin = createStandin({ clock, series, headlines, delayMinutes: () => 0 });
    base = (await standin.start()).baseUrl;
  });
  afterEach(() => standin.stop());

  const get = async (path: string): Promise<Response> => fetch(`${base}${path}`);
  const chart = async (path: string): Promise<Chart['chart']['result'][number]> => {
    const body = (await (await get(path)).json()) as Chart;
    return body.chart.result[0] as Chart['chart']['result'][number];
  };

  it('gives Yahoo minutes up to now, with a live last row off the grid and nothing later', async () => {
    const result = await chart('/yahoo/v8/finance/chart/%5EN225?interval=1m&range=1d');
    const stamps = result.timestamp ?? [];
    assert.equal(stamps.at(-1), Date.parse(NOW) / 1000);
    assert.equal(stamps.at(-2), Date.parse('2025-10-30T02:04:00Z') / 1000);
    assert.equal(stamps[0], Date.parse('2025-10-30T00:00:00Z') / 1000);
    const quote = result.indicators.quote[0];
    assert.equal(quote?.open.at(-1), quote?.close.at(-1));
    assert.equal(quote?.volume.at(-1), 0);
    assert.equal(result.meta.previousClose, 51307.65);
    assert.equal(result.meta.regularMarketTime, Date.parse(NOW) / 1000);
    assert.equal(result.meta.dataGranularity, '1m');
  });

  it('sends lunch as nulls, prices as widened floats and no live row after the close', async () => {
    await clock.advanceTo('2025-10-30T07:00:00Z');
    const result = await chart('/yahoo/v8/finance/chart/%5EN225?interval=1m&range=1d');
    const close = result.indicators.quote[0]?.close ?? [];
    const lunch = (result.timestamp ?? []).indexOf(Date.parse('2025-10-30T02:45:00Z') / 1000);
    assert.equal(close[lunch], null);
    assert.equal(close.length, 390);
    const last = close.at(-1) as number;
    assert.equal(last, Math.fround(last));
  });

  it('names the period in progress or the next one', async () => {
    const period = async () =>
      (
        (await chart('/yahoo/v8/finance/chart/%5EN225?interval=1d&range=5d')).meta.currentTradingPeriod as {
          regular: { start: number };
        }
      ).regular.start;
    assert.equal(await period(), Date.parse('2025-10-30T00:00:00Z') / 1000);
    await clock.advanceTo('2025-10-30T08:00:00Z');
    assert.equal(await period(), Date.parse('2025-10-31T00:00:00Z') / 1000);
  });

  it('gives the close before the requested range as chartPreviousClose', async () => {
    const five = await chart('/yahoo/v8/finance/chart/%5EN225?interval=5m&range=5d');
    const daily = await chart('/yahoo/v8/finance/chart/%5EN225?interval=1d&range=1mo');
    const closes = daily.indicators.quote[0]?.close ?? [];
    assert.equal(five.meta.previousClose, 51307.65);
    assert.notEqual(five.meta.chartPreviousClose, 51307.65);
    assert.ok(closes.includes(Math.fround(five.meta.chartPreviousClose as number)));
  });

  it('answers unknown symbols, wide ranges and empty windows as Yahoo does', async () => {
    const unknown = await get('/yahoo/v8/finance/chart/%5ETOPX?interval=1d');
    assert.equal(unknown.status, 404);
    assert.match(await unknown.text(), /No data found, symbol may be delisted/);
    const wide = await get(
      '/yahoo/v8/finance/chart/%5EN225?interval=1m&period1=1758000000&period2=1761000000',
    );
    assert.equal(wide.status, 422);
    assert.match(await wide.text(), /Only 8 days worth of 1m/);
    const empty = await chart(
      '/yahoo/v8/finance/chart/%5EN225?interval=1m&period1=1761400000&period2=1761410000',
    );
    assert.equal(empty.timestamp, undefined);
    assert.deepEqual(empty.indicators.quote, [{}]);
    const coarse = await chart('/yahoo/v8/finance/chart/%5EN225?interval=1d&range=max');
    assert.equal(coarse.meta.dataGranularity, '1mo');
    assert.equal(
      (await get('/yahoo/v8/finance/chart/%5EN225')).headers.get('cache-control'),
      'public, max-age=10, stale-while-revalidate=20',
    );
  });

  it('serves late by the delay of the provider', async () => {
    const late = createStandin({ clock, series });
    const { baseUrl } = await late.start();
    const body = (await (
      await fetch(`${baseUrl}/yahoo/v8/finance/chart/%5EN225?interval=1m&range=1d`)
    ).json()) as Chart;
    assert.equal(body.chart.result[0]?.meta.regularMarketTime, (Date.parse(NOW) - 20 * MINUTE_MS) / 1000);
    await late.stop();
  });

  it('speaks EastMoney: Beijing time, close before high, null for an unknown code', async () => {
    const fields = 'f1,f2,f3,f4,f12,f13,f14,f15,f16,f17,f18,f124';
    const batch = await (
      await get(`/eastmoney/api/qt/ulist.np/get?fltt=2&secids=100.N225,100.KS11&fields=${fields}`)
    ).json();
    assert.equal(batch.data.diff[0].f18, 51307.65);
    assert.equal(batch.data.diff[0].f124, Date.parse(NOW) / 1000);
    const whole = await (await get('/eastmoney/api/qt/ulist.np/get?secids=100.N225')).json();
    assert.equal(whole.data.diff[0].f18, 5130765);
    const trends = await (
      await get('/eastmoney-history/api/qt/stock/trends2/get?secid=100.N225&ndays=1')
    ).json();
    const first = String(trends.data.trends[0]).split(',');
    assert.equal(first[0], '2025-10-30 08:01');
    assert.ok(Number(first[3]) >= Number(first[2]) && Number(first[4]) <= Number(first[2]));
    const unknown = await (
      await get('/eastmoney-history/api/qt/stock/kline/get?secid=100.XXX&klt=101')
    ).json();
    assert.equal(unknown.data, null);
  });

  it('speaks Tencent in GBK with its own times', async () => {
    const bytes = new Uint8Array(await (await get('/tencent/q=hkHSI,sh000001')).arrayBuffer());
    const lines = new TextDecoder('gbk').decode(bytes).trim().split('\n');
    const hsi = (lines[0] as string).split('"')[1]?.split('~') ?? [];
    assert.equal(hsi[1], '恒生指数');
    assert.equal(hsi[4], '26346.140');
    assert.equal(hsi[30], '2025/10/30 10:05:20');
    assert.equal(hsi.length, 47);
    assert.equal((lines[1] as string).split('~')[30], '20251030100520');
    const none = await (await get('/tencent/q=hkhsi')).text();
    assert.match(none, /v_pv_none_match="1"/);
    const minutes = await (await get('/tencent-chart/appstock/app/minute/query?code=hkHSI')).json();
    assert.match(minutes.data.hkHSI.data.data[0], /^0930 /);
    const days = await (await get('/tencent-chart/appstock/app/kline/kline?param=hkHSI,day,,,20')).json();
    assert.equal(days.data.hkHSI.day.length, 20);
  });

  it('speaks Naver with commas and unsigned changes', async () => {
    const body = await (await get('/naver/api/realtime/domestic/index/KOSPI')).json();
    assert.match(body.datas[0].closePrice, /^\d,\d{3}\.\d\d$/);
    assert.equal(body.datas[0].localTradedAt, '2025-10-30T11:05:20+09:00');
    const minutes = await (
      await get(
        '/naver-chart/chart/domestic/index/KOSPI/minute?startDateTime=202510300900&endDateTime=202510301000',
      )
    ).json();
    assert.equal(minutes[0].localDateTime, '20251030090000');
    assert.equal(minutes.length, 61);
  });

  it('speaks TWSE MIS and Frankfurter', async () => {
    const mis = await (await get('/twse/stock/api/getStockInfo.jsp?ex_ch=tse_t00.tw&json=1')).json();
    assert.equal(mis.msgArray[0].tlong, String(Date.parse(NOW)));
    assert.equal(mis.msgArray[0].y, '28294.74');
    assert.equal(mis.rtcode, '0000');
    const rates = await (await get('/frankfurter/v1/latest?base=USD&symbols=KRW')).json();
    assert.equal(rates.date, '2025-10-29');
  });

  it('publishes headlines at their own minute, and answers an unchanged outlet with 304', async () => {
    const first = await get('/rss/scmp');
    const text = await first.text();
    assert.match(text, /<title>Handshake &amp; first words<\/title>/);
    assert.match(text, /<pubDate>Thu, 30 Oct 2025 02:05:00 GMT<\/pubDate>/);
    assert.doesNotMatch(text, /Meeting ends/);
    const etag = first.headers.get('etag') ?? '';
    assert.equal((await fetch(`${base}/rss/scmp`, { headers: { 'if-none-match': etag } })).status, 304);
    await clock.advanceTo('2025-10-30T03:50:00Z');
    assert.match(await (await get('/rss/scmp')).text(), /Meeting ends/);
    assert.match(
      await (await get('/google-news/rss/search?q=handshake&hl=en-US')).text(),
      /first words - SCMP/,
    );
    const doc = await (await get('/gdelt/api/v2/doc/doc?query=handshake&mode=artlist&format=json')).json();
    assert.equal(doc.articles[0].seendate, '20251030T021500Z');
    const update = await (await get('/gdelt-bulk/gdeltv2/lastupdate.txt')).text();
    assert.match(update, /20251030034500\.gkg\.csv\.zip/);
    const zip = await (await get('/gdelt-bulk/gdeltv2/20251030021500.gkg.csv.zip')).arrayBuffer();
    const row = new TextDecoder().decode(unzipSync(new Uint8Array(zip))['20251030021500.gkg.csv']);
    assert.equal(row.trim().split('\t').length, 27);
    assert.throws(() => gunzipSync(new Uint8Array(zip)));
  });

  describe('faults on demand', () => {
    const path = '/yahoo/v8/finance/chart/%5EN225?interval=1m&range=1d';

    it('answers 429 with Retry-After, for one symbol only and as often as asked', async () => {
      standin.faults.set(
        { provider: 'yahoo', symbol: '^N225' },
        { kind: 'status', status: 429, retryAfter: '840', times: 1 },
      );
      const refused = await get(path);
      assert.equal(refused.status, 429);
      assert.equal(refused.headers.get('retry-after'), '840');
      assert.equal((await get(path)).status, 200);
      assert.equal((await get('/yahoo/v8/finance/chart/%5EHSI')).status, 200);
    });

    it('spoils bodies: garbage, consent page, error inside, half', async () => {
      for (const [kind, expected] of [
        ['consent-page', /^<!DOCTYPE html>/],
        ['error-inside', /Internal Server Error/],
      ] as const) {
        standin.faults.set({ provider: 'yahoo' }, { kind, times: 1 });
        const response = await get(path);
        assert.equal(response.status, 200);
        assert.match(await response.text(), expected);
      }
      standin.faults.set({ provider: 'yahoo' }, { kind: 'garbage', times: 1 });
      const garbage = await (await get(path)).text();
      assert.throws(() => JSON.parse(garbage));
      standin.faults.set({ provider: 'yahoo' }, { kind: 'half', times: 1 });
      await assert.rejects(async () => (await get(path)).text());
      standin.faults.set({ provider: 'yahoo' }, { kind: 'hang-up', times: 1 });
      await assert.rejects(get(path));
    });

    it('holds an answer back by its clock, and is silent without blocking its stop', async () => {
      standin.faults.set({ provider: 'yahoo' }, { kind: 'delay', ms: 30_000, times: 1 });
      const slow = get(path);
      while (clock.pending === 0) await clock.settle();
      await clock.advanceBy(30_000);
      assert.equal((await slow).status, 200);
      standin.faults.set({ provider: 'yahoo' }, { kind: 'silence' });
      const never = get(path).then(
        () => 'answered',
        () => 'ended',
      );
      while ((standin.asked.get('yahoo') ?? 0) < 2) await clock.settle();
      await standin.stop();
      assert.equal(await never, 'ended');
    });

    it('freezes data while it answers 200, and thaws', async () => {
      standin.faults.set(
        { provider: 'yahoo' },
        { kind: 'frozen', since: asUtcMs(parseInstant('2025-10-30T01:00:00Z')) },
      );
      await clock.advanceTo('2025-10-30T03:00:00Z');
      assert.equal((await chart(path)).meta.regularMarketTime, Date.parse('2025-10-30T01:00:00Z') / 1000);
      standin.faults.clear({ provider: 'yahoo' });
      assert.notEqual((await chart(path)).meta.regularMarketTime, Date.parse('2025-10-30T01:00:00Z') / 1000);
    });

    it('is controlled over loopback HTTP, and refuses what it does not know', async () => {
      const control = (method: string, body?: unknown) =>
        fetch(`${base}/__faults`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      const set = await control('POST', {
        match: { provider: 'twse' },
        fault: { kind: 'redirect', to: 'http://example.org/' },
      });
      assert.equal(((await set.json()) as unknown[]).length, 1);
      const redirected = await fetch(`${base}/twse/stock/api/getStockInfo.jsp`, { redirect: 'manual' });
      assert.equal(redirected.status, 302);
      assert.equal((await control('POST', { fault: { kind: 'earthquake' } })).status, 400);
      assert.deepEqual(await (await control('DELETE')).json(), []);
    });
  });

  it('names its base URLs as the environment does', () => {
    assert.equal(standinEnvironment(base).RSS_BASE_URL, `${base}/rss`);
    assert.equal(standinEnvironment(base).YAHOO_BASE_URL, `${base}/yahoo,${base}/yahoo2`);
  });
});
