import { serverStatus } from '../../shared/protocol/status.ts';
import { route } from './route.ts';

export const statusRoutes = [
  route({
    method: 'get',
    path: '/status',
    summary: 'What the numbers are, how every feed does, and where the clock stands',
    answer: { status: 200, schema: serverStatus },
    errors: [],
    handle: async ({ world }) => ({ json: world.status() }),
  }),
];
