import { z } from 'zod';

/** Stable id used everywhere (`N225`, `KS11`, `USDCNH`). */
export const instrumentId = z
  .string()
  .regex(/^[A-Z][A-Z0-9]{0,15}$/)
  .brand<'InstrumentId'>();
export type InstrumentId = z.infer<typeof instrumentId>;

/** Market identifier code of the calendar an instrument follows; `FX` is the 24-hour currency week. */
export const mic = z
  .string()
  .regex(/^([A-Z]{4}|FX)$/)
  .brand<'Mic'>();
export type Mic = z.infer<typeof mic>;

export const instrumentKind = z.enum(['index', 'fx', 'future', 'commodity', 'etf', 'equity']);

/** Symbol of an instrument at each provider; a provider that is not named does not carry it. */
export const providerSymbols = z.strictObject({
  yahoo: z.string().min(1).optional(),
  eastmoney: z.string().min(1).optional(),
  tencent: z.string().min(1).optional(),
  naver: z.string().min(1).optional(),
  twse: z.string().min(1).optional(),
  frankfurter: z.string().min(1).optional(),
});

export const instrument = z.strictObject({
  id: instrumentId,
  name: z.string().min(1).max(60),
  /** For end labels, at most 18 characters. */
  shortName: z.string().min(1).max(18),
  kind: instrumentKind,
  mic,
  timeZone: z.string().min(1),
  /** City whose clock is shown for it. */
  city: z.string().min(1),
  currency: z.string().regex(/^[A-Z]{3}$/),
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
  priceTick: z.number().positive(),
  symbols: providerSymbols,
  /** Documented delay of the free quote, in minutes; shown beside every price. */
  delayMinutes: z.number().min(0).max(120),
  /** What still trades while this market is shut. */
  standIn: instrumentId.optional(),
  /** `core` is on the first watchlist; `context` sets are one click away. */
  set: z.enum(['core', 'rare-earths', 'tech', 'currencies', 'trade-exposed', 'benchmarks']),
});
export type Instrument = z.infer<typeof instrument>;
