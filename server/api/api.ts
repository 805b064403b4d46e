import compression from 'compression';
import express, { type Express, Router } from 'express';
import { pinoHttp } from 'pino-http';
import type { Log } from '../runtime/log.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { alertRoutes } from './alerts.ts';
import { barRoutes } from './bars.ts';
import { calendarRoutes } from './calendars.ts';
import { changeRoutes } from './changes.ts';
import { claimRoutes } from './claims.ts';
import { comparableRoutes } from './comparable.ts';
import { eventCardRoutes } from './event-card.ts';
import { eventRevisionRoutes } from './event-revisions.ts';
import { eventRoutes } from './events.ts';
import { eventCalendarRoutes } from './events-calendar.ts';
import { exportRoutes } from './exports.ts';
import type { Guard } from './guard.ts';
import { headlineRoutes } from './headlines.ts';
import { instrumentRoutes } from './instruments.ts';
import { measureExportRoutes } from './measure-exports.ts';
import { openApiOf } from './openapi.ts';
import { pageRouter } from './page.ts';
import { ApiError, problemHandler } from './problem.ts';
import { quoteRoutes } from './quotes.ts';
import { reactionRoutes } from './reactions.ts';
import { mount, type Route } from './route.ts';
import { ruleRoutes } from './rules.ts';
import { sessionRoutes } from './session.ts';
import { headerShield, hostShield, originShield, rateShield, signInShield } from './shield.ts';
import { simulationRoutes } from './simulation.ts';
import { statusRoutes } from './status.ts';
import { studyRoutes } from './study.ts';
import { usualRoutes } from './usual.ts';
import { watchlistRoutes } from './watchlist.ts';
import { windowRoutes } from './windows.ts';
import type { ApiConfig, World } from './world.ts';

const BODY_LIMIT_BYTES = 256 * 1024;

export interface ApiOptions {
  readonly world: () => World;
  readonly config: ApiConfig;
  readonly log: Log;
  readonly guard: Guard;
  readonly metrics: Metrics;
  /** `dist/client`. */
  readonly clientDir: string;
  readonly version: string;
}

/** Every operation under `/api/v1` but the document of them. */
export const apiRoutes = (world: () => World): readonly Route[] => [
  ...statusRoutes,
  ...instrumentRoutes,
  ...calendarRoutes,
  ...barRoutes,
  ...quoteRoutes,
  ...headlineRoutes,
  ...eventRoutes,
  ...eventCalendarRoutes,
  ...eventCardRoutes,
  ...reactionRoutes,
  ...studyRoutes,
  ...comparableRoutes,
  ...claimRoutes,
  ...usualRoutes,
  ...eventRevisionRoutes,
  ...changeRoutes,
  ...windowRoutes,
  ...watchlistRoutes,
  ...ruleRoutes,
  ...exportRoutes,
  ...measureExportRoutes,
  ...simulationRoutes(() => world().status()),
  ...alertRoutes,
  ...sessionRoutes,
];

function apiRouter({ world, guard, version }: ApiOptions): Router {
  const router = Router({ caseSensitive: true });
  const routes = apiRoutes(world);
  const document = JSON.stringify(openApiOf(routes, version));
  router.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });
  router.get('/openapi.json', (req, res) => {
    res.set({ ETag: `"openapi-${version}"`, 'Cache-Control': 'no-cache' });
    if (req.fresh) res.status(304).end();
    else res.type('application/json').send(document);
  });
  router.post('/session', signInShield());
  router.use(express.json({ limit: BODY_LIMIT_BYTES, strict: true }));
  mount(router, routes, world, guard);
  router.use((req) => {
    throw new ApiError('not-found', {
      detail: 'There is no such resource; openapi.json lists all.',
      received: req.path,
    });
  });
  return router;
}

function probes({ world, guard, metrics }: ApiOptions): Router {
  const router = Router();
  router.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  router.get('/readyz', async (_req, res) => {
    // Throws StoreError, and so answers 503, where the store does not.
    res.json({ status: 'ok', head: await world().store.head() });
  });
  router.get('/metrics', async (req, res) => {
    if (guard.access(req) === 'none') {
      throw new ApiError('unauthorized', {
        detail: 'Show the token.',
        headers: { 'WWW-Authenticate': 'Bearer' },
      });
    }
    res.set('Content-Type', metrics.contentType).send(await metrics.text());
  });
  return router;
}

/**
 * The HTTP side of the server: API, probes, metrics and the page, behind the shields. Listening is the caller's; the
 * sockets on the same port ask the same guard.
 */
export function createApi(options: ApiOptions): Express {
  const { config, guard, log } = options;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', config.trustProxy === false ? false : config.trustProxy);
  app.set('query parser', 'simple');
  app.use(pinoHttp({ logger: log, useLevel: 'debug' }));
  app.use(headerShield(), hostShield(guard), rateShield(), originShield(guard));
  // A CSV leaves as it is: compressing a stream of a million rows costs more than the line saves on loopback.
  app.use(compression({ filter: (req, res) => !req.path.endsWith('.csv') && compression.filter(req, res) }));
  app.use(probes(options));
  app.use('/api/v1', apiRouter(options));
  app.use('/api', () => {
    throw new ApiError('not-found', { detail: 'The API is under /api/v1.' });
  });
  app.use(pageRouter(options));
  app.use((req) => {
    throw new ApiError('not-found', { detail: 'There is nothing at this address.', received: req.path });
  });
  app.use(problemHandler(log));
  return app;
}
