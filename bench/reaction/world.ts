import { daysOf, HORIZONS, minutesOf } from '../../shared/event/horizon.ts';
import type { IncomingBar } from '../../shared/market/bar.ts';
import type { Instrument, InstrumentId } from '../../shared/market/instrument.ts';
import { eventClock } from '../../shared/reaction/event-time.ts';
import type { UsualProfile } from '../../shared/reaction/reaction.ts';
import { asSeq, asUtcMs, DAY_MS, MINUTE_MS, parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { calendars, DAY_BEGINS, MARKETS, MINUTES_A_DAY, walk } from '../made-up/markets.ts';
import { seededRandom } from '../made-up/random.ts';

const MARKET_COUNT = 50;
const SESSIONS = 120;

/** 11:05 in Seoul, in a session of 390 minutes from 09:00 without a break. */
export const T0: UtcMs = parseInstant('2025-10-30T02:05:00Z');
export const seoul = calendars.get('XKRX' as Instrument['mic']);
export const clock = eventClock(seoul, T0);

export interface Market {
  readonly id: InstrumentId;
  readonly minutes: readonly IncomingBar[];
  readonly daily: readonly IncomingBar[];
  readonly profile: UsualProfile;
}

const seoulMarket = MARKETS.find((m) => m.mic === 'XKRX') as Instrument;

/** Log moves of ordinary days, wider over longer horizons. */
function profileOf(instrument: InstrumentId, seed: number): UsualProfile {
  const random = seededRandom(seed);
  const ordinary = (minutes: number) => (): number =>
    (random() + random() + random() - 1.5) * 0.0006 * Math.sqrt(minutes);
  const samples = HORIZONS.map((key): UsualProfile['samples'][number] => {
    const days = daysOf(key);
    const minutes = minutesOf(key);
    return {
      key,
      minutes,
      interval: days === null ? '1m' : '1d',
      from: 'same-offset',
      moves: Array.from({ length: SESSIONS }, ordinary(minutes ?? MINUTES_A_DAY * ((days ?? 0) + 1))),
      sessions: [],
      skipped: [],
      overlapping: (days ?? 0) > 0,
    };
  });
  return {
    instrument,
    t0: T0,
    dayZero: clock.event.dayZero?.date ?? null,
    offsetMinutes: clock.event.offsetMinutes,
    lookback: SESSIONS,
    stepMinutes: 5,
    samples,
  };
}

/** The minutes of day 0, and daily bars from a month before it to the end of the last horizon. */
function marketOf(at: number): Market {
  const id = `M${String(at + 1).padStart(2, '0')}` as InstrumentId;
  const instrument = { ...seoulMarket, id };
  const opens = Array.from({ length: MINUTES_A_DAY }, (_, m) => asUtcMs(DAY_BEGINS + m * MINUTE_MS));
  const last = clock.days.get('20d')?.close as UtcMs;
  const sessions = seoul.sessions(asUtcMs(DAY_BEGINS - 30 * DAY_MS), last);
  const daily = walk(
    instrument,
    sessions.map(({ open }) => open),
    at + 101,
  ).map((bar, n) => ({ ...bar, interval: '1d' as const, closeTime: sessions[n]?.close as UtcMs }));
  return { id, minutes: walk(instrument, opens, at + 1), daily, profile: profileOf(id, at + 201) };
}

export const markets: readonly Market[] = Array.from({ length: MARKET_COUNT }, (_, at) => marketOf(at));

export function load(): Timeline {
  const timeline = new Timeline();
  for (const { id, minutes, daily } of markets) {
    for (const bar of [...minutes, ...daily]) {
      const series = timeline.seriesFor(id, bar.interval);
      const receivedAt = asUtcMs(bar.closeTime + 900);
      series.upsert({ ...bar, receivedAt, revision: 1, seq: asSeq(series.length + 1) });
    }
  }
  return timeline;
}
