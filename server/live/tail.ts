import type { Change } from '../../shared/protocol/change.ts';
import type { Delta } from '../../shared/protocol/messages.ts';
import type { Cancel, Clock } from '../../shared/time/clock.ts';
import { asSeq, type Seq, type UtcMs } from '../../shared/time/instant.ts';
import type { Store } from '../store/store.ts';

export interface TailOptions {
  readonly store: Store;
  /** Wall time, also in the simulated day. */
  readonly clock: Clock;
  /** Least time between two deltas, ms. Default 100. */
  readonly everyMs?: number;
  /** How often the head is looked at without a nudge, ms: another process may write. Default 1,000. */
  readonly pollMs?: number;
  /** The store could not be read; the tail goes on at its next look. */
  readonly onError: (error: unknown) => void;
}

/** `since` is when the first of its changes was announced by `nudge`, UTC ms; null when a look found them. */
export type DeltaListener = (delta: Delta, since: UtcMs | null) => void;

/** Follows a store's journal and says, once a tick, what was added. */
export interface Tail {
  /** Begins at the store's head. */
  start(): Promise<void>;
  /** Something was stored: do not wait for the next look. */
  nudge(): void;
  /** Where it stands; 0 before `start`. */
  head(): Seq;
  onDelta(listener: DeltaListener): () => void;
  stop(): void;
}

/** More than this is not pushed: whoever wants it pulls, page by page. */
export const MAX_PUSHED_CHANGES = 2000;
export const MAX_PUSHED_BYTES = 256 * 1024;

/** A change takes some 300 bytes; below this many the text is not measured. */
const SURELY_SMALL = 100;

const isTooLarge = (changes: readonly Change[]): boolean =>
  changes.length > MAX_PUSHED_CHANGES ||
  (changes.length > SURELY_SMALL && JSON.stringify(changes).length > MAX_PUSHED_BYTES);

export function createTail(options: TailOptions): Tail {
  const { store, clock, everyMs = 100, pollMs = 1000 } = options;
  const listeners = new Set<DeltaListener>();
  let cursor = asSeq(0);
  let lastLook = Number.NEGATIVE_INFINITY;
  let nudgedAt: UtcMs | null = null;
  let looking = false;
  let running = false;
  let timer: { at: number; cancel: Cancel } | null = null;

  async function read(): Promise<Delta | null> {
    const head = await store.head();
    if (head === cursor) return null;
    const from = cursor;
    if (head < from || head - from > MAX_PUSHED_CHANGES) {
      cursor = head;
      return { storeId: store.storeId, from: asSeq(Math.min(from, head)), to: head, changes: null };
    }
    const answer = await store.changesSince(from, MAX_PUSHED_CHANGES);
    if (answer.type !== 'changes') {
      cursor = head;
      return { storeId: store.storeId, from, to: head, changes: null };
    }
    cursor = answer.to;
    const changes = isTooLarge(answer.changes) ? null : [...answer.changes];
    return { storeId: store.storeId, from, to: answer.to, changes };
  }

  async function look(): Promise<void> {
    timer = null;
    looking = true;
    lastLook = clock.now();
    const since = nudgedAt;
    nudgedAt = null;
    try {
      const delta = await read();
      if (delta !== null && running) for (const listener of listeners) listener(delta, since);
    } catch (error) {
      options.onError(error);
    } finally {
      looking = false;
      // Nudged again while it looked: once more after a tick.
      if (running) wakeIn(nudgedAt === null ? pollMs : everyMs);
    }
  }

  function wakeIn(delayMs: number): void {
    const at = clock.now() + delayMs;
    if (timer !== null && timer.at <= at) return;
    timer?.cancel();
    timer = { at, cancel: clock.after(delayMs, () => void look()) };
  }

  return {
    async start() {
      cursor = await store.head();
      running = true;
      wakeIn(pollMs);
    },
    nudge() {
      nudgedAt ??= clock.now();
      if (running && !looking) wakeIn(Math.max(0, lastLook + everyMs - clock.now()));
    },
    head: () => cursor,
    onDelta(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      running = false;
      timer?.cancel();
      timer = null;
    },
  };
}
