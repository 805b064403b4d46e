import { closedOn, date, type ExchangeData, exchange, weekdays } from '../exchange-data.ts';

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
      source:
        'https://github.com/gerrymanoim/exchange_calendars/blob/master/exchange_calendars/exchange_calendar_xtai.py',
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
      'Holiday',
    ),
    { date: date('2019-08-09'), reason: 'Typhoon Lekima' },
    { date: date('2019-09-30'), reason: 'Typhoon Mitag' },
    { date: date('2023-08-03'), reason: 'Typhoon Khanun' },
    { date: date('2024-07-24'), reason: 'Typhoon Gaemi' },
    { date: date('2024-07-25'), reason: 'Typhoon Gaemi' },
    { date: date('2024-10-02'), reason: 'Typhoon Krathon' },
    { date: date('2024-10-03'), reason: 'Typhoon Krathon' },
    { date: date('2024-10-31'), reason: 'Typhoon Kong-rey' },
    { date: date('2022-02-04'), reason: 'Lunar New Year holiday' },
    { date: date('2023-01-18'), reason: 'Settlement-only day before Lunar New Year' },
  ],
  specials: [],
  knownFrom: date('2017-01-01'),
  knownThrough: date('2026-12-31'),
  source:
    'https://github.com/gerrymanoim/exchange_calendars/blob/master/exchange_calendars/exchange_calendar_xtai.py',
};
