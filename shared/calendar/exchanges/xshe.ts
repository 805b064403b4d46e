import { type ExchangeData, exchange } from '../exchange-data.ts';
import { XSHG } from './xshg.ts';

/** Shenzhen keeps the days and hours of Shanghai. */
export const XSHE: ExchangeData = { ...XSHG, mic: exchange('XSHE') };
