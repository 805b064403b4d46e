import { z } from 'zod';

const text = z.string().nullish();

const row = z.object({
  /** `tse` or `otc`. */
  ex: text,
  /** Channel, `t00.tw`. */
  ch: text,
  /** Last price, `-` between prints. */
  z: text,
  /** Previous close. */
  y: text,
  /** Epoch ms of the price, as text. */
  tlong: text,
});

/** Body of MIS `getStockInfo.jsp`; `stat` belongs to the history pages, which say there why they have nothing. */
export const twseQuote = z.object({
  msgArray: z.array(row).optional(),
  rtcode: text,
  rtmessage: text,
  stat: text,
});
