import type { Instrument } from '../../shared/market/instrument.ts';
import { judgeFreshness } from '../feeds/freshness.ts';
import { asFeedError, type PollWorld } from './world.ts';

/** Providers whose bars already carry the quote: asking for it by itself would be a second call for the same. */
const QUOTE_COMES_WITH_BARS: ReadonlySet<string> = new Set(['yahoo']);

export const hasOwnQuotes = (provider: string): boolean => !QUOTE_COMES_WITH_BARS.has(provider);

/**
 * True where this provider's quote is wanted: it comes before the chain's bars (Naver, TWSE), or it is the one that
 * stands in for them while a better one is out.
 */
function isWanted(world: PollWorld, provider: string, instrument: Instrument): boolean {
  const order = world.chains.order(instrument, 'quotes');
  const place = order.indexOf(provider);
  if (place === -1) return false;
  return place === 0 || world.chains.inUse(instrument, 'intraday') === provider;
}

/** One batched call for the quotes of a provider. Never rejects because of an upstream; rejects with StoreError. */
export async function runQuotes(
  world: PollWorld,
  provider: string,
  carried: readonly Instrument[],
): Promise<void> {
  const { clock, chains, feeds, markets } = world;
  const feed = chains.feed(provider);
  const wanted = carried.filter((instrument) => isWanted(world, provider, instrument));
  if (feed === undefined || wanted.length === 0) return;
  const subject = 'quotes';
  try {
    const answer = await feed.quotes(wanted, world.signal);
    const now = clock.now();
    const states = wanted.map((instrument) => {
      const newest = answer.quotes.find((q) => q.instrument === instrument.id)?.time ?? null;
      const calendar = world.calendars.get(instrument.mic);
      return { newest, fresh: judgeFreshness(newest, now, calendar, instrument.delayMinutes).state };
    });
    feeds.answered(provider, subject, {
      newestObservation: answer.newestObservation,
      refusals: answer.refusals.reduce((sum, r) => sum + r.count, 0),
      stale: states.every((s) => s.fresh === 'stale'),
      measures: states.some((s) => s.fresh === 'fresh' && s.newest === answer.newestObservation),
    });
    if (answer.quotes.length > 0) await world.ingest.accept({ quotes: answer.quotes });
    for (const quote of answer.quotes) {
      const instrument = wanted.find((i) => i.id === quote.instrument);
      if (instrument !== undefined) markets.observed(instrument, provider, quote.time);
    }
  } catch (error) {
    if (world.signal.aborted) return;
    feeds.failed(provider, subject, rethrowStore(error));
  }
}

/** A store that cannot be written is not an upstream's fault and goes up. */
function rethrowStore(error: unknown): ReturnType<typeof asFeedError> {
  if (error instanceof Error && error.name === 'StoreError') throw error;
  return asFeedError(error);
}
