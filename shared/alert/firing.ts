import * as z from 'zod/mini';
import { utcMs } from '../time/instant.ts';

/** What a firing is about. `test` comes from the test button alone. */
const firingKind = z.enum(['move', 'unusual', 'open', 'answer', 'event', 'headline', 'stale', 'test']);

/** One time a rule had something to say. */
export const firing = z.strictObject({
  /** Rule, subject and instant: the same firing has the same id after a restart. */
  id: z.string().check(z.minLength(1), z.maxLength(800)),
  rule: z.string(),
  /** Name of the rule when it fired. */
  name: z.string(),
  kind: firingKind,
  /** Instrument, event, headline story or feed. */
  subject: z.string(),
  /** Its name in words; of a headline its title. */
  words: z.string(),
  /** Percent, usual moves, or minutes until an event; null where there is no number. */
  value: z.nullable(z.number()),
  unit: z.nullable(z.enum(['percent', 'usual-moves', 'minutes'])),
  /** What `value` had to pass. */
  threshold: z.nullable(z.number()),
  /** Instant the move is measured from, UTC ms; null where nothing is. */
  from: z.nullable(utcMs),
  /** Own time of the price, the opening, the event or the headline, UTC ms. */
  at: utcMs,
  /** When the rule fired, in the time of its world, UTC ms. */
  firedAt: utcMs,
  /** Fired in the simulated day. */
  simulated: z.boolean(),
  /** Where the page tells it. */
  channels: z.strictObject({ page: z.boolean(), notification: z.boolean(), sound: z.boolean() }),
});
export type Firing = z.infer<typeof firing>;
