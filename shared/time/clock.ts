import type { UtcMs } from './instant.ts';

/** Stops a timer; calling it twice is harmless. */
export type Cancel = () => void;

/**
 * The only source of "now" and of timers. Live: the machine's clock. Simulated day: an event clock that may run
 * faster. Tests: a clock that moves when told to.
 */
export interface Clock {
  now(): UtcMs;
  /** Runs once after `delayMs` of this clock's own time. */
  after(delayMs: number, run: () => void): Cancel;
}
