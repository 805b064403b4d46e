import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Cancel, Clock } from '../../shared/time/clock.ts';
import { asSeq, asUtcMs, DAY_MS, MINUTE_MS } from '../../shared/time/instant.ts';
import type { Store } from './store.ts';

export interface RetentionOptions {
  readonly store: Store;
  /** Of the world the store belongs to: changes are dated by it. */
  readonly clock: Clock;
  /** Changes received longer ago than this many days leave the journal; the tables keep their rows. */
  readonly days: number;
  /** The store could not be written; the next day tries again. */
  readonly onError: (error: unknown) => void;
}

/** A start is busy enough without it. */
const FIRST_AFTER_MS = 10 * MINUTE_MS;
/** Entries forgotten in one transaction: nobody waits for years of them. */
const ENTRIES_AT_ONCE = 5000;

async function forgetBefore(options: RetentionOptions, stopped: () => boolean): Promise<void> {
  const { store, clock, days } = options;
  const target = await store.seqBefore(asUtcMs(clock.now() - days * DAY_MS));
  for (;;) {
    const floor = await store.floor();
    if (floor >= target || stopped()) return;
    await store.raiseFloor(asSeq(Math.min(target, floor + ENTRIES_AT_ONCE)));
    await turnOfTheLoop();
  }
}

/** Raises the floor of the journal once a day. The answer stops it and resolves when nothing is under way. */
export function startRetention(options: RetentionOptions): () => Promise<void> {
  let stopped = false;
  let work: Promise<void> = Promise.resolve();
  let cancel: Cancel;
  const wakeIn = (delayMs: number): void => {
    cancel = options.clock.after(delayMs, () => {
      work = forgetBefore(options, () => stopped)
        .catch(options.onError)
        .then(() => {
          if (!stopped) wakeIn(DAY_MS);
        });
    });
  };
  wakeIn(FIRST_AFTER_MS);
  return async () => {
    stopped = true;
    cancel();
    await work;
  };
}
