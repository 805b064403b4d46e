import { z } from 'zod/mini';
import { seq, utcMs } from '../time/instant.ts';
import { barInterval } from '../time/interval.ts';
import { instrumentId } from './instrument.ts';
import { provenance } from './provenance.ts';

const price = z.number().check(z.positive());

const barShape = {
  instrument: instrumentId,
  interval: barInterval,
  /** Start of the bar, UTC ms. Of a `1d` bar: the open of its session. */
  openTime: utcMs,
  /** End of the bar, UTC ms: the first instant at which it may be seen. Of a `1d` bar: the close of its session. */
  closeTime: utcMs,
  /** Null where the source had no such figure (a published close alone); never filled. */
  open: z.nullable(price),
  high: z.nullable(price),
  low: z.nullable(price),
  close: price,
  /** Unit differs by market; not comparable across instruments. */
  volume: z.nullable(z.number().check(z.minimum(0))),
  provider: z.string().check(z.minLength(1), z.maxLength(60)),
  provenance,
};

type PriceSpan = {
  open: number | null;
  high: number | null;
  low: number | null;
  close: number;
  openTime: number;
  closeTime: number;
};

function checkOrder(bar: PriceSpan, context: z.core.$RefinementCtx): void {
  if (bar.closeTime <= bar.openTime) {
    context.addIssue({ code: 'custom', path: ['closeTime'], message: 'closeTime must lie after openTime' });
  }
  const prices = [bar.open, bar.close].filter((p): p is number => p !== null);
  // 1e-6 relative: providers widen float32, so a high can miss its own close by that much.
  if (bar.high !== null && prices.some((p) => p > (bar.high as number) * (1 + 1e-6))) {
    context.addIssue({ code: 'custom', path: ['high'], message: 'high lies below open or close' });
  }
  if (bar.low !== null && prices.some((p) => p < (bar.low as number) * (1 - 1e-6))) {
    context.addIssue({ code: 'custom', path: ['low'], message: 'low lies above open or close' });
  }
}

/** A finished bar as a feed or an import hands it in, before it is stamped. */
export const incomingBar = z.strictObject(barShape).check(z.superRefine(checkOrder));
export type IncomingBar = z.infer<typeof incomingBar>;

/** A stored bar. A correction is a new `revision` (1, 2, …) with its own `receivedAt`; the old one stays. */
export const bar = z
  .strictObject({
    ...barShape,
    receivedAt: utcMs,
    revision: z.int().check(z.minimum(1)),
    seq,
  })
  .check(z.superRefine(checkOrder));
export type Bar = z.infer<typeof bar>;

/** Identity of a bar, the same for all its revisions. */
export const barKey = (b: Pick<Bar, 'instrument' | 'interval' | 'openTime'>): string =>
  `${b.instrument}|${b.interval}|${b.openTime}`;
