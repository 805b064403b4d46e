import { closedOn, date, type ExchangeData, exchange, specialDays, weekdays } from '../exchange-data.ts';

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
      source:
        'https://github.com/gerrymanoim/exchange_calendars/blob/master/exchange_calendars/exchange_calendar_xbom.py',
    },
    {
      from: date('2010-01-04'),
      week: weekdays('0900-1530'),
      source:
        'https://github.com/gerrymanoim/exchange_calendars/blob/master/exchange_calendars/exchange_calendar_xbom.py',
    },
    {
      from: date('2010-10-18'),
      week: weekdays('0915-1530'),
      source:
        'https://github.com/gerrymanoim/exchange_calendars/blob/master/exchange_calendars/exchange_calendar_xbom.py',
    },
  ],
  closures: [
    ...closedOn(
      {
        2017: '01-26 02-24 03-13 04-04 04-14 05-01 06-26 08-15 08-25 10-02 10-19 10-20 12-25',
        2018: '01-26 02-13 03-02 03-29 03-30 05-01 08-15 08-22 09-13 09-20 10-02 10-18 11-07 11-08 11-23 12-25',
        2019: '03-04 03-21 04-17 04-19 04-29 05-01 06-05 08-12 08-15 09-02 09-10 10-02 10-08 10-21 10-28 11-12 12-25',
        2020: '02-21 03-10 04-02 04-06 04-10 04-14 05-01 05-25 10-02 11-16 11-30 12-25',
        2021: '01-26 03-11 03-29 04-02 04-14 04-21 05-13 07-21 08-19 09-10 10-15 11-04 11-05 11-19',
        2022: '01-26 03-01 03-18 04-14 04-15 05-03 08-09 08-15 08-31 10-05 10-24 10-26 11-08',
        2023: '01-26 03-07 03-30 04-04 04-07 04-14 05-01 06-29 08-15 09-19 10-02 10-24 11-14 11-27 12-25',
        2024: '01-22 01-26 03-08 03-25 03-29 04-11 04-17 05-01 05-20 06-17 07-17 08-15 10-02 11-01 11-15 11-20 12-25',
        2025: '02-26 03-14 03-31 04-10 04-14 04-18 05-01 08-15 08-27 10-02 10-21 10-22 11-05 12-25',
        2026: '01-15 01-26 03-03 03-26 03-31 04-03 04-14 05-01 05-28 06-26 09-14 10-02 10-20 11-10 11-24 12-25',
      },
      'Holiday',
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
      'https://www.everydayintradaytips.com/2018/11/muhurat-trading-is-auspicious-stock.html',
    ),
    ...specialDays(
      'special',
      '1815-1915',
      '2019-10-27 2020-11-14 2021-11-04 2022-10-24 2023-11-12',
      'https://www.angelone.in/announcements/market/muhurat-trading-session-12-nov',
    ),
    ...specialDays(
      'special',
      '1800-1900',
      '2024-11-01',
      'https://www.nseindia.com/resources/exchange-communication-holidays',
    ),
    ...specialDays('special', '1345-1445', '2025-10-21', 'https://redxnews.com/?p=27990'),
    ...specialDays(
      'added',
      '0915-1530',
      '2024-01-20 2025-02-01',
      'https://github.com/gerrymanoim/exchange_calendars/blob/master/exchange_calendars/exchange_calendar_xbom.py',
    ),
  ],
  knownFrom: date('2017-01-01'),
  knownThrough: date('2026-12-31'),
  source:
    'https://github.com/gerrymanoim/exchange_calendars/blob/master/exchange_calendars/exchange_calendar_xbom.py',
};
