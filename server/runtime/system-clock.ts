import type { Cancel, Clock } from '../../shared/time/clock.ts';
import { asUtcMs } from '../../shared/time/instant.ts';

/** Longest delay that setTimeout takes; longer ones are waited for in turns. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

function after(delayMs: number, run: () => void): Cancel {
  let timer: NodeJS.Timeout;
  const wait = (left: number): void => {
    const part = Math.min(Math.max(left, 0), LONGEST_TIMEOUT_MS);
    timer = setTimeout(() => (left > part ? wait(left - part) : run()), part);
  };
  wait(delayMs);
  return () => clearTimeout(timer);
}

/** The machine's own clock. Nothing else in the server reads the time or sets a timer. */
export const systemClock: Clock = { now: () => asUtcMs(Date.now()), after };
