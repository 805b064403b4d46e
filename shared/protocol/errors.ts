/**
 * The one catalogue of error codes: HTTP status, title. `docs/errors.md` lists the same codes; a test holds them
 * equal.
 */
export const ERROR_CATALOGUE = {
  'bad-parameter': { status: 400, title: 'A parameter has a value that cannot be used' },
  'bad-body': { status: 400, title: 'The body of the request does not fit its schema' },
  'bad-range': { status: 400, title: 'The range of time cannot be used' },
  unauthorized: { status: 401, title: 'A token is needed' },
  forbidden: { status: 403, title: 'This token may not do that' },
  'bad-host': { status: 403, title: 'The Host header is not one this server answers to' },
  'bad-origin': { status: 403, title: 'The Origin is not one this server accepts' },
  'not-found': { status: 404, title: 'There is no such resource' },
  'unknown-instrument': { status: 404, title: 'No instrument has this id' },
  'unknown-event': { status: 404, title: 'No event has this slug' },
  'unknown-calendar': { status: 404, title: 'No calendar has this MIC' },
  'method-not-allowed': { status: 405, title: 'This resource does not take that method' },
  'stale-revision': { status: 409, title: 'Somebody changed it meanwhile' },
  'already-exists': { status: 409, title: 'There is one already' },
  'body-too-large': { status: 413, title: 'The body is larger than the limit' },
  'unsupported-media-type': { status: 415, title: 'The body is not in a form that is read here' },
  'too-many-requests': { status: 429, title: 'Too many requests from this address' },
  'old-protocol': { status: 426, title: 'The page is older than the server; reload it' },
  'store-full': { status: 507, title: 'The disk is full; nothing was stored' },
  'store-unavailable': { status: 503, title: 'The store cannot be read at the moment' },
  'cannot-simulate': { status: 409, title: 'The simulated day cannot be started here' },
  internal: { status: 500, title: 'Something went wrong here; it was logged' },
} as const;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** Body of an error answer, RFC 9457 (`application/problem+json`). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail: string;
  parameter?: string;
  received?: string;
  expected?: string;
}
