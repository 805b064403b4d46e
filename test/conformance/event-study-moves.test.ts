import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import type { Horizon } from '../../shared/event/horizon.ts';
import type { Bar } from '../../shared/market/bar.ts';
import { eventTime } from '../../shared/reaction/event-time.ts';
import { type MoveTo, moveAfterMinutes, movesSince } from '../../shared/reaction/horizon-moves.ts';
import { priceAt } from '../../shared/reaction/price-at.ts';
import type { Unusualness } from '../../shared/reaction/reaction.ts';
import { unusualness } from '../../shared/reaction/unusualness.ts';
import { usualProfile } from '../../shared/reaction/usual-profile.ts';
import { asUtcMs, DAY_MS, MINUTE_MS, parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';
import type { Frame } from '../../shared/timeline/visible.ts';
import { frameOf } from '../support/bar-timeline.ts';
import { CASES_ROOT, conformance } from '../support/conformance.ts';
import { casePath, EVENT_STUDY_CASES } from '../support/event-study-cases.ts';
import { id, makeBar } from '../support/records.ts';
import { type SessionCase, sessionCalendar } from '../support/session-calendar.ts';

const FOLDER = 'cases/event-study';
const ASSET = id('KS11');

// biome-ignore lint/suspicious/noExplicitAny: each case has inputs and answers of its own shape
type Loose = any;
interface Case {
  readonly inputs: Loose;
  readonly parameters: Loose;
  readonly expected: Loose;
  readonly tolerance: { readonly relative: number; readonly absolute: number; readonly pAbsolute: number };
}

const read = (name: string): Case => JSON.parse(readFileSync(new URL(casePath(name), CASES_ROOT), 'utf8'));

/** Ours has exactly the keys that are expected, and each agrees. */
function agrees(ours: Loose, expected: Loose, tolerance: Case['tolerance'], where: string): void {
  if (typeof expected === 'number') {
    const absolute = where.endsWith('.pTwoSided') ? tolerance.pAbsolute : tolerance.absolute;
    const allowed = Math.max(tolerance.relative * Math.abs(expected), absolute);
    assert.ok(Math.abs(ours - expected) <= allowed, `${where} is ${ours}, not ${expected}`);
  } else if (expected !== null && typeof expected === 'object') {
    assert.ok(ours !== null && typeof ours === 'object', `${where} is ${ours}`);
    assert.deepEqual(Object.keys(ours).sort(), Object.keys(expected).sort(), where);
    for (const key of Object.keys(expected)) agrees(ours[key], expected[key], tolerance, `${where}.${key}`);
  } else assert.equal(ours, expected, where);
}

/** As the cases write an instant. */
const iso = (time: UtcMs | null): string | null =>
  time === null ? null : new Date(time).toISOString().replace('.000Z', 'Z');
const stateOf = (calendar: ExchangeCalendar, t0: UtcMs): string => {
  const { state } = eventTime(calendar, t0);
  return state === 'lunch' ? 'break' : state;
};

interface Columns {
  readonly intervalMinutes: number;
  readonly time: readonly string[];
  readonly open: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
}

/** Everything of the case is past. */
function frameOfBars(columns: Columns, interval: BarInterval): Frame {
  const bars = columns.time.map((time, at): Bar => {
    const openTime = parseInstant(time);
    return makeBar(openTime, columns.close[at] as number, {
      interval,
      open: columns.open[at] as number,
      closeTime: asUtcMs(openTime + columns.intervalMinutes * MINUTE_MS),
    });
  });
  return frameOf({ bars }, asUtcMs((bars.at(-1) as Bar).closeTime + DAY_MS));
}

const inCaseNames = ({ p, missing, ...rest }: Unusualness): Loose => ({
  ...rest,
  pTwoSided: p,
  missing: Object.fromEntries(
    Object.entries(missing).map(([key, reason]) => [key === 'p' ? 'pTwoSided' : key, reason]),
  ),
});

function horizonAnswer(
  frame: Frame,
  calendar: ExchangeCalendar,
  t0: UtcMs,
  horizon: number | string,
  { at, price, moveLog, moveSimple, overnight, reason }: MoveTo,
): Loose {
  const answer: Loose = {
    horizon,
    at: iso(at),
    price: price?.price ?? null,
    logMove: moveLog,
    simpleMove: moveSimple,
  };
  if (at !== null) answer.tradingMinutes = calendar.tradingMinutes(t0, at);
  if (reason === null) answer.overnight = overnight;
  else answer.reason = reason;
  if (reason === 'stale') answer.lastTrade = iso(priceAt(frame, ASSET, at as UtcMs)?.time ?? null);
  return answer;
}

/** The horizon of ours that is the same, so that both routes to it are asked. */
const NAMED: Readonly<Record<string, Horizon>> = {
  5: '5m',
  15: '15m',
  30: '30m',
  60: '1h',
  120: '2h',
  'session-end': 'close',
};

/** Cases 28 to 31: the trading clock, base, gap and moves. */
function clockAnswer({ inputs, parameters }: Case): Loose {
  assert.equal(parameters.staleIntervals, 5);
  const calendar = sessionCalendar(inputs.sessions);
  const frame = frameOfBars(inputs.bars, '5m');
  return {
    events: inputs.events.map((text: string) => {
      const t0 = parseInstant(text);
      const { event, base, baseReason, gap, moves } = movesSince(frame, ASSET, calendar, t0, 'minute');
      const common = { t0: text, state: stateOf(calendar, t0) };
      if (base === null) {
        // A base that no bar of the series can give.
        assert.equal(baseReason, 'no-history');
        return { ...common, base, missing: { base: 'no-trade-before-event' } };
      }
      const horizons = parameters.horizons.map((horizon: number | string) => {
        const name = NAMED[horizon];
        const move = name === undefined ? undefined : moves.find((m) => m.horizon === name);
        if (typeof horizon === 'number') {
          const byMinutes = moveAfterMinutes(frame, ASSET, calendar, t0, horizon);
          if (move !== undefined) {
            const { horizon: _, ...unnamed } = move;
            assert.deepEqual(byMinutes, unnamed);
          }
          return horizonAnswer(frame, calendar, t0, horizon, byMinutes);
        }
        assert.ok(move !== undefined, `no horizon ${horizon}`);
        return horizonAnswer(frame, calendar, t0, horizon, move);
      });
      return {
        ...common,
        base: { price: base.price, time: iso(base.time) },
        reactionStart: iso(event.reactionStart),
        horizons,
        ...(gap === null
          ? {}
          : { gap: { open: gap.open, logMove: gap.moveLog, simpleMove: gap.moveSimple } }),
      };
    }),
  };
}

interface DailyMarket {
  readonly sessions: readonly SessionCase[];
  readonly closes: Readonly<Record<string, number>>;
}

/** Case 32: day 0 and its daily move. */
function dayZeroAnswer({ sessions, closes }: DailyMarket, t0: UtcMs): Loose {
  const calendar = sessionCalendar(sessions);
  const all = calendar.sessions(asUtcMs(0), parseInstant('2100-01-01T00:00:00Z'));
  const bars = all.map((s) =>
    makeBar(s.open, closes[s.date] as number, { interval: '1d', closeTime: s.close }),
  );
  const frame = frameOf({ bars }, asUtcMs((bars.at(-1) as Bar).closeTime + DAY_MS));
  const { event, moves } = movesSince(frame, ASSET, calendar, t0, 'minute', ['0d']);
  const [move] = moves;
  const common = { state: stateOf(calendar, t0), day0: event.dayZero?.date ?? null };
  if (event.dayZero === null) return { ...common, reason: move?.reason };
  return {
    ...common,
    reactionStart: iso(event.reactionStart),
    dailyBaseDate: all.find((s) => s.close === move?.base?.time)?.date,
    dailyBase: move?.base?.price,
    day0LogReturn: move?.moveLog,
  };
}

/** Case 33: half-hour bars, which stand here among the hourly ones. */
function usualAnswer({ inputs, parameters }: Case): Loose {
  const calendar = sessionCalendar(inputs.sessions);
  const frame = frameOfBars(inputs.bars, '1h');
  return {
    events: inputs.events.map((text: string) => {
      const t0 = parseInstant(text);
      const lookback = parameters.lookbackSessions;
      const profile = usualProfile(frame, ASSET, calendar, t0, { lookback });
      const minutes = parameters.horizonMinutes;
      const [sample, step] = [NAMED[minutes], `m${minutes}`].map((key) =>
        profile.samples.find((s) => s.key === key),
      );
      assert.ok(sample !== undefined && step !== undefined);
      assert.deepEqual({ ...step, key: sample.key }, sample, 'a step of the grid is the same as the horizon');
      const own = moveAfterMinutes(frame, ASSET, calendar, t0, minutes).moveLog as number;
      return {
        t0: text,
        offsetMinutes: sample.from === 'same-offset' ? profile.offsetMinutes : null,
        sample: sample.sessions.map((date, at) => ({ date, logMove: sample.moves[at] })),
        skipped: sample.skipped,
        eventLogMove: own,
        unusualness: inCaseNames(unusualness(sample.moves, own)),
      };
    }),
  };
}

function answer(name: (typeof EVENT_STUDY_CASES.moves)[number], asked: Case): Loose {
  const { inputs, parameters } = asked;
  switch (name) {
    case '28-lunch-break':
    case '29-market-closed':
    case '30-half-day':
    case '31-stale-and-waiting':
      return clockAnswer(asked);
    case '32-day-zero':
      return {
        events: inputs.events.map((t0: string) => ({
          t0,
          markets: Object.fromEntries(
            Object.entries<DailyMarket>(inputs.markets).map(([mic, market]) => [
              mic,
              dayZeroAnswer(market, parseInstant(t0)),
            ]),
          ),
        })),
      };
    case '33-usual-move-sample':
      return usualAnswer(asked);
    default:
      assert.deepEqual(parameters, { madFactor: 1.4826, minScaleSample: 20, minPercentileSample: 40 });
      return inCaseNames(unusualness(inputs.sample, inputs.value));
  }
}

conformance('event-study moves and usual moves', [FOLDER], () => {
  for (const name of EVENT_STUDY_CASES.moves) {
    const asked = read(name);
    it(name, () => agrees(answer(name, asked), asked.expected, asked.tolerance, name));
  }
});
