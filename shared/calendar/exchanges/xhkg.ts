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

const LIBRARY = libraryFile('xhkg');
/** Holidays and half days of 2027. */
const CIRCULAR_2027 =
  'https://www.hkex.com.hk/-/media/HKEX-Market/Services/Circulars-and-Notices/Participant-and-Members-Circulars/SEHK/2026/MO_DT_133_26_e1.pdf';

/**
 * Hong Kong. Since 2024-09-23 the market stays open in typhoons and black rain: no weather closure after that date.
 * Breaks before 2012-03-05 are roughly right only.
 */
export const XHKG: ExchangeData = {
  mic: exchange('XHKG'),
  timeZone: 'Asia/Hong_Kong',
  rules: [
    {
      from: date('1990-01-01'),
      week: weekdays('1000-1230,1430-1600'),
      source: LIBRARY,
    },
    {
      from: date('2011-03-07'),
      week: weekdays('0930-1200,1330-1600'),
      source: LIBRARY,
    },
    {
      from: date('2012-03-05'),
      week: weekdays('0930-1200,1300-1600'),
      source: LIBRARY,
    },
  ],
  closures: [
    ...closedOn(
      {
        2017: '01-02 01-30 01-31 04-04 04-14 04-17 05-01 05-03 05-30 10-02 10-05 12-25 12-26',
        2018: '01-01 02-16 02-19 03-30 04-02 04-05 05-01 05-22 06-18 07-02 09-25 10-01 10-17 12-25 12-26',
        2019: '01-01 02-05 02-06 02-07 04-05 04-19 04-22 05-01 05-13 06-07 07-01 10-01 10-07 12-25 12-26',
        2020: '01-01 01-27 01-28 04-10 04-13 04-30 05-01 06-25 07-01 10-01 10-02 10-26 12-25',
        2021: '01-01 02-12 02-15 04-02 04-05 04-06 05-19 06-14 07-01 09-22 10-01 10-14 12-27',
        2022: '02-01 02-02 02-03 04-05 04-15 04-18 05-02 05-09 06-03 07-01 09-12 10-04 12-26 12-27',
        2023: '01-02 01-23 01-24 01-25 04-05 04-07 04-10 05-01 05-26 06-22 10-02 10-23 12-25 12-26',
        2024: '01-01 02-12 02-13 03-29 04-01 04-04 05-01 05-15 06-10 07-01 09-18 10-01 10-11 12-25 12-26',
        2025: '01-01 01-29 01-30 01-31 04-04 04-18 04-21 05-01 05-05 07-01 10-01 10-07 10-29 12-25 12-26',
        2026: '01-01 02-17 02-18 02-19 04-03 04-06 04-07 05-01 05-25 06-19 07-01 10-01 10-19 12-25',
      },
      'Public holiday',
      LIBRARY,
    ),
    ...closedOn(
      { 2027: '01-01 02-08 02-09 03-26 03-29 04-05 05-13 06-09 07-01 09-16 10-01 10-08 12-27' },
      'Public holiday',
      CIRCULAR_2027,
    ),
    ...closed(
      '2017-08-23',
      'Typhoon Hato',
      'https://www.thenational.ae/business/markets/typhoon-forces-hong-kong-bourse-to-cancel-trading-1.622094',
    ),
    ...closed(
      '2020-10-13',
      'Typhoon Nangka',
      'https://www.hkex.com.hk/News/Market-Communications/2020/2010132news?sc_lang=en',
    ),
    ...closed('2021-10-13', 'Typhoon Kompasu', LIBRARY),
    ...closed(
      '2023-07-17',
      'Typhoon Talim',
      'https://www.forexlive.com/news/hong-kong-exchange-has-cancelled-all-monday-trading-due-to-typhoon-20230717/',
    ),
    ...closed('2023-09-01', 'Typhoon Saola', 'https://github.com/gerrymanoim/exchange_calendars/issues/600'),
    ...closed(
      '2023-09-08',
      'Black rainstorm warning',
      'https://www.scmp.com/business/markets/article/3233800/hong-kong-halts-stock-derivative-trading-black-rainstorm-warning-imposes-second-weather-disruption',
    ),
    ...closed('2024-09-06', 'Typhoon Yagi', LIBRARY),
  ],
  specials: [
    ...specialDays(
      'half',
      '0930-1200',
      '2017-01-27 2018-02-15 2018-12-24 2018-12-31 2019-02-04 2019-12-24 2019-12-31 2020-01-24 2020-12-24 2020-12-31 2021-02-11 2021-12-24 2021-12-31 2022-01-31 2024-02-09 2024-12-24 2024-12-31 2025-01-28 2025-12-24 2025-12-31 2026-02-16 2026-12-24 2026-12-31',
      LIBRARY,
    ),
    ...specialDays(
      'late-open',
      '1330-1600',
      '2020-08-19 2021-06-28',
      'https://github.com/gerrymanoim/exchange_calendars/issues/142',
    ),
    ...specialDays('half', '0930-1200', '2027-02-05 2027-12-24 2027-12-31', CIRCULAR_2027),
  ],
  knownFrom: date('2017-01-01'),
  knownThrough: date('2027-12-31'),
  source: LIBRARY,
};
