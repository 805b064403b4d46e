import { alertRule, type KeptRule } from '../../shared/alert/alert-rule.ts';
import { type AlertView, eventInForce, t0Of } from '../../shared/alert/alert-view.ts';
import type { Calendars } from '../../shared/calendar/calendar.ts';
import type { MarketEvent } from '../../shared/event/event.ts';
import type { Instrument, InstrumentId } from '../../shared/market/instrument.ts';
import type { Headline } from '../../shared/news/headline.ts';
import type { Delta } from '../../shared/protocol/messages.ts';
import { ReactionWatch } from '../../shared/reaction/reaction-now.ts';
import type { UserRecord } from '../../shared/record/user-record.ts';
import { asUtcMs, DAY_MS, HOUR_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { applyChanges, applyWindow } from '../../shared/timeline/apply.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { visible } from '../../shared/timeline/visible.ts';
import { profilesFor } from '../measures/profile-book.ts';
import type { Health } from '../runtime/health.ts';
import type { Store } from '../store/store.ts';

export interface WatchedDataOptions {
  readonly store: Store;
  readonly calendars: Calendars;
  readonly instruments: readonly Instrument[];
  readonly health: Pick<Health, 'feeds' | 'markets'>;
  readonly simulated: boolean;
  /** A record of a rule that does not fit its schema any more. */
  readonly onUnreadable: (id: string) => void;
}

/** Longer than any holiday: the session before the one that trades is inside. */
const INTRADAY_MS = 4 * DAY_MS;
const DAILY_MS = 30 * DAY_MS;
/** What was appended since is let go of then. */
const READ_ANEW_MS = 6 * HOUR_MS;
/** A back-fill comes in many pieces; it is read this often at most, for nothing fires from it. */
const FILLED_EVERY_MS = 5 * MINUTE_MS;
/** Headlines that came while nobody looked: a restart takes less, and older ones are late. */
const OVERLAP_MS = 10 * MINUTE_MS;

const keptOf = ({ id, revision, receivedAt, body }: UserRecord): KeptRule | null => {
  const read = alertRule.safeParse(body);
  return read.success ? { id, revision, since: receivedAt, rule: read.data } : null;
};

/** Rules, and as much of the markets as they look at; grows with the journal and is read anew when it has to be. */
export class WatchedData {
  readonly #options: WatchedDataOptions;
  #timeline = new Timeline();
  #rules: readonly KeptRule[] = [];
  #watches = new Map<string, ReactionWatch>();
  /** Received since the last look. */
  #headlines: Headline[] = [];
  #readAt: UtcMs | null = null;
  /** Older bars of a watched market came in since. */
  #filled = false;
  #inForce = '';

  constructor(options: WatchedDataOptions) {
    this.#options = options;
  }

  get rules(): readonly KeptRule[] {
    return this.#rules;
  }

  /** Takes in what the journal added. */
  take(delta: Delta): void {
    if (delta.changes === null) {
      this.#readAt = null;
      return;
    }
    const watched = this.#watched();
    for (const change of delta.changes) {
      if (change.kind === 'headline') this.#headlines.push(change.record);
      if (change.kind === 'record' && change.record.collection === 'alert') this.#readAt = null;
      if (change.kind === 'history') this.#filled ||= watched.has(change.record.instrument);
    }
    const wanted = delta.changes.filter(
      ({ kind, record }) => kind === 'event' || ('instrument' in record && watched.has(record.instrument)),
    );
    applyChanges(this.#timeline, wanted, delta.to);
  }

  /** Brings all up to date for a look at `now`. Rejects with StoreError. */
  async prepare(now: UtcMs): Promise<void> {
    const age = this.#readAt === null ? Number.POSITIVE_INFINITY : now - this.#readAt;
    const stale = age > READ_ANEW_MS || (this.#filled && age > FILLED_EVERY_MS);
    if (!stale && this.#inForce === this.#t0sInForce(now)) return;
    this.#readAt = now;
    this.#filled = false;
    try {
      await this.#read(now);
      await this.#readUsual(now);
    } catch (error) {
      this.#readAt = null;
      throw error;
    }
  }

  /** A rule as it is stored now; null where there is none, or none that can be read. */
  async rule(id: string): Promise<KeptRule | null> {
    const record = await this.#options.store.record({ collection: 'alert', id });
    return record === undefined || record.deleted ? null : keptOf(record);
  }

  /** What the rules may look at now; its headlines are handed out once. */
  view(now: UtcMs): AlertView {
    const { calendars, instruments, health, simulated } = this.#options;
    const headlines = this.#headlines;
    this.#headlines = [];
    const frame = visible(this.#timeline, now, 'published');
    return {
      ...{ now, simulated, frame, calendars, headlines },
      instrument: (id) => instruments.find((instrument) => instrument.id === id),
      events: [...this.#timeline.events.values()],
      feeds: health.feeds(),
      markets: health.markets(),
      unusual: (id, event) => this.#watches.get(`${id}|${event.slug}`)?.at(frame) ?? null,
    };
  }

  #watched(): ReadonlySet<InstrumentId> {
    return new Set(this.#rules.flatMap(({ rule }) => rule.markets));
  }

  #eventsInForce(now: UtcMs): readonly MarketEvent[] {
    const events = [...this.#timeline.events.values()];
    const slugs = new Set(
      this.#rules.flatMap(({ rule: { condition } }) => ('event' in condition ? [condition.event] : [])),
    );
    return [...slugs].flatMap((slug) => eventInForce(slug, { events, now }) ?? []);
  }

  #t0sInForce = (now: UtcMs): string =>
    this.#eventsInForce(now)
      .map((event) => `${event.slug}|${event.revision}`)
      .join();

  async #read(now: UtcMs): Promise<void> {
    const { store, onUnreadable } = this.#options;
    const records = await store.records('alert');
    for (const record of records) if (keptOf(record) === null) onUnreadable(record.id);
    this.#rules = records.flatMap((record) => keptOf(record) ?? []);
    const first = this.#timeline.storeId === null;
    const timeline = new Timeline();
    for (const event of await store.events()) timeline.events.set(event.slug, event);
    this.#timeline = timeline;
    const t0s = this.#eventsInForce(now).map(t0Of);
    const window = await store.window({
      from: asUtcMs(Math.min(now - INTRADAY_MS, ...t0s.map((t0) => t0 - DAY_MS))),
      to: asUtcMs(now + HOUR_MS),
      instruments: [...this.#watched()],
      intervals: ['1m'],
      dailyFrom: asUtcMs(now - DAILY_MS),
    });
    timeline.storeId = window.storeId;
    applyWindow(timeline, window);
    if (first) this.#headlines.push(...window.headlines.filter((h) => h.receivedAt >= now - OVERLAP_MS));
    this.#inForce = this.#t0sInForce(now);
  }

  /** Usual moves for those rules that ask for them. */
  async #readUsual(now: UtcMs): Promise<void> {
    const { store, calendars, instruments } = this.#options;
    const watches = new Map<string, ReactionWatch>();
    const events = [...this.#timeline.events.values()];
    for (const { rule } of this.#rules) {
      if (rule.condition.on !== 'unusual' || !rule.enabled) continue;
      const event = eventInForce(rule.condition.event, { events, now });
      const [anchor] = event?.anchors ?? [];
      if (event === null || anchor === undefined) continue;
      const markets = instruments.filter(({ id }) => rule.markets.includes(id));
      const profiles = await profilesFor({ store, calendars }, markets, anchor, {
        asOf: now,
        basis: 'published',
      });
      for (const { id, mic } of markets) {
        const profile = profiles.get(id) ?? null;
        const { time: t0, precision } = anchor;
        const parts = { instrument: id, calendar: calendars.get(mic), t0, precision, profile };
        watches.set(`${id}|${event.slug}`, new ReactionWatch(parts));
      }
    }
    this.#watches = watches;
  }
}
