import type { Ingest } from '../../server/ingest/ingest.ts';
import { busanSeries } from '../../server/standin/busan.ts';
import type { Store } from '../../server/store/store.ts';
import { loadArchive } from '../../server/transfer/archive.ts';
import { loadSimulatedHistory } from '../../server/transfer/simulation.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { type IncomingBar, incomingBar } from '../../shared/market/bar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import { SIMULATION_SEED } from '../../shared/simulation/marks.ts';
import type { UtcMs } from '../../shared/time/instant.ts';

const CHUNK = 2000;

/** The minutes of the Busan day and its daily bar, of these markets. */
export function busanDay(instruments: readonly Instrument[]): IncomingBar[] {
  return busanSeries(createCalendars(), instruments, SIMULATION_SEED).flatMap(({ id, minute }) => {
    const [first, last] = [minute[0], minute.at(-1)];
    if (first === undefined || last === undefined) return [];
    const day = {
      openTime: first.openTime,
      closeTime: last.closeTime,
      open: first.open,
      high: Math.max(...minute.map((m) => m.high)),
      low: Math.min(...minute.map((m) => m.low)),
      close: last.close,
    };
    const about = { instrument: id, volume: null, provider: 'simulation', provenance: 'simulated' };
    return [
      ...minute.map((bar) => incomingBar.parse({ ...bar, ...about, interval: '1m' })),
      incomingBar.parse({ ...day, ...about, interval: '1d' }),
    ];
  });
}

/** Stores what closed by `until`: the catalogue, the simulated history before the Busan day, and the day so far. */
export async function fillSimulatedStore(
  ingest: Ingest,
  store: Store,
  instruments: readonly Instrument[],
  until: UtcMs,
): Promise<void> {
  await loadArchive(ingest, store, ['events']);
  await loadSimulatedHistory(ingest, createCalendars(), instruments, until);
  const bars = busanDay(instruments).filter((bar) => bar.closeTime <= until);
  for (let at = 0; at < bars.length; at += CHUNK) await ingest.accept({ bars: bars.slice(at, at + CHUNK) });
}
