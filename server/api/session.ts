import { z } from 'zod';
import { utcMs } from '../../shared/time/instant.ts';
import { ApiError } from './problem.ts';
import { route } from './route.ts';

const name = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{C}]+$/u, 'must be printable');

export const sessionRoutes = [
  route({
    method: 'post',
    path: '/session',
    summary:
      'Signs in: a token for a cookie that scripts cannot read. The name goes into what is edited under it',
    body: z.strictObject({ token: z.string().min(1).max(500), name: name.default('user') }),
    answer: { status: 201, schema: z.strictObject({ name: z.string(), expires: utcMs }) },
    errors: ['unauthorized'],
    open: true,
    handle: async ({ guard, body, req }) => {
      const opened = guard.openSession(body.token, body.name, req);
      if (opened === null) {
        throw new ApiError('unauthorized', {
          detail: 'This is not the token of this server, or it needs none.',
          headers: { 'WWW-Authenticate': 'Bearer' },
        });
      }
      return { json: opened.session, headers: { 'Set-Cookie': opened.cookie } };
    },
  }),
  route({
    method: 'delete',
    path: '/session',
    summary: 'Signs out',
    answer: { status: 204 },
    errors: [],
    open: true,
    handle: async ({ guard, req }) => ({ headers: { 'Set-Cookie': guard.closeSession(req) } }),
  }),
];
