import { z } from 'zod';
import type { Session } from '../../shared/calendar/calendar.ts';
import { mic } from '../../shared/market/instrument.ts';
import { asUtcMs, DAY_MS, localDate, utcMs } from '../../shared/time/instant.ts';
import { rangeOf, timeText } from './parameters.ts';
import { ApiError } from './problem.ts';
import { route } from './route.ts';

const LONGEST_MS = 11 * 366 * DAY_MS;

const session = z.strictObject({
  date: localDate,
  open: utcMs,
  close: utcMs,
  segments: z.array(z.strictObject({ open: utcMs, close: utcMs })),
  kind: z.enum(['regular', 'half', 'late-open', 'special', 'added']),
  provisional: z.boolean(),
});
const calendar = z.strictObject({
  mic,
  timeZone: z.string(),
  from: utcMs,
  to: utcMs,
  now: z.strictObject({
    state: z.enum(['open', 'lunch', 'closed', 'holiday', 'unknown']),
    changesAt: utcMs.nullable(),
  }),
  sessions: z.array(session),
});

const sessionOf = (s: Session): z.infer<typeof session> => ({
  date: s.date,
  open: s.open,
  close: s.close,
  segments: s.segments.map(({ open, close }) => ({ open, close })),
  kind: s.kind,
  provisional: s.provisional,
});

export const calendarRoutes = [
  route({
    method: 'get',
    path: '/calendars/{mic}',
    summary: 'Sessions of an exchange that touch a range, and its state now; the week around now if left out',
    params: z.strictObject({ mic: z.string().max(8) }),
    query: z.strictObject({ from: timeText.optional(), to: timeText.optional() }),
    answer: { status: 200, schema: calendar },
    errors: ['bad-range', 'unknown-calendar'],
    handle: async ({ world, params, query }) => {
      const code = world.calendars.mics.find((m) => m === params.mic.toUpperCase());
      if (code === undefined) {
        throw new ApiError('unknown-calendar', {
          detail: 'No calendar has this MIC.',
          parameter: 'mic',
          received: params.mic,
          expected: world.calendars.mics.join(', '),
        });
      }
      const now = world.clock.now();
      const range = rangeOf(query, { now, t0: null }, (to) => ({
        from: asUtcMs((to ?? now) - 7 * DAY_MS),
        to: asUtcMs(now + 7 * DAY_MS),
      }));
      if (range.to - range.from > LONGEST_MS) {
        throw new ApiError('bad-range', {
          detail: 'The range is too long.',
          parameter: 'from',
          expected: 'at most 11 years',
        });
      }
      const exchange = world.calendars.get(code);
      const { state, changesAt } = exchange.stateAt(now);
      const sessions = exchange.sessions(range.from, range.to).map(sessionOf);
      return {
        json: { mic: code, timeZone: exchange.timeZone, ...range, now: { state, changesAt }, sessions },
      };
    },
  }),
];
