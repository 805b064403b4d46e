import type { ExchangeCalendar, Session } from '../../shared/calendar/calendar.ts';
import type { IncomingBar } from '../../shared/market/bar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import { asUtcMs, DAY_MS, localDateAt, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { type ClosingPrice, crossCheck } from '../feeds/cross-check.ts';
import { type FeedAnswer, FeedError, type TimeRange } from '../feeds/feed.ts';
import { judgeFreshness } from '../feeds/freshness.ts';
import { asFeedError, type PollWorld } from './world.ts';

/** Minutes before the newest stored bar that are asked again, for corrections of the last ones. */
const OVERLAP_MS = 15 * MINUTE_MS;
/** A better provider is tried again this often. */
const TRIAL_MS = 2 * MINUTE_MS;
/** Days whose official figures are asked for after a close; late corrections come within a week. */
const CORRECTION_DAYS = 7;

const refusalCount = (answer: FeedAnswer): number => answer.refusals.reduce((sum, r) => sum + r.count, 0);

/** The session under way, else the last one: what a chart of "today" covers. */
function sessionFor(calendar: ExchangeCalendar, now: UtcMs): Session | null {
  return calendar.stateAt(now).session ?? calendar.previousSession(now);
}

async function rangeFor(
  world: PollWorld,
  instrument: Instrument,
  session: Session,
  whole: boolean,
): Promise<TimeRange> {
  const to = asUtcMs(Math.max(session.close, world.clock.now()) + MINUTE_MS);
  if (whole) return { from: session.open, to };
  const last = await world.store.lastBar(instrument.id, '1m', world.clock.now());
  if (last === undefined || last.openTime < session.open) return { from: session.open, to };
  return { from: asUtcMs(Math.max(session.open, last.openTime - OVERLAP_MS)), to };
}

interface Asked {
  readonly answer: FeedAnswer;
  readonly good: boolean;
}

/** Asks one provider and writes down what it was worth; null where it failed. */
async function ask(
  world: PollWorld,
  instrument: Instrument,
  provider: string,
  range: TimeRange,
): Promise<Asked | null> {
  const { clock, chains, feeds } = world;
  const calendar = world.calendars.get(instrument.mic);
  try {
    const feed = chains.feed(provider);
    if (feed === undefined) return null;
    const answer = await feed.bars(instrument, '1m', range, world.signal);
    const now = clock.now();
    const empty = answer.bars.length === 0 && answer.quotes.length === 0;
    const trades = calendar.stateAt(now).state === 'open';
    if (empty && answer.newestObservation === null && answer.refusals.length > 0) {
      throw new FeedError(
        'bad-body',
        `nothing usable: ${answer.refusals[0]?.code} ${answer.refusals[0]?.detail}`,
      );
    }
    const fresh = judgeFreshness(answer.newestObservation, now, calendar, instrument.delayMinutes);
    feeds.answered(provider, instrument.id, {
      newestObservation: answer.newestObservation,
      refusals: refusalCount(answer),
      stale: fresh.state === 'stale',
      measures: trades && fresh.state === 'fresh',
    });
    // An empty answer is right for a shut market and for its first minutes; it names no fault of the provider.
    const good = fresh.state === 'fresh' || (fresh.state === 'no-data' && !trades);
    chains.note(instrument, 'intraday', provider, good ? 'good' : 'stale');
    return { answer, good };
  } catch (error) {
    if (world.signal.aborted) return null;
    const said = asFeedError(error);
    feeds.failed(provider, instrument.id, said);
    chains.note(instrument, 'intraday', provider, 'failed');
    return null;
  }
}

/** Stores an answer and says how fresh it made the market. */
async function take(
  world: PollWorld,
  instrument: Instrument,
  provider: string,
  answer: FeedAnswer,
): Promise<void> {
  const { bars, quotes } = answer;
  if (bars.length > 0 || quotes.length > 0) await world.ingest.accept({ bars, quotes });
  if (answer.newestObservation !== null)
    world.markets.observed(instrument, provider, answer.newestObservation);
}

/**
 * One poll of an instrument: the provider in use is asked for its minutes (and the quote beside them), the next of
 * the chain at once where it fails or stands still. Better providers are tried now and then; their answers count, but
 * are stored only when the chain has returned to them. Never rejects because of an upstream; rejects with StoreError.
 */
export async function runBars(world: PollWorld, instrument: Instrument, afterHours: boolean): Promise<void> {
  const { chains, clock } = world;
  const session = sessionFor(world.calendars.get(instrument.mic), clock.now());
  if (session === null) return;
  const range = await rangeFor(world, instrument, session, afterHours);
  const better = chains.trial(instrument, 'intraday', clock.now(), TRIAL_MS);
  if (better !== null) {
    const trial = await ask(world, instrument, better, range);
    if (trial?.good === true && chains.inUse(instrument, 'intraday') === better) {
      return take(world, instrument, better, trial.answer);
    }
  }
  const tried = new Set<string>();
  let old: { provider: string; answer: FeedAnswer } | null = null;
  for (;;) {
    const provider = chains.inUse(instrument, 'intraday');
    if (provider === null || tried.has(provider) || world.signal.aborted) break;
    tried.add(provider);
    const asked = await ask(world, instrument, provider, range);
    if (asked?.good === true) return take(world, instrument, provider, asked.answer);
    if (asked !== null && old === null) old = { provider, answer: asked.answer };
  }
  // Old prices at their own time are better than none; the market says how old they are.
  if (old !== null) await take(world, instrument, old.provider, old.answer);
}

/** The newest daily bar of an answer as a close to compare. */
function closeOf(
  bars: readonly IncomingBar[],
  provider: string,
  zone: string,
  answer: FeedAnswer,
): ClosingPrice | null {
  const last = bars[bars.length - 1];
  if (last === undefined) return null;
  return {
    provider,
    date: localDateAt(last.openTime, zone),
    close: last.close,
    newestObservation: answer.newestObservation,
  };
}

/**
 * Official figures of the last days, after a close: the first provider of the daily chain that answers is stored, the
 * next one is compared with it, and whoever is found stale is said and left.
 */
export async function runDays(world: PollWorld, instrument: Instrument): Promise<void> {
  const { chains, clock, feeds } = world;
  const now = clock.now();
  const range = { from: asUtcMs(now - CORRECTION_DAYS * DAY_MS), to: asUtcMs(now + MINUTE_MS) };
  let first: ClosingPrice | null = null;
  for (const provider of chains.order(instrument, 'daily')) {
    if (world.signal.aborted) return;
    try {
      const answer = await chains.feed(provider)?.bars(instrument, '1d', range, world.signal);
      if (answer === undefined || answer.bars.length === 0) continue;
      const close = closeOf(answer.bars, provider, instrument.timeZone, answer);
      if (first === null) {
        await world.ingest.accept({ bars: answer.bars });
        first = close;
        continue;
      }
      const check = close === null ? null : crossCheck(first, close);
      if (check?.verdict === 'stale') {
        const per = `${(check.difference * 100).toFixed(2)} %`;
        const words = `close of ${instrument.id} differs by ${per} from another provider's newer one`;
        feeds.failed(check.provider, instrument.id, new FeedError('frozen', words));
        chains.note(instrument, 'intraday', check.provider, 'stale');
      }
      return;
    } catch (error) {
      if (world.signal.aborted) return;
      if (!(error instanceof FeedError)) throw error;
      feeds.failed(provider, instrument.id, error);
    }
  }
}
