import { z } from 'zod';
import type { DayClosure, ListedCalendar, Session } from '../../shared/calendar/calendar.ts';
import { calendarList } from '../../shared/calendar/calendar-list.ts';
import { dateOf, dayNumber } from '../../shared/calendar/day-number.ts';
import { mic } from '../../shared/market/instrument.ts';
import { asUtcMs, DAY_MS, localDate, localDateAt, type UtcMs, utcMs } from '../../shared/time/instant.ts';
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
const closure = z.strictObject({
  date: localDate,
  reason: z.string(),
  /** Where it was announced. */
  source: z.string(),
  byUser: z.boolean(),
});
const calendar = z.strictObject({
  mic,
  timeZone: z.string(),
  from: utcMs,
  to: utcMs,
  now: z.strictObject({
    state: z.enum(['open', 'lunch', 'closed', 'holiday', 'unknown']),
    changesAt: z.nullable(utcMs),
  }),
  sessions: z.array(session),
  /** Days of the range without a session that a list or the user closes. */
  closures: z.array(closure),
});

const sessionOf = (s: Session): z.infer<typeof session> => ({
  date: s.date,
  open: s.open,
  close: s.close,
  segments: s.segments.map(({ open, close }) => ({ open, close })),
  kind: s.kind,
  provisional: s.provisional,
});

/** Closed days from the exchange's date at `from` to that just before `to`. */
function closuresIn(exchange: ListedCalendar, from: UtcMs, to: UtcMs): readonly DayClosure[] {
  const closures: DayClosure[] = [];
  const last = dayNumber(localDateAt(asUtcMs(to - 1), exchange.timeZone));
  for (let day = dayNumber(localDateAt(from, exchange.timeZone)); day <= last; day += 1) {
    const found = exchange.closure(dateOf(day));
    if (found !== null) closures.push(found);
  }
  return closures;
}

export const calendarRoutes = [
  route({
    method: 'get',
    path: '/calendars',
    summary: 'The markets with a calendar, how far each is published, and the closures added by the user',
    answer: { status: 200, schema: calendarList },
    errors: [],
    handle: async ({ world: { calendars } }) => ({
      json: {
        markets: calendars.mics.map((code) => {
          const { timeZone, known } = calendars.get(code);
          return { mic: code, timeZone, knownFrom: known.from, knownThrough: known.through };
        }),
        closures: calendars.closures,
      },
    }),
  }),
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
        json: {
          mic: code,
          timeZone: exchange.timeZone,
          ...range,
          now: { state, changesAt },
          sessions,
          closures: closuresIn(exchange, range.from, range.to),
        },
      };
    },
  }),
];
