import type { Session } from '../calendar/calendar.ts';
import type { InstrumentId } from '../market/instrument.ts';
import { asUtcMs, type LocalDate, MINUTE_MS, type UtcMs } from '../time/instant.ts';
import { bridgeMaximum, fillBridge, intradayVariance } from './bridge.ts';
import type { KeyClose, PathBar } from './marks.ts';
import { type Random, random, seedFrom } from './random.ts';
import { type Ticks, ticksFor } from './ticks.ts';

/** Sessions of 5-minute history: the longest look-back of a usual move is 120 of them. */
export const INTRADAY_SESSIONS = 130;

/** Standard deviation of a daily log return, by market: the order of size of 2024 and 2025, not an estimate. */
const DAILY_SIGMA: Readonly<Record<string, number>> = {
  N225: 0.012,
  TOPIX: 0.011,
  HSI: 0.013,
  SSEC: 0.009,
  SZCOMP: 0.012,
  CSI300: 0.01,
  KS11: 0.011,
  TWII: 0.012,
  AXJO: 0.008,
  NSEI: 0.008,
  BSESN: 0.008,
  VNINDEX: 0.011,
  GSPC: 0.009,
  VIX: 0.06,
  USDJPY: 0.006,
};
const USUAL_SIGMA = 0.01;
/** Share of a market's variance that all markets have in common. */
const COMMON_SHARE = 0.45;
/** A fear gauge and a safe currency fall when shares rise. */
const COUNTER: ReadonlySet<string> = new Set(['VIX']);
/** Share of the daily variance that falls between close and open. */
const OVERNIGHT_SHARE = 0.3;

export interface HistoryInput {
  readonly instrument: InstrumentId;
  readonly priceTick: number;
  /** All sessions of the span in order; the last one's close is the newest key close. */
  readonly sessions: readonly Session[];
  /** Published closes the path must hit; the last is the published previous close of the simulated day. */
  readonly keyCloses: readonly KeyClose[];
}

export interface SimulatedHistory {
  readonly daily: readonly PathBar[];
  /** Of the last 130 sessions. */
  readonly fiveMinute: readonly PathBar[];
  /** Published closes the calendar has no session for; the path does not pass through them. */
  readonly unplaced: readonly LocalDate[];
}

/** The market factor of a date, the same for every market. */
const commonFactor = (seed: number, date: LocalDate): number =>
  random(seedFrom(seed, 'common', date)).normal();

/** Log closes through every pin: free returns, with each stretch's shortfall spread evenly over its days. */
function logCloses(input: HistoryInput, pins: ReadonlyMap<number, number>, seed: number): Float64Array {
  const n = input.sessions.length;
  const rng = random(seedFrom(seed, input.instrument, 'closes'));
  const sigma = DAILY_SIGMA[input.instrument] ?? USUAL_SIGMA;
  const sign = COUNTER.has(input.instrument) ? -1 : 1;
  const returns = Float64Array.from(input.sessions, (s) => {
    const own = Math.sqrt(1 - COMMON_SHARE) * rng.normal();
    return sigma * (sign * Math.sqrt(COMMON_SHARE) * commonFactor(seed, s.date) + own);
  });
  const logs = new Float64Array(n);
  const order = [...pins.keys()].sort((a, b) => a - b);
  const first = order[0] as number;
  logs[first] = pins.get(first) as number;
  for (let i = first; i > 0; i--) logs[i - 1] = (logs[i] as number) - (returns[i] as number);
  for (let k = 1; k < order.length; k++) {
    const from = order[k - 1] as number;
    const to = order[k] as number;
    let sum = 0;
    for (let i = from + 1; i <= to; i++) sum += returns[i] as number;
    const shortfall = ((pins.get(to) as number) - (pins.get(from) as number) - sum) / (to - from);
    for (let i = from + 1; i < to; i++)
      logs[i] = (logs[i - 1] as number) + (returns[i] as number) + shortfall;
    logs[to] = pins.get(to) as number;
  }
  const last = order[order.length - 1] as number;
  for (let i = last + 1; i < n; i++) logs[i] = (logs[i - 1] as number) + (returns[i] as number);
  return logs;
}

const FIVE_MINUTES = 5 * MINUTE_MS;

/** 5-minute bars of one session between a given open and close, in log price; a break is a gap without variance. */
function intraday(
  session: Session,
  open: number,
  close: number,
  v: number,
  ticks: Ticks,
  rng: Random,
): PathBar[] {
  const starts: [UtcMs, UtcMs][] = [];
  for (const segment of session.segments) {
    for (let t: number = segment.open; t < segment.close; t += FIVE_MINUTES) {
      starts.push([asUtcMs(t), asUtcMs(Math.min(t + FIVE_MINUTES, segment.close))]);
    }
  }
  const variance = intradayVariance(starts.length).map((share) => share * v);
  const logs = new Float64Array(starts.length + 1);
  logs[0] = open;
  logs[starts.length] = close;
  fillBridge(logs, 0, starts.length, variance, rng);
  return starts.map(([openTime, closeTime], i) => {
    const from = ticks.toTicks(Math.exp(logs[i] as number));
    const to = ticks.toTicks(Math.exp(logs[i + 1] as number));
    const wick = from * Math.sqrt(variance[i] as number) * 0.4;
    return {
      openTime,
      closeTime,
      open: ticks.toPrice(from),
      high: ticks.toPrice(Math.max(from, to) + Math.round(wick * Math.abs(rng.normal()))),
      low: ticks.toPrice(Math.max(1, Math.min(from, to) - Math.round(wick * Math.abs(rng.normal())))),
      close: ticks.toPrice(to),
    };
  });
}

/** A daily bar without intraday bars beneath it; its range follows the law of a Brownian bridge. */
function dailyOnly(
  session: Session,
  open: number,
  close: number,
  v: number,
  ticks: Ticks,
  rng: Random,
): PathBar {
  const up = bridgeMaximum(close - open, v, rng);
  const down = bridgeMaximum(open - close, v, rng);
  const price = (log: number): number => ticks.toPrice(Math.max(1, ticks.toTicks(Math.exp(log))));
  return {
    openTime: session.open,
    closeTime: session.close,
    open: price(open),
    high: price(open + up),
    low: price(open - down),
    close: price(close),
  };
}

function dailyFrom(session: Session, bars: readonly PathBar[]): PathBar {
  return {
    openTime: session.open,
    closeTime: session.close,
    open: (bars[0] as PathBar).open,
    high: Math.max(...bars.map((b) => b.high)),
    low: Math.min(...bars.map((b) => b.low)),
    close: (bars[bars.length - 1] as PathBar).close,
  };
}

/**
 * Made-up history that ends at published figures: daily bars of all sessions, 5-minute bars of the last 130. The
 * close of every key date is the published one, exactly; the days between are seeded returns of a realistic size with
 * a factor common to all markets of one seed. Throws RangeError without a single usable key close.
 */
export function simulateHistory(input: HistoryInput, seed: number): SimulatedHistory {
  const index = new Map(input.sessions.map((s, i) => [s.date, i]));
  const pins = new Map<number, number>();
  const published = new Map<number, number>();
  const unplaced: LocalDate[] = [];
  for (const key of input.keyCloses) {
    const i = index.get(key.date);
    if (i === undefined) {
      unplaced.push(key.date);
      continue;
    }
    pins.set(i, Math.log(key.close));
    published.set(i, key.close);
  }
  if (pins.size === 0)
    throw new RangeError(`no published close to end the history of ${input.instrument} on`);
  const ticks = ticksFor(input.priceTick, [...published.values()]);
  const logs = logCloses(input, pins, seed);
  const sigma = DAILY_SIGMA[input.instrument] ?? USUAL_SIGMA;
  const rng = random(seedFrom(seed, input.instrument, 'days'));
  const daily: PathBar[] = [];
  const fiveMinute: PathBar[] = [];
  const firstIntraday = input.sessions.length - INTRADAY_SESSIONS;
  input.sessions.forEach((session, i) => {
    const close = logs[i] as number;
    const before = i === 0 ? close : (logs[i - 1] as number);
    const gap = OVERNIGHT_SHARE * (close - before) + Math.sqrt(OVERNIGHT_SHARE) * 0.5 * sigma * rng.normal();
    const open = before + gap;
    const variance = (1 - OVERNIGHT_SHARE) * sigma * sigma;
    if (i < firstIntraday) {
      daily.push(dailyOnly(session, open, close, variance, ticks, rng));
      return;
    }
    const bars = intraday(session, open, close, variance, ticks, rng);
    fiveMinute.push(...bars);
    daily.push(dailyFrom(session, bars));
  });
  return { daily, fiveMinute, unplaced };
}
