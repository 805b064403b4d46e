import { changeClock, eventTimeAt, type ReplayClock } from '../../shared/replay/replay-clock.ts';
import type { Cancel, Clock } from '../../shared/time/clock.ts';
import type { UtcMs } from '../../shared/time/instant.ts';

interface Timer {
  /** Event time, UTC ms. */
  readonly due: number;
  readonly order: number;
  readonly run: () => void;
}

export interface EventClockOptions {
  readonly wall: Clock;
  readonly clock: ReplayClock;
  /** Event time at which it pauses by itself; nothing after it is ever `now`. */
  readonly stopAt?: UtcMs;
}

/**
 * A Clock whose now is event time: it runs over a replay clock, `speed` event seconds to a wall second. Timers are
 * set in event time, wait while it is paused and move with every change of it. After `stop` no timer fires.
 */
export class EventClock implements Clock {
  readonly #wall: Clock;
  readonly #stopAt: UtcMs | null;
  readonly #listeners = new Set<(clock: ReplayClock) => void>();
  #clock: ReplayClock;
  #timers: Timer[] = [];
  #order = 0;
  #cancelWake: Cancel | null = null;
  #stopped = false;

  constructor(options: EventClockOptions) {
    this.#wall = options.wall;
    this.#clock = options.clock;
    this.#stopAt = options.stopAt ?? null;
    this.#arm();
  }

  now(): UtcMs {
    const now = eventTimeAt(this.#clock, this.#wall.now());
    return this.#stopAt !== null && now > this.#stopAt ? this.#stopAt : now;
  }

  after(delayMs: number, run: () => void): Cancel {
    const timer: Timer = { due: this.now() + Math.max(0, delayMs), order: this.#order++, run };
    this.#timers.push(timer);
    this.#arm();
    return () => {
      this.#timers = this.#timers.filter((t) => t !== timer);
    };
  }

  /** The four numbers from which anybody can tell event time. */
  get replayClock(): ReplayClock {
    return this.#clock;
  }

  /** Re-anchors now with another speed, pause or event time. */
  change(change: { speed?: number; paused?: boolean; eventTime?: UtcMs }): void {
    const eventTime = change.eventTime ?? this.now();
    this.#clock = changeClock(this.#clock, this.#wall.now(), { ...change, eventTime });
    this.#arm();
    for (const listener of this.#listeners) listener(this.#clock);
  }

  /** Called after every change, its own pause at the end among them. Returns an unsubscribe. */
  onChange(listener: (clock: ReplayClock) => void): Cancel {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelWake?.();
    this.#timers = [];
    this.#listeners.clear();
  }

  #next(): Timer | undefined {
    return this.#timers.toSorted((a, b) => a.due - b.due || a.order - b.order)[0];
  }

  #arm(): void {
    this.#cancelWake?.();
    this.#cancelWake = null;
    if (this.#stopped || this.#clock.paused) return;
    const due = Math.min(
      this.#next()?.due ?? Number.POSITIVE_INFINITY,
      this.#stopAt ?? Number.POSITIVE_INFINITY,
    );
    if (!Number.isFinite(due)) return;
    const wallDelay = Math.ceil(Math.max(0, due - this.now()) / this.#clock.speed);
    this.#cancelWake = this.#wall.after(wallDelay, () => this.#wake());
  }

  #wake(): void {
    this.#cancelWake = null;
    const now = this.now();
    // Bounded by what is due now: a timer that sets another for the same instant waits for the next wake.
    const due = this.#timers
      .filter((t) => t.due <= now)
      .toSorted((a, b) => a.due - b.due || a.order - b.order);
    for (const timer of due) {
      if (!this.#timers.includes(timer)) continue;
      this.#timers = this.#timers.filter((t) => t !== timer);
      timer.run();
    }
    if (this.#stopAt !== null && now >= this.#stopAt && !this.#clock.paused) this.change({ paused: true });
    else this.#arm();
  }
}
