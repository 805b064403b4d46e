import type { Anchor, MarketEvent } from '../../shared/event/event.ts';
import type { Horizon } from '../../shared/event/horizon.ts';
import type { Instrument, InstrumentId } from '../../shared/market/instrument.ts';
import type { ClaimAnswer } from '../../shared/reaction/claim-answer.ts';
import type { HorizonReaction, Reaction, Reason } from '../../shared/reaction/reaction.ts';
import type { FailedMarket, StudiedMarket } from '../../shared/study/event-study.ts';
import type { PlaceboReason } from '../../shared/study/placebo.ts';
import type { StudyErrorCode, StudyWarning } from '../../shared/study/study.ts';
import type { LocalDate, UtcMs } from '../../shared/time/instant.ts';
import { claimsOf } from '../measures/claims.ts';
import { gateAt } from '../measures/frame-for.ts';
import { reactionsOf } from '../measures/reactions.ts';
import { studyOf } from '../measures/study.ts';
import type { MarketSource } from './market-source.ts';

/** Why a figure of the study is missing: the study's error, or a day without a return. */
export type StudyGap =
  | StudyErrorCode
  | 'no-asset-return'
  | 'no-benchmark-return'
  | 'not-yet'
  | 'zero-variance';

/** One event on one market. Moves are simple, abnormal returns log; a missing figure is null, `missing` says why. */
export interface ReportRow {
  readonly event: string;
  readonly anchor: string;
  readonly t0: UtcMs;
  readonly instrument: InstrumentId;
  /** Session that holds the reaction start, by the exchange's own date. */
  readonly dayZero: LocalDate | null;
  readonly baseTime: UtcMs | null;
  readonly basePrice: number | null;
  readonly close: number | null;
  readonly moves: Readonly<Record<'0d' | '1d' | '5d' | '20d', number | null>>;
  /** Log: 1.4826 × median absolute deviation of the same move on ordinary days. */
  readonly usual: number | null;
  readonly z: number | null;
  readonly percentile: number | null;
  readonly p: number | null;
  readonly samples: number | null;
  readonly observations: number | null;
  readonly alpha: number | null;
  readonly beta: number | null;
  readonly ar: number | null;
  readonly arT: number | null;
  readonly arP: number | null;
  /** True where the benchmark's close of day 0 lies after T0, as far as T0 is known. */
  readonly benchmarkHoldsEvent: boolean;
  /** There: abnormal return of day 0 by the mean model. */
  readonly arMeanAdjusted: number | null;
  readonly car: number | null;
  readonly carT: number | null;
  readonly carP: number | null;
  readonly placeboPercentile: number | null;
  readonly placebos: number | null;
  /** Other events between the close of day −1 and the close of day 0. */
  readonly mixedWith: readonly string[];
  readonly warnings: readonly StudyWarning[];
  readonly simulated: boolean;
  /** Column of the CSV → why it is empty. */
  readonly missing: Readonly<Record<string, Reason | StudyGap | PlaceboReason>>;
}

export interface ReportEvent {
  readonly slug: string;
  readonly title: string;
  readonly anchor: Anchor;
  /** Publishers that its sources name, each once. */
  readonly publishers: readonly string[];
  readonly rows: readonly ReportRow[];
  readonly claims: ClaimAnswer['checks'];
}

const DAYS = ['0d', '1d', '5d', '20d'] as const;

const at = (reaction: Reaction, horizon: Horizon): HorizonReaction | undefined =>
  reaction.horizons.find((h) => h.horizon === horizon);

const whyNone = (move: HorizonReaction | undefined): Reason =>
  move?.reason ?? (move?.state === 'waiting' ? 'no-trade-yet' : 'no-history');

type Missing = Record<string, ReportRow['missing'][string]>;

function movesOf(reaction: Reaction) {
  const day = at(reaction, '0d');
  const { usual = null, base = null, price = null } = day ?? {};
  const missing: Missing = {};
  const move = (horizon: (typeof DAYS)[number]): number | null => {
    const found = at(reaction, horizon);
    if (found?.moveSimple == null) missing[`move_${horizon}`] = whyNone(found);
    return found?.moveSimple ?? null;
  };
  const moves = { '0d': move('0d'), '1d': move('1d'), '5d': move('5d'), '20d': move('20d') };
  if (moves['0d'] !== null) {
    const reasons = usual?.missing ?? {
      scale: 'no-history',
      z: 'no-history',
      percentile: 'no-history',
      p: 'no-history',
    };
    const { scale, z, percentile, p } = reasons as Partial<
      Record<'scale' | 'z' | 'percentile' | 'p', Reason>
    >;
    const named = { usual_0d: scale, z_0d: z, percentile_0d: percentile, p_0d: p };
    for (const [column, reason] of Object.entries(named)) if (reason !== undefined) missing[column] = reason;
  }
  return {
    fields: {
      dayZero: reaction.since.event.dayZero?.date ?? null,
      baseTime: base?.time ?? null,
      basePrice: base?.price ?? null,
      close: price?.price ?? null,
      moves,
      usual: usual?.scale ?? null,
      z: usual?.z ?? null,
      percentile: usual?.percentile ?? null,
      p: usual?.p ?? null,
      samples: usual?.n ?? null,
      mixedWith: [...new Set((day?.mixedWith ?? []).map((m) => m.slug))],
      simulated: base?.provenance === 'simulated' || price?.provenance === 'simulated',
    },
    missing,
  };
}

const NO_STUDY = {
  observations: null,
  alpha: null,
  beta: null,
  ar: null,
  arT: null,
  arP: null,
  benchmarkHoldsEvent: false,
  arMeanAdjusted: null,
  car: null,
  carT: null,
  carP: null,
  placeboPercentile: null,
  placebos: null,
  warnings: [],
};

function studyOfMarket(market: StudiedMarket | FailedMarket | undefined) {
  const missing: Missing = {};
  if (market === undefined || market.state === 'error') {
    const code = market?.error.code ?? 'no-benchmark';
    for (const column of ['ar', 'car', 'placebo_percentile']) missing[column] = code;
    return { fields: NO_STUDY, missing };
  }
  const { study, placebo } = market;
  const day = study.ar.find(({ k }) => k === 0);
  const sum = study.car.at(-1);
  const beside = study.meanAdjusted?.find(({ k }) => k === 0);
  const gap = (until: number) => study.missing.find(({ k }) => k <= until)?.reason ?? 'zero-variance';
  const named = { ar: day?.ar, ar_t: day?.t, car: sum?.car, car_t: sum?.t };
  for (const [column, value] of Object.entries(named)) {
    if (value == null) missing[column] = gap(column.startsWith('ar') ? 0 : (sum?.to ?? 0));
  }
  if (placebo?.missing.percentile !== undefined) missing.placebo_percentile = placebo.missing.percentile;
  return {
    fields: {
      observations: study.observations,
      alpha: study.alpha ?? null,
      beta: study.beta ?? null,
      ar: day?.ar ?? null,
      arT: day?.t ?? null,
      arP: day?.p ?? null,
      benchmarkHoldsEvent: beside !== undefined,
      arMeanAdjusted: beside?.ar ?? null,
      car: sum?.car ?? null,
      carT: sum?.t ?? null,
      carP: sum?.p ?? null,
      placeboPercentile: placebo?.percentile ?? null,
      placebos: placebo?.placebos ?? null,
      warnings: study.warnings,
    },
    missing,
  };
}

/** Days of the event window of the report's study: the day of the event and the five after it. */
export const STUDY_WINDOW = [0, 5] as const;

/**
 * One event on these markets, from its first anchor: the move of day 0 and of later days, how unusual day 0 is, and its
 * abnormal return by the market model against the benchmark as of each close. Rejects with StoreError.
 */
export async function reportEvent(
  source: MarketSource,
  event: MarketEvent,
  instruments: readonly Instrument[],
  benchmark: Instrument,
): Promise<ReportEvent> {
  const { measures, now } = source;
  const anchor = event.anchors[0] as Anchor;
  const request = { event, anchor, instruments, gate: gateAt(now, null) };
  const measure = await reactionsOf(measures, request);
  const studied = await studyOf(measures, {
    ...request,
    benchmark,
    options: { model: 'market', window: STUDY_WINDOW },
    withPlacebo: true,
  });
  const claims = await claimsOf(measures, { event, instruments: source.instruments, gate: request.gate });
  return {
    slug: event.slug,
    title: event.title,
    anchor,
    publishers: [...new Set(event.sources.map((s) => s.publisher))],
    rows: measure.reactions.map((reaction) => {
      const moves = movesOf(reaction);
      const study = studyOfMarket(studied.markets.find((m) => m.instrument === reaction.instrument));
      return {
        event: event.slug,
        anchor: anchor.name,
        t0: anchor.time,
        instrument: reaction.instrument,
        ...moves.fields,
        ...study.fields,
        missing: { ...moves.missing, ...study.missing },
      };
    }),
    claims: claims.checks,
  };
}
