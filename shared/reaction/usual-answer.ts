import { z } from 'zod';
import { instrumentId } from '../market/instrument.ts';
import { localDate, utcMs } from '../time/instant.ts';
import { barInterval } from '../time/interval.ts';
import type { ProfileOnWire } from './usual-wire.ts';

const position = z.int().min(0);

const sampleOnWire = z.strictObject({
  key: z.string().regex(/^(\d+[mhd]|close|m\d+)$/),
  minutes: z.int().min(1).nullable(),
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
  dayZero: localDate.nullable(),
  offsetMinutes: z.number().min(0),
  lookback: z.int().min(1),
  stepMinutes: z.int().min(1).nullable(),
  dates: z.array(localDate),
  leftOut: z.array(z.array(z.tuple([position, z.string().min(1)]))),
  samples: z.array(sampleOnWire),
}) satisfies z.ZodType<ProfileOnWire>;

/** Usual moves of some markets for one T0. */
export const usualAnswer = z.strictObject({ profiles: z.array(profileOnWire) });
