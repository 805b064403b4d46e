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

const LIBRARY = libraryFile('xses');

/**
 * Singapore. Half days on the eves of Lunar New Year, Christmas and New Year.
 */
export const XSES: ExchangeData = {
  mic: exchange('XSES'),
  timeZone: 'Asia/Singapore',
  rules: [
    {
      from: date('1990-01-01'),
      week: weekdays('0900-1700'),
      source: LIBRARY,
    },
    {
      from: date('2017-11-13'),
      week: weekdays('0900-1200,1300-1700'),
      source:
        'http://www.straitstimes.com/business/companies-markets/sgx-reinstates-popular-lunch-break-after-six-years',
    },
  ],
  closures: [
    ...closedOn(
      {
        2017: '01-02 01-30 04-14 05-01 05-10 06-26 08-09 09-01 10-18 12-25',
        2018: '01-01 02-16 03-30 05-01 05-29 06-15 08-09 08-22 11-06 12-25',
        2019: '01-01 02-05 02-06 04-19 05-01 05-20 06-05 08-09 08-12 10-28 12-25',
        2020: '01-01 01-27 04-10 05-01 05-07 05-25 07-31 08-10 12-25',
        2021: '01-01 02-12 04-02 05-13 05-26 07-20 08-09 11-04',
        2022: '02-01 02-02 04-15 05-02 05-03 05-16 07-11 08-09 10-24 12-26',
        2023: '01-02 01-23 01-24 04-07 05-01 06-02 06-29 08-09 11-13 12-25',
        2024: '01-01 02-12 03-29 04-10 05-01 05-22 06-17 08-09 10-31 12-25',
        2025: '01-01 01-29 01-30 03-31 04-18 05-01 05-12 10-20 12-25',
        2026: '01-01 02-17 02-18 04-03 05-01 05-27 06-01 08-10 11-09 12-25',
      },
      'Public holiday',
      LIBRARY,
    ),
    ...closed('2020-07-10', 'Polling day, general election', LIBRARY),
    ...closed('2023-09-01', 'Polling day, presidential election', LIBRARY),
  ],
  specials: [
    ...specialDays(
      'half',
      '0900-1200',
      '2017-01-27 2018-02-15 2018-12-24 2018-12-31 2019-02-04 2019-12-24 2019-12-31 2020-01-24 2020-12-24 2020-12-31 2021-02-11 2021-12-24 2021-12-31 2022-01-31 2024-02-09 2024-12-24 2024-12-31 2025-01-28 2025-12-24 2025-12-31 2026-02-16 2026-12-24 2026-12-31 2027-02-05 2027-12-24 2027-12-31',
      'https://global.usmartsecurities.com/help-key/tradinghours1',
    ),
  ],
  knownFrom: date('2017-01-01'),
  knownThrough: date('2026-12-31'),
  source: LIBRARY,
};
