import { z } from 'zod';
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
export const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{1,80}$/);

export const source = z.strictObject({
  publisher: z.string().min(1).max(200),
  title: z.string().min(1).max(500),
  date: z.string().min(4).max(10),
  url: webUrl,
});

/** A minute that can be T0. `window` holds the earliest and latest instants the sources allow. */
export const anchor = z
  .strictObject({
    name: z.string().min(1).max(80),
    time: utcMs,
    window: z.strictObject({ earliest: utcMs, latest: utcMs }),
    precision,
  })
  .refine((a) => a.window.earliest <= a.time && a.time <= a.window.latest, {
    path: ['time'],
    message: 'time must lie inside its window',
  });
export type Anchor = z.infer<typeof anchor>;

/** A claim about markets, in our words, that the reaction measures can check. */
export const marketClaim = z.strictObject({
  words: z.string().min(1).max(300),
  group: z.array(instrumentId).min(1),
  direction: z.enum(['up', 'down']),
  horizon: z.enum(HORIZONS),
  anchor: z.string().min(1).max(80),
  source,
});
export type MarketClaim = z.infer<typeof marketClaim>;

const eventShape = {
  slug,
  title: z.string().min(1).max(200),
  /** The first is T0 unless another is chosen. */
  anchors: z.array(anchor).min(1).max(12),
  end: utcMs.nullable(),
  themes: z.array(theme).min(1),
  place: z.string().max(200),
  actors: z.array(z.string().min(1).max(120)).max(40),
  summary: z.string().max(4000),
  claims: z.strictObject({
    us: z.array(z.string().max(1000)),
    china: z.array(z.string().max(1000)),
    other: z.array(z.string().max(1000)),
  }),
  marketClaims: z.array(marketClaim),
  marketNotes: z.array(z.string().max(2000)),
  closedMarkets: z.array(z.string().max(500)),
  confounders: z.array(z.string().max(500)),
  outcome: z.strictObject({
    status: z.enum(['held', 'came-undone', 'open']),
    date: z.string().max(10).nullable(),
    note: z.string().max(1000).nullable(),
  }),
  timeBasis: z.string().max(2000),
  timeConfidence: confidence,
  confidence,
  sources: z.array(source),
  origin: z.enum(['catalogue', 'user', 'headline']),
  /** Who wrote this revision; `archive` for what ships. */
  actor: z.string().min(1).max(80),
};

export const incomingEvent = z.strictObject(eventShape);
export type IncomingEvent = z.infer<typeof incomingEvent>;

export const marketEvent = z.strictObject({
  ...eventShape,
  /** When this revision was stored here, UTC ms. */
  receivedAt: utcMs,
  revision: z.int().min(1),
  deleted: z.boolean(),
  seq,
});
export type MarketEvent = z.infer<typeof marketEvent>;
