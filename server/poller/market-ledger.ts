import type { Calendars } from '../../shared/calendar/calendar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { MarketFreshness } from '../../shared/protocol/status.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { judgeFreshness } from '../feeds/freshness.ts';
import type { Health } from '../runtime/health.ts';

/** A price this much behind is a delayed one, in minutes; below, it is as fresh as a poll a minute can make it. */
const DELAYED_FROM_MINUTES = 3;

interface Page {
  readonly instrument: Instrument;
  newest: UtcMs | null;
  provider: string | null;
  /** Least age at receipt in open hours of the provider in use, minutes. */
  delayMinutes: number | null;
  said: string;
}

/** Freshness of each market by the age of its newest price against its own calendar. */
export class MarketLedger {
  readonly #health: Health;
  readonly #clock: Clock;
  /** Asked at each look: a closure may have been added since. */
  readonly #calendars: Calendars;
  readonly #pages = new Map<string, Page>();

  constructor(health: Health, clock: Clock, calendars: Calendars) {
    this.#health = health;
    this.#clock = clock;
    this.#calendars = calendars;
  }

  open(instrument: Instrument): void {
    const page: Page = { instrument, newest: null, provider: null, delayMinutes: null, said: '' };
    this.#pages.set(instrument.id, page);
    this.#say(page);
  }

  /** A price of `provider` was stored or found known. `newest` is its own time, UTC ms. */
  observed(instrument: Instrument, provider: string, newest: UtcMs): void {
    const page = this.#pages.get(instrument.id);
    if (page === undefined) return;
    // Where two providers are asked (quote here, bars there), the one with the newer price is the market's.
    if (page.provider !== provider && page.newest !== null && newest <= page.newest) return;
    if (page.provider !== provider) page.delayMinutes = null;
    page.provider = provider;
    if (page.newest === null || newest > page.newest) {
      page.newest = newest;
      const now = this.#clock.now();
      if (this.#calendars.get(instrument.mic).stateAt(now).state === 'open') {
        const age = Math.max(0, Math.floor((now - newest) / MINUTE_MS));
        page.delayMinutes = Math.min(age, page.delayMinutes ?? age);
      }
    }
    this.#say(page);
  }

  refresh(): void {
    for (const page of this.#pages.values()) this.#say(page);
  }

  #say(page: Page): void {
    const { instrument, newest, provider, delayMinutes } = page;
    const calendar = this.#calendars.get(instrument.mic);
    const now = this.#clock.now();
    const fresh = judgeFreshness(newest, now, calendar, instrument.delayMinutes);
    const { state } = calendar.stateAt(now);
    const trades = state === 'open' || state === 'lunch';
    const freshness: MarketFreshness = {
      instrument: instrument.id,
      state:
        fresh.state !== 'fresh'
          ? fresh.state
          : !trades
            ? 'closed'
            : (delayMinutes ?? 0) >= DELAYED_FROM_MINUTES
              ? 'delayed'
              : 'fresh',
      newestObservation: newest,
      provider,
      delayMinutes,
      staleSince: fresh.state === 'stale' ? fresh.since : null,
    };
    const said = JSON.stringify(freshness);
    if (said === page.said) return;
    page.said = said;
    this.#health.recordMarket(freshness);
  }
}
