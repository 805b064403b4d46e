import { type ExchangeData, exchange, specialDays } from '../exchange-data.ts';
import { XBOM } from './xbom.ts';

/** India, NSE: the days and hours of the BSE. On 2021-02-24 a fault stopped trading at 11:40; the day was prolonged. */
export const XNSE: ExchangeData = {
  ...XBOM,
  mic: exchange('XNSE'),
  specials: [
    ...XBOM.specials,
    ...specialDays(
      'special',
      '0915-1140,1545-1700',
      '2021-02-24',
      'https://github.com/rsheftel/pandas_market_calendars/issues/479',
    ),
  ],
};
