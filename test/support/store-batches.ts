import type { AcceptedChange, IncomingKeys, Store, Unsequenced } from '../../server/store/store.ts';
import type { IncomingEvent, MarketEvent } from '../../shared/event/event.ts';
import type { Bar } from '../../shared/market/bar.ts';
import type { Quote } from '../../shared/market/quote.ts';
import type { Headline } from '../../shared/news/headline.ts';
import type { Change } from '../../shared/protocol/change.ts';
import type { UserRecord } from '../../shared/record/user-record.ts';
import { asUtcMs, MINUTE_MS, parseInstant, type UtcMs } from '../../shared/time/instant.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');
/** Minutes after a T0. */
export const at = (minutes: number): UtcMs => asUtcMs(T0 + minutes * MINUTE_MS);
export const ALL_TIME = { from: asUtcMs(0), to: asUtcMs(4e12) };

const NO_KEYS: IncomingKeys = { bars: [], quotes: [], headlineIds: [], eventSlugs: [], records: [] };

export const ofBar = (record: Unsequenced<Bar>): AcceptedChange => ({ kind: 'bar', record });
export const ofQuote = (record: Unsequenced<Quote>): AcceptedChange => ({ kind: 'quote', record });
export const ofHeadline = (record: Unsequenced<Headline>): AcceptedChange => ({ kind: 'headline', record });
export const ofEvent = (record: Unsequenced<MarketEvent>): AcceptedChange => ({ kind: 'event', record });
export const ofRecord = (record: Unsequenced<UserRecord>): AcceptedChange => ({ kind: 'record', record });

/** Writes changes as they are, without the judgement of ingest. */
export const write = (store: Store, ...changes: AcceptedChange[]): Promise<readonly Change[]> =>
  store.transact(NO_KEYS, () => changes);

export function makeIncomingEvent(
  slug: string,
  time: number,
  rest: Partial<IncomingEvent> = {},
): IncomingEvent {
  return {
    slug,
    title: `Event ${slug}`,
    anchors: [
      {
        name: 'start',
        time: asUtcMs(time),
        window: { earliest: asUtcMs(time), latest: asUtcMs(time) },
        precision: 'minute',
      },
    ],
    end: null,
    themes: ['meeting'],
    place: 'Busan',
    actors: [],
    summary: '',
    claims: { us: [], china: [], other: [] },
    marketClaims: [],
    marketNotes: [],
    closedMarkets: [],
    confounders: [],
    outcome: { status: 'open', date: null, note: null },
    timeBasis: '',
    timeConfidence: 'high',
    confidence: 'high',
    sources: [],
    origin: 'catalogue',
    actor: 'archive',
    ...rest,
  };
}

export const makeEvent = (
  slug: string,
  time: number,
  rest: Partial<MarketEvent> = {},
): Unsequenced<MarketEvent> => ({
  ...makeIncomingEvent(slug, time),
  receivedAt: asUtcMs(time),
  revision: 1,
  deleted: false,
  ...rest,
});

export const makeRecord = (id: string, rest: Partial<UserRecord> = {}): Unsequenced<UserRecord> => ({
  collection: 'rule',
  id,
  body: { title: id },
  actor: 'Ann',
  receivedAt: asUtcMs(1_000_000),
  revision: 1,
  deleted: false,
  ...rest,
});
