import { anchorBy } from '../../shared/event/anchor-key.ts';
import type { Anchor, MarketClaim, MarketEvent } from '../../shared/event/event.ts';
import type { Instrument, InstrumentId } from '../../shared/market/instrument.ts';
import type { Gate } from '../../shared/protocol/resources.ts';
import { type ClaimAnswer, type JudgedClaim, makeClaimAnswer } from '../../shared/reaction/claim-answer.ts';
import { checkClaim } from '../../shared/reaction/claim-check.ts';
import type { Reaction } from '../../shared/reaction/reaction.ts';
import { frameFor, type MeasureSource } from './frame-for.ts';
import { reactionsOf } from './reactions.ts';

export interface ClaimsRequest {
  readonly event: MarketEvent;
  /** All there are: a claim names its own group. */
  readonly instruments: readonly Instrument[];
  readonly gate: Gate;
}

/** The anchor a claim is measured from: the one it names, else T0. */
const anchorOf = ({ anchors }: MarketEvent, claim: MarketClaim): Anchor =>
  anchorBy(anchors, claim.anchor) ?? (anchors[0] as Anchor);

/**
 * The market claims of an event beside what its markets had done by the gate's playhead (DESIGN §4). What is claimed
 * tells how the day went, so a claim is judged once the gate shows it. A market of a group that is none of the
 * instruments has no data. Rejects with StoreError.
 */
export async function claimsOf(source: MeasureSource, request: ClaimsRequest): Promise<ClaimAnswer> {
  const { event, instruments, gate } = request;
  const frame = await frameFor(source, [], gate);
  const seen = frame.events.find((e) => e.slug === event.slug) ?? {
    ...event,
    marketClaims: [],
    detail: null,
  };
  const claims = seen.marketClaims;
  const byAnchor = Map.groupBy(claims, (claim) => anchorOf(event, claim));
  const reactions = new Map<Anchor, ReadonlyMap<InstrumentId, Reaction>>();
  for (const [anchor, ofAnchor] of byAnchor) {
    const group = new Set(ofAnchor.flatMap((claim) => claim.group));
    const asked = instruments.filter((i) => group.has(i.id));
    const measure = await reactionsOf(source, { event, anchor, instruments: asked, gate });
    reactions.set(anchor, new Map(measure.reactions.map((r) => [r.instrument, r])));
  }
  const judged = claims.map((claim): JudgedClaim => {
    const anchor = anchorOf(event, claim);
    return { anchor, check: checkClaim(claim, reactions.get(anchor) ?? new Map()) };
  });
  return makeClaimAnswer(frame, seen, judged);
}
