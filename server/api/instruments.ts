import { z } from 'zod';
import { type Instrument, instrument } from '../../shared/market/instrument.ts';
import { route } from './route.ts';

const list = z.strictObject({ items: z.array(instrument) });

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** 0 = best: the id itself, then what begins with the words, then what holds them. Null = no match. */
function rank(i: Instrument, words: string): number | null {
  const names = [i.id, i.shortName, i.name, i.city, ...Object.values(i.symbols)].map((name) =>
    folded(name ?? ''),
  );
  if (names[0] === words) return 0;
  if (names.some((name) => name.startsWith(words))) return 1;
  return names.some((name) => name.includes(words)) ? 2 : null;
}

export function searchInstruments(instruments: readonly Instrument[], q: string): Instrument[] {
  const words = folded(q.trim());
  return instruments
    .flatMap((i) => {
      const place = rank(i, words);
      return place === null ? [] : [{ i, place }];
    })
    .sort((a, b) => a.place - b.place)
    .map(({ i }) => i);
}

export const instrumentRoutes = [
  route({
    method: 'get',
    path: '/instruments',
    summary: 'Every instrument, those of CONFIG_DIR among them',
    answer: { status: 200, schema: list },
    errors: [],
    handle: async ({ world }) => ({ json: { items: world.instruments } }),
  }),
  route({
    method: 'get',
    path: '/instruments/search',
    summary: 'Instruments whose id, name, city or symbol holds the words; nobody else is asked',
    query: z.strictObject({ q: z.string().trim().min(1).max(60) }),
    answer: { status: 200, schema: list },
    errors: [],
    handle: async ({ world, query }) => ({ json: { items: searchInstruments(world.instruments, query.q) } }),
  }),
];
