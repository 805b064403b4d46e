import { z } from 'zod/mini';
import { type Anchor, marketClaim, slug } from '../event/event.ts';
import { HORIZONS } from '../event/horizon.ts';
import { instrumentId } from '../market/instrument.ts';
import { provenance } from '../market/provenance.ts';
import { basis } from '../protocol/resources.ts';
import { utcMs } from '../time/instant.ts';
import { barInterval } from '../time/interval.ts';
import type { Frame, VisibleEvent } from '../timeline/visible.ts';
import { CLAIM_LIMITS, type ClaimCheck, VERDICTS } from './claim.ts';
import { REASONS } from './reaction.ts';

const horizon = z.enum(HORIZONS);
const verdict = z.enum(VERDICTS);
const count = z.int().check(z.minimum(0));

const pricePoint = z.strictObject({
  price: z.number().check(z.positive()),
  time: utcMs,
  from: z.enum([...barInterval.options, 'quote']),
  provenance,
});

const evidence = z.strictObject({
  instrument: instrumentId,
  horizon,
  state: z.enum(['ok', 'waiting', 'missing']),
  reason: z.nullable(z.enum(REASONS)),
  base: z.nullable(pricePoint),
  price: z.nullable(pricePoint),
  /** Simple move, 0.01 = 1 %. */
  moveSimple: z.nullable(z.number()),
  z: z.nullable(z.number()),
  usual: z.nullable(z.number().check(z.positive())),
  supports: z.nullable(z.boolean()),
  simulated: z.boolean(),
});

const claimCheck = z.strictObject({
  /** Anchor that the claim is measured from, and its instant. */
  anchor: z.string(),
  t0: utcMs,
  claim: marketClaim,
  verdict,
  soFar: z.boolean(),
  agree: count,
  of: count,
  groupSize: count,
  medianSimple: z.nullable(z.number()),
  medianUsual: z.nullable(z.number()),
  limits: z.readonly(z.array(z.enum(CLAIM_LIMITS))),
  evidence: z.readonly(z.array(evidence)),
  byHorizon: z.readonly(
    z.array(
      z.strictObject({ horizon, agree: count, of: count, medianSimple: z.nullable(z.number()), verdict }),
    ),
  ),
});

/** Body of `GET /api/v1/events/:slug/claims`. */
export const claimAnswer = z.strictObject({
  event: slug,
  title: z.string(),
  /** Nothing after it was read. */
  playhead: utcMs,
  basis,
  /** `not-yet`: no claim had been published by the playhead, and the event may still be going on. */
  state: z.enum(['ok', 'not-yet']),
  checks: z.readonly(z.array(claimCheck)),
});
export type ClaimAnswer = z.infer<typeof claimAnswer>;

/** A claim as it was judged, and the anchor it was measured from. */
export interface JudgedClaim {
  readonly anchor: Pick<Anchor, 'name' | 'time'>;
  readonly check: ClaimCheck;
}

/** Puts the answer together. */
export const makeClaimAnswer = (
  frame: Pick<Frame, 'playhead' | 'basis'>,
  event: Pick<VisibleEvent, 'slug' | 'title' | 'detail'>,
  judged: readonly JudgedClaim[],
): ClaimAnswer => ({
  event: event.slug,
  title: event.title,
  playhead: frame.playhead,
  basis: frame.basis,
  state: judged.length === 0 && event.detail === null ? 'not-yet' : 'ok',
  checks: judged.map(({ anchor, check }) => ({ anchor: anchor.name, t0: anchor.time, ...check })),
});
