import type { MarketEvent } from '../event/event.ts';
import type { Bar } from '../market/bar.ts';
import { type Quote, quoteKey } from '../market/quote.ts';
import type { Headline } from '../news/headline.ts';
import type { Change } from '../protocol/change.ts';
import type { WindowResource } from '../protocol/resources.ts';
import type { Seq } from '../time/instant.ts';
import { upperBound } from './bar-series.ts';
import type { Timeline } from './timeline.ts';

/** What a batch touched, so that only that is drawn again. */
export interface Applied {
  bars: boolean;
  quotes: boolean;
  headlines: boolean;
  events: boolean;
}

/** Which bars of a live delta belong to what is loaded; bars outside it are left out. */
export type Interest = (bar: Bar) => boolean;

const nothing = (): Applied => ({ bars: false, quotes: false, headlines: false, events: false });

/** Two revisions of one record, the one the store wrote first in front. */
const inOrder = <T extends { seq: Seq }>(a: T, b: T): [T, T] => (a.seq < b.seq ? [a, b] : [b, a]);

function keepSuperseded<T extends { seq: Seq }>(kept: Map<string, T[]>, key: string, record: T): void {
  const list = kept.get(key) ?? [];
  if (list.some((other) => other.seq === record.seq)) return;
  list.push(record);
  list.sort((a, b) => a.seq - b.seq);
  kept.set(key, list);
}

function applyQuote(timeline: Timeline, quote: Quote): boolean {
  const list = timeline.quotes.get(quote.instrument);
  if (list === undefined) {
    timeline.quotes.set(quote.instrument, [quote]);
    return true;
  }
  let at = list.length;
  while (at > 0 && (list[at - 1] as Quote).time > quote.time) at -= 1;
  const same = list[at - 1];
  if (same !== undefined && same.time === quote.time) {
    if (same.seq === quote.seq) return false;
    const [earlier, later] = inOrder(same, quote);
    keepSuperseded(timeline.supersededQuotes, quoteKey(quote), earlier);
    list[at - 1] = later;
    return later === quote;
  }
  list.splice(at, 0, quote);
  return true;
}

function applyHeadline(timeline: Timeline, headline: Headline): boolean {
  const old = timeline.headlineById.get(headline.id);
  if (old !== undefined) {
    if (old.seq === headline.seq) return false;
    const [earlier, later] = inOrder(old, headline);
    keepSuperseded(timeline.supersededHeadlines, headline.id, earlier);
    if (later === old) return false;
    timeline.headlines.splice(timeline.headlines.indexOf(old), 1);
  }
  timeline.headlineById.set(headline.id, headline);
  const after = (other: Headline): boolean =>
    other.time > headline.time || (other.time === headline.time && other.id > headline.id);
  let at = timeline.headlines.length;
  while (at > 0 && after(timeline.headlines[at - 1] as Headline)) at -= 1;
  timeline.headlines.splice(at, 0, headline);
  return true;
}

function applyEvent(timeline: Timeline, event: MarketEvent): boolean {
  const old = timeline.events.get(event.slug);
  if (old !== undefined && old.seq >= event.seq) return false;
  timeline.events.set(event.slug, event);
  return true;
}

/** Merges a window or a snapshot: order and repetition do not matter, the higher seq of a key wins. */
export function applyWindow(timeline: Timeline, window: WindowResource): Applied {
  const applied = nothing();
  if (timeline.storeId !== window.storeId) {
    timeline.clear();
    timeline.storeId = window.storeId;
  }
  for (const columns of window.bars) {
    timeline.seriesFor(columns.instrument, columns.interval).merge(columns);
    applied.bars = true;
  }
  for (const columns of window.supersededBars) {
    timeline.seriesFor(columns.instrument, columns.interval).addSuperseded(columns);
  }
  for (const quote of window.quotes) applied.quotes = applyQuote(timeline, quote) || applied.quotes;
  for (const headline of window.headlines)
    applied.headlines = applyHeadline(timeline, headline) || applied.headlines;
  for (const event of window.events) applied.events = applyEvent(timeline, event) || applied.events;
  timeline.version += 1;
  return applied;
}

/** Applies journal changes up to `to`. Bars that `interest` refuses are passed over; their seq counts as taken. */
export function applyChanges(
  timeline: Timeline,
  changes: readonly Change[],
  to: Seq,
  interest: Interest = () => true,
): Applied {
  const applied = nothing();
  for (const change of changes) {
    switch (change.kind) {
      case 'bar':
        if (interest(change.record)) {
          const { instrument, interval } = change.record;
          applied.bars =
            timeline.seriesFor(instrument, interval).upsert(change.record) !== null || applied.bars;
        }
        break;
      case 'history':
        // Says that bars were stored, not which: whoever shows the stretch reads it.
        break;
      case 'quote':
        applied.quotes = applyQuote(timeline, change.record) || applied.quotes;
        break;
      case 'headline':
        applied.headlines = applyHeadline(timeline, change.record) || applied.headlines;
        break;
      case 'event':
        applied.events = applyEvent(timeline, change.record) || applied.events;
        break;
      case 'record':
        // A setting of the server, no part of any market's history.
        break;
    }
  }
  if (to > timeline.seq) timeline.seq = to;
  timeline.version += 1;
  return applied;
}

/** Drops quotes older than `before`, keeping the last one of each instrument, so that a page left open stays small. */
export function trimQuotes(timeline: Timeline, before: number): void {
  for (const list of timeline.quotes.values()) {
    const cut = Math.min(
      upperBound(
        list.map((q) => q.time),
        list.length,
        before,
      ),
      list.length - 1,
    );
    if (cut > 0) list.splice(0, cut);
  }
}
