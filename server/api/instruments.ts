import { z } from 'zod';
import { instrument } from '../../shared/market/instrument.ts';
import { MOST_FOUND, searchInstruments } from '../../shared/market/search-instruments.ts';
import { route } from './route.ts';

const list = z.strictObject({ items: z.array(instrument) });

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
    summary: `Instruments whose id, name, symbol, city or region holds the words, the best ${MOST_FOUND} first; nobody else is asked`,
    query: z.strictObject({ q: z.string().trim().min(1).max(60) }),
    answer: { status: 200, schema: list },
    errors: [],
    handle: async ({ world, query }) => ({ json: { items: searchInstruments(world.instruments, query.q) } }),
  }),
];
