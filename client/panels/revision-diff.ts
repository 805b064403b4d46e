import type { Anchor, MarketEvent } from '../../shared/event/event.ts';
import type { UtcMs } from '../../shared/time/instant.ts';

/** A field of an event that people read in its history. */
export type RevisionField =
  | 'title'
  | 'anchors'
  | 'end'
  | 'themes'
  | 'place'
  | 'actors'
  | 'summary'
  | 'us'
  | 'china'
  | 'other'
  | 'marketClaims'
  | 'marketNotes'
  | 'confounders'
  | 'outcome'
  | 'timeBasis'
  | 'timeConfidence'
  | 'confidence'
  | 'sources'
  | 'deleted';

/** Lines of one field that went and that came. */
export interface Difference {
  readonly field: RevisionField;
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

/** How anchors, an instant and themes are written. */
export interface RevisionTexts {
  anchor(anchor: Anchor): string;
  time(time: UtcMs): string;
  theme(theme: MarketEvent['themes'][number]): string;
  outcome(outcome: MarketEvent['outcome']): string;
  confidence(level: MarketEvent['confidence']): string;
  deleted: string;
}

type Reader = (event: MarketEvent, texts: RevisionTexts) => readonly string[];

const text = (value: string): readonly string[] => (value === '' ? [] : [value]);

const READERS: Readonly<Record<RevisionField, Reader>> = {
  deleted: (e, t) => (e.deleted ? [t.deleted] : []),
  title: (e) => text(e.title),
  anchors: (e, t) => e.anchors.map((a) => t.anchor(a)),
  end: (e, t) => (e.end === null ? [] : [t.time(e.end)]),
  themes: (e, t) => e.themes.map((theme) => t.theme(theme)),
  place: (e) => text(e.place),
  actors: (e) => e.actors,
  summary: (e) => text(e.summary),
  us: (e) => e.claims.us,
  china: (e) => e.claims.china,
  other: (e) => e.claims.other,
  marketClaims: (e) => e.marketClaims.map((c) => c.words),
  marketNotes: (e) => e.marketNotes,
  confounders: (e) => e.confounders,
  outcome: (e, t) => text(t.outcome(e.outcome)),
  timeBasis: (e) => text(e.timeBasis),
  timeConfidence: (e, t) => [t.confidence(e.timeConfidence)],
  confidence: (e, t) => [t.confidence(e.confidence)],
  sources: (e) => e.sources.map((s) => `${s.publisher}: ${s.title}, ${s.date}`),
};

/** What changed from one revision to the next, field by field, in the order of the form. */
export function differences(
  before: MarketEvent,
  after: MarketEvent,
  texts: RevisionTexts,
): readonly Difference[] {
  return (Object.keys(READERS) as RevisionField[]).flatMap((field) => {
    const read = READERS[field];
    const [old, now] = [read(before, texts), read(after, texts)];
    const gone = old.filter((line) => !now.includes(line));
    const come = now.filter((line) => !old.includes(line));
    return gone.length + come.length === 0 ? [] : [{ field, gone, come }];
  });
}
