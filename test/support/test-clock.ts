import type { Cancel, Clock } from '../../shared/time/clock.ts';
import { asUtcMs, parseInstant, type UtcMs } from '../../shared/time/instant.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** How many turns of the event loop one firing gets to settle, where nothing else is said. */
const DEFAULT_TURNS = 3;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * A clock that moves when told to. Timers fire in the order of their instants, those of one instant in the order in
 * which they were set; a timer set while advancing fires in the same call when it is due by then.
 */
export class TestClock implements Clock {
  #now: UtcMs;
  #order = 0;
  #timers: Timer[] = [];
  readonly #turns: number;

  /** `start` is UTC ms or an ISO instant; `turns` is how often the event loop turns after each firing. */
  constructor(start: number | string = '2025-10-30T02:05:00Z', turns = DEFAULT_TURNS) {
    this.#now = typeof start === 'string' ? parseInstant(start) : asUtcMs(start);
    this.#turns = turns;
  }

  now(): UtcMs {
    return this.#now;
  }

  after(delayMs: number, run: () => void): Cancel {
    const timer: Timer = { at: this.#now + Math.max(0, delayMs), order: this.#order++, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((t) => t !== timer);
    };
  }

  /** Timers that wait. */
  get pending(): number {
    return this.#timers.length;
  }

  /** Instant of the next timer, UTC ms, or null. */
  get nextTimerAt(): number | null {
    return this.#next()?.at ?? null;
  }

  /**
   * Moves to `time` (UTC ms or ISO), firing what is due on the way and letting promises settle after each. Throws
   * RangeError when `time` lies before now.
   */
  async advanceTo(time: number | string): Promise<void> {
    const target = typeof time === 'string' ? parseInstant(time) : asUtcMs(time);
    if (target < this.#now) throw new RangeError(`TestClock refuses to go back: ${target} < ${this.#now}`);
    await this.settle();
    for (;;) {
      const timer = this.#next();
      if (timer === undefined || timer.at > target) break;
      this.#timers = this.#timers.filter((t) => t !== timer);
      this.#now = asUtcMs(Math.max(this.#now, Math.ceil(timer.at)));
      timer.run();
      await this.settle();
    }
    this.#now = target;
    await this.settle();
  }

  async advanceBy(ms: number): Promise<void> {
    await this.advanceTo(this.#now + ms);
  }

  /** Jumps without firing what lies between, as a machine that slept; timers fire late at the next advance. */
  jumpTo(time: number | string): void {
    const target = typeof time === 'string' ? parseInstant(time) : asUtcMs(time);
    if (target < this.#now) throw new RangeError(`TestClock refuses to go back: ${target} < ${this.#now}`);
    this.#now = target;
  }

  /** Lets pending promises and immediates run. */
  async settle(): Promise<void> {
    for (let i = 0; i < this.#turns; i++) await turn();
  }

  #next(): Timer | undefined {
    let first: Timer | undefined;
    for (const t of this.#timers) {
      if (first === undefined || t.at < first.at || (t.at === first.at && t.order < first.order)) first = t;
    }
    return first;
  }
}
