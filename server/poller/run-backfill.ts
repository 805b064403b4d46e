import type { IncomingBar } from '../../shared/market/bar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import { asUtcMs, DAY_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { ChainPurpose } from '../feeds/chains.ts';
import { FeedError, type TimeRange } from '../feeds/feed.ts';
import { type BackfillInterval, planBackfill, REACH } from './backfill.ts';
import type { PollWorld } from './world.ts';

/** Two years of days are kept for the usual moves. */
const HISTORY_DAYS = 730;
/** Holes older than a reach are looked for this far beyond it, to be marked lost. */
const LOST_DAYS = 30;
/** Late corrections are the poll's matter; a bar this old that is missing is a hole. */
const SETTLE_MS = 10 * MINUTE_MS;
/** Bars of one transaction; between two the event loop turns. */
const CHUNK = 2000;

/** What was asked already without an answer that filled it, by instrument and interval: not asked twice. */
export type GivenUp = Map<string, TimeRange[]>;

function relabelled(bars: readonly IncomingBar[]): readonly IncomingBar[] {
  return bars.map((bar) =>
    bar.provenance === 'polled' ? { ...bar, provenance: 'backfilled' as const } : bar,
  );
}

async function store(world: PollWorld, bars: readonly IncomingBar[]): Promise<void> {
  for (let i = 0; i < bars.length; i += CHUNK) {
    await world.ingest.accept({ bars: relabelled(bars.slice(i, i + CHUNK)) });
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

/** True where somebody answered the range, with or without bars; false where every provider failed. */
async function fill(
  world: PollWorld,
  instrument: Instrument,
  interval: BackfillInterval,
  range: TimeRange,
): Promise<boolean> {
  const purpose: ChainPurpose = interval === '1d' ? 'daily' : 'intraday';
  const { chains, feeds, clock } = world;
  let answered = false;
  for (const provider of chains.order(instrument, purpose)) {
    const feed = chains.feed(provider);
    const depth = feed?.depthMs[interval];
    if (feed === undefined || depth === undefined || world.signal.aborted) continue;
    const from = asUtcMs(Math.max(range.from, clock.now() - depth));
    if (from >= range.to || feeds.pausedUntil(provider) !== null) continue;
    try {
      const answer = await feed.bars(instrument, interval, { from, to: range.to }, world.signal);
      answered = true;
      if (answer.bars.length === 0) continue;
      await store(world, answer.bars);
      return true;
    } catch (error) {
      if (world.signal.aborted || !(error instanceof FeedError)) throw error;
      // The live poll says what is wrong with a feed; a hole that one refuses is asked of the next.
      if (error.kind === 'not-found') answered = true;
    }
  }
  return answered;
}

async function holesOf(
  world: PollWorld,
  instrument: Instrument,
  interval: BackfillInterval,
  givenUp: readonly TimeRange[],
): Promise<ReturnType<typeof planBackfill>> {
  const now = world.clock.now();
  const days = interval === '1d' ? HISTORY_DAYS : (REACH[interval].depthMs + LOST_DAYS * DAY_MS) / DAY_MS;
  const from = asUtcMs(now - days * DAY_MS);
  const stored = await world.store.openTimes(instrument.id, interval, from, now);
  const lost = await world.store.lostHoles(instrument.id, interval);
  // Before the first stored bar nothing was ever missed; what upstreams still have of it is history, not a hole.
  const since = Math.max(from, Math.min(stored[0] ?? now, now - REACH[interval].depthMs));
  const sessions = world.calendars
    .get(instrument.mic)
    .sessions(asUtcMs(interval === '1d' ? from : since), now)
    .filter((session) => session.open >= (interval === '1d' ? from : since));
  const settledBy = asUtcMs(now - SETTLE_MS - instrument.delayMinutes * MINUTE_MS);
  return planBackfill({ interval, sessions, stored, givenUp: [...lost, ...givenUp], settledBy }, now);
}

/**
 * Fills the holes of all instruments, one call at a time so that live polls come between: days first, then minutes.
 * Resolves when all was asked once; rejects with StoreError.
 */
export async function runBackfill(
  world: PollWorld,
  intervals: readonly BackfillInterval[],
  givenUp: GivenUp,
): Promise<void> {
  for (const interval of intervals) {
    for (const instrument of world.instruments) {
      if (world.signal.aborted) return;
      if (world.chains.order(instrument, interval === '1d' ? 'daily' : 'intraday').length === 0) continue;
      const key = `${instrument.id}|${interval}`;
      const before = givenUp.get(key) ?? [];
      const plan = await holesOf(world, instrument, interval, before);
      for (const hole of plan.lost) await world.store.markLost(instrument.id, interval, hole.from, hole.to);
      const without: TimeRange[] = [];
      for (const range of plan.ask) {
        if (world.signal.aborted) return;
        if (await fill(world, instrument, interval, range)) without.push(range);
      }
      if (without.length > 0) givenUp.set(key, [...before, ...without]);
    }
  }
}

/** Start of the span that a jump of the clock left without polls; for the log. */
export const jumpOf = (expected: UtcMs, now: UtcMs, everyMs: number): number | null =>
  now - expected > 2 * everyMs ? now - expected : null;
