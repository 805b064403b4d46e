/** Shortest wait before the second try, ms; doubled for each further one. */
const FIRST_DELAY_MS = 500;
/** Longest wait while somebody looks, ms. */
const LONGEST_VISIBLE_MS = 15_000;
/** Longest wait of a tab in the background, ms. */
const LONGEST_HIDDEN_MS = 120_000;

/**
 * Wait before the next try to connect, ms: doubling, half of it random so that a restarted server is not met by
 * everybody at once. `attempt` is 1 for the first try after the loss; `random` lies in [0, 1).
 */
export function reconnectDelay(attempt: number, visible: boolean, random: number): number {
  const longest = visible ? LONGEST_VISIBLE_MS : LONGEST_HIDDEN_MS;
  const full = Math.min(longest, FIRST_DELAY_MS * 2 ** Math.min(attempt, 20));
  return Math.round(full / 2 + (full / 2) * random);
}
