import type { Calendars, ExchangeCalendar, Session } from '../calendar/calendar.ts';
import type { Anchor } from '../event/event.ts';
import type { Instrument } from '../market/instrument.ts';
import { asUtcMs, DAY_MS, formatInstant, HOUR_MS, type UtcMs } from '../time/instant.ts';
import type { Frame } from '../timeline/visible.ts';
import { closesOn, dayZeroOf, type MarketCloses, sessionsAround } from './market-rows.ts';
import { studyOptions } from './options.ts';
import { alignAsOf, logReturns } from './returns.ts';
import {
  type MarketStudy,
  type ReturnSeries,
  STUDY_WARNINGS,
  StudyError,
  type StudyOptions,
  type StudyWarning,
} from './study.ts';
import { studySeries } from './study-series.ts';

export interface MarketStudyInput {
  readonly frame: Frame;
  readonly instrument: Pick<Instrument, 'id' | 'mic'>;
  /** Not read by the model `mean`. */
  readonly benchmark: Pick<Instrument, 'id' | 'mic'> | null;
  readonly calendars: Calendars;
  readonly t0: UtcMs;
  /** How well T0 is known, default `minute`. */
  readonly precision?: Anchor['precision'];
  readonly options?: Partial<StudyOptions>;
}

/** Daily returns of one market and its benchmark on the market's own sessions. */
export interface MarketReturns {
  readonly series: ReturnSeries;
  /** The session each return ends with. */
  readonly sessions: readonly Session[];
  readonly dayZero: Session;
  readonly benchmark: Instrument['id'] | null;
  /** Benchmark close each return is paired with, UTC ms; null where there is none or the session is not over. */
  readonly benchmarkCloses: readonly (UtcMs | null)[];
  /** True where runs of identical closes were taken out. */
  readonly forwardFilled: boolean;
}

/** A benchmark close this long before T0 may already hold an event whose time is known no better. */
const DOUBT_MS: Readonly<Record<Anchor['precision'], number>> = { minute: 0, hour: HOUR_MS, day: DAY_MS };
/** Longer than any closure of a benchmark, so that the first row finds a close before it. */
const BENCHMARK_MARGIN_MS = 40 * DAY_MS;

function calendarOf(calendars: Calendars, { id, mic }: Pick<Instrument, 'id' | 'mic'>): ExchangeCalendar {
  try {
    return calendars.get(mic);
  } catch {
    throw new StudyError('unknown-market', `${id} trades on ${mic}, an exchange without a calendar`, {
      instrument: id,
      mic,
    });
  }
}

/** Closes of a benchmark's own sessions that had ended by the playhead, from before `from` to `to`. */
function benchmarkOf(input: MarketStudyInput, from: UtcMs, to: UtcMs): MarketCloses {
  const { frame, instrument, benchmark, calendars } = input;
  if (benchmark === null)
    throw new StudyError('no-benchmark', `${instrument.id} is studied against no benchmark`);
  if (benchmark.id === instrument.id) {
    throw new StudyError('benchmark-is-instrument', `${instrument.id} cannot be its own benchmark`, {
      instrument: instrument.id,
    });
  }
  const until = Math.min(frame.playhead, to);
  const sessions = calendarOf(calendars, benchmark)
    .sessions(asUtcMs(from - BENCHMARK_MARGIN_MS), asUtcMs(until + 1))
    .filter((session) => session.close <= until);
  return closesOn(frame.bars(benchmark.id, '1d'), sessions);
}

function sessionsFor(input: MarketStudyInput, options: StudyOptions, reach: 'windows' | 'history') {
  const { frame, instrument, calendars, t0 } = input;
  const calendar = calendarOf(calendars, instrument);
  const dayZero = dayZeroOf(calendar, t0);
  if (dayZero === null) {
    throw new StudyError(
      'event-not-in-data',
      `${formatInstant(t0)} lies beyond the calendar of ${instrument.mic}`,
      {
        field: 't0',
        value: t0,
      },
    );
  }
  const view = frame.bars(instrument.id, '1d');
  const { length, openTime, closeTime } = view;
  const span =
    reach === 'history' && length > 0
      ? { from: openTime[0] as number, to: closeTime[length - 1] as number }
      : undefined;
  const deepest = Math.max(-options.estimation[0], -options.window[0]) + Math.max(...options.lags);
  // One more for the first return, and two so that a run of filled closes is seen whole.
  const sessions = sessionsAround(calendar, dayZero, deepest + 3, Math.max(0, options.window[1]), span);
  return { view, dayZero, sessions };
}

/**
 * Rows for a study of one market: daily bars of the frame on the market's own sessions, close to close, so a session
 * without a bar leaves no return on both sides of the hole; the benchmark paired by instant (EVENT-STUDY §6). Sessions
 * that are not over at the playhead are rows without returns.
 *
 * @param reach `windows` reads what one study needs, `history` all there is, for placebo.
 * @throws StudyError `unknown-market`, `event-not-in-data` (T0 beyond the calendar), `no-benchmark`,
 * `benchmark-is-instrument`, `bad-window`, `bad-lags`.
 */
export function marketReturns(
  input: MarketStudyInput,
  reach: 'windows' | 'history' = 'windows',
): MarketReturns {
  const options = studyOptions(input.options);
  const { playhead } = input.frame;
  const { view, dayZero, sessions } = sessionsFor(input, options, reach);
  const asset = closesOn(view, sessions);
  const ends = sessions.slice(1);
  const first = sessions[0] as Session;
  const last = sessions.at(-1) as Session;
  const benchmark = options.model === 'mean' ? null : benchmarkOf(input, first.close, last.close);
  const aligned = benchmark === null ? null : alignAsOf(asset.closes, benchmark.closes);
  const over = <T>(values: readonly (T | null)[]): readonly (T | null)[] =>
    values.map((value, row) => ((ends[row] as Session).close <= playhead ? value : null));
  return {
    series: {
      dates: ends.map((session) => session.date),
      asset: logReturns(asset.closes.map(({ close }) => close)),
      benchmark: aligned === null ? null : over(aligned.returns),
      eventIndex: ends.findIndex((session) => session.date === dayZero.date),
    },
    sessions: ends,
    dayZero,
    benchmark: benchmark === null ? null : (input.benchmark?.id ?? null),
    benchmarkCloses: aligned === null ? ends.map(() => null) : over(aligned.closeTimes),
    forwardFilled: asset.forwardFilled || benchmark?.forwardFilled === true,
  };
}

/** Days of the event window whose benchmark close lies after T0, as far as T0 is known. */
function daysAfter(
  t0: UtcMs,
  precision: Anchor['precision'],
  closes: readonly (UtcMs | null)[],
  from: number,
) {
  const earliest = t0 - DOUBT_MS[precision];
  return closes.flatMap((close, row) => (close !== null && close > earliest ? [from + row] : []));
}

/**
 * Event study of one market at a playhead (EVENT-STUDY §6): day 0 is the session that holds T0, or the next. Days whose
 * session is not over at the playhead are `not-yet`. Where a benchmark close lies after T0, the abnormal return is what
 * the market did beyond the benchmark's own answer to the event: warned of, with the mean-adjusted returns of these days.
 *
 * @throws StudyError as studySeries and marketReturns do.
 */
export function marketStudy(input: MarketStudyInput): MarketStudy {
  const options = studyOptions(input.options);
  const { series, sessions, dayZero, benchmark, benchmarkCloses, forwardFilled } = marketReturns(input);
  const study = studySeries(series, options);
  const { eventIndex } = series;
  const [from, to] = options.window;
  const closes = benchmarkCloses.slice(eventIndex + from, eventIndex + to + 1);
  const flagged = new Set(daysAfter(input.t0, input.precision ?? 'minute', closes, from));
  const warnings = new Set<StudyWarning>(study.warnings);
  if (flagged.size > 0) warnings.add('benchmark-contains-event');
  if (forwardFilled) warnings.add('forward-filled-closes');
  const isOver = (k: number): boolean => (sessions[eventIndex + k] as Session).close <= input.frame.playhead;
  return {
    ...study,
    warnings: STUDY_WARNINGS.filter((warning) => warnings.has(warning)),
    missing: study.missing.map((day) => (isOver(day.k) ? day : { k: day.k, reason: 'not-yet' })),
    eventDate: dayZero.date,
    benchmark,
    align: benchmark === null ? null : 'as-of',
    benchmarkCloses: closes,
    ...(flagged.size > 0
      ? {
          meanAdjusted: studySeries(series, { ...options, model: 'mean' }).ar.filter(({ k }) =>
            flagged.has(k),
          ),
        }
      : {}),
  };
}
