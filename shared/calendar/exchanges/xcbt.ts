import { date, type ExchangeData, exchange, weekdays } from '../exchange-data.ts';
import { XNYS } from './xnys.ts';

const MOURNING = new Set<string>(['2018-12-05', '2025-01-09']);

/**
 * Chicago soybean futures, simplified: evening session from 19:00 of the day before, day session to 13:20. Holidays are
 * those of New York but for its days of mourning; early closes are not modelled, so every session is provisional.
 */
export const XCBT: ExchangeData = {
  mic: exchange('XCBT'),
  timeZone: 'America/Chicago',
  rules: [
    {
      from: date('1990-01-01'),
      week: weekdays('<1900-0745,0830-1320'),
      source: 'https://www.cmegroup.com/markets/agriculture/oilseeds/soybean.contractSpecs.html',
    },
  ],
  closures: XNYS.closures.filter((closure) => !MOURNING.has(closure.date)),
  specials: [],
  knownFrom: date('2017-01-01'),
  knownThrough: date('2016-12-31'),
  source: 'None published in full: New York holidays stand in',
};
