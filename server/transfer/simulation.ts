import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { busanMarks, publishedCloses } from '../../archive/index.ts';
import type { Calendars } from '../../shared/calendar/calendar.ts';
import type { IncomingBar } from '../../shared/market/bar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import { simulateMarket } from '../../shared/simulation/market.ts';
import { type PathBar, SIMULATION_SEED } from '../../shared/simulation/marks.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';
import type { Ingest } from '../ingest/ingest.ts';

/** Provider of simulated history; the day itself comes from the upstreams' stand-in. */
export const SIMULATION_PROVIDER = 'simulation';
const CHUNK = 2000;

export interface LoadedHistory {
  readonly markets: number;
  readonly created: number;
  readonly known: number;
  readonly refused: number;
}

export interface LoadOptions {
  readonly seed?: number;
  /** Ends the loading between two chunks. */
  readonly signal?: AbortSignal;
}

function incoming(
  instrument: Instrument,
  interval: BarInterval,
  bars: readonly PathBar[],
  until: UtcMs,
): IncomingBar[] {
  return bars
    .filter((bar) => bar.closeTime <= until)
    .map((bar) => ({
      instrument: instrument.id,
      interval,
      ...bar,
      volume: null,
      provider: SIMULATION_PROVIDER,
      provenance: 'simulated',
    }));
}

/**
 * Stores two years of simulated days and 130 sessions of 5-minute bars before the Busan day, through which the
 * published closes of the key dates run; nothing that closes after `until`. First the days of all markets, because
 * the page shows them first, then the finer bars; the event loop turns between chunks of at most 2,000. A market
 * without published figures gets nothing. Rejects with StoreError.
 */
export async function loadSimulatedHistory(
  ingest: Ingest,
  calendars: Calendars,
  instruments: readonly Instrument[],
  until: UtcMs,
  options: LoadOptions = {},
): Promise<LoadedHistory> {
  const seed = options.seed ?? SIMULATION_SEED;
  const total = { markets: 0, created: 0, known: 0, refused: 0 };
  const put = async (bars: readonly IncomingBar[]): Promise<void> => {
    for (let i = 0; i < bars.length && options.signal?.aborted !== true; i += CHUNK) {
      const report = await ingest.accept({ bars: bars.slice(i, i + CHUNK) });
      total.created += report.created;
      total.known += report.known;
      total.refused += report.refusals.reduce((sum, r) => sum + r.count, 0);
      await turnOfTheLoop();
    }
  };
  const later: (readonly IncomingBar[])[] = [];
  for (const marks of busanMarks) {
    const instrument = instruments.find((i) => i.id === marks.instrument);
    if (instrument === undefined) continue;
    const calendar = calendars.get(instrument.mic);
    const market = simulateMarket(instrument, marks, publishedCloses, calendar, seed);
    total.markets += 1;
    await put(incoming(instrument, '1d', market.daily, until));
    later.push(incoming(instrument, '5m', market.fiveMinute, until));
  }
  for (const bars of later) await put(bars);
  return total;
}
