import { z } from 'zod/mini';
import { seq } from '../time/instant.ts';
import { changesRead } from './change.ts';
import type { ServerStatus } from './status.ts';

/**
 * Broadcast once a tick to all, volatile. Covers every seq in (`from`, `to`]. `changes` is null when there were too
 * many to push: the client pulls them.
 */
export const delta = z.strictObject({
  storeId: z.string(),
  from: seq,
  to: seq,
  changes: z.nullable(changesRead),
});
export type Delta = z.infer<typeof delta>;

/** The client's only question: everything after `since`. `storeId` null or unknown means from nothing. */
export const pullRequest = z.strictObject({
  protocol: z.int(),
  storeId: z.nullable(z.string()),
  since: seq,
});
export type PullRequest = z.infer<typeof pullRequest>;

/** How the bytes of a snapshot are to be read: as they are, or unpacked first (RFC 1952). */
export const snapshotEncoding = z.enum(['identity', 'gzip']);
export type SnapshotEncoding = z.infer<typeof snapshotEncoding>;

/**
 * A WindowResource as JSON in UTF-8 bytes: the server encodes it once per seq and sends the same bytes to everybody.
 * An ArrayBuffer in the browser, a Buffer under Node.
 */
export const snapshotBytes = z.custom<ArrayBuffer | Uint8Array>(
  (value) => value instanceof ArrayBuffer || value instanceof Uint8Array,
  { message: 'expected bytes' },
);

export const pullAnswer = z.discriminatedUnion('type', [
  /** Changes in (`from`, `to`], the latest state per key; `more` asks the client to pull again from `to`. */
  z.strictObject({
    type: z.literal('changes'),
    storeId: z.string(),
    from: seq,
    to: seq,
    more: z.boolean(),
    changes: changesRead,
  }),
  /** The client knows nothing, another store, or a seq the journal cannot lead on from: forget all, take this. */
  z.strictObject({
    type: z.literal('reset'),
    reason: z.enum(['first-load', 'other-store', 'below-floor', 'ahead-of-head', 'far-behind']),
    storeId: z.string(),
    to: seq,
    encoding: snapshotEncoding,
    snapshot: snapshotBytes,
  }),
  z.strictObject({ type: z.literal('refused'), code: z.string(), message: z.string() }),
]);
export type PullAnswer = z.infer<typeof pullAnswer>;

/** Server → client. `head` every few seconds finds a lost tail; `status` is sent whole. */
export interface ServerToClient {
  delta: (message: Delta) => void;
  head: (message: { storeId: string; head: number }) => void;
  status: (message: ServerStatus) => void;
}

/** Client → server. Each has an acknowledgement. */
export interface ClientToServer {
  pull: (request: PullRequest, answer: (answer: PullAnswer) => void) => void;
  /** Clock offset: answers server wall time, UTC ms. */
  time: (answer: (serverTime: number) => void) => void;
}
