import { closed, closedOn, date, type ExchangeData, exchange, weekdays } from '../exchange-data.ts';

import { libraryFile } from './library.ts';

const LIBRARY = libraryFile('xtks');
const SUCCESSION = 'https://www.jpx.co.jp/english/corporate/news/news-releases/0020/20181221-01.html';

/**
 * Tokyo. The closing call auction since 2024-11-05 ends at 15:30.
 */
export const XTKS: ExchangeData = {
  mic: exchange('XTKS'),
  timeZone: 'Asia/Tokyo',
  rules: [
    {
      from: date('1990-01-01'),
      week: weekdays('0900-1130,1230-1500'),
      source: LIBRARY,
    },
    {
      from: date('2024-11-05'),
      week: weekdays('0900-1130,1230-1530'),
      source: 'https://github.com/rsheftel/pandas_market_calendars/issues/350',
    },
  ],
  closures: [
    ...closedOn(
      {
        2017: '01-02 01-03 01-09 03-20 05-03 05-04 05-05 07-17 08-11 09-18 10-09 11-03 11-23',
        2018: '01-01 01-02 01-03 01-08 02-12 03-21 04-30 05-03 05-04 07-16 09-17 09-24 10-08 11-23 12-24 12-31',
        2019: '01-01 01-02 01-03 01-14 02-11 03-21 04-29 05-03 05-06 07-15 08-12 09-16 09-23 10-14 11-04 12-31',
        2020: '01-01 01-02 01-03 01-13 02-11 02-24 03-20 04-29 05-04 05-05 05-06 08-10 09-21 09-22 11-03 11-23 12-31',
        2021: '01-01 01-11 02-11 02-23 04-29 05-03 05-04 05-05 08-09 09-20 09-23 11-03 11-23 12-31',
        2022: '01-03 01-10 02-11 02-23 03-21 04-29 05-03 05-04 05-05 07-18 08-11 09-19 09-23 10-10 11-03 11-23',
        2023: '01-02 01-03 01-09 02-23 03-21 05-03 05-04 05-05 07-17 08-11 09-18 10-09 11-03 11-23',
        2024: '01-01 01-02 01-03 01-08 02-12 02-23 03-20 04-29 05-03 05-06 07-15 08-12 09-16 09-23 10-14 11-04 12-31',
        2025: '01-01 01-02 01-03 01-13 02-11 02-24 03-20 04-29 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-24 12-31',
        2026: '01-01 01-02 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23 12-31',
        2027: '01-01 01-11 02-11 02-23 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23 12-31',
      },
      'Public holiday',
      LIBRARY,
    ),
    ...closed('2019-04-30 2019-05-01 2019-05-02', 'Imperial succession', SUCCESSION),
    ...closed('2019-10-22', 'Enthronement of the Emperor', SUCCESSION),
    ...closed('2020-07-23 2020-07-24 2021-07-22 2021-07-23', 'Holiday moved for the Olympic Games', LIBRARY),
    ...closed('2020-10-01', 'System failure: no trading all day', LIBRARY),
  ],
  specials: [],
  knownFrom: date('2017-01-01'),
  knownThrough: date('2026-12-31'),
  source: LIBRARY,
};
