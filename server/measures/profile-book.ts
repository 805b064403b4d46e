import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import type { Anchor } from '../../shared/event/event.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { Change } from '../../shared/protocol/change.ts';
import type { Gate } from '../../shared/protocol/resources.ts';
import { eventTime } from '../../shared/reaction/event-time.ts';
import type { UsualProfile } from '../../shared/reaction/reaction.ts';
import { usualProfile } from '../../shared/reaction/usual-profile.ts';
import { asSeq, type Seq, type UtcMs } from '../../shared/time/instant.ts';
import { barsFor, type MeasureSource, type MeasureStore } from './frame-for.ts';

/** Profiles kept at once: seven events of thirty markets, a few tens of megabytes. */
const MOST_KEPT = 200;
/** Entries of the journal that are looked through at most; after more than that all is forgotten. */
const MOST_CHANGES = 20_000;
const CHANGES_AT_ONCE = 5000;

/** What of an anchor decides what its ordinary days are. */
export type ProfileAnchor = Pick<Anchor, 'time' | 'precision'>;

interface Kept {
  readonly instrument: Instrument['id'];
  /** What its sessions were read from; another one where the user has added a closure since. */
  readonly calendar: ExchangeCalendar;
  /** Bars that begin at or after this instant, the open of day 0, are not in it. */
  readonly until: UtcMs;
  readonly profile: Promise<UsualProfile>;
}

/**
 * Usual moves that were made already. They rest on bars before day 0 alone, which change seldom, and cost far more than
 * all else of an answer.
 *
 * The key is instrument, T0 with its precision, and basis, and `asOf` only where it decides what is in: by `known`, where a bar counts from
 * when it was received, and where it lies before T0. By `published` and from T0 on all bars before day 0 have closed,
 * so every playhead shares one profile. The store is not in the key, for each store has a book of its own. What can
 * still change those bars is a correction or a back-fill: before each look the journal since the last one is read, and
 * a bar or a stretch of history that begins before a day 0 takes the profiles of its market with it.
 */
class ProfileBook {
  readonly #kept = new Map<string, Kept>();
  #seen: Seq = asSeq(0);

  async profile(
    source: MeasureSource,
    instrument: Instrument,
    anchor: ProfileAnchor,
    gate: Gate,
  ): Promise<UsualProfile> {
    const key = keyOf(instrument, anchor, gate);
    let kept = this.#kept.get(key);
    if (kept === undefined || kept.calendar !== source.calendars.get(instrument.mic)) {
      kept = make(source, instrument, anchor, gate);
      // Kept while it is made: who asks meanwhile waits for it, and a change that comes meanwhile throws it out.
      kept.profile.catch(() => this.#kept.delete(key));
    } else {
      this.#kept.delete(key);
    }
    this.#kept.set(key, kept);
    for (const [oldest] of this.#kept) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
    return kept.profile;
  }

  /** Forgets what the changes since the last look have made wrong. */
  async catchUp(store: MeasureStore): Promise<void> {
    const head = await store.head();
    if (this.#kept.size === 0 || head - this.#seen > MOST_CHANGES) this.#kept.clear();
    else {
      for (let since = this.#seen; since < head; ) {
        const answer = await store.changesSince(since, CHANGES_AT_ONCE);
        if (answer.type !== 'changes') {
          this.#kept.clear();
          break;
        }
        for (const change of answer.changes) this.#forget(change);
        since = answer.to;
      }
    }
    this.#seen = asSeq(Math.max(this.#seen, head));
  }

  #forget(change: Change): void {
    if (change.kind !== 'bar' && change.kind !== 'history') return;
    const { instrument } = change.record;
    const from = change.kind === 'bar' ? change.record.openTime : change.record.from;
    for (const [key, kept] of this.#kept) {
      if (kept.instrument === instrument && from < kept.until) this.#kept.delete(key);
    }
  }
}

function keyOf({ id }: Instrument, { time, precision }: ProfileAnchor, { asOf, basis }: Gate): string {
  const decides = basis === 'known' || asOf < time;
  return `${id}|${time}|${precision}|${basis}|${decides ? asOf : 'from-t0'}`;
}

function make(source: MeasureSource, instrument: Instrument, anchor: ProfileAnchor, gate: Gate): Kept {
  const { time, precision } = anchor;
  const calendar = source.calendars.get(instrument.mic);
  const part = {
    instrument,
    anchor: { time, window: { earliest: time, latest: time } },
    depth: 'history',
  } as const;
  const read = async (): Promise<UsualProfile> =>
    usualProfile(await barsFor(source, [part], gate), instrument.id, calendar, time, { precision });
  return {
    instrument: instrument.id,
    calendar,
    until: eventTime(calendar, time).dayZero?.open ?? time,
    profile: read(),
  };
}

/** One book a store: a world that is left behind takes its book with it. */
const books = new WeakMap<MeasureStore, ProfileBook>();

/**
 * Usual moves of these markets for one T0, kept from one request to the next (EVENT-STUDY §3). Rejects with StoreError.
 */
export async function profilesFor(
  source: MeasureSource,
  instruments: readonly Instrument[],
  anchor: ProfileAnchor,
  gate: Gate,
): Promise<ReadonlyMap<Instrument['id'], UsualProfile>> {
  const { store } = source;
  const book = books.get(store) ?? new ProfileBook();
  books.set(store, book);
  await book.catchUp(store);
  const profiles = new Map<Instrument['id'], UsualProfile>();
  for (const instrument of instruments) {
    profiles.set(instrument.id, await book.profile(source, instrument, anchor, gate));
  }
  return profiles;
}
