import type { MarketEvent } from '../event/event.ts';
import type { InstrumentId } from '../market/instrument.ts';
import type { Quote } from '../market/quote.ts';
import type { Headline } from '../news/headline.ts';
import type { Seq } from '../time/instant.ts';
import type { BarInterval } from '../time/interval.ts';
import { BarSeries } from './bar-series.ts';

/**
 * Everything the browser holds, past and future alike. Only `apply` writes it and only `visible` reads it: what a
 * person may see comes out of the gate as a Frame.
 */
export class Timeline {
  /** Identity of the store its seqs belong to; null before the first answer. */
  storeId: string | null = null;
  /** Everything up to and including this seq is in. */
  seq = 0 as Seq;
  /** Grows with every change. */
  version = 0;
  readonly quotes = new Map<InstrumentId, Quote[]>();
  /** Ordered by time, then id. */
  readonly headlines: Headline[] = [];
  readonly headlineById = new Map<string, Headline>();
  /** Titles as they stood before an edit, by headline id, oldest first. */
  readonly supersededHeadlines = new Map<string, Headline[]>();
  /** Quotes as they stood before a correction, by quote key, oldest first. */
  readonly supersededQuotes = new Map<string, Quote[]>();
  readonly events = new Map<string, MarketEvent>();
  readonly #bars = new Map<string, BarSeries>();

  series(instrument: InstrumentId, interval: BarInterval): BarSeries | undefined {
    return this.#bars.get(`${instrument}|${interval}`);
  }

  seriesFor(instrument: InstrumentId, interval: BarInterval): BarSeries {
    const key = `${instrument}|${interval}`;
    let series = this.#bars.get(key);
    if (series === undefined) {
      series = new BarSeries(instrument, interval);
      this.#bars.set(key, series);
    }
    return series;
  }

  allSeries(): Iterable<BarSeries> {
    return this.#bars.values();
  }

  /** Forgets all; the next window or snapshot starts anew. */
  clear(): void {
    this.storeId = null;
    this.seq = 0 as Seq;
    this.quotes.clear();
    this.headlines.length = 0;
    this.headlineById.clear();
    this.supersededHeadlines.clear();
    this.supersededQuotes.clear();
    this.events.clear();
    this.#bars.clear();
    this.version += 1;
  }
}
