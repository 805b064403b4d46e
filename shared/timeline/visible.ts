import type { Anchor, MarketClaim, MarketEvent } from '../event/event.ts';
import type { InstrumentId } from '../market/instrument.ts';
import type { Provenance } from '../market/provenance.ts';
import { type Quote, quoteKey } from '../market/quote.ts';
import type { Headline } from '../news/headline.ts';
import type { Basis } from '../protocol/resources.ts';
import type { Seq, UtcMs } from '../time/instant.ts';
import type { BarInterval } from '../time/interval.ts';
import { upperBound } from './bar-series.ts';
import { type BarView, emptyView, knownView, prefixView } from './bar-view.ts';
import { type BarCorrection, barCorrections, earlierTitles } from './corrections.ts';
import type { Timeline } from './timeline.ts';

export type { BarView } from './bar-view.ts';
export type { BarCorrection } from './corrections.ts';

/** The last price that may be seen, with its own time. */
export interface Observation {
  readonly price: number;
  readonly time: UtcMs;
  readonly from: 'quote' | 'bar';
  readonly provider: string;
  readonly provenance: Provenance;
  readonly receivedAt: UtcMs;
}

/**
 * An event as far as it may be seen. `anchors` are those that lie at or before the playhead; `detail` (claims,
 * outcome, summary) knows how the day went and is null until all of it has happened.
 */
export interface VisibleEvent {
  readonly slug: string;
  readonly title: string;
  readonly anchors: readonly Anchor[];
  readonly end: UtcMs | null;
  readonly themes: MarketEvent['themes'];
  readonly place: string;
  readonly origin: MarketEvent['origin'];
  readonly revision: number;
  /** What had been claimed of the markets by the playhead: each from the end of the day its source is dated with. */
  readonly marketClaims: readonly MarketClaim[];
  readonly detail: Pick<
    MarketEvent,
    'summary' | 'claims' | 'outcome' | 'confounders' | 'sources' | 'actors' | 'timeBasis' | 'timeConfidence'
  > | null;
}

export type SimulatedShare = 'none' | 'partly' | 'all';

/** All that may be seen at a playhead. Charts, tables, statistics, axis ranges, counts and exports read only this. */
export interface Frame {
  readonly playhead: UtcMs;
  readonly basis: Basis;
  /** Version of the timeline it was made from. */
  readonly version: number;
  readonly storeId: string | null;
  readonly seq: Seq;
  bars(instrument: InstrumentId, interval: BarInterval): BarView;
  /** Visible quotes in order of time. */
  quotes(instrument: InstrumentId): readonly Quote[];
  /** The newest of the last quote and the last finished bar. */
  lastPrice(instrument: InstrumentId): Observation | null;
  /** Oldest first. */
  readonly headlines: readonly Headline[];
  /** Events with an anchor at or before the playhead, by first anchor. */
  readonly events: readonly VisibleEvent[];
  /** Bars whose close had been changed by the playhead, by time of their close, of all intervals. */
  corrections(instrument: InstrumentId): readonly BarCorrection[];
  /** Titles that a shown headline had before, as far as they had been received by the playhead; oldest first. */
  earlier(headlineId: string): readonly Headline[];
  /** How much of what is shown of these instruments is simulated. */
  simulated(instruments: readonly InstrumentId[]): SimulatedShare;
}

/** The revision of a quote that had been received by the playhead. */
function knownQuote(timeline: Timeline, quote: Quote, playhead: UtcMs): Quote | undefined {
  if (quote.receivedAt <= playhead) return quote;
  return timeline.supersededQuotes.get(quoteKey(quote))?.findLast((q) => q.receivedAt <= playhead);
}

function visibleHeadline(timeline: Timeline, headline: Headline, playhead: UtcMs): Headline {
  if (headline.receivedAt <= playhead) return headline;
  const kept = timeline.supersededHeadlines.get(headline.id);
  // An edit that came later than the playhead is not known yet: the title as it stood then.
  return kept?.findLast((k) => k.receivedAt <= playhead) ?? kept?.[0] ?? headline;
}

function visibleHeadlines(timeline: Timeline, playhead: UtcMs, basis: Basis): readonly Headline[] {
  const shown: Headline[] = [];
  for (const headline of timeline.headlines) {
    if (headline.time > playhead) break;
    const version = visibleHeadline(timeline, headline, playhead);
    if (basis === 'known' && version.receivedAt > playhead) continue;
    shown.push(version);
  }
  return shown;
}

function visibleEvent(event: MarketEvent, playhead: UtcMs): VisibleEvent | null {
  const anchors = event.anchors.filter((a) => a.time <= playhead);
  if (anchors.length === 0 || event.deleted) return null;
  const lastInstant = Math.max(
    ...event.anchors.map((a) => a.window.latest),
    event.end ?? 0,
    event.outcome.date === null ? 0 : knownFrom(event.outcome.date, event),
  );
  const { summary, claims, outcome, confounders, sources, actors, timeBasis, timeConfidence } = event;
  // Whoever writes down a claim here knows it from then on.
  const written = event.origin !== 'catalogue' && event.receivedAt <= playhead;
  return {
    slug: event.slug,
    title: event.title,
    anchors,
    end: event.end !== null && event.end <= playhead ? event.end : null,
    themes: event.themes,
    place: event.place,
    origin: event.origin,
    revision: event.revision,
    marketClaims: event.marketClaims.filter((c) => written || knownFrom(c.source.date, event) <= playhead),
    detail:
      lastInstant <= playhead
        ? { summary, claims, outcome, confounders, sources, actors, timeBasis, timeConfidence }
        : null,
  };
}

const ends = new Map<string, number | null>();

/** End of a day (or month, or year), UTC ms; null where the text is no date. Kept: every frame of a replay asks. */
function endOfDate(date: string): number | null {
  let end = ends.get(date);
  if (end === undefined) {
    end = computeEnd(date);
    ends.set(date, end);
  }
  return end;
}

/** From when on what a text dates may be shown, UTC ms: where nobody can tell its day, from when it was stored here. */
const knownFrom = (date: string, { receivedAt }: MarketEvent): number => endOfDate(date) ?? receivedAt;

function computeEnd(date: string): number | null {
  if (!/^\d{4}(-(0?[1-9]|[1-3]\d)){0,2}$/.test(date)) return null;
  const [year, month, day] = date.split('-').map(Number);
  const start = Temporal.PlainDate.from({ year: year as number, month: month ?? 12, day: day ?? 28 });
  return start.add({ days: day === undefined ? 4 : 1 }).toZonedDateTime('UTC').epochMilliseconds;
}

/**
 * The gate. Makes from a timeline, a playhead and a basis the frame of all that may be seen: `published` shows a
 * record from its own time (a bar from its close), `known` only from when it had also been received here.
 */
export function visible(timeline: Timeline, playhead: UtcMs, basis: Basis): Frame {
  const views = new Map<InstrumentId, { [I in BarInterval]?: BarView }>();
  const quotesOf = new Map<InstrumentId, readonly Quote[]>();
  const correctionsOf = new Map<InstrumentId, readonly BarCorrection[]>();
  let headlines: readonly Headline[] | null = null;
  let byId: ReadonlyMap<string, Headline> | null = null;
  let events: readonly VisibleEvent[] | null = null;

  const makeView = (instrument: InstrumentId, interval: BarInterval): BarView => {
    const series = timeline.series(instrument, interval);
    if (series === undefined) return emptyView(instrument, interval);
    const closed = upperBound(series.columns.closeTime, series.length, playhead);
    return basis === 'known' ? knownView(series, closed, playhead) : prefixView(series, closed);
  };

  const bars = (instrument: InstrumentId, interval: BarInterval): BarView => {
    let own = views.get(instrument);
    if (own === undefined) {
      own = {};
      views.set(instrument, own);
    }
    own[interval] ??= makeView(instrument, interval);
    return own[interval];
  };

  const quotes = (instrument: InstrumentId): readonly Quote[] => {
    let list = quotesOf.get(instrument);
    if (list === undefined) {
      const all = timeline.quotes.get(instrument) ?? [];
      let end = all.length;
      while (end > 0 && (all[end - 1] as Quote).time > playhead) end -= 1;
      list = all.slice(0, end);
      if (basis === 'known') list = list.flatMap((q) => knownQuote(timeline, q, playhead) ?? []);
      quotesOf.set(instrument, list);
    }
    return list;
  };

  const lastPrice = (instrument: InstrumentId): Observation | null => {
    let best: Observation | null = null;
    for (const interval of ['1m', '5m', '1h', '1d'] as const) {
      const view = bars(instrument, interval);
      const last = view.length - 1;
      const time = view.closeTime[last];
      if (time === undefined || (best !== null && time <= best.time)) continue;
      best = {
        price: view.close[last] as number,
        time: time as UtcMs,
        from: 'bar',
        provider: view.provider(last),
        provenance: view.provenance(last),
        receivedAt: view.receivedAt[last] as UtcMs,
      };
    }
    const quote = quotes(instrument).at(-1);
    if (quote !== undefined && (best === null || quote.time > best.time)) {
      const { price, time, provider, provenance, receivedAt } = quote;
      best = { price, time, from: 'quote', provider, provenance, receivedAt };
    }
    return best;
  };

  const corrections = (instrument: InstrumentId): readonly BarCorrection[] => {
    let list = correctionsOf.get(instrument);
    if (list === undefined) {
      list = (['1m', '5m', '1h', '1d'] as const)
        .flatMap((interval) => {
          const series = timeline.series(instrument, interval);
          return series === undefined ? [] : barCorrections(series, playhead);
        })
        .sort((a, b) => a.closeTime - b.closeTime);
      correctionsOf.set(instrument, list);
    }
    return list;
  };

  const headlinesSeen = (): readonly Headline[] => {
    headlines ??= visibleHeadlines(timeline, playhead, basis);
    return headlines;
  };

  const earlier = (headlineId: string): readonly Headline[] => {
    if (!timeline.supersededHeadlines.has(headlineId)) return [];
    byId ??= new Map(headlinesSeen().map((h) => [h.id, h]));
    const shown = byId.get(headlineId);
    return shown === undefined ? [] : earlierTitles(timeline, shown, playhead);
  };

  return {
    playhead,
    basis,
    version: timeline.version,
    storeId: timeline.storeId,
    seq: timeline.seq,
    bars,
    quotes,
    lastPrice,
    corrections,
    earlier,
    get headlines() {
      return headlinesSeen();
    },
    get events() {
      events ??= [...timeline.events.values()]
        .map((event) => visibleEvent(event, playhead))
        .filter((event): event is VisibleEvent => event !== null)
        .sort((a, b) => (a.anchors[0] as Anchor).time - (b.anchors[0] as Anchor).time);
      return events;
    },
    simulated(instruments) {
      let simulatedCount = 0;
      let count = 0;
      for (const instrument of instruments) {
        for (const interval of ['1m', '5m', '1h', '1d'] as const) {
          const view = bars(instrument, interval);
          count += view.length;
          simulatedCount += view.simulatedCount;
        }
        for (const quote of quotes(instrument)) {
          count += 1;
          if (quote.provenance === 'simulated') simulatedCount += 1;
        }
      }
      if (simulatedCount === 0) return 'none';
      return simulatedCount === count ? 'all' : 'partly';
    },
  };
}
