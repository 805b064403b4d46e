import type { Provenance } from '../market/provenance.ts';
import { MINUTE_MS, type UtcMs } from '../time/instant.ts';
import type { KeptRule } from './alert-rule.ts';
import type { Firing } from './firing.ts';

interface ReadingShape extends Pick<Firing, 'subject' | 'words' | 'value' | 'unit' | 'threshold' | 'from'> {
  /** Own time of the datum, UTC ms. */
  readonly at: UtcMs;
  readonly receivedAt: UtcMs;
  readonly provenance: Provenance;
  /** How much later than its own time a datum may be received and judged, ms. */
  readonly mayLagMs: number;
}

/** A number that is held against a threshold, time after time. */
export interface Level extends ReadingShape {
  readonly shape: 'level';
  readonly value: number;
  readonly threshold: number;
  /** What it is measured from: another one begins anew. */
  readonly base: string;
  /** When that began, UTC ms; null where it moves along. */
  readonly baseTime: UtcMs | null;
}

/** Something that happens once. */
export interface Moment extends ReadingShape {
  readonly shape: 'moment';
  /** Tells one occurrence of the subject from the next. */
  readonly base: string;
}

/** What a rule looks at, for one subject at one instant. */
export type Reading = Level | Moment;

/** Beyond the documented delay of a source. */
export const LATE_MS = 10 * MINUTE_MS;

const LIVE: ReadonlySet<Provenance> = new Set(['polled']);
/** The words of the simulated day are the archive's, its prices are made up. */
const LIVE_SIMULATED: ReadonlySet<Provenance> = new Set(['simulated', 'published']);

/**
 * Whether a rule may go by a reading: it came from the running feeds, soon after its own time, is judged soon after it,
 * and is younger than the rule. What was back-filled, imported, shipped or made here never counts.
 */
export function counts(reading: Reading, { since }: KeptRule, now: UtcMs, simulated: boolean): boolean {
  const { at, receivedAt, mayLagMs, provenance } = reading;
  return (
    (simulated ? LIVE_SIMULATED : LIVE).has(provenance) &&
    receivedAt - at <= mayLagMs &&
    now - at <= mayLagMs + LATE_MS &&
    at <= now &&
    at > since
  );
}
