import type { ChartInput, ChartNow } from '../../client/charts/chart-input.ts';
import { tradingAxis } from '../../client/charts/trading-axis.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import type { Instrument, InstrumentId } from '../../shared/market/instrument.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import type { BaseMode } from '../../shared/reaction/base-price.ts';
import { asUtcMs, MINUTE_MS, parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import type { Timeline } from '../../shared/timeline/timeline.ts';
import { visible } from '../../shared/timeline/visible.ts';
import { id, makeBar } from './records.ts';

export const T0 = parseInstant('2025-10-30T02:05:00Z');
const CALENDARS = createCalendars();

export function market(name: string): Instrument {
  const found = INSTRUMENTS.find((i) => i.id === name);
  if (found === undefined) throw new Error(`no instrument ${name}`);
  return found;
}

export const INSTRUMENT = { KS11: id('KS11'), N225: id('N225') } as const;

const instant = (clock: string | number): UtcMs =>
  typeof clock === 'number'
    ? asUtcMs(clock)
    : parseInstant(clock.includes('T') ? clock : `2025-10-30T${clock}:00Z`);

/** Minute bars of 30 October 2025 between two UTC clock times; `price` by minutes since the first bar. */
export function feed(
  timeline: Timeline,
  instrument: string,
  from: string,
  to: string,
  price: (minute: number) => number,
): void {
  const start = instant(from);
  for (let time: number = start; time < instant(to); time += MINUTE_MS) {
    const close = price((time - start) / MINUTE_MS);
    timeline.seriesFor(id(instrument), '1m').upsert(makeBar(time, close, { instrument: id(instrument) }));
  }
}

interface Asked {
  readonly now: string | number;
  readonly kind?: ChartNow['kind'];
  readonly from?: string;
  readonly to?: string;
  readonly base?: BaseMode;
  readonly axis?: ChartInput['axis'];
  readonly currency?: ChartInput['currency'];
  readonly standIns?: readonly string[];
  readonly lost?: string;
  readonly markets?: readonly string[];
  readonly emphasised?: readonly string[];
  readonly selected?: string;
}

/** A chart of the Busan day at a UTC clock time, as the page would ask for it. */
export function chartInput(timeline: Timeline, asked: Asked): ChartInput {
  const now = instant(asked.now);
  const instruments = (asked.markets ?? ['KS11', 'N225', 'TWII']).map(market);
  const ids = (names: readonly string[]): InstrumentId[] => names.map(id);
  return {
    frame: visible(timeline, now, 'published'),
    instruments,
    emphasised: ids(asked.emphasised ?? ['KS11', 'N225']),
    selected: asked.selected === undefined ? null : id(asked.selected),
    base: asked.base ?? 't0',
    axis: asked.axis ?? 'clock',
    folding: tradingAxis,
    currency: asked.currency ?? 'local',
    usual: null,
    standIns: (asked.standIns ?? []).map(market),
    t0: T0,
    t0Name: 'Handshake',
    t0Precision: 'minute',
    subject: null,
    otherEvents: [],
    from: instant(asked.from ?? '00:00'),
    to: instant(asked.to ?? '06:00'),
    bounds: { from: instant('2024-01-01T00:00:00Z'), to: instant('2025-12-01T00:00:00Z') },
    loading: false,
    now: { time: now, kind: asked.kind ?? 'live' },
    timeZone: 'Asia/Seoul',
    zoneCity: 'Seoul',
    calendars: CALENDARS,
    connectionLostSince: asked.lost === undefined ? null : instant(asked.lost),
    basis: 'published',
    layout: 'wide',
  };
}
