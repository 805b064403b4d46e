import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Clock } from '../../shared/time/clock.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { eastmoney } from './eastmoney.ts';
import { CONSENT_PAGE, ERROR_INSIDE, type Fault, Faults, fault, faultMatch, GARBAGE } from './faults.ts';
import { frankfurter } from './frankfurter.ts';
import { naver } from './naver.ts';
import { gdelt, googleNews, outletFeed } from './news.ts';
import { notFound, type Reply, text } from './reply.ts';
import { SeriesView, type StandinSeries } from './series.ts';
import { UPSTREAM_NAMES, type UpstreamNames } from './symbols.ts';
import { tencent } from './tencent.ts';
import { twse } from './twse.ts';
import type { Asked, Provider, StandinHeadline, World } from './world.ts';
import { yahoo } from './yahoo.ts';

export interface StandinOptions {
  readonly clock: Clock;
  readonly series: readonly StandinSeries[];
  readonly headlines?: readonly StandinHeadline[];
  /** Default: a free one. */
  readonly port?: number;
  /** Minutes by which a provider serves an instrument late. Default: Yahoo's usual delays, none elsewhere. */
  readonly delayMinutes?: (provider: Provider, names: UpstreamNames) => number;
  /** Yahoo's prices as 32-bit floats widened, as it really sends them. Default true. */
  readonly widened?: boolean;
}

export interface Standin {
  /** Listens on loopback only. */
  start(): Promise<{ port: number; baseUrl: string }>;
  stop(): Promise<void>;
  readonly faults: Faults;
  /** Requests answered or swallowed so far, by provider; for tests. */
  readonly asked: ReadonlyMap<Provider, number>;
}

/** First path segment → upstream. Without such a segment the path itself tells it. */
const PREFIXES: readonly (readonly [prefix: string, provider: Provider])[] = [
  ['yahoo2', 'yahoo'],
  ['yahoo', 'yahoo'],
  ['eastmoney-history', 'eastmoney'],
  ['eastmoney', 'eastmoney'],
  ['tencent-chart', 'tencent'],
  ['tencent', 'tencent'],
  ['naver-chart', 'naver'],
  ['naver', 'naver'],
  ['twse', 'twse'],
  ['frankfurter', 'frankfurter'],
  ['google-news', 'google-news'],
  ['gdelt-bulk', 'gdelt'],
  ['gdelt', 'gdelt'],
  ['rss', 'rss'],
];

const RESPONDERS: Readonly<Record<Provider, (asked: Asked, world: World) => Reply>> = {
  yahoo,
  eastmoney,
  tencent,
  naver,
  twse,
  frankfurter,
  rss: outletFeed,
  'google-news': googleNews,
  gdelt,
};

/** Base URLs of a running stand-in, by the names of the environment. */
export function standinEnvironment(baseUrl: string): Readonly<Record<string, string>> {
  return {
    YAHOO_BASE_URL: `${baseUrl}/yahoo,${baseUrl}/yahoo2`,
    EASTMONEY_BASE_URL: `${baseUrl}/eastmoney`,
    EASTMONEY_HISTORY_BASE_URL: `${baseUrl}/eastmoney-history`,
    TENCENT_BASE_URL: `${baseUrl}/tencent`,
    TENCENT_CHART_BASE_URL: `${baseUrl}/tencent-chart`,
    NAVER_BASE_URL: `${baseUrl}/naver`,
    NAVER_CHART_BASE_URL: `${baseUrl}/naver-chart`,
    TWSE_BASE_URL: `${baseUrl}/twse`,
    FRANKFURTER_BASE_URL: `${baseUrl}/frankfurter`,
    RSS_BASE_URL: `${baseUrl}/rss`,
    GOOGLE_NEWS_BASE_URL: `${baseUrl}/google-news`,
    GDELT_BASE_URL: `${baseUrl}/gdelt`,
    GDELT_BULK_BASE_URL: `${baseUrl}/gdelt-bulk`,
  };
}

function providerOf(path: string): { provider: Provider; rest: string } | null {
  const first = path.split('/')[1] ?? '';
  const found = PREFIXES.find(([prefix]) => prefix === first);
  if (found === undefined) return null;
  // Outlets keep their prefix: /rss/<outlet> is the address itself.
  return { provider: found[1], rest: first === 'rss' ? path : path.slice(first.length + 1) || '/' };
}

const decoded = (address: string): string => {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
};

const usualDelay = (provider: Provider, names: UpstreamNames): number =>
  provider === 'yahoo' ? (names.yahooDelay ?? 15) : 0;

const symbolOf = (provider: Provider, names: UpstreamNames): string | undefined =>
  provider === 'rss' || provider === 'google-news' || provider === 'gdelt' ? undefined : names[provider];

/** A server on loopback that speaks the upstreams' wire formats from given series, up to its clock's now. */
export function createStandin(options: StandinOptions): Standin {
  const { clock } = options;
  const faults = new Faults();
  const asked = new Map<Provider, number>();
  const sockets = new Set<Socket>();
  const byId = new Map(options.series.map((s) => [s.id, s]));
  const headlines = [...(options.headlines ?? [])].sort((a, b) => b.time - a.time);
  const delay = options.delayMinutes ?? usualDelay;

  function world(provider: Provider, frozenSince: UtcMs | null): World {
    const now = clock.now();
    const until = (time: number): UtcMs => asUtcMs(frozenSince === null ? time : Math.min(time, frozenSince));
    return {
      now,
      headlines: headlines.filter((h) => h.time <= until(now)),
      widened: options.widened ?? true,
      view(symbol) {
        const names = UPSTREAM_NAMES.find((n) => symbolOf(provider, n) === symbol);
        const series = names === undefined ? undefined : byId.get(names.id);
        if (names === undefined || series === undefined) return undefined;
        return { names, view: new SeriesView(series, until(now - delay(provider, names) * MINUTE_MS)) };
      },
    };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/__faults') return control(faults, request, response);
    const target = providerOf(url.pathname);
    if (target === null) return send(request, response, notFound());
    const { provider, rest } = target;
    asked.set(provider, (asked.get(provider) ?? 0) + 1);
    const what = faults.take(provider, decoded(request.url ?? ''));
    const reply = RESPONDERS[provider](
      { path: rest, query: url.searchParams },
      world(provider, what?.kind === 'frozen' ? what.since : null),
    );
    if (what === undefined || what.kind === 'frozen') return send(request, response, reply);
    if (what.kind === 'delay') {
      await new Promise<void>((resolve) => clock.after(what.ms, resolve));
      return send(request, response, reply);
    }
    spoil(what, provider, reply, request, response);
  }

  const server: Server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      send(request, response, text(`stand-in: ${String(error)}\n`, 'text/plain', 500));
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  return {
    faults,
    asked,
    start: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(options.port ?? 0, '127.0.0.1', () => {
          server.off('error', reject);
          const { port } = server.address() as AddressInfo;
          resolve({ port, baseUrl: `http://127.0.0.1:${port}` });
        });
      }),
    stop: () =>
      new Promise((resolve) => {
        if (!server.listening) return resolve();
        server.close(() => resolve());
        // Silent and half-sent connections would hold it open.
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  if (response.headersSent || response.destroyed) return;
  const etag = reply.headers.etag;
  if (etag !== undefined && request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end();
    return;
  }
  response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) });
  response.end(reply.body);
}

function spoil(
  what: Exclude<Fault, { kind: 'frozen' | 'delay' }>,
  provider: Provider,
  reply: Reply,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  switch (what.kind) {
    case 'silence':
      return;
    case 'hang-up':
      request.socket.destroy();
      return;
    case 'half': {
      const body = Buffer.from(reply.body);
      response.writeHead(reply.status, { ...reply.headers, 'content-length': body.length });
      response.write(body.subarray(0, Math.floor(body.length / 2)), () => request.socket.destroy());
      return;
    }
    case 'status': {
      const retry: Record<string, string> =
        what.retryAfter === undefined ? {} : { 'retry-after': what.retryAfter };
      const body = what.status === 429 ? 'Too Many Requests\r\n' : `status ${what.status}\n`;
      send(request, response, {
        status: what.status,
        headers: { 'content-type': 'text/plain', ...retry },
        body,
      });
      return;
    }
    case 'redirect':
      response.writeHead(302, { location: what.to }).end();
      return;
    case 'garbage':
      send(request, response, { ...reply, status: 200, body: GARBAGE });
      return;
    case 'consent-page':
      send(request, response, text(CONSENT_PAGE, 'text/html; charset=utf-8'));
      return;
    case 'error-inside': {
      const inside = ERROR_INSIDE[provider];
      send(request, response, text(inside?.body ?? '', inside?.type ?? 'text/plain'));
    }
  }
}

/** GET lists, POST `{match, fault}` sets, DELETE clears (`{match}` or all). */
async function control(faults: Faults, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const remote = request.socket.remoteAddress ?? '';
  if (!/^(::ffff:)?127\.|^::1$/.test(remote))
    return send(request, response, text('loopback only\n', 'text/plain', 403));
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  const asJson = (value: unknown, status = 200): void =>
    send(request, response, {
      status,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(value),
    });
  let given: { match?: unknown; fault?: unknown };
  try {
    given = body === '' ? {} : JSON.parse(body);
  } catch {
    return asJson({ error: 'the body is not JSON' }, 400);
  }
  const match = faultMatch.safeParse(given.match ?? {});
  if (!match.success) return asJson({ error: match.error.message }, 400);
  if (request.method === 'POST') {
    const parsed = fault.safeParse(given.fault);
    if (!parsed.success) return asJson({ error: parsed.error.message }, 400);
    faults.set(match.data, parsed.data);
  }
  if (request.method === 'DELETE') faults.clear(given.match === undefined ? undefined : match.data);
  asJson(faults.list());
}
