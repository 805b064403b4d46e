import type { ExchangeCalendar, Session } from '../calendar/calendar.ts';
import { daysOf, HORIZONS, type Horizon, minutesOf } from '../event/horizon.ts';
import type { InstrumentId } from '../market/instrument.ts';
import { MINUTE_MS, type UtcMs } from '../time/instant.ts';
import { INTERVAL_MS } from '../time/interval.ts';
import type { Frame } from '../timeline/visible.ts';
import { eventClock } from './event-time.ts';
import type { Precision } from './horizon-moves.ts';
import { INTRADAY } from './price-at.ts';
import type { EventTime, UsualProfile, UsualSample } from './reaction.ts';
import { MIN_PERCENTILE_SAMPLE } from './unusualness.ts';
import {
  closeReference,
  dayReference,
  gather,
  type LookBack,
  lookBack,
  minuteReference,
  officialCloses,
  type Starts,
  startsOf,
} from './usual-sample.ts';

export interface UsualOptions {
  /** Sessions before day 0 that are looked back on, the left out ones among them. */
  readonly lookback?: number;
  readonly precision?: Precision;
}

/** EVENT-STUDY §3. */
const LOOKBACK = 120;
/** The grid of steps reaches at least this far, trading minutes. */
const GRID_MINUTES = 120;
/** The base of a reference may be older than the event's by so much of the window that is measured, no more. */
const MOST_OLDER = 0.2;

interface Making {
  readonly calendar: ExchangeCalendar;
  readonly event: EventTime & { readonly dayZero: Session };
  readonly back: LookBack;
  readonly precision: Precision;
  /** Intraday series that hold bars, finest first. */
  readonly series: readonly Starts[];
  readonly closes: Float64Array;
  readonly hasDaily: boolean;
  /** Trading minutes from the reaction start to the end of day 0. */
  readonly left: number;
}

const minutesOfBar = ({ view }: Starts): number => INTERVAL_MS[view.interval] / MINUTE_MS;

/** The finest sample that carries percentiles; where none does the largest, the finest of equal ones. */
function pick(samples: readonly (() => UsualSample)[]): UsualSample | null {
  let best: UsualSample | null = null;
  for (const make of samples) {
    const sample = make();
    if (sample.moves.length >= MIN_PERCENTILE_SAMPLE) return sample;
    if (best === null || sample.moves.length > best.moves.length) best = sample;
  }
  return best;
}

/** Ends of sessions that the event's own move crosses; null where the calendar ends first. */
function crossingsOf({ calendar, event, left }: Making, minutes: number): number | null {
  if (minutes <= left) return 0;
  const end = calendar.addTradingMinutes(event.t0, minutes);
  return end === null ? null : calendar.sessions(event.dayZero.open, end).length - 1;
}

const fromOf = ({ back }: Making): UsualSample['from'] =>
  back.offset === null ? 'previous-close' : 'same-offset';

function minuteSample(
  making: Making,
  starts: Starts,
  key: string,
  minutes: number,
  crossings: number,
): UsualSample {
  return gather(
    making.back,
    { key, minutes, interval: starts.view.interval, from: fromOf(making), overlapping: false },
    (at) => minuteReference(starts, at, minutes, crossings),
  );
}

/** Only bars whose length divides the horizon measure exactly that many minutes. */
function minuteHorizon(making: Making, horizon: Horizon, minutes: number): UsualSample | null {
  const crossings = crossingsOf(making, minutes);
  if (crossings === null) return null;
  return pick(
    making.series
      .filter((starts) => minutes % minutesOfBar(starts) === 0)
      .map((starts) => () => minuteSample(making, starts, horizon, minutes, crossings)),
  );
}

/** Whether coarse bars start near enough to the offset, against the minutes that are measured. */
function startsNear({ back }: Making, starts: Starts, window: number): boolean {
  const older = back.offset === null ? 0 : (back.offset / MINUTE_MS) % minutesOfBar(starts);
  return older <= MOST_OLDER * window;
}

function closeHorizon(making: Making): UsualSample | null {
  const { back, precision, closes } = making;
  const series = making.series.filter((starts) => startsNear(making, starts, making.left));
  return pick(
    series.map(
      (starts) => () =>
        gather(
          back,
          {
            key: 'close',
            minutes: null,
            interval: starts.view.interval,
            from: fromOf(making),
            overlapping: false,
          },
          (at) => closeReference(starts, at, precision === 'day' ? closes[at - 1] : Number.NaN),
        ),
    ),
  );
}

/** From the same offset by intraday bars, then from the close before by daily bars: to official closes both. */
function dayHorizon(making: Making, horizon: Horizon, k: number): UsualSample | null {
  const { back, closes, event, hasDaily, left } = making;
  if (!hasDaily) return null;
  const overlapping = k > 0;
  const day = making.calendar.tradingMinutes(event.dayZero.open, event.dayZero.close);
  const onTheDay = back.offset === null || back.offset === 0 ? [] : making.series;
  const sameOffset = onTheDay
    .filter((starts) => startsNear(making, starts, left + k * day))
    .map((starts) => () => {
      const about = { key: horizon, minutes: null, interval: starts.view.interval, overlapping };
      return gather(back, { ...about, from: 'same-offset' }, (at) =>
        dayReference(back, closes, starts, at, k),
      );
    });
  const about = { key: horizon, minutes: null, interval: '1d', overlapping } as const;
  return pick([
    ...sameOffset,
    () => gather(back, { ...about, from: 'previous-close' }, (at) => dayReference(back, closes, null, at, k)),
  ]);
}

/** The finest series whose first step carries percentiles; the one with most references where none does. */
function gridSeries(making: Making): Starts | null {
  const sample = pick(
    making.series.map((starts) => () => {
      const step = minutesOfBar(starts);
      return minuteSample(making, starts, `m${step}`, step, crossingsOf(making, step) ?? 0);
    }),
  );
  if (sample === null || sample.moves.length === 0) return null;
  return making.series.find((starts) => starts.view.interval === sample.interval) ?? null;
}

function gridSamples(making: Making, starts: Starts): UsualSample[] {
  const step = minutesOfBar(starts);
  const samples: UsualSample[] = [];
  for (let minutes = step; minutes <= Math.max(GRID_MINUTES, making.left); minutes += step) {
    const crossings = crossingsOf(making, minutes);
    if (crossings === null) break;
    samples.push(minuteSample(making, starts, `m${minutes}`, minutes, crossings));
  }
  return samples;
}

function prepare(
  frame: Frame,
  instrument: InstrumentId,
  calendar: ExchangeCalendar,
  t0: UtcMs,
  lookback: number,
  precision: Precision,
): Making | null {
  const { event } = eventClock(calendar, t0);
  const { dayZero, reactionStart } = event;
  if (dayZero === null || reactionStart === null) return null;
  const found = { ...event, dayZero };
  const back = lookBack(calendar, found, frame.playhead, lookback, precision === 'day');
  if (back === null) return null;
  const daily = frame.bars(instrument, '1d');
  return {
    calendar,
    event: found,
    back,
    precision,
    series: INTRADAY.map((interval) => frame.bars(instrument, interval))
      .filter((view) => view.length > 0)
      .map((view) => startsOf(back, view)),
    closes: officialCloses(back, daily),
    hasDaily: daily.length > 0,
    left: calendar.tradingMinutes(precision === 'day' ? dayZero.open : reactionStart, dayZero.close),
  };
}

/**
 * Usual moves of one market for one T0 (EVENT-STUDY §3): the same move on each of the last sessions before day 0, for
 * every horizon and for the steps `m<minutes>` of a grid that the page reads between them. Each sample is made from the
 * finest interval that gives 40 references. No reference reads past T0 or the playhead, and day 0 gives none.
 *
 * @param t0 UTC ms.
 */
export function usualProfile(
  frame: Frame,
  instrument: InstrumentId,
  calendar: ExchangeCalendar,
  t0: UtcMs,
  { lookback = LOOKBACK, precision = 'minute' }: UsualOptions = {},
): UsualProfile {
  const { event } = eventClock(calendar, t0);
  const about = {
    instrument,
    t0,
    dayZero: event.dayZero?.date ?? null,
    offsetMinutes: event.offsetMinutes,
    lookback,
  };
  const making = prepare(frame, instrument, calendar, t0, lookback, precision);
  if (making === null) return { ...about, stepMinutes: null, samples: [] };
  const horizons = HORIZONS.flatMap((horizon) => {
    const minutes = minutesOf(horizon);
    const k = daysOf(horizon);
    if (k !== null) return dayHorizon(making, horizon, k) ?? [];
    if (minutes === null) return closeHorizon(making) ?? [];
    return precision === 'day' ? [] : (minuteHorizon(making, horizon, minutes) ?? []);
  });
  const grid = precision === 'day' ? null : gridSeries(making);
  return {
    ...about,
    stepMinutes: grid === null ? null : minutesOfBar(grid),
    samples: grid === null ? horizons : [...horizons, ...gridSamples(making, grid)],
  };
}
