import { z } from 'zod/mini';
import { type MarketEvent, marketEvent } from '../../shared/event/event.ts';
import { readJson } from './windows.ts';

const answer = z.object({ items: z.array(marketEvent) });

/** Every revision of an event, oldest first, also of one that was removed. Rejects with RequestError. */
export async function fetchRevisions(slug: string): Promise<readonly MarketEvent[]> {
  return (await readJson(`/api/v1/events/${slug}/revisions`, answer)).items;
}
