import { z } from 'zod/mini';
import { type Instrument, instrument } from '../../shared/market/instrument.ts';
import { readJson } from './windows.ts';

const found = z.object({ items: z.array(instrument) });

/** Instruments of this server by id, name, symbol, city or region, the best first. Rejects with RequestError. */
export async function searchInstruments(text: string, signal?: AbortSignal): Promise<readonly Instrument[]> {
  const url = `/api/v1/instruments/search?${new URLSearchParams({ q: text })}`;
  return (await readJson(url, found, signal === undefined ? {} : { signal })).items;
}
