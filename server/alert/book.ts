import * as z from 'zod/mini';
import { type AlertState, alertState } from '../../shared/alert/evaluate.ts';
import { type Firing, firing } from '../../shared/alert/firing.ts';
import { utcMs } from '../../shared/time/instant.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';

/** A firing on its way to a webhook. */
const delivery = z.strictObject({
  webhook: z.string(),
  firing,
  /** Tries so far. */
  tries: z.int(),
  /** Wall time, UTC ms. */
  madeAt: utcMs,
  nextTry: utcMs,
});
export type Delivery = z.infer<typeof delivery>;

/** A firing that did not arrive and is not tried again. */
export const undelivered = z.strictObject({
  webhook: z.string(),
  rule: z.string(),
  name: z.string(),
  firedAt: utcMs,
  tries: z.int(),
  /** Why the last try failed, or that it came too late to be of use. */
  reason: z.string(),
  status: z.nullable(z.int()),
  /** Wall time, UTC ms. */
  at: utcMs,
});
export type Undelivered = z.infer<typeof undelivered>;

const content = z.strictObject({
  version: z.literal(1),
  /** Store the state belongs to. */
  storeId: z.string(),
  /** All firings there ever were. */
  fired: z.int(),
  state: alertState,
  /** Oldest first. */
  firings: z.array(firing),
  deliveries: z.array(delivery),
  undelivered: z.array(undelivered),
});
type Content = z.infer<typeof content>;

export const FIRINGS_KEPT = 200;
export const UNDELIVERED_KEPT = 50;

/**
 * Everything that alerts remember: where rules stand, what fired, what is still to be sent. It is written whole in one go,
 * so that a firing, the state that keeps it from firing again, and its deliveries are on the disk together or not at all.
 */
export class AlertBook {
  readonly #path: string | null;
  #content: Content;
  #writing: Promise<void> = Promise.resolve();
  #waiting = false;
  readonly #onError: (error: unknown) => void;

  /** `path` null keeps all in memory, for a world that begins anew each time. */
  constructor(path: string | null, storeId: string, onError: (error: unknown) => void) {
    this.#path = path;
    this.#onError = onError;
    this.#content = {
      version: 1,
      storeId,
      ...{ fired: 0, state: {}, firings: [], deliveries: [], undelivered: [] },
    };
  }

  /** Reads what was kept for this store; a file that cannot be read is told and begun anew. */
  async load(): Promise<void> {
    if (this.#path === null) return;
    try {
      const read = await readJsonFile(this.#path);
      if (read === undefined) return;
      const kept = content.parse(read);
      if (kept.storeId === this.#content.storeId) this.#content = kept;
    } catch (error) {
      this.#onError(error);
    }
  }

  get state(): AlertState {
    return this.#content.state;
  }
  get fired(): number {
    return this.#content.fired;
  }
  /** Oldest first. */
  get firings(): readonly Firing[] {
    return this.#content.firings;
  }
  get deliveries(): readonly Delivery[] {
    return this.#content.deliveries;
  }
  /** Newest first. */
  get undelivered(): readonly Undelivered[] {
    return this.#content.undelivered;
  }

  /** What a round of rules led to. */
  record(state: AlertState, firings: readonly Firing[], deliveries: readonly Delivery[]): void {
    const old = this.#content;
    this.#content = {
      ...old,
      state: { ...state },
      fired: old.fired + firings.length,
      firings: [...old.firings, ...firings].slice(-FIRINGS_KEPT),
      deliveries: [...old.deliveries, ...deliveries],
    };
  }

  /** Puts `next` in the place of a delivery, or takes it out; one that failed for good is remembered. */
  settle(done: Delivery, next: Delivery | null, lost: Undelivered | null): void {
    const old = this.#content;
    this.#content = {
      ...old,
      deliveries: old.deliveries.flatMap((d) => (d === done ? (next ?? []) : d)),
      undelivered: lost === null ? old.undelivered : [lost, ...old.undelivered].slice(0, UNDELIVERED_KEPT),
    };
  }

  /** Resolves when what is remembered now is on the disk; a disk that refuses is told, and all goes on in memory. */
  save(): Promise<void> {
    const path = this.#path;
    if (path === null) return Promise.resolve();
    if (!this.#waiting) {
      this.#waiting = true;
      this.#writing = this.#writing.then(async () => {
        this.#waiting = false;
        await writeJsonFile(path, this.#content).catch(this.#onError);
      });
    }
    return this.#writing;
  }
}
