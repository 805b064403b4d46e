import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import type { MarketEvent } from '../../shared/event/event.ts';
import type { Bar } from '../../shared/market/bar.ts';
import type { InstrumentId, Mic } from '../../shared/market/instrument.ts';
import { random } from '../../shared/simulation/random.ts';
import { asSeq, asUtcMs, DAY_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { Timeline } from '../../shared/timeline/timeline.ts';
import { type Frame, visible } from '../../shared/timeline/visible.ts';
import { at, calendars, timelineOf } from './bar-timeline.ts';
import { detailOf } from './reactions.ts';
import { id, makeBar } from './records.ts';

export interface Market {
  readonly instrument: InstrumentId;
  readonly calendar: ExchangeCalendar;
  /** Length of its intraday bars, minutes; null where only daily bars are kept. */
  readonly barMinutes: 1 | 5 | null;
}

const market = (instrument: string, mic: string, barMinutes: Market['barMinutes']): Market => ({
  instrument: id(instrument),
  calendar: calendars.get(mic as Mic),
  barMinutes,
});

export const MARKETS: readonly Market[] = [
  market('KS11', 'XKRX', 1),
  market('N225', 'XTKS', 5),
  market('HSI', 'XHKG', 5),
  market('NZ50', 'XNZE', null),
];

const FROM = asUtcMs(at('00:00') - 90 * DAY_MS);
const INTRADAY_FROM = asUtcMs(at('00:00') - 70 * DAY_MS);
const TO = asUtcMs(at('00:00') + 4 * DAY_MS);

/** Bars of a market as the calendar has them, at a price of 100. */
function gridOf({ instrument, calendar, barMinutes }: Market): Bar[] {
  const bars: Bar[] = [];
  for (const session of calendar.sessions(FROM, TO)) {
    bars.push(makeBar(session.open, 100, { instrument, interval: '1d', closeTime: session.close }));
    // Minutes of a few days, five-minute bars of enough sessions for a usual move.
    const kept = barMinutes === 1 ? at('00:00') - 3 * DAY_MS : INTRADAY_FROM;
    if (barMinutes === null || session.open < kept) continue;
    const interval = barMinutes === 1 ? '1m' : '5m';
    for (const { open, close } of session.segments) {
      for (let time: number = open; time < close; time += barMinutes * MINUTE_MS)
        bars.push(makeBar(time, 100, { instrument, interval }));
    }
  }
  return bars;
}

const GRIDS = MARKETS.map(gridOf);

function eventOf(n: number, times: readonly number[], rest: Partial<MarketEvent> = {}): MarketEvent {
  const { summary, claims, ...details } = detailOf() as NonNullable<ReturnType<typeof detailOf>>;
  return {
    slug: `event-${n}`,
    title: `Event ${n}`,
    anchors: times.map((time, k) => ({
      name: `anchor ${k}`,
      time: asUtcMs(time),
      window: { earliest: asUtcMs(time - 5 * MINUTE_MS), latest: asUtcMs(time + 5 * MINUTE_MS) },
      precision: 'minute',
    })),
    end: null,
    themes: ['trade'],
    place: '',
    summary,
    claims,
    marketClaims: [],
    ...details,
    marketNotes: [],
    closedMarkets: [],
    confidence: 'high',
    origin: 'catalogue',
    actor: 'archive',
    receivedAt: asUtcMs(0),
    revision: 1,
    deleted: false,
    seq: asSeq(n + 1),
    ...rest,
  };
}

/** Two days of events, one with anchors on both sides of the playhead; what lies after it follows the future's seed. */
function eventsOf(playhead: UtcMs, past: number, future: number): MarketEvent[] {
  const earlier = random(past);
  const later = random(future);
  const before = (): number => playhead - earlier.below(4 * 24 * 60) * MINUTE_MS;
  const after = (): number => playhead + (1 + later.below(24 * 60)) * MINUTE_MS;
  const events = Array.from({ length: 4 }, (_, n) => eventOf(n, [before()]));
  events.push(eventOf(4, [before(), after()], { summary: `later ${future}` }));
  for (let n = 5; n < 5 + later.below(3); n += 1) events.push(eventOf(n, [after()]));
  return events;
}

/**
 * A world whose bars and events up to the playhead follow one seed and all that comes after it another: prices, missing
 * bars, anchors. Bars are walks of 0.1 % a step with one bar in fifty missing.
 */
function worldOf(playhead: UtcMs, past: number, future: number): Timeline {
  const bars: Bar[] = [];
  for (const [n, grid] of GRIDS.entries()) {
    const earlier = random(past + n);
    const later = random(future + n);
    const closes = { '1m': 100, '5m': 100, '1h': 100, '1d': 100 };
    for (const bar of grid) {
      const source = bar.closeTime <= playhead ? earlier : later;
      closes[bar.interval] *= Math.exp(0.001 * source.normal());
      if (source.next() < 0.02) continue;
      const price = source === later ? closes[bar.interval] * (1 + later.next()) : closes[bar.interval];
      bars.push({ ...bar, open: price, high: price, low: price, close: price });
    }
  }
  const timeline = timelineOf({ bars });
  for (const event of eventsOf(playhead, past, future)) timeline.events.set(event.slug, event);
  return timeline;
}

/** Two frames at one playhead of worlds that share their past and nothing of their future. */
export const twoFutures = (playhead: UtcMs, past: number, future: number): readonly [Frame, Frame] => [
  visible(worldOf(playhead, past, future), playhead, 'published'),
  visible(worldOf(playhead, past, future + 1000), playhead, 'published'),
];
