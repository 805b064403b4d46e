import type { BarContext } from '../../server/feeds/quote-answer.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import type { Instrument, Mic } from '../../shared/market/instrument.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { asUtcMs, parseInstant } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';

const calendars = createCalendars();

export const calendarOf = (instrument: { readonly mic: Mic }) => calendars.get(instrument.mic);

/** A shipped instrument by id. Throws RangeError for an unknown one. */
export function shippedInstrument(id: string): Instrument {
  const found = INSTRUMENTS.find((i) => i.id === id);
  if (found === undefined) throw new RangeError(`no instrument ${id}`);
  return found;
}

/** Context of a request for all of time, received at an ISO instant. */
export function barContext(id: string, interval: BarInterval, receivedAt: string): BarContext {
  const instrument = shippedInstrument(id);
  return {
    instrument,
    interval,
    calendar: calendarOf(instrument),
    provenance: 'polled',
    receivedAt: parseInstant(receivedAt),
    range: { from: asUtcMs(0), to: asUtcMs(4e12) },
  };
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const jsonBytes = (value: unknown): Uint8Array => bytes(JSON.stringify(value));

type Cell = number | null;
/** ISO stamp, open, high, low, close, volume. */
export type ChartRow = readonly [stamp: string, open: Cell, high: Cell, low: Cell, close: Cell, volume: Cell];

export const seconds = (iso: string): number => parseInstant(iso) / 1000;

/** A v8 chart answer with the given rows and meta fields. */
export function chartAnswer(rows: readonly ChartRow[], meta: Readonly<Record<string, unknown>>): unknown {
  const column = (index: 1 | 2 | 3 | 4 | 5) => rows.map((row) => row[index]);
  return {
    chart: {
      result: [
        {
          meta: { symbol: 'X', currency: 'USD', instrumentType: 'INDEX', ...meta },
          timestamp: rows.map((row) => seconds(row[0])),
          indicators: {
            quote: [
              { open: column(1), high: column(2), low: column(3), close: column(4), volume: column(5) },
            ],
          },
        },
      ],
      error: null,
    },
  };
}
