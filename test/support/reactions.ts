import type { Anchor } from '../../shared/event/event.ts';
import { HORIZONS, type Horizon } from '../../shared/event/horizon.ts';
import type { Provenance } from '../../shared/market/provenance.ts';
import type { HorizonReaction, MixedWith, Reaction, Reason } from '../../shared/reaction/reaction.ts';
import { asUtcMs, parseInstant } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';
import type { VisibleEvent } from '../../shared/timeline/visible.ts';
import { id } from './records.ts';

export const T0 = parseInstant('2025-10-30T02:05:00Z');

/** What is said of one horizon of a made reaction. */
export interface Said {
  readonly move?: number;
  readonly usual?: number;
  readonly state?: HorizonReaction['state'];
  readonly reason?: Reason;
  readonly provenance?: Provenance;
  readonly from?: BarInterval;
  readonly mixedWith?: readonly MixedWith[];
}

function horizonOf(horizon: Horizon, said: Said | undefined): HorizonReaction {
  const { move, usual, provenance = 'polled', from = '1m', mixedWith = [] } = said ?? {};
  const state = said?.state ?? (move === undefined ? 'missing' : 'ok');
  const point = (price: number, time: number) => ({ price, time: asUtcMs(time), from, provenance });
  return {
    horizon,
    state,
    reason: state === 'missing' ? (said?.reason ?? 'no-history') : null,
    at: null,
    answersFrom: null,
    base: move === undefined ? null : point(100, T0),
    price: move === undefined ? null : point(100 * (1 + move), T0 + 1),
    moveLog: move === undefined ? null : Math.log1p(move),
    moveSimple: move ?? null,
    overnight: move === undefined ? null : false,
    usual:
      usual === undefined || move === undefined
        ? null
        : {
            n: 120,
            median: 0,
            scale: usual,
            z: usual === 0 ? null : Math.log1p(move) / usual,
            percentile: null,
            absolutePercentile: null,
            p: null,
            missing: {},
          },
    sample: null,
    path: null,
    range: null,
    mixedWith,
  };
}

/** A reaction with the moves that are named (simple), and no history at the other horizons. */
export const reactionOf = (instrument: string, said: Partial<Record<Horizon, Said>>): Reaction => ({
  instrument: id(instrument),
  t0: T0,
  since: {
    event: { t0: T0, state: 'open', reactionStart: T0, dayZero: null, offsetMinutes: 0 },
    base: null,
    baseReason: null,
    gap: null,
  },
  horizons: HORIZONS.map((horizon) => horizonOf(horizon, said[horizon])),
  volatility: {
    windowMinutes: 60,
    interval: null,
    before: null,
    after: null,
    ratio: null,
    missing: {},
  },
  jump: { interval: null, n: 0, share: null, z: null, p: null, missing: {} },
  first: { rank: null, time: null, widthSeconds: null, z: null },
});

/** An anchor at an ISO instant, known to the minute unless a window is given. */
export function anchorAt(time: string, rest: Partial<Anchor> = {}): Anchor {
  const at = parseInstant(time);
  return { name: 'start', time: at, window: { earliest: at, latest: at }, precision: 'minute', ...rest };
}

export const visibleEvent = (
  slug: string,
  anchors: readonly Anchor[],
  rest: Partial<VisibleEvent> = {},
): VisibleEvent => ({
  slug,
  title: `What happened: ${slug}`,
  anchors,
  end: null,
  themes: ['trade'],
  place: '',
  origin: 'catalogue',
  revision: 1,
  marketClaims: [],
  detail: null,
  ...rest,
});

/** The details of an event that has wholly happened. */
export const detailOf = (
  rest: Partial<NonNullable<VisibleEvent['detail']>> = {},
): VisibleEvent['detail'] => ({
  summary: '',
  claims: { us: [], china: [], other: [] },
  outcome: { status: 'open', date: null, note: null },
  confounders: [],
  sources: [],
  actors: [],
  timeBasis: '',
  timeConfidence: 'high',
  ...rest,
});
