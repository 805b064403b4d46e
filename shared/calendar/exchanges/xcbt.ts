import { date, type ExchangeData, exchange, specialDays, weekdays } from '../exchange-data.ts';
import { XNYS } from './xnys.ts';

const MOURNING = new Set<string>(['2018-12-05', '2025-01-09']);

/**
 * Chicago soybean futures, simplified: evening session from 19:00 of the day before, day session to 13:20. Holidays are
 * those of New York but for its days of mourning. No full list of the exchange's own was found, so every session is
 * provisional; early closes other than those below (3 July) are left out.
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
  specials: [
    ...specialDays(
      'half',
      '0830-1205',
      '2017-11-24 2018-11-23 2019-11-29 2020-11-27 2021-11-26 2022-11-25 2023-11-24 2024-11-29 2025-11-28 2026-11-27 2027-11-26',
      'https://kdhlradio.com/thanksgiving-market-schedule/',
    ),
    ...specialDays(
      'half',
      '<1900-0745,0830-1205',
      '2018-12-24 2019-12-24 2020-12-24 2024-12-24 2025-12-24 2026-12-24',
      'https://kdhlradio.com/new-years-day-trading-schedule/',
    ),
    ...specialDays(
      'late-open',
      '0830-1320',
      '2017-12-26 2018-01-02 2018-12-26 2019-01-02 2019-12-26 2020-01-02 2023-12-26 2024-01-02 2024-12-26 2025-01-02 2025-12-26 2026-01-02',
      'https://kdhlradio.com/market-schedule-for-new-years-day/',
    ),
  ],
  knownFrom: date('2017-01-01'),
  knownThrough: date('2016-12-31'),
  source: 'None published in full: New York holidays stand in',
};
