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

const LIBRARY = libraryFile('xkrx');

/**
 * Korea. The university entrance exam moves the day by an hour; the first session of a year opens at 10:00.
 * The exam day of 2026 is not published yet. 2026-07-17 is a session here: whether the exchange closes on Constitution Day,
 * a holiday again from 2026, was not documented.
 */
export const XKRX: ExchangeData = {
  mic: exchange('XKRX'),
  timeZone: 'Asia/Seoul',
  rules: [
    {
      from: date('1990-01-01'),
      week: weekdays('0900-1500'),
      source: LIBRARY,
    },
    {
      from: date('2016-08-01'),
      week: weekdays('0900-1530'),
      source: LIBRARY,
    },
  ],
  closures: [
    ...closedOn(
      {
        2017: '01-27 01-30 03-01 05-01 05-03 05-05 06-06 08-15 10-03 10-04 10-05 10-06 10-09 12-25',
        2018: '01-01 02-15 02-16 03-01 05-01 05-07 05-22 06-06 08-15 09-24 09-25 09-26 10-03 10-09 12-25',
        2019: '01-01 02-04 02-05 02-06 03-01 05-01 05-06 06-06 08-15 09-12 09-13 10-03 10-09 12-25',
        2020: '01-01 01-24 01-27 04-30 05-01 05-05 09-30 10-01 10-02 10-09 12-25',
        2021: '01-01 02-11 02-12 03-01 05-05 05-19 08-16 09-20 09-21 09-22 10-04 10-11',
        2022: '01-31 02-01 02-02 03-01 05-05 06-06 08-15 09-09 09-12 10-03 10-10',
        2023: '01-23 01-24 03-01 05-01 05-05 05-29 06-06 08-15 09-28 09-29 10-03 10-09 12-25',
        2024: '01-01 02-09 02-12 03-01 05-01 05-06 05-15 06-06 08-15 09-16 09-17 09-18 10-03 10-09 12-25',
        2025: '01-01 01-28 01-29 01-30 03-03 05-01 05-05 05-06 06-06 08-15 10-03 10-06 10-07 10-08 10-09 12-25',
        2026: '01-01 02-16 02-17 02-18 03-02 05-01 05-05 05-25 08-17 09-24 09-25 10-05 10-09 12-25',
      },
      'Public holiday',
      LIBRARY,
    ),
    ...closed(
      '2017-05-09 2018-06-13 2020-04-15 2022-03-09 2022-06-01 2024-04-10 2025-06-03 2026-06-03',
      'Election day',
      LIBRARY,
    ),
    ...closed(
      '2017-12-29 2018-12-31 2019-12-31 2020-12-31 2021-12-31 2022-12-30 2023-12-29 2024-12-31 2025-12-31 2026-12-31',
      'Last weekday of the year',
      LIBRARY,
    ),
    ...closed('2017-10-02 2020-08-17 2023-10-02 2024-10-01 2025-01-27', 'Temporary public holiday', LIBRARY),
    ...closed(
      '2026-07-17',
      'Constitution Day, a public holiday again from 2026',
      'https://www.segye.com/newsView/20260203515669',
    ),
  ],
  specials: [
    ...specialDays(
      'special',
      '1000-1630',
      '2017-11-16 2017-11-23 2018-11-15 2019-11-14 2020-12-03 2021-11-18 2022-11-17 2023-11-16 2024-11-14 2025-11-13',
      LIBRARY,
    ),
    ...specialDays(
      'late-open',
      '1000-1530',
      '2017-01-02 2018-01-02 2019-01-02 2020-01-02 2021-01-04 2022-01-03 2023-01-02 2024-01-02 2025-01-02 2026-01-02',
      LIBRARY,
    ),
    ...specialDays(
      'special',
      '1000-1630',
      '2026-11-19',
      'https://news1.kr/amp/society/education/5511338',
      'provisional',
    ),
  ],
  knownFrom: date('2017-01-01'),
  knownThrough: date('2026-12-31'),
  source: LIBRARY,
};
