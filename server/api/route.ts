import type { Request, RequestHandler, Response, Router } from 'express';
import { z } from 'zod';
import type { ErrorCode } from '../../shared/protocol/errors.ts';
import { StoreError } from '../store/store.ts';
import type { Guard } from './guard.ts';
import { ApiError } from './problem.ts';
import type { World } from './world.ts';

type Method = 'get' | 'post' | 'patch' | 'delete';

export interface RouteInput<Params, Query, Body> {
  readonly world: World;
  readonly guard: Guard;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly req: Request;
  readonly res: Response;
}

/** What a handler gives back as JSON. Handlers that stream return nothing and have written `res` themselves. */
export interface Reply {
  readonly status?: number;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a good answer looks like: for the document and for the test that holds both together. */
export type Answer =
  | { readonly status: number; readonly schema: z.core.$ZodType }
  | { readonly status: number; readonly mediaType: string }
  | { readonly status: 204 };

/** One operation. The router and the OpenAPI document are both made from it, so neither can miss one. */
export interface Route {
  readonly method: Method;
  /** In the form of OpenAPI: `/events/{slug}`. */
  readonly path: string;
  readonly summary: string;
  readonly params: z.ZodObject | null;
  readonly query: z.ZodObject | null;
  readonly body: z.core.$ZodType | null;
  readonly answer: Answer;
  readonly errors: readonly ErrorCode[];
  /** Changes nothing although it is not a GET, or is needed to get access at all. */
  readonly open?: boolean;
  readonly handle: (input: RouteInput<unknown, unknown, unknown>) => Promise<Reply | undefined>;
}

type Shape = z.ZodObject | undefined;
type Out<T> = T extends z.core.$ZodType ? z.infer<T> : Record<string, never>;

/** Types a route's handler by its schemas. */
export function route<
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends z.core.$ZodType | undefined = undefined,
>(
  spec: Omit<Route, 'params' | 'query' | 'body' | 'handle'> & {
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
    readonly handle: (input: RouteInput<Out<P>, Out<Q>, Out<B>>) => Promise<Reply | undefined>;
  },
): Route {
  const { params, query, body, handle, ...rest } = spec;
  return {
    ...rest,
    params: params ?? null,
    query: query ?? null,
    body: body ?? null,
    handle: handle as Route['handle'],
  };
}

/** Fields whose values are never shown, not even to whoever sent them. */
const SECRET: ReadonlySet<PropertyKey> = new Set(['token']);

function receivedAt(value: unknown, path: readonly PropertyKey[]): string | undefined {
  let at = value;
  for (const key of path)
    at = typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined;
  return at === undefined ? undefined : typeof at === 'string' ? at : JSON.stringify(at);
}

/** Reads a value by its schema. Throws ApiError that names the first field at fault, what came and the rule. */
export function readBy<T>(schema: z.core.$ZodType<T>, value: unknown, code: 'bad-parameter' | 'bad-body'): T {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const unknownKeys = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  const path = [...(issue?.path ?? []), ...unknownKeys.slice(0, 1)];
  const parameter = path.map(String).join('.');
  const received = path.some((key) => SECRET.has(key)) ? undefined : receivedAt(value, path);
  const rule = issue?.message ?? 'does not fit';
  throw new ApiError(code, {
    detail: parameter === '' ? rule : `${parameter}: ${rule}`,
    ...(parameter === '' ? {} : { parameter }),
    ...(received === undefined ? {} : { received }),
    expected: rule,
  });
}

function handlerOf(spec: Route, world: () => World, guard: Guard): RequestHandler {
  return async (req, res) => {
    const params = spec.params === null ? {} : readBy(spec.params, { ...req.params }, 'bad-parameter');
    const query = spec.query === null ? {} : readBy(spec.query, { ...req.query }, 'bad-parameter');
    if (spec.body !== null && !req.is('application/json')) {
      throw new ApiError('unsupported-media-type', {
        detail: 'Send JSON, with Content-Type: application/json.',
      });
    }
    const body = spec.body === null ? {} : readBy(spec.body, req.body, 'bad-body');
    const input = { guard, params, query, body, req, res };
    const asked = world();
    const reply = await spec.handle({ world: asked, ...input }).catch((error: unknown) => {
      // A read whose world was swapped away while it was answered is answered by the one that took its place.
      const again =
        spec.method === 'get' && !res.headersSent && error instanceof StoreError && world() !== asked;
      if (!again) throw error;
      return spec.handle({ world: world(), ...input });
    });
    if (reply === undefined) return;
    res.status(reply.status ?? spec.answer.status);
    for (const [name, value] of Object.entries(reply.headers ?? {})) res.set(name, value);
    if (reply.json === undefined) res.end();
    else if (res.req.fresh) res.status(304).end();
    else res.json(reply.json);
  };
}

function mayGoOn(spec: Route, guard: Guard): RequestHandler {
  return (req, _res, next) => {
    const access = guard.access(req);
    if (spec.open || access === 'write' || (access === 'read' && spec.method === 'get')) return next();
    throw new ApiError('unauthorized', {
      detail:
        access === 'read' ? 'Reading is free here, writing needs the token.' : 'Show the token or sign in.',
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  };
}

/** Puts the operations on a router, by path; other methods of a known path answer 405 with `Allow`. */
export function mount(router: Router, routes: readonly Route[], world: () => World, guard: Guard): void {
  const byPath = Map.groupBy(routes, (r) => r.path);
  for (const [path, specs] of byPath) {
    const expressPath = path.replaceAll(/\{(\w+)\}/g, ':$1');
    const at = router.route(expressPath);
    for (const spec of specs) at[spec.method](mayGoOn(spec, guard), handlerOf(spec, world, guard));
    const allowed = specs.flatMap((s) => (s.method === 'get' ? ['GET', 'HEAD'] : [s.method.toUpperCase()]));
    at.all((req) => {
      throw new ApiError('method-not-allowed', {
        detail: `${path} takes ${allowed.join(', ')}.`,
        parameter: 'method',
        received: req.method,
        expected: allowed.join(', '),
        headers: { Allow: allowed.join(', ') },
      });
    });
  }
}
