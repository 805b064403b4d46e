import { z } from 'zod';

/** Figures come as text with thousands commas; the `…Raw` twins without, and signed. */
const cell = z.union([z.number(), z.string()]).nullish();

const quoteRow = z.object({
  itemCode: z.string(),
  closePrice: cell,
  closePriceRaw: cell,
  compareToPreviousClosePrice: cell,
  compareToPreviousClosePriceRaw: cell,
  /** 1, 2 up; 3 unchanged; 4, 5 down: the sign of an unsigned change. */
  compareToPreviousPrice: z.object({ code: cell }).nullish(),
  fluctuationsRatio: cell,
  fluctuationsRatioRaw: cell,
  marketStatus: z.string().nullish(),
  /** ISO with `+09:00`. */
  localTradedAt: z.string().nullish(),
});
export type NaverQuoteRow = z.infer<typeof quoteRow>;

/** Body of `polling.finance.naver.com/api/realtime/domestic/index/…`. */
export const naverQuotes = z.object({ datas: z.array(quoteRow) });

/** Body of `/chart/domestic/index/…/minute`; the volume is cumulative within the day. Never seen live. */
export const naverMinutes = z.array(
  z.object({
    localDateTime: z.string(),
    currentPrice: cell,
    openPrice: cell,
    highPrice: cell,
    lowPrice: cell,
    accumulatedTradingVolume: cell,
  }),
);

/** Body of `/chart/domestic/index/…/day`. Never seen live. */
export const naverDays = z.array(
  z.object({
    localDate: z.string(),
    closePrice: cell,
    openPrice: cell,
    highPrice: cell,
    lowPrice: cell,
    accumulatedTradingVolume: cell,
  }),
);
