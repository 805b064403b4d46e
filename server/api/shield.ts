import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import type { Guard } from './guard.ts';
import { ApiError, sendProblem } from './problem.ts';

/** Requests of one address a minute; a page that loads takes about thirty. */
const REQUESTS_A_MINUTE = 3000;
const SIGN_INS_A_MINUTE = 20;

const policy = (frameAncestors: string): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        imgSrc: ["'self'", 'data:', 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: [frameAncestors],
      },
    },
    // The server speaks http on loopback; whoever puts TLS in front sets this there.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: frameAncestors === "'none'" ? { action: 'deny' } : false,
    crossOriginEmbedderPolicy: false,
  });

/** Headers that keep the browser from doing anything we did not mean; only `/embed` may stand in a frame. */
export function headerShield(): RequestHandler {
  const closed = policy("'none'");
  const embedded = policy('*');
  return (req, res, next) => (req.path === '/embed' ? embedded : closed)(req, res, next);
}

export function hostShield(guard: Guard): RequestHandler {
  return (req, _res, next) => {
    if (guard.hostAllowed(req)) return next();
    throw new ApiError('bad-host', {
      detail: 'Use a loopback name, or set ROOT_URL to the name people use.',
      parameter: 'Host',
      ...(req.headers.host === undefined ? {} : { received: req.headers.host }),
    });
  };
}

export function originShield(guard: Guard): RequestHandler {
  return (req, _res, next) => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(req.method) || guard.originAllowed(req)) return next();
    throw new ApiError('bad-origin', {
      detail: "Another site's page may not write here.",
      parameter: 'Origin',
      ...(req.headers.origin === undefined ? {} : { received: req.headers.origin }),
    });
  };
}

function limiter(limit: number): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_req, res) =>
      sendProblem(res, new ApiError('too-many-requests', { detail: `At most ${limit} requests a minute.` })),
  });
}

export const rateShield = (): RequestHandler => limiter(REQUESTS_A_MINUTE);
/** Guessing a token is slow. */
export const signInShield = (): RequestHandler => limiter(SIGN_INS_A_MINUTE);
