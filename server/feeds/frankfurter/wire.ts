import { z } from 'zod';

const rates = z.record(z.string(), z.number());

/** Body of `/v1/latest`: the ECB's reference rates of one day. */
export const frankfurterLatest = z.object({ base: z.string(), date: z.string(), rates });

/** Body of `/v1/{from}..{to}`: one record of rates a day. Never seen live. */
export const frankfurterSeries = z.object({ base: z.string(), rates: z.record(z.string(), rates) });
