import { computed, effect, signal } from '@preact/signals';
import type { MarketEvent } from '../../shared/event/event.ts';
import {
  contentOf,
  createEvent,
  deleteEvent,
  type EventFields,
  patchEvent,
} from '../connection/event-edits.ts';
import { fetchRevisions } from '../connection/events.ts';
import { RequestError } from '../connection/windows.ts';
import { type EditedEvent, editEvent, editedEvent, isKnownSlug } from './event-editor.ts';
import { type EventForm, type Fault, formOf, readForm, slugFor } from './event-form.ts';
import { frame } from './frame.ts';
import { mode, playhead } from './playhead.ts';
import { closeSheet, sheet } from './sheet.ts';
import { zone } from './subject.ts';
import { offerUndoOfAdding, offerUndoOfDeletion, offerUndoOfEdit } from './undo-offers.ts';

export type Problem =
  /** The server wants a token. */
  | { readonly kind: 'no-right' }
  /** Somebody stored a revision since the one that is edited. */
  | { readonly kind: 'stale'; readonly theirs: MarketEvent }
  | { readonly kind: 'taken' }
  | { readonly kind: 'failed'; readonly detail: string };

export interface Editor {
  readonly edited: EditedEvent;
  readonly reading: 'loading' | 'ready' | 'failed';
  /** Every revision, oldest first; none of a new event. */
  readonly revisions: readonly MarketEvent[];
  readonly form: EventForm;
  readonly faults: readonly Fault[];
  readonly problem: Problem | null;
  readonly saving: boolean;
}

/** What stands in the form; kept while the sheet is closed, until another event is opened. */
export const editor = signal<Editor | null>(null);

/** The revision that is edited; null of a new event. */
export const baseOf = ({ revisions }: Editor): MarketEvent | null => revisions.at(-1) ?? null;

/** In a replay the form of an event that is not over would tell what comes. What ships is read, not edited. */
export const hidesFuture = computed(() => {
  const edited = editor.value?.edited;
  if (mode.value !== 'replay' || edited?.kind !== 'stored') return false;
  if (editor.value?.revisions.at(-1)?.origin === 'catalogue') return false;
  return frame.value.events.find((e) => e.slug === edited.slug)?.detail == null;
});

const change = (patch: Partial<Editor>): void => {
  if (editor.peek() !== null) editor.value = { ...(editor.peek() as Editor), ...patch };
};

export const typeInto = (patch: Partial<EventForm>): void => {
  const { form } = editor.peek() as Editor;
  change({ form: { ...form, ...patch }, faults: [] });
};

/** Reads the revisions of a stored event and puts the latest into the form. */
export async function readEdited(): Promise<void> {
  const now = editor.peek();
  if (now?.edited.kind !== 'stored') return;
  change({ reading: 'loading' });
  try {
    const revisions = await fetchRevisions(now.edited.slug);
    if (editor.peek()?.edited !== now.edited) return;
    const latest = revisions.at(-1) as MarketEvent;
    change({ reading: 'ready', revisions, form: formOf(latest, zone.peek(), playhead.peek()) });
  } catch {
    if (editor.peek()?.edited === now.edited) change({ reading: 'failed' });
  }
}

function begin(edited: EditedEvent): void {
  const draft = edited.kind === 'new' ? edited.draft : {};
  editor.value = {
    edited,
    reading: edited.kind === 'new' ? 'ready' : 'loading',
    revisions: [],
    form: formOf(draft, zone.peek(), playhead.peek()),
    faults: [],
    problem: null,
    saving: false,
  };
  void readEdited();
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** True where something was typed that is not stored. */
function isTyped(now: Editor): boolean {
  const draft = now.edited.kind === 'new' ? now.edited.draft : {};
  return !same(now.form, formOf(baseOf(now) ?? draft, zone.peek(), playhead.peek()));
}

/** The form follows what is asked for; what was typed into the same one and not stored stands as it was left. */
effect(() => {
  const edited = editedEvent.value;
  const now = editor.peek();
  if (edited === null || now?.edited === edited) return;
  if (now !== null && same(now.edited, edited) && isTyped(now)) change({ edited });
  else begin(edited);
});

function done(): void {
  editor.value = null;
  editedEvent.value = null;
  if (sheet.peek() === 'event-editor') closeSheet();
}

async function problemOf(error: unknown, isNew: boolean, slug: string): Promise<Problem> {
  const status = error instanceof RequestError ? error.status : 0;
  if (status === 401 || status === 403) return { kind: 'no-right' };
  const known = status === 409 || status === 404;
  if (status === 409 && isNew) return { kind: 'taken' };
  if (known) {
    const theirs = (await fetchRevisions(slug).catch(() => [])).at(-1);
    if (theirs !== undefined) return { kind: 'stale', theirs };
  }
  return { kind: 'failed', detail: error instanceof Error ? error.message : String(error) };
}

/** Does what stores something; says what stands in its way. */
async function attempt(slug: string, isNew: boolean, store: () => Promise<void>): Promise<void> {
  change({ saving: true, problem: null, faults: [] });
  try {
    await store();
    done();
  } catch (error) {
    const problem = await problemOf(error, isNew, slug);
    change({ saving: false, problem });
  }
}

async function add(event: EventFields, now: Editor): Promise<void> {
  const origin = now.edited.kind === 'new' && now.edited.draft.origin === 'headline' ? 'headline' : 'user';
  offerUndoOfAdding(await createEvent({ ...event, origin }));
}

/** Stores the form: a new event, or a new revision of the one that is edited. */
export async function save(): Promise<void> {
  const now = editor.peek();
  if (now === null || now.saving) return;
  const { edited } = now;
  const base = baseOf(now);
  const before = base ?? (edited.kind === 'new' ? edited.draft : {});
  const read = readForm(now.form, base?.slug ?? 'draft', zone.peek(), before);
  if ('faults' in read) {
    change({ faults: read.faults });
    return;
  }
  const [first] = read.event.anchors;
  const slug = base?.slug ?? slugFor(read.event.title, first?.time ?? playhead.peek(), isKnownSlug);
  const event = { ...read.event, slug };
  const again = base === null || base.deleted;
  await attempt(slug, edited.kind === 'new', async () => {
    if (again) return add(event, now);
    const { slug: _s, ...fields } = event;
    offerUndoOfEdit(base, await patchEvent(slug, base.revision, fields));
  });
}

export async function remove(): Promise<void> {
  const now = editor.peek();
  const base = now === null ? null : baseOf(now);
  if (now === null || now.saving || base === null) return;
  await attempt(base.slug, false, async () => {
    await deleteEvent(base.slug, base.revision);
    offerUndoOfDeletion(base);
  });
}

/** Their revision into the form, to go on from. */
export function takeTheirs(theirs: MarketEvent): void {
  const { revisions } = editor.peek() as Editor;
  change({
    revisions: [...revisions, theirs],
    form: formOf(theirs, zone.peek(), playhead.peek()),
    problem: null,
  });
}

/** The form as it stands over their revision, which the history keeps. */
export function keepMine(theirs: MarketEvent): void {
  const { revisions } = editor.peek() as Editor;
  change({ revisions: [...revisions, theirs], problem: null });
  void save();
}

/** What ships is read-only; a copy is one's own. */
export function copyToOwn(event: MarketEvent): void {
  const { slug: _s, origin: _o, ...draft } = contentOf(event);
  editEvent({ kind: 'new', draft });
}
