import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createHttp, type HttpOptions } from '../../server/feeds/axios-http.ts';
import { FeedError, type FeedErrorKind } from '../../server/feeds/feed.ts';
import type { HttpRequest } from '../../server/feeds/http.ts';
import { TestClock } from '../support/test-clock.ts';

const START = '2025-10-30T02:05:00Z';
const QUICK = { retryDelayMs: 1, failurePauseMs: 20, maxFailurePauseMs: 40 };

describe('http over real loopback servers', () => {
  const servers: Server[] = [];

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  afterEach(async () => {
    await Promise.all(
      servers.splice(0).map(
        (server) =>
          new Promise<void>((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
          }),
      ),
    );
  });

  const make = (options: Partial<HttpOptions> = {}) =>
    createHttp({ clock: new TestClock(START), userAgent: 'market-reaction/0.0.0', gate: QUICK, ...options });
  const ask = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
    url,
    signal: new AbortController().signal,
    ...more,
  });

  async function refused(promise: Promise<unknown>, kind: FeedErrorKind): Promise<FeedError> {
    const error = await promise.then(
      () => assert.fail(`expected a FeedError of kind ${kind}`),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof FeedError, String(error));
    assert.equal(error.kind, kind, error.message);
    return error;
  }

  it('gives bytes, lower-case headers and the clock as receivedAt, and says who asks', async () => {
    let agent: string | undefined;
    const base = await serve((request, response) => {
      agent = request.headers['user-agent'];
      response.writeHead(200, { 'X-Thing': 'yes', 'content-encoding': 'gzip' });
      response.end(gzipSync('\u00fcber'));
    });
    const answer = await make().get(ask(`${base}/a`));
    assert.equal(new TextDecoder().decode(answer.body), 'über');
    assert.equal(answer.headers['x-thing'], 'yes');
    assert.equal(answer.receivedAt, new TestClock(START).now());
    assert.equal(answer.url, `${base}/a`);
    assert.equal(agent, 'market-reaction/0.0.0');
    await make().get(ask(`${base}/a`, { headers: { 'user-agent': 'another' } }));
    assert.equal(agent, 'another');
  });

  it('sends the validators of the last answer and reports 304 as not modified', async () => {
    const seen: (string | undefined)[] = [];
    const base = await serve((request, response) => {
      seen.push(request.headers['if-none-match'], request.headers['if-modified-since']);
      if (request.headers['if-none-match'] === '"1"') return response.writeHead(304).end();
      response.writeHead(200, { etag: '"1"', 'last-modified': 'Thu, 30 Oct 2025 02:00:00 GMT' }).end('x');
    });
    const http = make();
    assert.equal((await http.get(ask(base, { conditional: true }))).notModified, false);
    const second = await http.get(ask(base, { conditional: true }));
    assert.equal(second.notModified, true);
    assert.equal(second.body.length, 0);
    assert.equal((await http.get(ask(base))).notModified, false);
    assert.deepEqual(seen, [
      undefined,
      undefined,
      '"1"',
      'Thu, 30 Oct 2025 02:00:00 GMT',
      undefined,
      undefined,
    ]);
  });

  it('retries 5xx and a reset, and gives the answer that came at last', async () => {
    let asked = 0;
    const base = await serve((request, response) => {
      asked += 1;
      if (asked === 1) return response.writeHead(502).end();
      if (asked === 2) return request.socket.destroy();
      response.end('good');
    });
    assert.equal((await make().get(ask(base))).body.length, 4);
    assert.equal(asked, 3);
  });

  it('does not retry where the caller forbids it, nor a 404', async () => {
    let asked = 0;
    const base = await serve((request, response) => {
      asked += 1;
      response.writeHead(request.url === '/none' ? 404 : 500).end('Nothing here');
    });
    await refused(make().get(ask(base, { retry: false })), 'server-error');
    assert.equal(asked, 1);
    const error = await refused(make().get(ask(`${base}/none`)), 'not-found');
    assert.match(error.message, /404: Nothing here/);
    assert.equal(asked, 2);
  });

  for (const [status, kind] of [
    [401, 'forbidden'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [422, 'not-found'],
    [418, 'bad-body'],
    [300, 'redirected'],
    [304, 'redirected'],
  ] as const) {
    it(`maps status ${status} to ${kind}`, async () => {
      const base = await serve((_request, response) => response.writeHead(status).end());
      await refused(make().get(ask(base)), kind);
    });
  }

  for (const [words, header, expected] of [
    ['seconds', '120', 120_000],
    ['an HTTP date', 'Thu, 30 Oct 2025 02:07:00 GMT', 120_000],
    ['a date that is past', 'Thu, 30 Oct 2025 02:00:00 GMT', null],
    ['nonsense', 'soon', null],
  ] as const) {
    it(`reads Retry-After of a 429 given as ${words}, without a retry`, async () => {
      let asked = 0;
      const base = await serve((_request, response) => {
        asked += 1;
        response.writeHead(429, { 'retry-after': header }).end('Too Many Requests\r\n');
      });
      const error = await refused(make().get(ask(base)), 'rate-limited');
      assert.equal(error.retryAfterMs, expected);
      assert.equal(asked, 1);
    });
  }

  it('one 429 pauses its host for 15 minutes and no other', async () => {
    let asked = 0;
    const base = await serve((_request, response) => {
      asked += 1;
      response.writeHead(429).end();
    });
    const other = await serve((_request, response) => response.end('fine'));
    const clock = new TestClock(START);
    const http = make({ clock });
    await refused(http.get(ask(base)), 'rate-limited');
    await clock.advanceBy(60_000);
    const error = await refused(http.get(ask(base)), 'rate-limited');
    assert.equal(error.retryAfterMs, 14 * 60_000);
    assert.match(error.message, /is paused for 840 s/);
    assert.equal(asked, 1);
    await http.get(ask(other));
  });

  it('a Retry-After longer than the pause wins', async () => {
    const base = await serve((_request, response) =>
      response.writeHead(429, { 'retry-after': '3600' }).end(),
    );
    const http = make();
    await refused(http.get(ask(base)), 'rate-limited');
    assert.equal((await refused(http.get(ask(base)), 'rate-limited')).retryAfterMs, 3_600_000);
  });

  it('the pause doubles at the next 429, to its limit, and ends with a good answer', async () => {
    let status = 429;
    const base = await serve((_request, response) => response.writeHead(status).end());
    const http = make({ gate: { ...QUICK, rateLimitPauseMs: 5, maxRateLimitPauseMs: 10 } });
    const pauses: (number | null)[] = [];
    for (let i = 0; i < 3; i++) {
      await untilAsked(http, base, 'rate-limited');
      pauses.push((await refused(http.get(ask(base)), 'rate-limited')).retryAfterMs);
    }
    assert.deepEqual(pauses, [5, 10, 10]);
    status = 200;
    await untilAsked(http, base, null);
    await http.get(ask(base));
  });

  /** Asks again until the pause is over; gives the outcome of the first request that went out. */
  async function untilAsked(http: ReturnType<typeof make>, url: string, kind: FeedErrorKind | null) {
    for (;;) {
      const outcome = await http.get(ask(url)).then(
        () => null,
        (error: unknown) => error as FeedError,
      );
      if (outcome === null || !outcome.message.includes('is paused')) {
        assert.equal(outcome?.kind ?? null, kind);
        return;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  it('five failed requests open the breaker, which says when it asks again', async () => {
    let asked = 0;
    const base = await serve((_request, response) => {
      asked += 1;
      response.writeHead(500).end();
    });
    const http = make({ gate: { ...QUICK, failurePauseMs: 60_000, maxFailurePauseMs: 900_000 } });
    for (let i = 0; i < 5; i++) await refused(http.get(ask(base, { retry: false })), 'server-error');
    const error = await refused(http.get(ask(base, { retry: false })), 'server-error');
    assert.equal(asked, 5);
    assert.equal(error.retryAfterMs, 60_000);
    assert.match(error.message, /paused for 60 s after: .* answered 500/);
  });

  it('on loopback a fault of one path does not stop its neighbours', async () => {
    const base = await serve((request, response) =>
      response.writeHead(request.url?.startsWith('/yahoo') ? 429 : 200).end(),
    );
    const http = make();
    await refused(http.get(ask(`${base}/yahoo/v8`)), 'rate-limited');
    await http.get(ask(`${base}/naver/x`));
  });

  it('a 404 never opens the breaker', async () => {
    const base = await serve((request, response) =>
      response.writeHead(request.url === '/yes' ? 200 : 404).end(),
    );
    const http = make({ gate: { ...QUICK, failures: 2 } });
    for (let i = 0; i < 4; i++) await refused(http.get(ask(`${base}/`)), 'not-found');
    assert.equal((await http.get(ask(`${base}/yes`))).status, 200);
  });

  it('refuses an answer above its size limit, counted after decompression', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/bomb') {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000)));
      } else response.end(Buffer.alloc(5000));
    });
    await refused(make().get(ask(base, { maxBytes: 4999 })), 'too-large');
    await refused(make().get(ask(`${base}/bomb`, { maxBytes: 10_000 })), 'too-large');
    assert.equal((await make().get(ask(base, { maxBytes: 5000 }))).body.length, 5000);
  });

  it('calls half a body truncated, after its retries', async () => {
    let asked = 0;
    const base = await serve((request, response) => {
      asked += 1;
      response.writeHead(200, { 'content-length': '100' });
      response.write('half a bo');
      setImmediate(() => request.socket.destroy());
    });
    await refused(make().get(ask(base)), 'truncated');
    assert.equal(asked, 3);
  });

  it('calls silence and a stream that never ends a timeout', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/drip') response.writeHead(200).write('x');
    });
    await refused(make().get(ask(base, { timeoutMs: 30, retry: false })), 'timeout');
    await refused(make().get(ask(`${base}/drip`, { timeoutMs: 30, retry: false })), 'timeout');
  });

  it('ends with the signal of the caller, which counts against no host', async () => {
    let arrived = () => {};
    const base = await serve(() => arrived());
    const http = make({ gate: { ...QUICK, failures: 1 } });
    for (let i = 0; i < 2; i++) {
      const controller = new AbortController();
      arrived = () => controller.abort();
      const error = await refused(http.get(ask(base, { signal: controller.signal })), 'timeout');
      assert.match(error.message, /given up by the caller/);
    }
  });

  it('calls a port where nobody listens a network error', async () => {
    const base = await serve((_request, response) => response.end());
    const server = servers.pop();
    await new Promise((resolve) => server?.close(resolve));
    await refused(make().get(ask(base)), 'network');
    await refused(make().get(ask('not a url')), 'network');
  });

  it('follows a redirect within the upstream and refuses one that leaves it', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/there') return response.end('arrived');
      const port = base.split(':').at(-1);
      const location = request.url === '/away' ? `http://localhost:${port}/there` : '/there';
      response.writeHead(302, { location }).end();
    });
    const answer = await make().get(ask(`${base}/here`));
    assert.equal(answer.url, `${base}/there`);
    const error = await refused(make().get(ask(`${base}/away`)), 'redirected');
    assert.match(error.message, /redirects to http:\/\/localhost/);
    const allowed = make({ allowRedirect: (_from, to) => to.hostname === 'localhost' });
    assert.equal((await allowed.get(ask(`${base}/away`))).body.length, 7);
  });

  it('refuses a ring of redirects', async () => {
    const base = await serve((_request, response) => response.writeHead(302, { location: '/' }).end());
    await refused(make().get(ask(base)), 'redirected');
  });

  it('starts requests of one host no faster than its policy and no more at once', async () => {
    let inFlight = 0;
    let most = 0;
    const starts: number[] = [];
    const base = await serve((_request, response) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      starts.push(performance.now());
      setImmediate(() => {
        inFlight -= 1;
        response.end();
      });
    });
    const http = make({ hostPolicy: () => ({ concurrency: 1, intervalMs: 40, perHour: 100 }) });
    await Promise.all([1, 2, 3].map((n) => http.get(ask(`${base}/x?${n}`))));
    assert.equal(most, 1);
    assert.ok((starts[2] ?? 0) - (starts[0] ?? 0) >= 60, `${starts}`);
  });
});
