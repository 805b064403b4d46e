import { z } from 'zod';
import { numberColumn } from '../number-array.ts';

const seconds = z.number();
const price = z.number().nullish();

const meta = z.object({
  symbol: z.string(),
  currency: z.string().nullish(),
  exchangeName: z.string().nullish(),
  instrumentType: z.string().nullish(),
  exchangeTimezoneName: z.string().nullish(),
  regularMarketTime: seconds.nullish(),
  regularMarketPrice: price,
  regularMarketChangePercent: price,
  previousClose: price,
  dataGranularity: z.string().nullish(),
});
export type YahooMeta = z.infer<typeof meta>;

const column = numberColumn.nullish();
const quoteColumns = z.object({ open: column, high: column, low: column, close: column, volume: column });

const result = z.object({
  meta,
  timestamp: numberColumn.nullish(),
  indicators: z.object({ quote: z.array(quoteColumns).nullish() }),
});
export type YahooResult = z.infer<typeof result>;

const failure = z.object({ code: z.string().nullish(), description: z.string().nullish() });

/** Body of `/v8/finance/chart/{symbol}`. Unknown fields are let pass: Yahoo adds some every year. */
export const yahooChart = z.object({
  chart: z.object({ result: z.array(result).nullish(), error: failure.nullish() }),
});

/** Error body of the other endpoints, which a gateway may answer with in the chart's place. */
export const yahooFinanceError = z.object({ finance: z.object({ error: failure }) });
