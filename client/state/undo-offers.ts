import type { MarketEvent } from '../../shared/event/event.ts';
import type { Cancel } from '../../shared/time/clock.ts';
import { SECOND_MS } from '../../shared/time/instant.ts';
import { contentOf, createEvent, deleteEvent, patchEvent } from '../connection/event-edits.ts';
import { browserClock } from '../runtime/browser-clock.ts';
import { dismissUndo, type Undoable, undoable } from './undo.ts';

/** How long it is offered while nobody rests on it, ms: long enough to be read twice. */
const STAYS_MS = 20 * SECOND_MS;

/** Lets the offer go after a while, unless that is cancelled. */
export const expireUndo = (): Cancel => browserClock.after(STAYS_MS, dismissUndo);

const offer = (did: Undoable['did'], title: string, run: Undoable['run']): void => {
  undoable.value = { did, title, state: 'offered', run };
};

export const offerUndoOfAdding = (stored: MarketEvent): void =>
  offer('added', stored.title, () => deleteEvent(stored.slug, stored.revision));

/** @param before the revision that was edited. */
export function offerUndoOfEdit(before: MarketEvent, stored: MarketEvent): void {
  const { slug, origin: _o, ...fields } = contentOf(before);
  offer('edited', stored.title, () => patchEvent(slug, stored.revision, fields));
}

export const offerUndoOfDeletion = (deleted: MarketEvent): void =>
  offer('deleted', deleted.title, () => createEvent(contentOf(deleted)));

/** Takes back what was last done, unless somebody was there in between. */
export async function undo(): Promise<void> {
  const last = undoable.peek();
  if (last === null || last.state === 'running') return;
  undoable.value = { ...last, state: 'running' };
  const state = await last.run().then(
    () => 'undone' as const,
    (error: { status?: number }) => (error.status === 409 ? ('stale' as const) : ('failed' as const)),
  );
  if (undoable.peek()?.run === last.run) undoable.value = { ...last, state };
}
