import type { Instrument } from '../../../shared/market/instrument.ts';
import type { Provenance } from '../../../shared/market/provenance.ts';
import type { IncomingQuote } from '../../../shared/market/quote.ts';
import type { Refusal } from '../../../shared/protocol/refusal.ts';
import type { UtcMs } from '../../../shared/time/instant.ts';
import { type DayRow, dailyBars } from '../bars.ts';
import { checkBody, jsonBody } from '../body.ts';
import { type FeedAnswer, FeedError } from '../feed.ts';
import { dayOf, instantInZone } from '../figure.ts';
import { type BarContext, checkedQuote, newest } from '../quote-answer.ts';
import { RefusalCount } from '../refusal-count.ts';
import { frankfurterLatest, frankfurterSeries } from './wire.ts';

const PROVIDER = 'frankfurter';
const LABEL = 'Frankfurter';

function refuseOtherBase(base: string): void {
  if (base !== 'USD') throw new FeedError('bad-body', `${LABEL}: base: ${base}, expected USD`);
}

/** The reference rate as a quote, dated 16:00 in Frankfurt, when it is published. */
export function parseFrankfurterLatest(
  body: Uint8Array,
  instruments: readonly Instrument[],
  context: { readonly provenance: Provenance; readonly receivedAt: UtcMs },
): FeedAnswer {
  const { base, date, rates } = checkBody(frankfurterLatest, jsonBody(body, LABEL), LABEL);
  refuseOtherBase(base);
  const quotes: IncomingQuote[] = [];
  const refusals: Refusal[] = [];
  let newestTime: UtcMs | null = null;
  for (const instrument of instruments) {
    const currency = instrument.symbols.frankfurter ?? '';
    const count = new RefusalCount(instrument.id);
    if (rates[currency] === undefined) count.add('unknown-symbol', `${currency} is not in the answer`);
    else {
      const quote = checkedQuote(
        PROVIDER,
        { time: instantInZone(date, '16:00', 'Europe/Berlin'), price: rates[currency], previousCloses: [] },
        { ...context, instrument },
        count,
      );
      if (quote !== null) quotes.push(quote);
      newestTime = newest(newestTime, quote?.time ?? null);
    }
    refusals.push(...count.list());
  }
  return { bars: [], quotes, headlines: [], refusals, newestObservation: newestTime };
}

/**
 * Daily bars that hold the reference rate alone. The fixing is of 16:00 in Frankfurt; as a bar it may be seen from the
 * close of its currency day, 17:00 in New York.
 */
export function parseFrankfurterSeries(body: Uint8Array, context: BarContext): FeedAnswer {
  const { base, rates } = checkBody(frankfurterSeries, jsonBody(body, LABEL), LABEL);
  refuseOtherBase(base);
  const currency = context.instrument.symbols.frankfurter ?? '';
  const refusals = new RefusalCount(context.instrument.id);
  const rows: DayRow[] = [];
  for (const [day, ofDay] of Object.entries(rates)) {
    const date = dayOf(day);
    if (date === null) refusals.add('bad-time', day);
    else rows.push({ date, open: null, high: null, low: null, close: ofDay[currency] ?? null, volume: null });
  }
  const bars = dailyBars(PROVIDER, rows, context, null, refusals);
  return {
    bars,
    quotes: [],
    headlines: [],
    refusals: refusals.list(),
    newestObservation: bars.at(-1)?.closeTime ?? null,
  };
}
