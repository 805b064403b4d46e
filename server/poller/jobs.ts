import cron, { type ScheduledTask } from 'node-cron';
import type { Cancel, Clock } from '../../shared/time/clock.ts';
import { asUtcMs, type UtcMs } from '../../shared/time/instant.ts';
import { due, type Job, type JobState, NEVER_RAN, nextDue } from './due.ts';

/** Wakes of wall time: what a sleeping machine or a lost timer cannot take away. */
const WAKE_PATTERN = '*/5 * * * * *';

export interface SchedulerOptions {
  readonly clock: Clock;
  readonly jobs: readonly Job[];
  /** One run; what it resolves to is an instant before which the job is not to run again. */
  readonly run: (job: Job) => Promise<UtcMs | null>;
  /** A run that rejected: a fault of ours or of the store. */
  readonly onFault: (job: Job, error: unknown) => void;
  /** Called on every wake, before jobs are started. */
  readonly onWake?: (now: UtcMs, expected: UtcMs | null) => void;
  /** Called when a job's next run is known. */
  readonly onPlanned?: (job: Job, at: UtcMs | null) => void;
  /** Uniform in [0, 1), seeded. */
  readonly random: () => number;
  /** False leaves the waking to the clock alone (tests). */
  readonly cron: boolean;
}

/**
 * Wakes, asks `due` and starts what it names; decides nothing itself. Two things wake it: node-cron every few seconds
 * of wall time, and the clock at the next due instant, which also serves a clock that runs faster than the wall.
 */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #states = new Map<string, JobState>();
  readonly #running = new Set<Promise<void>>();
  #task: ScheduledTask | null = null;
  #cancel: Cancel | null = null;
  #expected: UtcMs | null = null;
  #stopped = true;

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  get states(): ReadonlyMap<string, JobState> {
    return this.#states;
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    if (this.#options.cron) {
      // node-cron cuts milliseconds with `setMilliseconds`, which reads the machine's own zone whatever `timezone` says:
      // in the hour that zone's clocks repeat, it would spin without a single wake. Nothing else here uses that zone.
      process.env.TZ = 'UTC';
      this.#task = cron.schedule(WAKE_PATTERN, () => this.wake(), { timezone: 'Etc/UTC', noOverlap: true });
    }
    this.wake();
  }

  wake(): void {
    if (this.#stopped) return;
    const { clock, jobs, onWake } = this.#options;
    const now = clock.now();
    onWake?.(now, this.#expected);
    for (const job of due(now, jobs, this.#states)) this.#start(job, now);
    this.#arm();
  }

  /** Resolves when no run is under way. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled([...this.#running]);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    this.#cancel = null;
    await this.#task?.destroy();
    this.#task = null;
    await this.idle();
  }

  #start(job: Job, now: UtcMs): void {
    const before = this.#states.get(job.id) ?? NEVER_RAN;
    this.#states.set(job.id, { ...before, running: true, lastRun: now, notBefore: null });
    const run = this.#run(job).then((notBefore) => {
      const jitter = 2 * this.#options.random() - 1;
      this.#states.set(job.id, { running: false, lastRun: now, notBefore, jitter });
      this.#running.delete(run);
      this.#arm();
    });
    this.#running.add(run);
  }

  async #run(job: Job): Promise<UtcMs | null> {
    try {
      return await this.#options.run(job);
    } catch (error) {
      this.#options.onFault(job, error);
      return null;
    }
  }

  #arm(): void {
    this.#cancel?.();
    this.#cancel = null;
    if (this.#stopped) return;
    const { clock, jobs, onPlanned } = this.#options;
    const now = clock.now();
    let next: number | null = null;
    for (const job of jobs) {
      const state = this.#states.get(job.id) ?? NEVER_RAN;
      if (state.running) continue;
      const at = nextDue(job, state, now);
      onPlanned?.(job, at);
      if (at !== null && (next === null || at < next)) next = at;
    }
    if (next === null) return;
    this.#expected = asUtcMs(Math.max(next, now));
    this.#cancel = clock.after(Math.max(0, next - now), () => this.wake());
  }
}
