import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { Provenance } from '../../shared/market/provenance.ts';
import type { IncomingQuote } from '../../shared/market/quote.ts';
import { asUtcMs, formatInstant, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';
import { EMPTY_ANSWER, type FeedAnswer, FeedError, type TimeRange } from './feed.ts';
import type { RefusalCount } from './refusal-count.ts';

/** What a parser needs to know about the request besides its body. */
export interface QuoteContext {
  readonly instrument: Instrument;
  readonly provenance: Provenance;
  readonly receivedAt: UtcMs;
}

export interface BarContext extends QuoteContext {
  readonly calendar: ExchangeCalendar;
  readonly interval: BarInterval;
  /** Bars that open outside `[from, to)` are left out. */
  readonly range: TimeRange;
}

/** Clocks differ by seconds; an upstream that is further ahead than this is wrong. */
const FUTURE_TOLERANCE_MS = 10 * MINUTE_MS;

/** A move larger than this from the previous close is an error of the previous close (^VIX, ^RUT). */
const MAX_CHANGE = 0.5;

export interface RawQuote {
  /** UTC ms at the source; null where the record names none. */
  readonly time: number | null;
  readonly price: number | null;
  /** Best first; the first plausible one is taken. */
  readonly previousCloses: readonly (number | null | undefined)[];
}

/** A quote, or null with the reason counted. No time in the record, no quote. */
export function checkedQuote(
  provider: string,
  raw: RawQuote,
  context: QuoteContext,
  refusals: RefusalCount,
): IncomingQuote | null {
  const { price } = raw;
  if (price === null || !Number.isFinite(price) || price <= 0) {
    refusals.add('bad-number', `price is ${price}`);
    return null;
  }
  if (raw.time === null || !Number.isFinite(raw.time)) {
    refusals.add('no-time', 'a quote without its own time');
    return null;
  }
  const time = asUtcMs(Math.round(raw.time));
  if (time > context.receivedAt + FUTURE_TOLERANCE_MS) {
    refusals.add('future-time', `quote of ${formatInstant(time)}`);
    return null;
  }
  return {
    instrument: context.instrument.id,
    time,
    price,
    previousClose: plausibleClose(price, raw.previousCloses, refusals),
    provider,
    provenance: context.provenance,
  };
}

function plausibleClose(
  price: number,
  candidates: readonly (number | null | undefined)[],
  refusals: RefusalCount,
): number | null {
  for (const close of candidates) {
    if (close === null || close === undefined || !Number.isFinite(close) || close <= 0) continue;
    if (Math.abs(price / close - 1) <= MAX_CHANGE) return close;
    refusals.add('implausible-change', `price ${price} against previous close ${close}`);
  }
  return null;
}

/** The later of two instants, either of which may be unknown. */
export const newest = (a: UtcMs | null, b: UtcMs | null): UtcMs | null =>
  a === null || (b !== null && b > a) ? b : a;

export function mergeAnswers(answers: readonly FeedAnswer[]): FeedAnswer {
  return {
    bars: answers.flatMap((a) => a.bars),
    quotes: answers.flatMap((a) => a.quotes),
    headlines: answers.flatMap((a) => a.headlines),
    refusals: answers.flatMap((a) => a.refusals),
    newestObservation: answers.reduce<UtcMs | null>((t, a) => newest(t, a.newestObservation), null),
  };
}

/**
 * Asks for each instrument by itself, so that one broken symbol never stops the others: its failure becomes a
 * refusal. Throws the first FeedError only when all failed.
 */
export async function askEach(
  instruments: readonly Instrument[],
  ask: (instrument: Instrument) => Promise<FeedAnswer>,
): Promise<FeedAnswer> {
  const outcomes = await Promise.allSettled(instruments.map(ask));
  const answers: FeedAnswer[] = [];
  let failure: unknown;
  outcomes.forEach((outcome, index) => {
    if (outcome.status === 'fulfilled') {
      answers.push(outcome.value);
      return;
    }
    failure ??= outcome.reason;
    if (!(outcome.reason instanceof FeedError)) throw outcome.reason;
    answers.push({
      ...EMPTY_ANSWER,
      refusals: [
        {
          code: outcome.reason.kind === 'not-found' ? 'unknown-symbol' : 'schema',
          subject: instruments[index]?.id ?? '',
          detail: `${outcome.reason.kind}: ${outcome.reason.message}`,
          count: 1,
        },
      ],
    });
  });
  if (failure !== undefined && outcomes.every((o) => o.status === 'rejected')) throw failure;
  return mergeAnswers(answers);
}
