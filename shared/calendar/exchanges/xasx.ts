import {
  closed,
  closedOn,
  date,
  type ExchangeData,
  exchange,
  specialDays,
  weekdays,
} from '../exchange-data.ts';

import { libraryFile } from './library.ts';

const LIBRARY = libraryFile('xasx');

/**
 * Australia. Continuous trading; the closing auction follows at 16:10. Early closes on the last weekday at or before
 * 24 and 31 December.
 */
export const XASX: ExchangeData = {
  mic: exchange('XASX'),
  timeZone: 'Australia/Sydney',
  rules: [
    {
      from: date('1990-01-01'),
      week: weekdays('1000-1600'),
      source: LIBRARY,
    },
  ],
  closures: [
    ...closedOn(
      {
        2017: '01-02 01-26 04-14 04-17 04-25 06-12 12-25 12-26',
        2018: '01-01 01-26 03-30 04-02 04-25 06-11 12-25 12-26',
        2019: '01-01 01-28 04-19 04-22 04-25 06-10 12-25 12-26',
        2020: '01-01 01-27 04-10 04-13 06-08 12-25 12-28',
        2021: '01-01 01-26 04-02 04-05 06-14 12-27 12-28',
        2022: '01-03 01-26 04-15 04-18 04-25 06-13 12-26 12-27',
        2023: '01-02 01-26 04-07 04-10 04-25 06-12 12-25 12-26',
        2024: '01-01 01-26 03-29 04-01 04-25 06-10 12-25 12-26',
        2025: '01-01 01-27 04-18 04-21 04-25 06-09 12-25 12-26',
        2026: '01-01 01-26 04-03 04-06 06-08 12-25 12-28',
        2027: '01-01 01-26 03-26 03-29 06-14 12-27 12-28',
      },
      'Public holiday',
      LIBRARY,
    ),
    ...closed(
      '2022-09-22',
      'Day of mourning for Queen Elizabeth II',
      'https://asxonline.com/public/notices/2022/september/0990.22.09.html',
    ),
  ],
  specials: [
    ...specialDays(
      'half',
      '1000-1410',
      '2017-12-22 2017-12-29 2018-12-24 2018-12-31 2019-12-24 2019-12-31 2020-12-24 2020-12-31 2021-12-24 2021-12-31 2022-12-23 2022-12-30 2023-12-22 2023-12-29 2024-12-24 2024-12-31 2025-12-24 2025-12-31 2026-12-24 2026-12-31 2027-12-24 2027-12-31',
      LIBRARY,
    ),
  ],
  knownFrom: date('2017-01-01'),
  knownThrough: date('2026-12-31'),
  source: LIBRARY,
};
