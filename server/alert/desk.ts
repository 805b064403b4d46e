import type { Firing } from '../../shared/alert/firing.ts';
import type { Undelivered } from './book.ts';
import type { PostOutcome } from './post.ts';
import type { Webhooks } from './webhooks.ts';

/** What the test button did. */
export interface TestReport {
  readonly firing: Firing;
  /** How the webhook was reached; null where the rule has none, or its address is gone or rests. */
  readonly webhook: PostOutcome | null;
}

/** Alerts as the API sees them. */
export interface AlertDesk {
  /** Newest first. */
  firings(): readonly Firing[];
  /** Newest first. */
  undelivered(): readonly Undelivered[];
  readonly webhooks: Webhooks;
  /** False in the simulated day, which tells nobody outside. */
  readonly sends: boolean;
  /** Shows and sends a firing of a rule as it would be, marked as a test. Undefined where there is no such rule. */
  test(rule: string): Promise<TestReport | undefined>;
}
