import { z } from 'zod/mini';
import { instrumentId } from '../market/instrument.ts';
import { webUrl } from '../news/headline.ts';
import { seq, utcMs } from '../time/instant.ts';
import { HORIZONS } from './horizon.ts';

export const theme = z.enum([
  'meeting',
  'trade',
  'tariffs',
  'truce',
  'rare-earths',
  'chips',
  'tiktok',
  'other',
]);
export const precision = z.enum(['minute', 'hour', 'day']);
export const confidence = z.enum(['high', 'medium', 'low']);
export const slug = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{1,80}$/));

export const source = z.strictObject({
  publisher: z.string().check(z.minLength(1), z.maxLength(200)),
  title: z.string().check(z.minLength(1), z.maxLength(500)),
  date: z.string().check(z.minLength(4), z.maxLength(10)),
  url: webUrl,
});

/** A minute that can be T0. `window` holds the earliest and latest instants the sources allow. */
export const anchor = z
  .strictObject({
    name: z.string().check(z.minLength(1), z.maxLength(80)),
    time: utcMs,
    window: z.strictObject({ earliest: utcMs, latest: utcMs }),
    precision,
  })
  .check(
    z.refine((a) => a.window.earliest <= a.time && a.time <= a.window.latest, {
      path: ['time'],
      message: 'time must lie inside its window',
    }),
  );
export type Anchor = z.infer<typeof anchor>;

/** A claim about markets, in our words, that the reaction measures can check. */
export const marketClaim = z.strictObject({
  words: z.string().check(z.minLength(1), z.maxLength(300)),
  group: z.array(instrumentId).check(z.minLength(1)),
  direction: z.enum(['up', 'down']),
  horizon: z.enum(HORIZONS),
  anchor: z.string().check(z.minLength(1), z.maxLength(80)),
  source,
});
export type MarketClaim = z.infer<typeof marketClaim>;

const eventShape = {
  slug,
  title: z.string().check(z.minLength(1), z.maxLength(200)),
  /** The first is T0 unless another is chosen. */
  anchors: z.array(anchor).check(z.minLength(1), z.maxLength(12)),
  end: z.nullable(utcMs),
  themes: z.array(theme).check(z.minLength(1)),
  place: z.string().check(z.maxLength(200)),
  actors: z.array(z.string().check(z.minLength(1), z.maxLength(120))).check(z.maxLength(40)),
  summary: z.string().check(z.maxLength(4000)),
  claims: z.strictObject({
    us: z.array(z.string().check(z.maxLength(1000))),
    china: z.array(z.string().check(z.maxLength(1000))),
    other: z.array(z.string().check(z.maxLength(1000))),
  }),
  marketClaims: z.array(marketClaim),
  marketNotes: z.array(z.string().check(z.maxLength(2000))),
  closedMarkets: z.array(z.string().check(z.maxLength(500))),
  confounders: z.array(z.string().check(z.maxLength(500))),
  outcome: z.strictObject({
    status: z.enum(['held', 'came-undone', 'open']),
    date: z.nullable(z.string().check(z.maxLength(10))),
    note: z.nullable(z.string().check(z.maxLength(1000))),
  }),
  timeBasis: z.string().check(z.maxLength(2000)),
  timeConfidence: confidence,
  confidence,
  sources: z.array(source),
  origin: z.enum(['catalogue', 'user', 'headline']),
  /** Who wrote this revision; `archive` for what ships. */
  actor: z.string().check(z.minLength(1), z.maxLength(80)),
};

export const incomingEvent = z.strictObject(eventShape);
export type IncomingEvent = z.infer<typeof incomingEvent>;

export const marketEvent = z.strictObject({
  ...eventShape,
  /** When this revision was stored here, UTC ms. */
  receivedAt: utcMs,
  revision: z.int().check(z.minimum(1)),
  deleted: z.boolean(),
  seq,
});
export type MarketEvent = z.infer<typeof marketEvent>;
