import { z } from 'zod';

/** One line of `qt.gtimg.cn`: `v_<code>="a~b~…";`. Fields are counted from the front: lengths differ by kind. */
export interface TencentLine {
  readonly code: string;
  readonly fields: readonly string[];
}

/** Body of `minute/query`: lines `"0930 price volume amount"` of one day. Never seen live. */
export const tencentMinutes = z.object({
  data: z.record(z.string(), z.object({ data: z.object({ date: z.string(), data: z.array(z.string()) }) })),
});

const dayRow = z.array(z.unknown()).min(5);

/** Body of `kline/kline`: rows `[date, open, close, high, low, amount]`. Never seen live. */
export const tencentDays = z.object({
  data: z.record(z.string(), z.object({ day: z.array(dayRow).optional() })),
});
