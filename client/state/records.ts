import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { z } from 'zod/mini';
import type { Change } from '../../shared/protocol/change.ts';
import type { RecordCollection, UserRecord } from '../../shared/record/user-record.ts';

/** A record whose body was read by the schema of its collection. */
export type KeptRecord<Body> = Omit<UserRecord, 'body'> & { readonly body: Body };

type Held = Readonly<Record<RecordCollection, Signal<readonly UserRecord[]>>>;
const NONE: readonly UserRecord[] = [];

// Settings of the server as they are now, whatever the playhead shows: no part of the timeline and of no frame.
const held: Held = { watchlist: signal(NONE), rule: signal(NONE), alert: signal(NONE) };

/** What people keep in each collection: latest revisions, not deleted, by id. */
export const records: Readonly<Record<RecordCollection, ReadonlySignal<readonly UserRecord[]>>> = held;

const byId = (a: UserRecord, b: UserRecord): number => (a.id < b.id ? -1 : 1);

/** A snapshot takes the place of everything held. */
export function takeRecordReset(all: readonly UserRecord[]): void {
  for (const collection of Object.keys(held) as RecordCollection[]) {
    held[collection].value = all.filter((r) => r.collection === collection).sort(byId);
  }
}

/** Takes the records out of a batch of changes; an older revision than the one held changes nothing. */
export function takeRecordChanges(changes: readonly Change[]): void {
  for (const { kind, record } of changes) {
    if (kind !== 'record') continue;
    const list = held[record.collection];
    const before = list.peek();
    if (before.some((r) => r.id === record.id && r.seq >= record.seq)) continue;
    const others = before.filter((r) => r.id !== record.id);
    list.value = record.deleted ? others : [...others, record].sort(byId);
  }
}

/** A collection read by its schema; a body that does not fit (a newer server's) is passed over. */
export const readRecords = <Body>(
  collection: RecordCollection,
  schema: z.core.$ZodType<Body> & { safeParse(body: unknown): { success: boolean; data?: Body | undefined } },
): ReadonlySignal<readonly KeptRecord<Body>[]> =>
  computed(() =>
    records[collection].value.flatMap((record) => {
      const read = schema.safeParse(record.body);
      return read.success ? [{ ...record, body: read.data as Body }] : [];
    }),
  );
