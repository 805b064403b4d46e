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

const LIBRARY = libraryFile('xnys');
const CALENDAR_2027 =
  'https://mondovisione.com/media-and-resources/news/nyse-group-announces-2026-2027-and-2028-holiday-and-early-closings-calendar-20251223/';

/**
 * New York; also the calendar of the index options behind VIX.
 */
export const XNYS: ExchangeData = {
  mic: exchange('XNYS'),
  timeZone: 'America/New_York',
  rules: [
    {
      from: date('1990-01-01'),
      week: weekdays('0930-1600'),
      source: LIBRARY,
    },
  ],
  closures: [
    ...closedOn(
      {
        2017: '01-02 01-16 02-20 04-14 05-29 07-04 09-04 11-23 12-25',
        2018: '01-01 01-15 02-19 03-30 05-28 07-04 09-03 11-22 12-25',
        2019: '01-01 01-21 02-18 04-19 05-27 07-04 09-02 11-28 12-25',
        2020: '01-01 01-20 02-17 04-10 05-25 07-03 09-07 11-26 12-25',
        2021: '01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24',
        2022: '01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26',
        2023: '01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25',
        2024: '01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25',
        2025: '01-01 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25',
        2026: '01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25',
      },
      'Public holiday',
      LIBRARY,
    ),
    ...closedOn(
      { 2027: '01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24' },
      'Public holiday',
      CALENDAR_2027,
    ),
    ...closed('2018-12-05', 'Day of mourning for George H. W. Bush', LIBRARY),
    ...closed('2025-01-09', 'Day of mourning for Jimmy Carter', LIBRARY),
  ],
  specials: [
    ...specialDays(
      'half',
      '0930-1300',
      '2017-07-03 2017-11-24 2018-07-03 2018-11-23 2018-12-24 2019-07-03 2019-11-29 2019-12-24 2020-11-27 2020-12-24 2021-11-26 2022-11-25 2023-07-03 2023-11-24 2024-07-03 2024-11-29 2024-12-24 2025-07-03 2025-11-28 2025-12-24 2026-11-27 2026-12-24',
      LIBRARY,
    ),
    ...specialDays('half', '0930-1300', '2027-11-26', CALENDAR_2027),
  ],
  knownFrom: date('2017-01-01'),
  knownThrough: date('2027-12-31'),
  source: LIBRARY,
};
