import type { KeptRule } from '../../shared/alert/alert-rule.ts';
import { evaluate } from '../../shared/alert/evaluate.ts';
import type { Firing } from '../../shared/alert/firing.ts';
import { sceneOf } from '../../shared/alert/readings.ts';
import type { Delta } from '../../shared/protocol/messages.ts';
import type { AlertStatus } from '../../shared/protocol/status.ts';
import type { Cancel, Clock } from '../../shared/time/clock.ts';
import { SECOND_MS } from '../../shared/time/instant.ts';
import type { AlertBook } from './book.ts';
import type { AlertDesk, TestReport } from './desk.ts';
import type { Outbox } from './outbox.ts';
import type { WatchedData } from './watched-data.ts';
import type { Webhooks } from './webhooks.ts';

/** Where the journal's additions come from. */
export interface ChangeSource {
  onDelta(listener: (delta: Delta) => void): () => void;
}

export interface AlertEngineOptions {
  readonly data: WatchedData;
  readonly book: AlertBook;
  readonly webhooks: Webhooks;
  /** Null in the simulated day: nothing leaves it. */
  readonly outbox: Outbox | null;
  readonly source: ChangeSource;
  /** Time of the world. */
  readonly clock: Clock;
  /** The machine's. */
  readonly wall: Clock;
  readonly simulated: boolean;
  /** Of several nodes one looks and sends. Default: this one. */
  readonly isLeader?: () => boolean;
  /** `condition` of the rule. */
  readonly onFired: (condition: string) => void;
  readonly onStatus: () => void;
  readonly onError: (error: unknown) => void;
}

/** Changes come in bursts: the first is waited after this long, wall ms. */
const SETTLE_MS = SECOND_MS;
/** Openings, events and stale feeds come without a change, wall ms. */
const EVERY_MS = 5 * SECOND_MS;

/** Rules at work on one world: follows its journal, looks at every rule, remembers and tells what fires. */
export class AlertEngine implements AlertDesk {
  readonly #options: AlertEngineOptions;
  #leave: () => void = () => undefined;
  #timer: Cancel | null = null;
  #timerAt = Number.POSITIVE_INFINITY;
  #work: Promise<void> = Promise.resolve();
  #running = false;

  constructor(options: AlertEngineOptions) {
    this.#options = options;
  }

  /** The book must have been loaded. */
  start(): void {
    const { source, data, outbox } = this.#options;
    this.#running = true;
    this.#leave = source.onDelta((delta) => {
      data.take(delta);
      this.#wakeIn(SETTLE_MS);
    });
    this.#wakeIn(SETTLE_MS);
    outbox?.start();
  }

  /** Resolves when nothing is under way and all is on the disk. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#leave();
    this.#timer?.();
    await this.#work;
    await this.#options.outbox?.stop();
    await this.#options.book.save();
  }

  status(): AlertStatus {
    const { book } = this.#options;
    return {
      fired: book.fired,
      waiting: book.deliveries.length,
      undelivered: book.undelivered
        .slice(0, SHOWN_UNDELIVERED)
        .map(({ name, reason, at }) => ({ name, reason, at })),
    };
  }

  firings(): readonly Firing[] {
    return this.#options.book.firings.toReversed();
  }
  undelivered() {
    return this.#options.book.undelivered;
  }
  get webhooks(): Webhooks {
    return this.#options.webhooks;
  }
  get sends(): boolean {
    return this.#options.outbox !== null;
  }

  async test(id: string): Promise<TestReport | undefined> {
    const { data, book, clock, outbox, onStatus } = this.#options;
    const kept = await data.rule(id);
    if (kept === null) return undefined;
    const firing = testFiring(kept, clock, this.#options.simulated);
    book.record(book.state, [firing], []);
    onStatus();
    await book.save();
    const { webhook } = kept.rule.channels;
    const target = webhook === null ? undefined : this.#options.webhooks.get(webhook);
    const sent = outbox === null || target === undefined ? null : await outbox.sendOnce(target, firing);
    return { firing, webhook: sent };
  }

  #wakeIn(delayMs: number): void {
    const { wall } = this.#options;
    const at = wall.now() + delayMs;
    if (!this.#running || this.#timerAt <= at) return;
    this.#timer?.();
    this.#timerAt = at;
    this.#timer = wall.after(delayMs, () => {
      this.#timerAt = Number.POSITIVE_INFINITY;
      // One look after the other: while the data are read anew there is nothing to look at.
      this.#work = this.#work
        .then(() => this.#look())
        .catch(this.#options.onError)
        .then(() => this.#wakeIn(EVERY_MS));
    });
  }

  async #look(): Promise<void> {
    const { data, book, outbox, clock, isLeader } = this.#options;
    if (isLeader !== undefined && !isLeader()) return;
    await data.prepare(clock.now());
    // Only now, for a reading may have taken a while.
    const { rules } = data;
    const { firings, state, changed } = evaluate(rules, book.state, sceneOf(data.view(clock.now())));
    if (!changed) return;
    const webhookOf = new Map(rules.map(({ id, rule }) => [id, rule.channels.webhook]));
    const deliveries = firings.flatMap((firing) => {
      const webhook = webhookOf.get(firing.rule) ?? null;
      return outbox === null || webhook === null ? [] : [outbox.deliveryOf(webhook, firing)];
    });
    book.record(state, firings, deliveries);
    // On the disk before it is told: after a crash it is told late or again by its id, never anew.
    await book.save();
    if (firings.length === 0) return;
    for (const firing of firings) this.#options.onFired(firing.kind);
    this.#options.onStatus();
    outbox?.pump();
  }
}

/** Of those undelivered, as many as fit into a status. */
const SHOWN_UNDELIVERED = 5;

function testFiring({ id, rule }: KeptRule, clock: Clock, simulated: boolean): Firing {
  const now = clock.now();
  const { page, notification, sound } = rule.channels;
  return {
    id: `${id}|test|${now}`,
    rule: id,
    name: rule.name,
    kind: 'test',
    subject: id,
    words: rule.name,
    ...{ value: null, unit: null, threshold: null, from: null, at: now, firedAt: now, simulated },
    channels: { page, notification, sound },
  };
}
