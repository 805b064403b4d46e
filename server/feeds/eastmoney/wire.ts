import { z } from 'zod';

/** A missing number is the text `-`. */
const cell = z.union([z.number(), z.string()]).nullish();

const quoteRow = z.object({
  /** Last price. */
  f2: cell,
  /** Change in points. */
  f4: cell,
  /** Code, the part of the secid after the dot. */
  f12: z.string(),
  /** Market, the part before it. */
  f13: cell,
  /** Previous close. */
  f18: cell,
  /** Unix seconds of the quote. */
  f124: cell,
});
export type EastMoneyQuoteRow = z.infer<typeof quoteRow>;

/** Body of `ulist.np/get?fltt=2`; with `np=2` the rows come as an object keyed "0", "1". */
export const eastMoneyQuotes = z.object({
  data: z.object({ diff: z.union([z.array(quoteRow), z.record(z.string(), quoteRow)]) }).nullable(),
});

/** Body of `trends2/get`: `"YYYY-MM-DD HH:mm,open,close,high,low,volume,amount,average"`. Never seen live. */
export const eastMoneyTrends = z.object({
  data: z.object({ code: z.string(), trends: z.array(z.string()) }).nullable(),
});

/** Body of `kline/get`: `"date,open,close,high,low,volume,amount,amplitude"`. Never seen live. */
export const eastMoneyKlines = z.object({
  data: z.object({ code: z.string(), klines: z.array(z.string()) }).nullable(),
});
