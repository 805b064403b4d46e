import { z } from 'zod';
import { serverStatus } from '../../shared/protocol/status.ts';
import { ApiError } from './problem.ts';
import { route } from './route.ts';

/** `status` speaks of the world after the swap, which the input's own world no longer is. */
export const simulationRoutes = (status: () => unknown) => [
  route({
    method: 'post',
    path: '/simulation',
    summary: 'Swaps what is shown for the simulated day, or back',
    body: z.strictObject({ action: z.enum(['start', 'stop']) }),
    answer: { status: 200, schema: serverStatus },
    errors: ['cannot-simulate'],
    handle: async ({ world, body }) => {
      const run = body.action === 'start' ? world.startSimulation : world.stopSimulation;
      if (run === undefined) {
        throw new ApiError('cannot-simulate', {
          detail:
            body.action === 'start'
              ? 'The simulated day cannot be started from what is shown now.'
              : 'No simulated day runs that could be left.',
          parameter: 'action',
          received: body.action,
        });
      }
      await run.call(world);
      return { json: status() };
    },
  }),
];
