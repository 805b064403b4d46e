import type { ErrorRequestHandler, Response } from 'express';
import { ERROR_CATALOGUE, type ErrorCode, type Problem } from '../../shared/protocol/errors.ts';
import type { Log } from '../runtime/log.ts';
import { StoreError } from '../store/store.ts';

export interface ProblemDetails {
  readonly detail: string;
  /** Name of the query, path or body value at fault; of the body a path such as `anchors.0.time`. */
  readonly parameter?: string;
  readonly received?: string;
  readonly expected?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a caller did wrong or cannot have, by a code of the catalogue. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  readonly details: ProblemDetails;
  constructor(code: ErrorCode, details: ProblemDetails) {
    super(details.detail);
    this.code = code;
    this.details = details;
  }
}

const LONGEST_RECEIVED = 100;
const shortened = (text: string): string =>
  text.length > LONGEST_RECEIVED ? `${text.slice(0, LONGEST_RECEIVED)}…` : text;

export function problemOf({ code, details }: ApiError): Problem {
  const { status, title } = ERROR_CATALOGUE[code];
  const { detail, parameter, received, expected } = details;
  return {
    type: `urn:market-reaction:error:${code}`,
    title,
    status,
    code,
    detail,
    ...(parameter === undefined ? {} : { parameter }),
    ...(received === undefined ? {} : { received: shortened(received) }),
    ...(expected === undefined ? {} : { expected }),
  };
}

export function sendProblem(res: Response, error: ApiError): void {
  const problem = problemOf(error);
  res.status(problem.status).set('Cache-Control', 'no-store');
  for (const [name, value] of Object.entries(error.details.headers ?? {})) res.set(name, value);
  res.type('application/problem+json').send(JSON.stringify(problem));
}

/** Faults of the body reader, by its `type`. */
function bodyFault(type: string, limit: unknown): ApiError | null {
  switch (type) {
    case 'entity.parse.failed':
      return new ApiError('bad-body', { detail: 'The body is not JSON.' });
    case 'entity.too.large':
      return new ApiError('body-too-large', { detail: `The body may have at most ${String(limit)} bytes.` });
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new ApiError('unsupported-media-type', { detail: 'Send JSON in UTF-8.' });
    case 'request.aborted':
    case 'request.size.invalid':
      return new ApiError('bad-body', { detail: 'The body ended before its announced length.' });
    default:
      return null;
  }
}

function storeFault(error: StoreError): ApiError {
  if (error.kind === 'full') {
    return new ApiError('store-full', { detail: 'The disk is full; nothing was stored.' });
  }
  return new ApiError('store-unavailable', { detail: `The store answers nothing (${error.kind}).` });
}

function known(error: unknown): ApiError | null {
  if (error instanceof ApiError) return error;
  if (error instanceof StoreError) return storeFault(error);
  if (error instanceof URIError) {
    return new ApiError('bad-parameter', { detail: 'The path holds an escape that cannot be read.' });
  }
  if (typeof error !== 'object' || error === null) return null;
  const { type, limit, status } = error as { type?: unknown; limit?: unknown; status?: unknown };
  if (typeof type === 'string') return bodyFault(type, limit);
  return status === 404 ? new ApiError('not-found', { detail: 'There is no such file.' }) : null;
}

/** Last in the chain: every error leaves as problem+json; what nobody foresaw is logged and told without its text. */
export function problemHandler(log: Log): ErrorRequestHandler {
  return (error, req, res, _next) => {
    const foreseen = known(error);
    // Numbered by pino-http.
    const reqId = String((req as { id?: unknown }).id ?? 'without a number');
    if (foreseen === null || error instanceof StoreError) log.error({ err: error, reqId }, 'request failed');
    if (res.headersSent) {
      // A stream that broke half-way must not look complete.
      res.destroy();
      return;
    }
    sendProblem(
      res,
      foreseen ??
        new ApiError('internal', {
          detail: `It was logged under the request ${reqId}.`,
        }),
    );
  };
}
