import { z } from 'zod/mini';
import { slug } from '../event/event.ts';
import { HORIZONS } from '../event/horizon.ts';
import { instrumentId, mic } from '../market/instrument.ts';
import { provenance } from '../market/provenance.ts';
import { basis } from '../protocol/resources.ts';
import { localDate, utcMs } from '../time/instant.ts';
import { barInterval } from '../time/interval.ts';
import type { EventMeasure } from './measure-event.ts';
import { REASONS, type Reaction } from './reaction.ts';

const horizon = z.enum(HORIZONS);
const reason = z.enum(REASONS);
const figure = z.nullable(z.number());
const count = z.int().check(z.minimum(0));

const segment = z.strictObject({ open: utcMs, close: utcMs });
const session = z.strictObject({
  mic,
  date: localDate,
  segments: z.readonly(z.array(segment)),
  ...segment.shape,
  kind: z.enum(['regular', 'half', 'late-open', 'special', 'added']),
  provisional: z.boolean(),
});

const pricePoint = z.strictObject({
  price: z.number(),
  time: utcMs,
  from: z.enum([...barInterval.options, 'quote']),
  provenance,
});

const since = z.strictObject({
  event: z.strictObject({
    t0: utcMs,
    state: z.enum(['open', 'lunch', 'closed', 'holiday', 'unknown']),
    reactionStart: z.nullable(utcMs),
    dayZero: z.nullable(session),
    offsetMinutes: z.number().check(z.minimum(0)),
  }),
  base: z.nullable(pricePoint),
  baseReason: z.nullable(reason),
  gap: z.nullable(
    z.strictObject({ open: z.number(), time: utcMs, moveLog: z.number(), moveSimple: z.number() }),
  ),
});

const unusualness = z.strictObject({
  n: count,
  median: figure,
  scale: figure,
  z: figure,
  percentile: figure,
  absolutePercentile: figure,
  p: figure,
  missing: z.partialRecord(z.enum(['median', 'scale', 'z', 'percentile', 'absolutePercentile', 'p']), reason),
});

const pathPoint = z.nullable(z.strictObject({ move: z.number(), minutes: z.number(), time: utcMs }));
const path = z.strictObject({
  peak: pathPoint,
  trough: pathPoint,
  extreme: pathPoint,
  now: pathPoint,
  fade: figure,
  halfLife: figure,
  halfLifeAtLeast: figure,
  missing: z.partialRecord(z.enum(['path', 'fade', 'halfLife']), reason),
});

const horizonReaction = z.strictObject({
  horizon,
  state: z.enum(['ok', 'waiting', 'missing']),
  reason: z.nullable(reason),
  at: z.nullable(utcMs),
  answersFrom: z.nullable(utcMs),
  base: z.nullable(pricePoint),
  price: z.nullable(pricePoint),
  moveLog: figure,
  moveSimple: figure,
  overnight: z.nullable(z.boolean()),
  usual: z.nullable(unusualness),
  sample: z.nullable(
    z.strictObject({
      interval: barInterval,
      from: z.enum(['same-offset', 'previous-close']),
      overlapping: z.boolean(),
      moveLog: z.number(),
    }),
  ),
  path: z.nullable(path),
  range: z.nullable(
    z.strictObject({ minSimple: z.number(), maxSimple: z.number(), minZ: figure, maxZ: figure }),
  ),
  mixedWith: z.readonly(
    z.array(z.strictObject({ slug, title: z.string(), time: utcMs, when: z.enum(['before', 'inside']) })),
  ),
});

const realised = z.nullable(
  z.strictObject({
    n: count,
    volatility: z.number().check(z.minimum(0)),
    perMinute: z.number().check(z.minimum(0)),
  }),
);

/** One market: its horizons, shortest first, and what belongs to all of them. */
const reaction = z.strictObject({
  instrument: instrumentId,
  t0: utcMs,
  since,
  horizons: z.readonly(z.array(horizonReaction)),
  volatility: z.strictObject({
    windowMinutes: z.number(),
    interval: z.nullable(barInterval),
    before: realised,
    after: realised,
    ratio: figure,
    missing: z.partialRecord(z.enum(['before', 'after', 'ratio']), reason),
  }),
  jump: z.strictObject({
    interval: z.nullable(barInterval),
    n: count,
    share: figure,
    z: figure,
    p: figure,
    missing: z.partialRecord(z.enum(['share', 'z', 'p']), reason),
  }),
  /** An order in time, never a cause. */
  first: z.strictObject({
    rank: z.nullable(z.int().check(z.minimum(1))),
    time: z.nullable(utcMs),
    widthSeconds: figure,
    z: figure,
  }),
}) satisfies z.ZodMiniType<Reaction>;

/** Body of `GET /api/v1/events/:slug/reactions`. Moves are log unless called simple; null = missing, with its reason. */
export const reactionAnswer = z.strictObject({
  event: z.nullable(slug),
  anchor: z.string(),
  t0: utcMs,
  /** Nothing after it was read. */
  playhead: utcMs,
  basis,
  reactions: z.readonly(z.array(reaction)),
  breadth: z.readonly(
    z.array(
      z.strictObject({
        horizon,
        up: count,
        down: count,
        flat: count,
        of: count,
        waiting: count,
        missing: count,
        medianSimple: figure,
      }),
    ),
  ),
  simulated: z.enum(['none', 'partly', 'all']),
});
export type ReactionAnswer = z.infer<typeof reactionAnswer>;

/** Puts the answer together. */
export const makeReactionAnswer = ({ event, ...measure }: EventMeasure): ReactionAnswer => ({
  ...measure,
  event: event === null ? null : slug.parse(event),
});
