import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Clock } from '../../shared/time/clock.ts';
import { asUtcMs, DAY_MS, type UtcMs } from '../../shared/time/instant.ts';
import { isLoopback } from '../config.ts';
import type { ApiConfig } from './world.ts';

export type Access = 'none' | 'read' | 'write';

export interface Session {
  /** Goes into the revisions that are made under it. */
  readonly name: string;
  readonly expires: UtcMs;
}

/** Who may ask what. The sockets ask the same guard as the API. */
export interface Guard {
  /** Where people reach the server, without a slash at its end; null where nobody has said. */
  readonly rootUrl: string | null;
  /** Whether the Host header names this server: the shield against DNS rebinding. */
  hostAllowed(req: IncomingMessage): boolean;
  /** Whether the page that asks, if a page asks, is one of ours. */
  originAllowed(req: IncomingMessage): boolean;
  access(req: IncomingMessage): Access;
  /** Name of whoever edits: of the session, else `local`. */
  actor(req: IncomingMessage): string;
  /** Value of the Set-Cookie header of a new session, or null where the token is not the one. */
  openSession(token: string, name: string, req: IncomingMessage): { cookie: string; session: Session } | null;
  /** Value of the Set-Cookie header that ends a session. */
  closeSession(req: IncomingMessage): string;
}

const COOKIE = 'market_reaction_session';
const SESSION_MS = 30 * DAY_MS;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/** Host header → lower-case name without port, brackets and the dot at the end. */
function hostName(host: string | undefined): string | null {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i.exec(host ?? '');
  return match?.[1]?.toLowerCase().replace(/^\[|\]$|\.$/g, '') ?? null;
}

function cookieOf(req: IncomingMessage): string | null {
  for (const part of (req.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === COOKIE && value) return value;
  }
  return null;
}

class TokenGuard implements Guard {
  readonly rootUrl: string | null;
  readonly #config: ApiConfig;
  readonly #wall: Clock;
  readonly #names: ReadonlySet<string>;
  readonly #root: URL | null;

  constructor(config: ApiConfig, wall: Clock) {
    this.#config = config;
    this.#wall = wall;
    this.rootUrl = config.rootUrl;
    this.#root = config.rootUrl === null ? null : new URL(config.rootUrl);
    const names = [config.host.toLowerCase()];
    if (this.#root) names.push(this.#root.hostname.replace(/^\[|\]$/g, ''));
    this.#names = new Set(names);
  }

  hostAllowed(req: IncomingMessage): boolean {
    const name = hostName(req.headers.host);
    if (name === null) return false;
    if (isLoopback(name) || this.#names.has(name)) return true;
    // Listening everywhere: any of this machine's addresses is meant; rebinding needs a name, never an address.
    return ['0.0.0.0', '::'].includes(this.#config.host) && isIP(name) !== 0;
  }

  originAllowed(req: IncomingMessage): boolean {
    const { origin, host } = req.headers;
    if (origin === undefined) return req.headers['sec-fetch-site'] !== 'cross-site';
    const url = URL.parse(origin);
    if (url === null || !/^https?:$/.test(url.protocol)) return false;
    if (this.#root !== null && url.origin === this.#root.origin) return true;
    return url.host === host?.toLowerCase() && this.hostAllowed(req);
  }

  access(req: IncomingMessage): Access {
    const { accessToken, publicRead } = this.#config;
    if (accessToken === null) return 'write';
    const bearer = /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
    if (bearer !== undefined && same(bearer, accessToken)) return 'write';
    if (this.#session(req) !== null) return 'write';
    return publicRead ? 'read' : 'none';
  }

  actor(req: IncomingMessage): string {
    return this.#session(req)?.name ?? 'local';
  }

  openSession(token: string, name: string, req: IncomingMessage) {
    const { accessToken } = this.#config;
    if (accessToken === null || !same(token, accessToken)) return null;
    const session: Session = { name, expires: asUtcMs(this.#wall.now() + SESSION_MS) };
    const payload = Buffer.from(JSON.stringify([session.name, session.expires])).toString('base64url');
    const value = `${payload}.${this.#signature(payload)}`;
    return { cookie: this.#setCookie(value, SESSION_MS / 1000, req), session };
  }

  closeSession(req: IncomingMessage): string {
    return this.#setCookie('', 0, req);
  }

  #setCookie(value: string, maxAgeSeconds: number, req: IncomingMessage): string {
    const secure = this.#root?.protocol === 'https:' || 'encrypted' in req.socket ? '; Secure' : '';
    return `${COOKIE}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure}`;
  }

  /** A new ACCESS_TOKEN ends all sessions, for the key is made from it. */
  #signature(payload: string): string {
    const key = digest(`session key ${this.#config.accessToken}`);
    return createHmac('sha256', key).update(payload).digest('base64url');
  }

  #session(req: IncomingMessage): Session | null {
    const [payload, signature] = cookieOf(req)?.split('.') ?? [];
    if (this.#config.accessToken === null || !payload || !signature) return null;
    if (!same(signature, this.#signature(payload))) return null;
    const [name, expires] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [string, number];
    return expires > this.#wall.now() ? { name, expires: asUtcMs(expires) } : null;
  }
}

/** `wall` is the machine's clock, not the simulated day's. */
export const createGuard = (config: ApiConfig, wall: Clock): Guard => new TokenGuard(config, wall);
