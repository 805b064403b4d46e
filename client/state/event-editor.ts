import { signal } from '@preact/signals';
import type { IncomingEvent } from '../../shared/event/event.ts';
import { openSheet } from './sheet.ts';

/** What a new event begins with; the form asks for the rest. */
export type EventDraft = Partial<IncomingEvent>;

/** The event that the form is about: one that is stored, by its slug, or a new one. */
export type EditedEvent =
  | { readonly kind: 'stored'; readonly slug: string }
  | { readonly kind: 'new'; readonly draft: EventDraft };

export const editedEvent = signal<EditedEvent | null>(null);

/** Opens the form. It reads the revision it edits from the timeline, not from here. */
export function editEvent(edited: EditedEvent): void {
  editedEvent.value = edited;
  openSheet('event-editor');
}
