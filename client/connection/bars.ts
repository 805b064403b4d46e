import { z } from 'zod/mini';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { type BarColumns, barColumns } from '../../shared/protocol/resources.ts';
import { formatInstant, type UtcMs } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';
import { readJson } from './windows.ts';

const answer = z.object({ storeId: z.string(), bars: barColumns });

/** Finished bars of one market whose start lies in `[from, to)`. Rejects with RequestError. */
export function fetchBars(
  instrument: InstrumentId,
  interval: BarInterval,
  range: { readonly from: UtcMs; readonly to: UtcMs },
): Promise<{ readonly storeId: string; readonly bars: BarColumns }> {
  const query = new URLSearchParams({
    instrument,
    interval,
    from: formatInstant(range.from),
    to: formatInstant(range.to),
  });
  return readJson(`/api/v1/bars?${query}`, answer);
}
