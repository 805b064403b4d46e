import { z } from 'zod/mini';
import { marketEvent, slug } from '../event/event.ts';
import { instrumentId } from '../market/instrument.ts';
import { basis } from '../protocol/resources.ts';
import { REASONS } from '../reaction/reaction.ts';
import { type UtcMs, utcMs } from '../time/instant.ts';
import type { Frame, VisibleEvent } from '../timeline/visible.ts';
import type { MarketComparison, PathAxis } from './comparable.ts';

/** A simple move, 0.01 = 1 %; null where missing. */
const move = z.nullable(z.number());

const path = z.strictObject({
  slug,
  title: z.string(),
  t0: utcMs,
  state: z.enum(['ok', 'missing']),
  reason: z.nullable(z.enum(REASONS)),
  at: z.readonly(z.array(z.int())),
  moves: z.readonly(z.array(move)),
  simulated: z.boolean(),
});

const step = z.strictObject({
  at: z.int(),
  n: z.int().check(z.minimum(0)),
  mean: move,
  median: move,
  bandLow: move,
  bandHigh: move,
  move,
});

const outcome = z.strictObject({
  slug,
  title: z.string(),
  t0: utcMs,
  outcome: z.nullable(marketEvent.shape.outcome),
  moves: z.strictObject({ '0d': move, '1d': move, '5d': move, '20d': move }),
});

const axis = z.enum(['t', 'k']);

/** Body of `GET /api/v1/events/:slug/comparable`. */
export const comparableAnswer = z.strictObject({
  event: slug,
  anchor: z.string(),
  t0: utcMs,
  /** Nothing after it was read. */
  playhead: utcMs,
  basis,
  axis,
  /** The events compared with, oldest first. */
  chosen: z.readonly(z.array(z.strictObject({ slug, title: z.string(), t0: utcMs }))),
  markets: z.readonly(
    z.array(
      z.strictObject({
        instrument: instrumentId,
        axis,
        own: path,
        others: z.readonly(z.array(path)),
        steps: z.readonly(z.array(step)),
        outcomes: z.readonly(z.array(outcome)),
      }),
    ),
  ),
  simulated: z.enum(['none', 'partly', 'all']),
});
export type ComparableAnswer = z.infer<typeof comparableAnswer>;

/** How much of the paths that have a move is simulated. */
function simulatedShare(markets: readonly MarketComparison[]): ComparableAnswer['simulated'] {
  const paths = markets.flatMap((m) => [m.own, ...m.others]).filter((p) => p.state === 'ok');
  const simulated = paths.filter((p) => p.simulated).length;
  if (simulated === 0) return 'none';
  return simulated === paths.length ? 'all' : 'partly';
}

/** Puts the answer together; `own` is the event with the anchor that is T0 first. */
export function makeComparableAnswer(
  frame: Pick<Frame, 'playhead' | 'basis'>,
  own: Pick<VisibleEvent, 'slug' | 'anchors'>,
  pathAxis: PathAxis,
  chosen: readonly VisibleEvent[],
  markets: readonly MarketComparison[],
): ComparableAnswer {
  const [anchor] = own.anchors;
  if (anchor === undefined) throw new RangeError(`event ${own.slug} has no anchor that may be seen`);
  return {
    event: own.slug,
    anchor: anchor.name,
    t0: anchor.time,
    playhead: frame.playhead,
    basis: frame.basis,
    axis: pathAxis,
    chosen: chosen.map((e) => ({ slug: e.slug, title: e.title, t0: e.anchors[0]?.time as UtcMs })),
    markets,
    simulated: simulatedShare(markets),
  };
}
