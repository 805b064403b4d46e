import { type ExchangeData, exchange, specialDays } from '../exchange-data.ts';
import { XBOM } from './xbom.ts';

const HALTED = '2021-02-24';

/** India, NSE: the days and hours of the BSE. On 2021-02-24 a fault stopped trading at 11:40; the day was prolonged. */
export const XNSE: ExchangeData = {
  ...XBOM,
  mic: exchange('XNSE'),
  specials: [
    ...XBOM.specials.filter((special) => special.date !== HALTED),
    ...specialDays(
      'special',
      '0915-1140,1545-1700',
      HALTED,
      'https://www.livemint.com/market/stock-market-news/nse-halts-trade-for-4-hrs-due-to-tech-snag-markets-rise-2-in-extended-session-11614179427732.html',
    ),
  ],
};
