import { z } from 'zod/mini';
import { instrumentId } from '../market/instrument.ts';
import { localDate, utcMs } from '../time/instant.ts';
import { barInterval } from '../time/interval.ts';
import type { ProfileOnWire } from './usual-wire.ts';

const position = z.int().check(z.minimum(0));

const sampleOnWire = z.strictObject({
  key: z.string().check(z.regex(/^(\d+[mhd]|close|m\d+)$/)),
  minutes: z.nullable(z.int().check(z.minimum(1))),
  interval: barInterval,
  from: z.enum(['same-offset', 'previous-close']),
  overlapping: z.boolean(),
  group: position,
  moves: z.array(z.int()),
});

/** One market of the answer of `GET /api/v1/usual`; `decodeProfiles` reads it. */
export const profileOnWire = z.strictObject({
  instrument: instrumentId,
  t0: utcMs,
  dayZero: z.nullable(localDate),
  offsetMinutes: z.number().check(z.minimum(0)),
  lookback: z.int().check(z.minimum(1)),
  stepMinutes: z.nullable(z.int().check(z.minimum(1))),
  dates: z.array(localDate),
  leftOut: z.array(z.array(z.tuple([position, z.string().check(z.minLength(1))]))),
  samples: z.array(sampleOnWire),
}) satisfies z.ZodMiniType<ProfileOnWire>;

/** Usual moves of some markets for one T0. */
export const usualAnswer = z.strictObject({ profiles: z.array(profileOnWire) });
