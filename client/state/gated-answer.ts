import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Gate } from '../../shared/protocol/resources.ts';
import type { Cancel, Clock } from '../../shared/time/clock.ts';
import { SECOND_MS, type UtcMs } from '../../shared/time/instant.ts';

/** Least time between two requests for the same thing, ms: a fast replay passes many minutes a second. */
const LEAST_APART_MS = SECOND_MS;
/** Wait after a request that failed, ms. */
const RETRY_MS = 10 * SECOND_MS;

/** Something the server computes, as known at an instant. */
export interface Wanted<Query> {
  readonly query: Query;
  readonly gate: Gate;
  /** What was asked about has changed: it is asked for anew, and what is held stands until then. */
  readonly version?: number;
}

export interface GatedAnswer<Answer> {
  /** The newest answer to what is wanted now that knows nothing later; null while there is none. */
  readonly answer: ReadonlySignal<Answer | null>;
  /** Whether the last request failed; it is made again by itself. */
  readonly failed: ReadonlySignal<boolean>;
  retry(): void;
}

interface Held<Answer> {
  readonly key: string;
  readonly answer: Answer;
}

const keyOf = <Query>({ query, gate }: Wanted<Query>): string => JSON.stringify([query, gate.basis]);

/**
 * Keeps an answer in step with what is wanted: one request at a time, asked again when the gate has moved on. An answer is
 * shown only while it knows nothing from after the gate, so a playhead that goes back hides it at once.
 */
export function keepGated<Query, Answer extends { readonly playhead: UtcMs }>(
  clock: Clock,
  wanted: ReadonlySignal<Wanted<Query> | null>,
  fetch: (query: Query, gate: Gate) => Promise<Answer>,
): GatedAnswer<Answer> {
  const held = signal<Held<Answer> | null>(null);
  const failed = signal(false);
  let asked = '';
  let reading = false;
  let cancel: Cancel = () => {};
  let lastStart = Number.NEGATIVE_INFINITY;

  const wake = (delayMs: number): void => {
    cancel();
    cancel = clock.after(delayMs, () => void ask());
  };
  const ask = async (): Promise<void> => {
    const want = wanted.peek();
    if (want === null || reading) return;
    const key = keyOf(want);
    const whole = `${key}|${want.gate.asOf}|${want.version ?? 0}`;
    if (whole === asked) return;
    reading = true;
    lastStart = clock.now();
    try {
      held.value = { key, answer: await fetch(want.query, want.gate) };
      asked = whole;
      failed.value = false;
    } catch {
      failed.value = true;
    }
    reading = false;
    if (failed.peek()) wake(RETRY_MS);
    else again();
  };
  const again = (): void => wake(Math.max(0, lastStart + LEAST_APART_MS - clock.now()));

  effect(() => {
    if (wanted.value !== null) again();
  });
  return {
    answer: computed(() => {
      const want = wanted.value;
      const own = held.value;
      if (want === null || own === null || own.key !== keyOf(want)) return null;
      return own.answer.playhead <= want.gate.asOf ? own.answer : null;
    }),
    failed: computed(() => failed.value),
    retry() {
      asked = '';
      wake(0);
    },
  };
}
