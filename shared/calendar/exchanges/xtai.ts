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

const LIBRARY = libraryFile('xtai');

/**
 * Taiwan. Settlement-only days before Lunar New Year are no sessions.
 */
export const XTAI: ExchangeData = {
  mic: exchange('XTAI'),
  timeZone: 'Asia/Taipei',
  rules: [
    {
      from: date('1990-01-01'),
      week: weekdays('0900-1330'),
      source: LIBRARY,
    },
  ],
  closures: [
    ...closedOn(
      {
        2017: '01-02 01-25 01-26 01-27 01-30 01-31 02-01 02-27 02-28 04-03 04-04 05-01 05-29 05-30 10-04 10-09 10-10',
        2018: '01-01 02-13 02-14 02-15 02-16 02-19 02-20 02-28 04-04 04-05 04-06 05-01 06-18 09-24 10-10 12-31',
        2019: '01-01 01-31 02-01 02-04 02-05 02-06 02-07 02-08 02-28 03-01 04-04 04-05 05-01 06-07 09-13 10-10 10-11',
        2020: '01-01 01-21 01-22 01-23 01-24 01-27 01-28 01-29 02-28 04-02 04-03 05-01 06-25 06-26 10-01 10-02 10-09',
        2021: '01-01 02-08 02-09 02-10 02-11 02-12 02-15 02-16 03-01 04-02 04-05 04-30 06-14 09-20 09-21 10-11 12-31',
        2022: '01-27 01-28 01-31 02-01 02-02 02-03 02-28 04-04 04-05 05-02 06-03 09-09 10-10',
        2023: '01-02 01-19 01-20 01-23 01-24 01-25 01-26 01-27 02-27 02-28 04-03 04-04 04-05 05-01 06-22 06-23 09-29 10-09 10-10',
        2024: '01-01 02-06 02-07 02-08 02-09 02-12 02-13 02-14 02-28 04-04 04-05 05-01 06-10 09-17 10-10',
        2025: '01-01 01-23 01-24 01-27 01-28 01-29 01-30 01-31 02-28 04-03 04-04 05-01 05-30 09-29 10-06 10-10 10-24 12-25',
        2026: '01-01 02-12 02-13 02-16 02-17 02-18 02-19 02-20 02-27 04-03 04-06 05-01 06-19 09-25 09-28 10-09 10-26 12-25',
        2027: '01-01 02-04 02-05 02-08 02-09 02-10 03-01 04-05 04-30 06-09 09-15 09-28 10-11 10-25 12-31',
      },
      'Public holiday',
      LIBRARY,
    ),
    ...closed('2019-08-09', 'Typhoon Lekima', 'https://news.cnyes.com/news/id/4365996'),
    ...closed('2019-09-30', 'Typhoon Mitag', LIBRARY),
    ...closed(
      '2023-08-03',
      'Typhoon Khanun',
      'https://www.reuters.com/world/asia-pacific/typhoon-khanun-shuts-markets-grounds-flights-taiwan-2023-08-03/',
    ),
    ...closed(
      '2024-07-24 2024-07-25',
      'Typhoon Gaemi',
      'https://www.bnnbloomberg.ca/business/international/2024/07/24/taiwans-exchange-will-stay-closed-a-second-day-due-to-typhoon/',
    ),
    ...closed(
      '2024-10-02 2024-10-03',
      'Typhoon Krathon',
      'https://www.taipeitimes.com/News/biz/archives/2024/10/02/2003824643',
    ),
    ...closed(
      '2024-10-31',
      'Typhoon Kong-rey',
      'https://www.ndtvprofit.com/world/as-taiwan-braces-for-super-typhoon-kong-rey-check-live-tracker-landfall-time-and-more',
    ),
    ...closed(
      '2022-02-04',
      'Lunar New Year holiday',
      'https://github.com/gerrymanoim/exchange_calendars/issues/164',
    ),
    ...closed(
      '2023-01-18',
      'Settlement only before Lunar New Year',
      'https://www.kgi.com.tw/zh-tw/product-market/calendar-overview/stock-market-calendar',
    ),
  ],
  specials: [
    ...specialDays(
      'added',
      '0900-1330',
      '2017-02-18 2017-06-03 2017-09-30',
      'https://stock-market-holidays.org/?p=1532',
    ),
    ...specialDays('added', '0900-1330', '2018-03-31 2018-12-22', 'https://s8088.com/article/1113354'),
  ],
  knownFrom: date('2017-01-01'),
  knownThrough: date('2026-12-31'),
  source: LIBRARY,
};
