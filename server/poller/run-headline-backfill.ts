import { asUtcMs, DAY_MS, HOUR_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { FeedAnswer, FeedErrorKind } from '../feeds/feed.ts';
import type { GdeltArchive } from '../feeds/gdelt/archive.ts';
import type { HeadlineArchiveJob } from './due.ts';
import {
  GAP_REACH_MS,
  missedWords,
  nextSlot,
  readyAt,
  slotsAfterStart,
  slotsOf,
} from './headline-backfill.ts';
import { asFeedError, type PollWorld } from './world.ts';

const FEED = 'gdelt-bulk';
/** Between the starts of two files, which have up to 15 MB each. */
const PAUSE_MS = MINUTE_MS;
/** Before a file is asked for again that could not be had. */
const RETRY_MS = 10 * MINUTE_MS;
/** So far back the store is searched for when headlines were last received. */
const LOOK_BACK_MS = 7 * DAY_MS;
const MOST_HEADLINES = 5000;
/** The file itself is broken: asked again it would be the same. */
const BROKEN_FILE: ReadonlySet<FeedErrorKind> = new Set(['bad-body', 'truncated', 'too-large']);

/**
 * Reads the files of GDELT's archive that cover what was missed while nothing was polled, the newest first, one at a
 * run. Start, sleep and outage look alike here: a headline feed answers for the first time, or after a long silence.
 */
export class HeadlineBackfill {
  readonly job: HeadlineArchiveJob;
  readonly #world: PollWorld;
  readonly #archive: GdeltArchive;
  readonly #leastMs: number;
  #startedAt: UtcMs;
  #heardAt: UtcMs | null = null;
  /** Stamps still to be read. */
  readonly #missing = new Set<UtcMs>();
  /** Stamps of this filling, for the words, and those of them that were read. */
  readonly #planned = new Set<UtcMs>();
  readonly #read = new Set<UtcMs>();
  #giveUpAt: UtcMs | null = null;

  /** `leastMs`: silence longer than this is a gap. */
  constructor(world: PollWorld, archive: GdeltArchive, leastMs: number) {
    this.#world = world;
    this.#archive = archive;
    this.#leastMs = leastMs;
    this.#startedAt = world.clock.now();
    world.feeds.open({ id: FEED, label: 'GDELT archive', kind: 'headlines', side: 'other' });
    world.feeds.rest(FEED, 'Asked only for headlines that were missed');
    const missing = this.#missing;
    this.job = {
      id: 'headline-archive',
      kind: 'headline-archive',
      everyMs: PAUSE_MS,
      feed: FEED,
      get readyAt() {
        return missing.size === 0 ? null : readyAt(asUtcMs(Math.min(...missing)));
      },
    };
  }

  /** Before the first poll: what is stored from now on says nothing of what was missed. */
  begin(): void {
    this.#startedAt = this.#world.clock.now();
  }

  /** A headline feed answered. Rejects with StoreError. */
  async heard(): Promise<void> {
    const now = this.#world.clock.now();
    const before = this.#heardAt;
    this.#heardAt = now;
    if (before === null) this.#plan(await this.#missedBeforeStart(now), now);
    else if (now - before > this.#leastMs) this.#plan(slotsOf({ from: before, to: now }), now);
  }

  /** Reads one file; what it resolves to is an instant before which no other is to be asked for. */
  async run(): Promise<UtcMs | null> {
    const { clock, feeds, ingest, signal } = this.#world;
    const slot = nextSlot(this.#missing, clock.now());
    if (slot === null) return null;
    const answers: FeedAnswer[] = [];
    try {
      for await (const answer of this.#archive.readArchive(slot, slot, signal)) answers.push(answer);
    } catch (error) {
      return signal.aborted ? null : this.#failed(slot, error);
    }
    for (const { headlines, refusals, newestObservation } of answers) {
      if (headlines.length > 0) await ingest.accept({ headlines });
      feeds.answered(FEED, FEED, {
        newestObservation,
        refusals: refusals.reduce((sum, r) => sum + r.count, 0),
        stale: false,
        measures: false,
      });
    }
    this.#read.add(slot);
    this.#leave(slot);
    return null;
  }

  async #missedBeforeStart(now: UtcMs): Promise<readonly UtcMs[]> {
    const stored = await this.#world.store.headlines({
      from: asUtcMs(now - LOOK_BACK_MS),
      to: asUtcMs(now + HOUR_MS),
      receivedBy: asUtcMs(this.#startedAt - 1),
      limit: MOST_HEADLINES,
    });
    return slotsAfterStart({ stored, now, leastMs: this.#leastMs });
  }

  #plan(slots: readonly UtcMs[], now: UtcMs): void {
    if (slots.length === 0) return;
    if (this.#missing.size === 0) {
      this.#planned.clear();
      this.#read.clear();
    }
    for (const slot of slots) {
      this.#missing.add(slot);
      this.#planned.add(slot);
    }
    this.#giveUpAt = asUtcMs(now + GAP_REACH_MS);
    this.#world.feeds.note(FEED, `Filling ${missedWords(this.#planned)}`);
  }

  #failed(slot: UtcMs, thrown: unknown): UtcMs | null {
    const { clock, feeds } = this.#world;
    const error = asFeedError(thrown);
    feeds.failed(FEED, FEED, error);
    if (BROKEN_FILE.has(error.kind)) {
      this.#leave(slot);
      return null;
    }
    const now = clock.now();
    if (this.#giveUpAt !== null && now >= this.#giveUpAt) this.#missing.clear();
    return feeds.pausedUntil(FEED) ?? asUtcMs(now + RETRY_MS);
  }

  #leave(slot: UtcMs): void {
    this.#missing.delete(slot);
    // Where nothing could be read, the error stays to be seen.
    if (this.#missing.size > 0 || this.#read.size === 0) return;
    this.#world.feeds.rest(FEED, `Filled ${missedWords(this.#read)}`);
  }
}
