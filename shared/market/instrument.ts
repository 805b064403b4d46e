import { z } from 'zod/mini';

/** Stable id used everywhere (`N225`, `KS11`, `USDCNH`). */
export const instrumentId = z
  .string()
  .check(z.regex(/^[A-Z][A-Z0-9]{0,15}$/))
  .brand<'InstrumentId'>();
export type InstrumentId = z.infer<typeof instrumentId>;

/** Market identifier code of the calendar an instrument follows; `FX` is the 24-hour currency week. */
export const mic = z
  .string()
  .check(z.regex(/^([A-Z]{4}|FX)$/))
  .brand<'Mic'>();
export type Mic = z.infer<typeof mic>;

export const instrumentKind = z.enum(['index', 'fx', 'future', 'commodity', 'etf', 'equity']);

/** Symbol of an instrument at each provider; a provider that is not named does not carry it. */
export const providerSymbols = z.strictObject({
  yahoo: z.optional(z.string().check(z.minLength(1))),
  eastmoney: z.optional(z.string().check(z.minLength(1))),
  tencent: z.optional(z.string().check(z.minLength(1))),
  naver: z.optional(z.string().check(z.minLength(1))),
  twse: z.optional(z.string().check(z.minLength(1))),
  frankfurter: z.optional(z.string().check(z.minLength(1))),
});

export const instrument = z.strictObject({
  id: instrumentId,
  name: z.string().check(z.minLength(1), z.maxLength(60)),
  /** For end labels, at most 18 characters. */
  shortName: z.string().check(z.minLength(1), z.maxLength(18)),
  kind: instrumentKind,
  mic,
  timeZone: z.string().check(z.minLength(1)),
  /** City whose clock is shown for it. */
  city: z.string().check(z.minLength(1)),
  currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
  region: z.enum([
    'north-asia',
    'greater-china',
    'south-asia',
    'southeast-asia',
    'oceania',
    'americas',
    'global',
  ]),
  /** Smallest price step, in the instrument's currency or points. */
  priceTick: z.number().check(z.positive()),
  symbols: providerSymbols,
  /** Documented delay of the free quote, in minutes; shown beside every price. */
  delayMinutes: z.number().check(z.minimum(0), z.maximum(120)),
  /** What still trades while this market is shut. */
  standIn: z.optional(instrumentId),
  /** `core` is on the first watchlist; `context` sets are one click away. */
  set: z.enum(['core', 'rare-earths', 'tech', 'currencies', 'trade-exposed', 'benchmarks']),
});
export type Instrument = z.infer<typeof instrument>;
