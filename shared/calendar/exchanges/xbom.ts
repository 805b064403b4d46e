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

const LIBRARY = libraryFile('xbom');

/**
 * India, BSE. Muhurat is the one-hour session of Diwali, on an otherwise closed day or at a weekend.
 */
export const XBOM: ExchangeData = {
  mic: exchange('XBOM'),
  timeZone: 'Asia/Kolkata',
  rules: [
    {
      from: date('1990-01-01'),
      week: weekdays('0955-1530'),
      source: LIBRARY,
    },
    {
      from: date('2010-01-04'),
      week: weekdays('0900-1530'),
      source: LIBRARY,
    },
    {
      from: date('2010-10-18'),
      week: weekdays('0915-1530'),
      source: LIBRARY,
    },
  ],
  closures: [
    ...closedOn(
      {
        2017: '01-26 02-24 03-13 04-04 04-14 05-01 06-26 08-15 08-25 10-02 10-19 10-20 12-25',
        2018: '01-26 02-13 03-02 03-29 03-30 05-01 08-15 08-22 09-13 09-20 10-02 10-18 11-07 11-08 11-23 12-25',
        2019: '03-04 03-21 04-17 04-19 05-01 06-05 08-12 08-15 09-02 09-10 10-02 10-08 10-28 11-12 12-25',
        2020: '02-21 03-10 04-02 04-06 04-10 04-14 05-01 05-25 10-02 11-16 11-30 12-25',
        2021: '01-26 03-11 03-29 04-02 04-14 04-21 05-13 07-21 08-19 09-10 10-15 11-04 11-05 11-19',
        2022: '01-26 03-01 03-18 04-14 04-15 05-03 08-09 08-15 08-31 10-05 10-24 10-26 11-08',
        2023: '01-26 03-07 03-30 04-04 04-07 04-14 05-01 06-29 08-15 09-19 10-02 10-24 11-14 11-27 12-25',
        2024: '01-26 03-08 03-25 03-29 04-11 04-17 05-01 06-17 07-17 08-15 10-02 11-01 11-15 12-25',
        2025: '02-26 03-14 03-31 04-10 04-14 04-18 05-01 08-15 08-27 10-02 10-21 10-22 11-05 12-25',
        2026: '01-26 03-03 03-26 03-31 04-03 04-14 05-01 05-28 06-26 09-14 10-02 10-20 11-10 11-24 12-25',
      },
      'Public holiday',
      LIBRARY,
    ),
    ...closed('2019-04-29 2019-10-21 2024-05-20 2024-11-20 2026-01-15', 'Election day in Mumbai', LIBRARY),
    ...closed(
      '2024-01-22',
      'Consecration of the temple in Ayodhya',
      'https://zeenews.india.com/markets/national-stock-exchange-to-conduct-special-live-trading-session-on-march-2-heres-all-you-need-to-know-2721738.html',
    ),
  ],
  specials: [
    ...specialDays(
      'special',
      '1830-1930',
      '2017-10-19',
      'http://www.upcomingipocalendar.com/diwali-muhurat-trading-time-bse-nse/',
    ),
    ...specialDays(
      'special',
      '1730-1830',
      '2018-11-07',
      'https://www.moneycontrol.com/news/business/markets/diwali-2018-muhurat-trading-to-start-at-530-pm-on-november-7-3126511.html',
    ),
    ...specialDays(
      'special',
      '1815-1915',
      '2019-10-27',
      'https://www.moneycontrol.com/news/business/markets/samvat-2076-muhurat-trading-to-start-at-615-pm-on-october-27-4558391.html',
    ),
    ...specialDays(
      'special',
      '1815-1915',
      '2020-11-14',
      'https://latestly.com/india/news/muhurat-trading-2020-heres-the-timing-for-muhurat-trading-session-on-diwali-2020-check-details-2143640.html',
    ),
    ...specialDays(
      'special',
      '1815-1915',
      '2021-11-04',
      'https://www.freepressjournal.in/business/stock-markets-special-session-during-diwali-muhurat-trading-other-details-check-here',
    ),
    ...specialDays(
      'special',
      '1815-1915',
      '2022-10-24',
      'https://www.hindustantimes.com/business/diwali-2022-stock-market-holidays-diwali-muhurat-trading-no-trading-at-bse-nse-today-on-diwali-markets-will-open-for-muhurat-trading-101666583468075-amp.html',
    ),
    ...specialDays(
      'special',
      '1815-1915',
      '2023-11-12',
      'https://www.angelone.in/announcements/market/muhurat-trading-session-12-nov',
    ),
    ...specialDays(
      'special',
      '1800-1900',
      '2024-11-01',
      'https://theindianawaaz.com/nse-bse-to-hold-diwali-muhurat-trading-session-on-nov-1-at-6-pm/',
    ),
    ...specialDays(
      'special',
      '1345-1445',
      '2025-10-21',
      'https://www.deccanherald.com/business/markets/stock-market-closed-today-bse-nse-to-hold-special-muhurat-trading-check-timing-and-schedule-3770780',
    ),
    ...specialDays('added', '0915-1530', '2024-01-20 2025-02-01', LIBRARY),
    ...specialDays(
      'added',
      '0915-1530',
      '2020-02-01',
      'https://www.news18.com/news/business/stock-markets-to-be-open-on-february-1-day-of-union-budget-announces-bse-2468667.html',
    ),
    ...specialDays(
      'added',
      '0915-1530',
      '2026-02-01',
      'https://www.business-standard.com/amp/budget/news/budget-2026-bse-nse-trading-session-sunday-february-1-time-126011601035_1.html',
    ),
    ...specialDays(
      'added',
      '0915-1000,1130-1230',
      '2024-03-02',
      'https://www.hindustantimes.com/business/nse-bse-to-conduct-special-live-trading-session-tomorrow-know-timings-details-101709260470851.html',
    ),
    ...specialDays(
      'added',
      '0915-1000,1130-1230',
      '2024-05-18',
      'https://www.business-standard.com/markets/news/special-trading-session-on-saturday-may-18-2024-date-time-nse-bse-124051700163_1.html',
    ),
    ...specialDays(
      'special',
      '0915-1700',
      '2021-02-24',
      'https://www.devdiscourse.com/article/business/1471373-bse-nse-to-remain-open-till-5-pm',
    ),
  ],
  knownFrom: date('2017-01-01'),
  knownThrough: date('2026-12-31'),
  source: LIBRARY,
};
