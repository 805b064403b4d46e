import { signal } from '@preact/signals';
import type { IncomingEvent } from '../../shared/event/event.ts';
import { openSheet } from './sheet.ts';
import { eventBySlug } from './timeline.ts';

/** What a new event begins with; the form asks for the rest. */
export type EventDraft = Partial<IncomingEvent>;

/** The event that the form is about: one that is stored, by its slug, or a new one. */
export type EditedEvent =
  | { readonly kind: 'stored'; readonly slug: string }
  | { readonly kind: 'new'; readonly draft: EventDraft };

export const editedEvent = signal<EditedEvent | null>(null);

/** Opens the form. It reads the revisions of a stored event from the server, not from here. */
export function editEvent(edited: EditedEvent): void {
  editedEvent.value = edited;
  openSheet('event-editor');
}

/** True where an event has this slug already, as far as this page has heard. */
export const isKnownSlug = (slug: string): boolean => eventBySlug(slug) !== undefined;
