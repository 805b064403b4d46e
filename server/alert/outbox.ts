import type { Firing } from '../../shared/alert/firing.ts';
import type { Cancel, Clock } from '../../shared/time/clock.ts';
import { asUtcMs, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time/instant.ts';
import type { AlertBook, Delivery, Undelivered } from './book.ts';
import { bodyOf } from './forms.ts';
import { type PostOutcome, post } from './post.ts';
import { DELIVERY_HEADER, deliveryIdOf, SIGNATURE_HEADER, signatureOf } from './signature.ts';
import type { Webhook, Webhooks } from './webhooks.ts';

/** Waits between the tries of one delivery, before jitter. */
export const RETRY_AFTER_MS = [
  10 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
] as const;
/** News this old is none any more. */
export const TOO_LATE_MS = HOUR_MS;
/** Half of it to either side, so that many do not come back at once. */
const JITTER = 0.4;
/** More than this waiting for one receiver is a flood; the rest is given up at once. */
const MOST_WAITING = 200;

export interface OutboxOptions {
  readonly book: AlertBook;
  readonly webhooks: Webhooks;
  /** Wall time. */
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly secret: string | null;
  readonly allowPrivateAddresses: boolean;
  readonly userAgent: string;
  /** How a try ended: `delivered`, or a fault. */
  readonly onTried: (outcome: string) => void;
  /** Something is undelivered that was not. */
  readonly onLost: () => void;
}

const lostOf = (delivery: Delivery, reason: string, status: number | null, at: number): Undelivered => ({
  webhook: delivery.webhook,
  rule: delivery.firing.rule,
  name: delivery.firing.name,
  firedAt: delivery.firing.firedAt,
  tries: delivery.tries,
  reason,
  status,
  at: asUtcMs(at),
});

/** Sends what fired to its webhooks, one after the other for each of them, and again where a later try may succeed. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #busy = new Map<string, Promise<void>>();
  #timer: Cancel | null = null;
  #running = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** A new delivery, for the book. */
  deliveryOf(webhook: string, firing: Firing): Delivery {
    const now = this.#options.clock.now();
    return { webhook, firing, tries: 0, madeAt: now, nextTry: now };
  }

  start(): void {
    this.#running = true;
    this.pump();
  }

  /** Begins what is due; call it when the book has new deliveries. */
  pump(): void {
    this.#timer?.();
    this.#timer = null;
    if (!this.#running) return;
    const { book, clock } = this.#options;
    let next = Number.POSITIVE_INFINITY;
    for (const [webhook, queue] of Map.groupBy(book.deliveries, (d) => d.webhook)) {
      if (this.#busy.has(webhook)) continue;
      // One that failed does not hold up those behind it.
      const [first] = queue.toSorted((a, b) => a.nextTry - b.nextTry) as [Delivery];
      if (first.nextTry > clock.now()) next = Math.min(next, first.nextTry);
      else this.#begin(webhook, first, queue.length);
    }
    if (Number.isFinite(next)) this.#timer = clock.after(next - clock.now(), () => this.pump());
  }

  /** Sends one firing now and once, as the test button does. */
  async sendOnce(webhook: Webhook, firing: Firing): Promise<PostOutcome> {
    const { clock, secret, allowPrivateAddresses, userAgent, onTried } = this.#options;
    const body = bodyOf(webhook.form, firing);
    const outcome = await post(
      {
        url: webhook.url,
        body,
        headers: {
          'user-agent': userAgent,
          [DELIVERY_HEADER]: deliveryIdOf(firing.id),
          ...(secret !== null && { [SIGNATURE_HEADER]: signatureOf(secret, body, clock.now()) }),
        },
      },
      { clock, allowPrivateAddresses },
    );
    onTried(outcome.delivered ? 'delivered' : outcome.fault);
    return outcome;
  }

  /** Resolves when no try is under way. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#timer?.();
    await Promise.all(this.#busy.values());
  }

  #begin(webhook: string, delivery: Delivery, waiting: number): void {
    const work = this.#try(delivery, waiting).finally(() => {
      this.#busy.delete(webhook);
      this.pump();
    });
    this.#busy.set(webhook, work);
  }

  async #try(delivery: Delivery, waiting: number): Promise<void> {
    const { webhooks, clock } = this.#options;
    const webhook = webhooks.get(delivery.webhook);
    if (webhook === undefined) return this.#lose(delivery, 'no-webhook');
    if (clock.now() - delivery.madeAt > TOO_LATE_MS) return this.#lose(delivery, 'too-late');
    if (waiting > MOST_WAITING) return this.#lose(delivery, 'too-many');
    const outcome = await this.sendOnce(webhook, delivery.firing);
    const tried = { ...delivery, tries: delivery.tries + 1 };
    const again = outcome.delivered ? null : this.#waitOf(tried.tries, outcome);
    if (outcome.delivered) this.#options.book.settle(delivery, null, null);
    else if (again === null) return this.#lose(delivery, outcome.fault, outcome.status, tried.tries);
    else this.#options.book.settle(delivery, { ...tried, nextTry: asUtcMs(clock.now() + again) }, null);
    await this.#options.book.save();
  }

  /** How long until the next try, ms; null where there is none. */
  #waitOf(tries: number, { again, waitMs }: Extract<PostOutcome, { delivered: false }>): number | null {
    const planned = RETRY_AFTER_MS[tries - 1];
    if (!again || planned === undefined) return null;
    const jittered = planned * (1 + JITTER * (this.#options.random() - 0.5));
    return Math.round(Math.max(jittered, waitMs ?? 0));
  }

  async #lose(
    delivery: Delivery,
    reason: string,
    status: number | null = null,
    tries = delivery.tries,
  ): Promise<void> {
    const { book, clock, onLost } = this.#options;
    book.settle(delivery, null, lostOf({ ...delivery, tries }, reason, status, clock.now()));
    onLost();
    await book.save();
  }
}
