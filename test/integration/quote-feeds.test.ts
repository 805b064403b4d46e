import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttp } from '../../server/feeds/axios-http.ts';
import { FeedError, type QuoteFeed } from '../../server/feeds/feed.ts';
import type { Http } from '../../server/feeds/http.ts';
import { recordingHttp, writeAnswersTo } from '../../server/feeds/record.ts';
import { createQuoteFeeds, type QuoteFeedsOptions } from '../../server/feeds/registry-quotes.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { parseInstant } from '../../shared/time/instant.ts';
import { chartAnswer, seconds, shippedInstrument } from '../support/chart-answer.ts';
import { TestClock } from '../support/test-clock.ts';

const NOW = '2025-10-30T02:05:00Z';

interface Reply {
  readonly status?: number;
  readonly body: unknown;
}

describe('quote feeds over real HTTP', () => {
  let server: Server;
  let base = '';
  let asked: { readonly url: string; readonly agent: string | undefined }[] = [];
  let answer: (url: string) => Reply = () => ({ body: {} });

  before(async () => {
    server = createServer((request, response) => {
      const url = request.url ?? '';
      asked.push({ url, agent: request.headers['user-agent'] });
      const { status = 200, body } = answer(url);
      response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    asked = [];
  });

  const clock = new TestClock(NOW);
  const signal = () => new AbortController().signal;
  const makeHttp = (): Http =>
    createHttp({ clock, userAgent: 'market-reaction/0.0.0', gate: { retryDelayMs: 1 } });

  function feeds(more: Partial<QuoteFeedsOptions> = {}): ReadonlyMap<string, QuoteFeed> {
    const made = createQuoteFeeds({
      http: makeHttp(),
      clock,
      calendars: createCalendars(),
      userAgent: 'market-reaction/0.0.0',
      baseUrls: {
        yahoo: [`${base}/yahoo-1`, `${base}/yahoo-2`],
        eastmoney: `${base}/eastmoney`,
        tencent: `${base}/tencent`,
        naver: `${base}/naver`,
        twse: `${base}/twse`,
        frankfurter: `${base}/frankfurter`,
      },
      ...more,
    });
    return new Map(made.map((feed) => [feed.id, feed]));
  }
  function feed(id: string, more: Partial<QuoteFeedsOptions> = {}): QuoteFeed {
    return feeds(more).get(id) ?? assert.fail(`no feed ${id}`);
  }

  const chart = chartAnswer(
    [
      ['2025-10-30T02:03:00Z', 1, 2, 1, 2, 5],
      ['2025-10-30T02:04:00Z', 2, 2, 2, 2, 5],
    ],
    {
      dataGranularity: '1m',
      regularMarketPrice: 2,
      regularMarketTime: seconds('2025-10-30T02:04:40Z'),
      exchangeTimezoneName: 'Asia/Tokyo',
    },
  );
  const minutes = { from: parseInstant('2025-10-30T00:00:00Z'), to: parseInstant(NOW) };

  it('only the switched-on providers exist', () => {
    assert.equal(feeds().size, 6);
    assert.deepEqual([...feeds({ enabled: ['naver', 'twse'] }).keys()], ['naver', 'twse']);
    assert.equal(feeds({ enabled: [] }).size, 0);
  });

  it('Yahoo gives finished bars and a quote; its symbol is encoded, its agent a browser', async () => {
    answer = () => ({ body: chart });
    const got = await feed('yahoo').bars(shippedInstrument('N225'), '1m', minutes, signal());
    assert.equal(got.bars.length, 1);
    assert.equal(got.quotes.length, 1);
    assert.equal(got.newestObservation, parseInstant('2025-10-30T02:04:40Z'));
    assert.match(
      asked[0]?.url ?? '',
      /^\/yahoo-1\/v8\/finance\/chart\/%5EN225\?interval=1m&period1=\d+&period2=\d+/,
    );
    assert.match(asked[0]?.agent ?? '', /^Mozilla/);
  });

  it('Yahoo asks the twin when the first is rate limited, and throws when both are', async () => {
    answer = (url) => (url.startsWith('/yahoo-1') ? { status: 429, body: '' } : { body: chart });
    const yahoo = feed('yahoo');
    const ask = () => yahoo.bars(shippedInstrument('N225'), '1m', minutes, signal());
    assert.equal((await ask()).bars.length, 1);
    await ask();
    assert.deepEqual(
      asked.map((a) => a.url.slice(0, 8)),
      ['/yahoo-1', '/yahoo-2', '/yahoo-2'],
    );
    answer = () => ({ status: 429, body: '' });
    await assert.rejects(ask(), (error) => error instanceof FeedError && error.kind === 'rate-limited');
  });

  it('Yahoo splits a range that is too long for one request', async () => {
    answer = () => ({ body: chart });
    const from = parseInstant('2025-10-10T00:00:00Z');
    const got = await feed('yahoo').bars(shippedInstrument('N225'), '1m', { ...minutes, from }, signal());
    assert.equal(asked.length, 3);
    assert.equal(got.quotes.length, 1);
  });

  it('one broken symbol does not stop the others', async () => {
    answer = (url) => (url.includes('HSI') ? { status: 404, body: 'no data' } : { body: chart });
    const instruments = ['N225', 'HSI'].map(shippedInstrument);
    const got = await feed('yahoo').quotes(instruments, signal());
    assert.deepEqual(
      got.quotes.map((q) => q.instrument),
      ['N225'],
    );
    assert.deepEqual(
      got.refusals.map((r) => [r.subject, r.code]),
      [['HSI', 'unknown-symbol']],
    );
    answer = () => ({ status: 404, body: '' });
    await assert.rejects(feed('yahoo').quotes(instruments, signal()), FeedError);
  });

  it('every other provider says honestly who it is, and a run can be marked as simulated', async () => {
    const ex_ch = { ex: 'tse', ch: 't00.tw', z: '2', y: '1.9', tlong: String(parseInstant(NOW)) };
    answer = () => ({ body: { msgArray: [ex_ch], rtcode: '0000' } });
    const twse = feed('twse', { provenance: () => 'simulated' });
    const got = await twse.quotes([shippedInstrument('TWII')], signal());
    assert.equal(got.quotes[0]?.provenance, 'simulated');
    assert.equal(asked[0]?.agent, 'market-reaction/0.0.0');
    assert.match(asked[0]?.url ?? '', /ex_ch=tse_t00\.tw&json=1&delay=0&_=\d+$/);
  });

  it('batches go out as one request', async () => {
    answer = (url) =>
      url.startsWith('/tencent')
        ? { body: 'v_pv_none_match="1";' }
        : { body: url.startsWith('/naver') ? { datas: [] } : { data: { diff: [] } } };
    const some = ['N225', 'HSI'].map(shippedInstrument);
    await feed('eastmoney').quotes(some, signal());
    await feed('tencent').quotes([shippedInstrument('HSI'), shippedInstrument('SSEC')], signal());
    await feed('naver').quotes([shippedInstrument('KS11'), shippedInstrument('KQ11')], signal());
    assert.match(asked[0]?.url ?? '', /secids=100\.N225,100\.HSI&/);
    assert.equal(asked[1]?.url, '/tencent/q=hkHSI,sh000001');
    assert.equal(asked[2]?.url, '/naver/api/realtime/domestic/index/KOSPI,KOSDAQ');
  });

  it('Naver falls back to the old XML when the new host has changed its format', async () => {
    const xml =
      '<?xml version="1.0" encoding="EUC-KR" ?><protocol><chartdata symbol="KOSPI">' +
      '<item data="20251029|1|2|1|2|5" /></chartdata></protocol>';
    answer = (url) => (url.includes('sise.nhn') ? { body: xml } : { body: { code: 'changed' } });
    const got = await feed('naver').bars(
      shippedInstrument('KS11'),
      '1d',
      { from: parseInstant('2025-10-01T00:00:00Z'), to: parseInstant(NOW) },
      signal(),
    );
    assert.equal(got.bars[0]?.close, 2);
    assert.equal(asked.length, 2);
  });

  it('a recording keeps the first answer of each address as it came', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'record-'));
    try {
      answer = () => ({ body: { amount: 1, base: 'USD', date: '2025-10-29', rates: { JPY: 152 } } });
      const http = recordingHttp(makeHttp(), writeAnswersTo(directory));
      const frankfurter = feed('frankfurter', { http });
      await frankfurter.quotes([shippedInstrument('USDJPY')], signal());
      await frankfurter.quotes([shippedInstrument('USDJPY')], signal());
      const files = readdirSync(directory).sort();
      assert.equal(files.length, 2);
      assert.match(files[0] ?? '', /^127\.0\.0\.1_\d+_frankfurter_v1_latest_base=USD_symbols=JPY\.body$/);
      assert.match(readFileSync(join(directory, files[0] ?? ''), 'utf8'), /"JPY":152/);
      assert.equal(JSON.parse(readFileSync(join(directory, files[1] ?? ''), 'utf8')).status, 200);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
