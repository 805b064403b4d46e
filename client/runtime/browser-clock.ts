import type { Cancel, Clock } from '../../shared/time/clock.ts';
import { asUtcMs, type UtcMs } from '../../shared/time/instant.ts';

/** The browser's wall clock and timers, the only place of the page that reads them. */
export const browserClock: Clock = {
  now: (): UtcMs => asUtcMs(Math.floor(Date.now())),
  after(delayMs: number, run: () => void): Cancel {
    const timer = setTimeout(run, Math.min(delayMs, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};

/** A number in [0, 1) for jitter of waits; nothing shown depends on it. */
export const jitter = (): number => Math.random();
