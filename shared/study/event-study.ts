import type { Calendars } from '../calendar/calendar.ts';
import type { Anchor } from '../event/event.ts';
import type { Instrument, InstrumentId } from '../market/instrument.ts';
import type { Basis } from '../protocol/resources.ts';
import { adjustForMany } from '../statistics/multiple-tests.ts';
import type { UtcMs } from '../time/instant.ts';
import type { Frame } from '../timeline/visible.ts';
import type { GroupStudy } from './group/group.ts';
import { groupStudy } from './group/group-study.ts';
import { type MarketStudyInput, marketReturns, marketStudy } from './market-study.ts';
import { studyOptions } from './options.ts';
import { type Placebo, placebo } from './placebo.ts';
import {
  type MarketStudy,
  STUDY_WARNINGS,
  StudyError,
  type StudyErrorCode,
  type StudyOptions,
  type StudyWarning,
} from './study.ts';

/** The part of an instrument that a study reads. */
export type StudyInstrument = Pick<Instrument, 'id' | 'mic'>;
export type StudyAnchor = Pick<Anchor, 'name' | 'time' | 'precision'>;

export interface EventStudyInput {
  readonly frame: Frame;
  /** Slug; null for an instant that belongs to no event. */
  readonly event: string | null;
  readonly anchor: StudyAnchor;
  readonly instruments: readonly StudyInstrument[];
  /** Not read by the model `mean`. */
  readonly benchmark: StudyInstrument | null;
  readonly calendars: Calendars;
  readonly options?: Partial<StudyOptions>;
  /** False where the ordinary days of each market are not asked for: they cost more than all the rest. */
  readonly withPlacebo?: boolean;
}

/** What a market's study could not do. */
export interface StudyFault {
  readonly code: StudyErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface StudiedMarket {
  readonly state: 'ok';
  readonly instrument: InstrumentId;
  readonly study: MarketStudy;
  /** Null where it was not asked for. */
  readonly placebo: Placebo | null;
  /** p of the CAR over the whole window, adjusted for the number of markets; null where that p is missing. */
  readonly holm: number | null;
  readonly benjaminiHochberg: number | null;
}
export interface FailedMarket {
  readonly state: 'error';
  readonly instrument: InstrumentId;
  readonly error: StudyFault;
}

/** One event over many markets (EVENT-STUDY §6–§9). Log units. */
export interface EventStudy {
  readonly event: string | null;
  readonly anchor: StudyAnchor;
  /** Nothing after it was read. */
  readonly playhead: UtcMs;
  readonly basis: Basis;
  readonly options: StudyOptions;
  readonly benchmark: InstrumentId | null;
  /** In the order asked for. */
  readonly markets: readonly (StudiedMarket | FailedMarket)[];
  /** Tests over the markets that could be studied; null where none could. */
  readonly group: GroupStudy | null;
  /** Number of p-values that `holm` and `benjaminiHochberg` are adjusted for. */
  readonly tests: number;
  readonly warnings: readonly {
    readonly warning: StudyWarning;
    readonly instruments: readonly InstrumentId[];
  }[];
}

type Attempt = Omit<StudiedMarket, 'holm' | 'benjaminiHochberg'> | FailedMarket;

/**
 * Studies one event on many markets as far as the frame shows them. A market that cannot be studied is listed with its
 * error and stops no other; the group tests run over the rest.
 *
 * @throws StudyError `bad-window` or `bad-lags` where the options hold for no market; RangeError for an instrument given
 * twice.
 */
export function studyEvent(input: EventStudyInput): EventStudy {
  const { frame, event, anchor, instruments, benchmark } = input;
  const options = studyOptions(input.options);
  requireDistinct(instruments);
  const attempts = instruments.map((instrument) => attempt(input, instrument, options));
  const done = attempts.filter((market) => market.state === 'ok');
  const adjusted = adjustForMany(
    attempts.map((market) => (market.state === 'ok' ? (market.study.car.at(-1)?.p ?? null) : null)),
  );
  return {
    event,
    anchor: { name: anchor.name, time: anchor.time, precision: anchor.precision },
    playhead: frame.playhead,
    basis: frame.basis,
    options,
    benchmark: options.model === 'mean' ? null : (benchmark?.id ?? null),
    markets: attempts.map((market, at) =>
      market.state === 'error'
        ? market
        : {
            ...market,
            holm: adjusted.holm[at] ?? null,
            benjaminiHochberg: adjusted.benjaminiHochberg[at] ?? null,
          },
    ),
    group:
      done.length === 0
        ? null
        : groupStudy(
            done.map(({ instrument, study }) => ({ id: instrument, study })),
            { sameDate: true, thinBelow: options.thinBelow },
          ),
    tests: adjusted.tests,
    warnings: STUDY_WARNINGS.flatMap((warning) => {
      const having = done.filter(({ study }) => study.warnings.includes(warning));
      return having.length === 0 ? [] : [{ warning, instruments: having.map((m) => m.instrument) }];
    }),
  };
}

function requireDistinct(instruments: readonly StudyInstrument[]): void {
  const seen = new Set<InstrumentId>();
  for (const { id } of instruments) {
    if (seen.has(id)) throw new RangeError(`instruments: each market counts once, but ${id} was given twice`);
    seen.add(id);
  }
}

function attempt(input: EventStudyInput, instrument: StudyInstrument, options: StudyOptions): Attempt {
  const { frame, anchor, benchmark, calendars, withPlacebo = true } = input;
  const market: MarketStudyInput = {
    frame,
    instrument,
    benchmark,
    calendars,
    t0: anchor.time,
    precision: anchor.precision,
    options,
  };
  try {
    const study = marketStudy(market);
    return {
      state: 'ok',
      instrument: instrument.id,
      study,
      placebo: withPlacebo ? placebo(marketReturns(market, 'history').series, options) : null,
    };
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    const { code, message, details } = error;
    return { state: 'error', instrument: instrument.id, error: { code, message, details } };
  }
}
