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

const LIBRARY = libraryFile('xkls');

/**
 * Malaysia. Half days end with the morning.
 */
export const XKLS: ExchangeData = {
  mic: exchange('XKLS'),
  timeZone: 'Asia/Kuala_Lumpur',
  rules: [
    {
      from: date('1990-01-01'),
      week: weekdays('0900-1230,1430-1700'),
      source: LIBRARY,
    },
  ],
  closures: [
    ...closedOn(
      {
        2017: '01-02 01-30 02-01 02-09 05-01 05-10 06-12 06-26 06-27 08-31 09-01 09-22 10-18 12-01 12-25',
        2018: '01-01 01-31 02-01 02-16 05-01 05-29 06-15 08-22 08-31 09-10 09-11 09-17 11-06 11-20 12-25',
        2019: '01-01 01-21 02-01 02-05 02-06 05-01 05-20 05-22 06-05 06-06 08-12 09-02 09-09 09-16 10-28 12-25',
        2020: '01-01 01-27 05-01 05-07 05-11 05-25 05-26 06-08 07-31 08-20 08-31 09-16 10-29 12-25',
        2021: '01-01 01-28 02-01 02-12 04-29 05-13 05-14 05-26 06-07 07-20 08-10 08-31 09-16 10-19 11-04',
        2022: '01-18 02-01 02-02 04-19 05-02 05-03 05-04 06-06 07-11 08-31 09-16 10-10 10-24 12-26',
        2023: '01-02 01-23 01-24 02-01 04-21 04-24 05-01 05-04 06-05 06-29 07-19 08-31 09-28 11-13 12-25',
        2024: '01-01 01-25 02-01 02-12 03-27 04-10 04-11 05-01 05-22 06-03 06-17 07-08 09-16 10-31 12-25',
        2025: '01-01 01-29 01-30 02-11 03-18 03-31 04-01 05-01 05-12 06-02 06-27 09-01 09-05 09-16 10-20 12-25',
        2026: '01-01 02-02 02-17 02-18 03-23 05-01 05-27 06-01 06-17 08-25 08-31 09-16 11-09 12-25',
        2027: '01-01 01-22 02-01 02-08 02-24 03-09 03-10 05-17 05-20 06-07 08-31 09-16 10-28',
      },
      'Public holiday',
      LIBRARY,
    ),
    ...closed('2017-04-24 2019-07-30', 'Installation of the King', LIBRARY),
    ...closed('2018-05-09', 'General election', LIBRARY),
    ...closed('2018-05-10 2018-05-11', 'Holidays after the general election', LIBRARY),
    ...closed(
      '2017-09-04',
      'Holiday for the South-East Asian Games',
      'http://www.themalaymailonline.com/money/article/bursa-malaysia-closed-on-monday-for-special-public-holiday',
    ),
    ...closed(
      '2021-12-03',
      'Holiday for the Malaysia Cup, in the Federal Territories',
      'https://themalaysianreserve.com/2021/12/02/bursa-malaysia-will-be-closed-tomorrow/',
    ),
    ...closed(
      '2022-11-18',
      'Holiday before the general election',
      'https://www.reuters.com/markets/asia/malaysia-markets-close-friday-ahead-general-election-2022-11-16/',
    ),
  ],
  specials: [
    ...specialDays(
      'half',
      '0900-1230',
      '2017-01-27 2018-02-15 2018-06-14 2019-02-04 2019-06-04 2020-01-24 2021-02-11 2021-05-12 2022-01-31 2024-02-09 2024-04-09 2025-01-28 2026-02-16 2026-03-20 2027-02-05 2027-03-08',
      LIBRARY,
    ),
  ],
  knownFrom: date('2017-01-01'),
  knownThrough: date('2026-12-31'),
  source: LIBRARY,
};
