import type { UtcMs } from '../../shared/time/instant.ts';
import { type Job, type JobState, NEVER_RAN, nextDue } from './due.ts';
import { span } from './words.ts';

/** A job of ours that does not run as it should. */
export interface Overdue {
  readonly job: Job;
  readonly words: string;
}

/** Intervals a job may be late, or its run may last, before it is said. */
const PATIENCE = 2;

/**
 * Jobs that should have run two intervals ago and did not, and runs that have lasted that long: our own fault, not an
 * upstream's, and said as such. Pure; the poller asks it on every wake.
 */
export function overdue(
  now: UtcMs,
  jobs: readonly Job[],
  states: ReadonlyMap<string, JobState>,
): readonly Overdue[] {
  const found: Overdue[] = [];
  for (const job of jobs) {
    const state = states.get(job.id) ?? NEVER_RAN;
    const patienceMs = PATIENCE * job.everyMs;
    if (state.lastRun === null) continue;
    if (state.running) {
      const lasts = now - state.lastRun;
      if (lasts > patienceMs)
        found.push({ job, words: `A run of ours has lasted ${span(lasts)} without an end` });
      continue;
    }
    const wanted = nextDue(job, state, now);
    if (wanted !== null && now - wanted > patienceMs) {
      found.push({ job, words: `Our own schedule is ${span(now - wanted)} late: no run since it was due` });
    }
  }
  return found;
}
