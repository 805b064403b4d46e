import type { Cancel, Clock } from '../../shared/time/clock.ts';
import type { UtcMs } from '../../shared/time/instant.ts';

export interface Stretch {
  readonly from: UtcMs;
  readonly to: UtcMs;
}

/** Quiet time before stretches are read again, ms: a back-fill comes in many commits. */
const QUIET_MS = 1000;
/** Longest wait while more keeps coming, ms. */
const LONGEST_MS = 5000;
/** Wait after a read that failed, ms. */
const RETRY_MS = 10_000;

export interface Reread {
  /** History was stored in these stretches. */
  add(stretches: readonly Stretch[]): void;
  /** What was held is gone. */
  forget(): void;
}

/** Reads again what history was stored in, once it is quiet and one stretch at a time; a failed one is tried again. */
export function createReread(clock: Clock, read: (stretch: Stretch) => Promise<void>): Reread {
  const waiting = new Map<string, Stretch>();
  let since: number | null = null;
  let reading = false;
  let cancel: Cancel = () => {};

  const wakeIn = (delayMs: number): void => {
    cancel();
    if (waiting.size > 0 && !reading) cancel = clock.after(delayMs, () => void run());
  };
  const run = async (): Promise<void> => {
    const [next] = waiting;
    if (next === undefined) return;
    const [key, stretch] = next;
    waiting.delete(key);
    reading = true;
    since = null;
    const failed = await read(stretch).then(
      () => false,
      () => true,
    );
    reading = false;
    if (failed) waiting.set(key, stretch);
    wakeIn(failed ? RETRY_MS : QUIET_MS);
  };
  return {
    add(stretches) {
      for (const stretch of stretches) waiting.set(`${stretch.from}|${stretch.to}`, stretch);
      if (stretches.length === 0) return;
      since ??= clock.now();
      wakeIn(Math.max(0, Math.min(QUIET_MS, since + LONGEST_MS - clock.now())));
    },
    forget() {
      waiting.clear();
      since = null;
      cancel();
    },
  };
}
