import type { EventMeasure } from '../reaction/measure-event.ts';
import type { HorizonReaction, Reaction, Reason } from '../reaction/reaction.ts';
import type { ReactionRow } from './reaction.ts';

/** One code for the row where there is no move, else why each of its other figures is missing. */
function reasonOf(reaction: Reaction, at: HorizonReaction): ReactionRow['reason'] {
  if (at.state === 'waiting') return 'no-trade-yet';
  if (at.reason !== null) return at.reason;
  const { usual, path } = at;
  const { volatility, jump } = reaction;
  // A market without any sample has no ordinary days to be set beside.
  const ofUsual = usual?.missing ?? {
    scale: 'no-history',
    z: 'no-history',
    percentile: 'no-history',
    p: 'no-history',
  };
  const columns: Record<string, Reason | undefined> = {
    usual_move: ofUsual.scale,
    z: ofUsual.z,
    percentile: ofUsual.percentile,
    p: ofUsual.p,
    peak_move: path?.missing.path,
    fade: path?.missing.fade,
    half_life_minutes: path?.missing.halfLife,
    vol_before: volatility.missing.before,
    vol_after: volatility.missing.after,
    jump_z: jump.missing.z,
    jump_p: jump.missing.p,
  };
  const missing = Object.entries(columns).filter(
    (entry): entry is [string, Reason] => entry[1] !== undefined,
  );
  return missing.length === 0 ? null : Object.fromEntries(missing);
}

/** Simulated as soon as one of the two prices is; else of the later one. */
function provenanceOf({ base, price }: HorizonReaction): ReactionRow['provenance'] {
  if (base?.provenance === 'simulated') return 'simulated';
  return (price ?? base)?.provenance ?? null;
}

/** The range in logs; T0 itself is among those tried, so rounding may not leave its move outside. */
function rangeOf({ range, moveLog }: HorizonReaction): Pick<ReactionRow, 'moveMin' | 'moveMax'> {
  if (range === null || moveLog === null) return { moveMin: null, moveMax: null };
  return {
    moveMin: Math.min(Math.log1p(range.minSimple), moveLog),
    moveMax: Math.max(Math.log1p(range.maxSimple), moveLog),
  };
}

/** What belongs to the market and stands on each of its lines. */
const ofMarket = ({ since, volatility, jump, first }: Reaction) => ({
  gapSimple: since.gap?.moveSimple ?? null,
  volBefore: volatility.before?.volatility ?? null,
  volAfter: volatility.after?.volatility ?? null,
  jumpZ: jump.z,
  jumpP: jump.p,
  orderRank: first.rank,
  orderWidthSeconds: first.widthSeconds,
});

/** What was measured of an event as the lines of the `reactions` table, market by market, shortest horizon first. */
export function reactionRows({ event, anchor, reactions }: EventMeasure): ReactionRow[] {
  return reactions.flatMap((reaction) => {
    const market = ofMarket(reaction);
    return reaction.horizons.map((at) => ({
      event,
      anchor,
      instrument: reaction.instrument,
      horizon: at.horizon,
      state: at.state,
      reason: reasonOf(reaction, at),
      baseTime: at.base?.time ?? null,
      basePrice: at.base?.price ?? null,
      priceTime: at.price?.time ?? null,
      price: at.price?.price ?? null,
      moveSimple: at.moveSimple,
      moveLog: at.moveLog,
      overnight: at.overnight,
      usualMove: at.usual?.scale ?? null,
      z: at.usual?.z ?? null,
      percentile: at.usual?.percentile ?? null,
      p: at.usual?.p ?? null,
      samples: at.usual?.n ?? null,
      sampleInterval: at.sample?.interval ?? null,
      peakMove: at.path?.peak?.move ?? null,
      peakTime: at.path?.peak?.time ?? null,
      troughMove: at.path?.trough?.move ?? null,
      troughTime: at.path?.trough?.time ?? null,
      fade: at.path?.fade ?? null,
      halfLifeMinutes: at.path?.halfLife ?? null,
      halfLifeAtLeast: at.path?.halfLifeAtLeast ?? null,
      ...rangeOf(at),
      mixedWith: [...new Set(at.mixedWith.map((m) => m.slug))],
      provenance: provenanceOf(at),
      ...market,
    }));
  });
}
