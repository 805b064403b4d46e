import { z } from 'zod/mini';
import { type IncomingEvent, type MarketEvent, marketEvent } from '../../shared/event/event.ts';
import { RequestError, readJson } from './windows.ts';

/** What a person may say of an event; who wrote it is the server's to say. */
export type EventFields = Omit<IncomingEvent, 'actor' | 'origin'>;

/** The content of a stored event without what the server stamps. */
export function contentOf(event: MarketEvent): EventFields & Pick<MarketEvent, 'origin'> {
  const { actor: _a, receivedAt: _r, revision: _v, deleted: _d, seq: _s, ...content } = event;
  return content;
}

const send = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { accept: 'application/json', 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Adds an event. Rejects with RequestError: 409 where the slug is taken, 401 where a token is needed. */
export const createEvent = (
  event: EventFields & Partial<Pick<IncomingEvent, 'origin'>>,
): Promise<MarketEvent> => readJson('/api/v1/events', marketEvent, send('POST', event));

/** Changes the given fields of an event that still is at `revision`. Rejects with RequestError: 409 where it is not. */
export const patchEvent = (
  slug: string,
  revision: number,
  fields: Partial<Omit<EventFields, 'slug'>>,
): Promise<MarketEvent> =>
  readJson(`/api/v1/events/${slug}`, marketEvent, send('PATCH', { ...fields, revision }));

/** Removes an event that still is at `revision`. Rejects with RequestError. */
export async function deleteEvent(slug: string, revision: number): Promise<void> {
  const answer = await fetch(`/api/v1/events/${slug}?revision=${revision}`, {
    method: 'DELETE',
    headers: { accept: 'application/json' },
  });
  if (answer.ok) return;
  const said = z.object({ detail: z.string() }).safeParse(await answer.json().catch(() => null));
  throw new RequestError(answer.status, said.success ? said.data.detail : answer.statusText);
}
