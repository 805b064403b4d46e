import { signal } from '@preact/signals';
import type { MarketEvent } from '../../shared/event/event.ts';
import { contentOf, createEvent, deleteEvent } from '../connection/event-edits.ts';
import { type EditFault, editFault } from './edit-fault.ts';
import { eventBySlug } from './timeline.ts';

/** The event that was removed last, so that it can be put back. */
export const removed = signal<MarketEvent | null>(null);

/** Removes an event at the revision held here; null where it was taken. */
export async function removeEvent(slug: string): Promise<EditFault | null> {
  const event = eventBySlug(slug);
  if (event === undefined) return 'changed-meanwhile';
  try {
    await deleteEvent(slug, event.revision);
    removed.value = event;
    return null;
  } catch (error) {
    return editFault(error);
  }
}

/** Puts the event back that was removed last, as a new revision. */
export async function undoRemoval(): Promise<EditFault | null> {
  const event = removed.peek();
  if (event === null) return null;
  try {
    await createEvent(contentOf(event));
    removed.value = null;
    return null;
  } catch (error) {
    return editFault(error);
  }
}
