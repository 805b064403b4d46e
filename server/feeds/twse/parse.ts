import type { ExchangeCalendar } from '../../../shared/calendar/calendar.ts';
import type { Instrument } from '../../../shared/market/instrument.ts';
import type { Provenance } from '../../../shared/market/provenance.ts';
import type { IncomingQuote } from '../../../shared/market/quote.ts';
import type { Refusal } from '../../../shared/protocol/refusal.ts';
import { localDateAt, type UtcMs } from '../../../shared/time/instant.ts';
import { checkBody, jsonBody } from '../body.ts';
import { type FeedAnswer, FeedError } from '../feed.ts';
import { figure } from '../figure.ts';
import { checkedQuote, newest } from '../quote-answer.ts';
import { RefusalCount } from '../refusal-count.ts';
import { twseQuote } from './wire.ts';

const PROVIDER = 'twse';
const LABEL = 'TWSE MIS';

/** At the open the index still shows the close of the day before: no trade has been (DATA §3). */
function repeatsPreviousClose(quote: IncomingQuote, calendar: ExchangeCalendar): boolean {
  const session = calendar.session(localDateAt(quote.time, calendar.timeZone));
  return session !== null && quote.time <= session.open && quote.price === quote.previousClose;
}

/** Quotes of one call. No records at all is a valid answer: it happens early in the day. */
export function parseTwseQuotes(
  body: Uint8Array,
  instruments: readonly Instrument[],
  context: {
    readonly provenance: Provenance;
    readonly receivedAt: UtcMs;
    readonly calendarOf: (instrument: Instrument) => ExchangeCalendar;
  },
): FeedAnswer {
  const answer = checkBody(twseQuote, jsonBody(body, LABEL), LABEL);
  if (typeof answer.rtcode === 'string' && answer.rtcode !== '0000') {
    throw new FeedError('error-inside', `${LABEL}: ${answer.rtcode} ${answer.rtmessage ?? ''}`);
  }
  if (answer.msgArray === undefined) {
    const apology = answer.stat ?? 'ok';
    if (apology.toLowerCase() !== 'ok') throw new FeedError('error-inside', `${LABEL}: ${apology}`);
    throw new FeedError('bad-body', `${LABEL}: msgArray: missing`);
  }
  const quotes: IncomingQuote[] = [];
  const refusals: Refusal[] = [];
  let newestTime: UtcMs | null = null;
  for (const instrument of answer.msgArray.length === 0 ? [] : instruments) {
    const count = new RefusalCount(instrument.id);
    const row = answer.msgArray.find((r) => `${r.ex}_${r.ch}` === instrument.symbols.twse);
    if (row === undefined) count.add('unknown-symbol', `${instrument.symbols.twse} is not in the answer`);
    else {
      const quote = checkedQuote(
        PROVIDER,
        { time: figure(row.tlong), price: figure(row.z), previousCloses: [figure(row.y)] },
        { instrument, provenance: context.provenance, receivedAt: context.receivedAt },
        count,
      );
      if (quote !== null && repeatsPreviousClose(quote, context.calendarOf(instrument))) {
        count.add('stale-quote', 'the previous close, shown before the first trade');
      } else if (quote !== null) {
        quotes.push(quote);
        newestTime = newest(newestTime, quote.time);
      }
    }
    refusals.push(...count.list());
  }
  return { bars: [], quotes, headlines: [], refusals, newestObservation: newestTime };
}
