import type { Bar } from '../../shared/market/bar.ts';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { Quote } from '../../shared/market/quote.ts';
import type { Headline } from '../../shared/news/headline.ts';
import { asSeq, asUtcMs, MINUTE_MS } from '../../shared/time/instant.ts';
import { type BarInterval, INTERVAL_MS } from '../../shared/time/interval.ts';

export const id = (text: string): InstrumentId => text as InstrumentId;

/** A minute bar with every price equal to `close`, received when it closed, unless said otherwise. */
export function makeBar(
  openTime: number,
  close: number,
  rest: Partial<Bar> & { interval?: BarInterval } = {},
): Bar {
  const interval = rest.interval ?? '1m';
  const closeTime = asUtcMs(openTime + INTERVAL_MS[interval]);
  return {
    instrument: id('KS11'),
    interval,
    openTime: asUtcMs(openTime),
    closeTime,
    open: close,
    high: close,
    low: close,
    close,
    volume: null,
    provider: 'yahoo',
    provenance: 'polled',
    receivedAt: closeTime,
    revision: 1,
    seq: asSeq(1),
    ...rest,
  };
}

export function makeQuote(time: number, price: number, rest: Partial<Quote> = {}): Quote {
  return {
    instrument: id('KS11'),
    time: asUtcMs(time),
    price,
    previousClose: null,
    provider: 'yahoo',
    provenance: 'polled',
    receivedAt: asUtcMs(time),
    revision: 1,
    seq: asSeq(1),
    ...rest,
  };
}

export function makeHeadline(time: number, headlineId: string, rest: Partial<Headline> = {}): Headline {
  return {
    id: headlineId,
    time: asUtcMs(time),
    precisionSeconds: 60,
    feed: 'test',
    source: 'Test',
    side: 'other',
    language: 'en',
    title: headlineId,
    url: null,
    dateDoubtful: false,
    provenance: 'polled',
    receivedAt: asUtcMs(time + MINUTE_MS),
    storyId: headlineId,
    tone: null,
    revision: 1,
    seq: asSeq(1),
    ...rest,
  };
}
