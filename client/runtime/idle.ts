import type { Cancel } from '../../shared/time/clock.ts';

/** Longest wait for an idle moment, ms. */
const AT_LATEST_MS = 400;

/** Runs `work` when the page has nothing else to do, at the latest after 400 ms, unless cancelled first. */
export function whenIdle(work: () => void): Cancel {
  // Safari knows no idle time: the work waits for the end of what is under way.
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(work, 1);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work, { timeout: AT_LATEST_MS });
  return () => cancelIdleCallback(handle);
}
