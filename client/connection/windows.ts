import { z } from 'zod/mini';
import { type Instrument, instrument } from '../../shared/market/instrument.ts';
import { type WindowResource, windowResource } from '../../shared/protocol/resources.ts';
import { formatInstant, type UtcMs } from '../../shared/time/instant.ts';

/** What the page says when a request did not give what it should. */
export class RequestError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'RequestError';
    this.status = status;
  }
}

const problem = z.object({ title: z.string(), detail: z.optional(z.string()) });

/** Reads JSON that fits a schema. Throws RequestError, or ZodError on a body that does not fit. */
export async function readJson<T>(url: string, schema: z.ZodMiniType<T>, init: RequestInit = {}): Promise<T> {
  const answer = await fetch(url, { headers: { accept: 'application/json' }, ...init });
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) {
    const said = problem.safeParse(body);
    throw new RequestError(
      answer.status,
      said.success ? (said.data.detail ?? said.data.title) : answer.statusText,
    );
  }
  return schema.parse(body);
}

/** A stretch of history by event, or by `[from, to]`. Throws RequestError, or ZodError on a body that does not fit. */
export function fetchWindow(
  what: { readonly event: string } | { readonly from: UtcMs; readonly to: UtcMs },
): Promise<WindowResource> {
  const query = new URLSearchParams(
    'event' in what ? { event: what.event } : { from: formatInstant(what.from), to: formatInstant(what.to) },
  );
  return readJson(`/api/v1/windows?${query}`, windowResource);
}

const instrumentList = z.union([
  z.array(instrument),
  z.pipe(
    z.object({ items: z.array(instrument) }),
    z.transform((page) => page.items),
  ),
]);

/** The instruments of this server, a user's own among them. */
export const fetchInstruments = (): Promise<readonly Instrument[]> =>
  readJson('/api/v1/instruments', instrumentList);

/** Asks the server to swap its world for the simulated day; a reset arrives on the line. Throws RequestError. */
export async function startSimulation(): Promise<void> {
  await readJson('/api/v1/simulation', z.unknown(), {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'start' }),
  });
}
