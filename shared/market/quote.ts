import { z } from 'zod/mini';
import { seq, utcMs } from '../time/instant.ts';
import { instrumentId } from './instrument.ts';
import { provenance } from './provenance.ts';

const quoteShape = {
  instrument: instrumentId,
  /** When the price was true at its source, UTC ms. */
  time: utcMs,
  price: z.number().check(z.positive()),
  /** The close it is measured from; null where the source names none. */
  previousClose: z.nullable(z.number().check(z.positive())),
  /** Only from a feed that says so. */
  halted: z.optional(z.boolean()),
  provider: z.string().check(z.minLength(1), z.maxLength(60)),
  provenance,
  /** Page a published figure was read from. */
  url: z.optional(z.url({ protocol: /^https?$/ })),
};

/** Last known price with its own time. Never a base price for a reaction. */
export const incomingQuote = z.strictObject(quoteShape);
export type IncomingQuote = z.infer<typeof incomingQuote>;

export const quote = z.strictObject({
  ...quoteShape,
  receivedAt: utcMs,
  revision: z.int().check(z.minimum(1)),
  seq,
});
export type Quote = z.infer<typeof quote>;

export const quoteKey = (q: Pick<Quote, 'instrument' | 'time'>): string => `${q.instrument}|${q.time}`;
