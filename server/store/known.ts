import type { MarketEvent } from '../../shared/event/event.ts';
import { type Bar, barKey } from '../../shared/market/bar.ts';
import { type Quote, quoteKey } from '../../shared/market/quote.ts';
import type { Headline } from '../../shared/news/headline.ts';
import { recordKey, type UserRecord } from '../../shared/record/user-record.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import type { SqlConnection } from './statement.ts';
import type { IncomingKeys, Known } from './store.ts';
import type { Tables } from './windows.ts';

/** Reads what is stored under the keys of a batch, inside the transaction that will write it. */
export async function readKnown(
  tables: Tables,
  on: SqlConnection,
  keys: IncomingKeys,
  newestReceivedAt: UtcMs | null,
): Promise<Known> {
  const bars = new Map<string, Bar>();
  const quotes = new Map<string, Quote>();
  const headlines = new Map<string, Headline>();
  const events = new Map<string, MarketEvent>();
  const records = new Map<string, UserRecord>();
  for (const key of keys.bars) {
    const bar = await tables.bars.find(on, key);
    if (bar !== undefined) bars.set(barKey(bar), bar);
  }
  for (const key of keys.quotes) {
    const quote = await tables.quotes.find(on, key);
    if (quote !== undefined) quotes.set(quoteKey(quote), quote);
  }
  for (const id of keys.headlineIds) {
    const headline = await tables.headlines.find(on, id);
    if (headline !== undefined) headlines.set(id, headline);
  }
  for (const slug of keys.eventSlugs) {
    const event = await tables.events.find(on, slug);
    if (event !== undefined) events.set(slug, event);
  }
  for (const place of keys.records) {
    const record = await tables.records.find(on, place);
    if (record !== undefined) records.set(recordKey(record), record);
  }
  return {
    bar: (key) => bars.get(barKey(key)),
    quote: (key) => quotes.get(quoteKey(key)),
    headline: (id) => headlines.get(id),
    event: (slug) => events.get(slug),
    record: (place) => records.get(recordKey(place)),
    newestReceivedAt,
  };
}
