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

const LIBRARY = libraryFile('xphs');

/**
 * Philippines. Hours include the run-off at the end.
 */
export const XPHS: ExchangeData = {
  mic: exchange('XPHS'),
  timeZone: 'Asia/Manila',
  rules: [
    {
      from: date('1990-01-01'),
      week: weekdays('0930-1200,1330-1530'),
      source:
        'https://www.rappler.com/business/254633-pse-trading-hours-metro-manila-lockdown-march-16-april-14-2020',
    },
    {
      from: date('2020-03-16'),
      week: weekdays('0930-1300'),
      source: 'https://www.philstar.com/business/2021/11/23/2143266/pse-return-pre-pandemic-trading-hours',
    },
    {
      from: date('2021-12-06'),
      week: weekdays('0930-1200,1300-1500'),
      source:
        'https://news.abs-cbn.com/business/11/23/21/pse-to-revert-back-to-pre-pandemic-trading-hours-starting-dec-6',
    },
    {
      from: date('2022-01-14'),
      week: weekdays('0930-1300'),
      source: 'https://mb.com.ph/2022/1/26/pse-considers-returning-to-full-day-trading-in-february',
    },
    {
      from: date('2022-03-01'),
      week: weekdays('0930-1200,1300-1500'),
      source: 'https://news.abs-cbn.com/business/02/23/22/pse-back-to-full-trading-hours-starting-march-1',
    },
  ],
  closures: [
    ...closedOn(
      {
        2017: '01-02 04-13 04-14 04-28 05-01 06-12 06-26 08-21 08-28 09-01 10-16 10-31 11-01 11-30 12-08 12-25 12-26',
        2018: '01-01 01-02 02-16 03-29 03-30 04-09 05-01 06-12 06-15 08-21 08-27 11-01 11-02 11-30 12-24 12-25 12-31',
        2019: '01-01 02-05 02-25 04-09 04-18 04-19 05-01 06-05 06-12 08-12 08-21 08-26 11-01 12-24 12-25 12-30 12-31',
        2020: '01-01 02-25 04-09 04-10 05-01 05-25 06-12 07-31 08-21 08-31 11-02 11-30 12-08 12-24 12-25 12-30 12-31',
        2021: '01-01 02-12 02-25 04-01 04-02 04-09 05-13 07-20 08-30 11-01 11-30 12-08 12-30',
        2022: '02-01 04-14 04-15 05-03 08-29 10-31 11-01 11-30 12-08 12-30',
        2023: '01-02 02-24 04-06 04-07 04-10 04-21 05-01 06-12 06-28 08-21 08-28 11-01 11-02 11-27 12-08 12-25 12-26',
        2024: '01-01 02-09 03-28 03-29 04-09 04-10 05-01 06-12 06-17 08-23 08-26 11-01 12-24 12-25 12-30 12-31',
        2025: '01-01 01-29 04-01 04-09 04-17 04-18 05-01 06-06 06-12 08-21 08-25 10-31 12-08 12-24 12-25 12-30 12-31',
        2026: '01-01 02-17 03-20 04-02 04-03 04-09 05-01 05-27 06-12 08-21 08-31 11-30 12-08 12-24 12-25 12-30 12-31',
        2027: '01-01 03-10 03-25 03-26 04-09 05-17 08-30 11-01 11-30 12-08 12-24 12-30 12-31',
      },
      'Public holiday',
      LIBRARY,
    ),
    ...closed('2018-05-14 2019-05-13 2022-05-09 2023-10-30 2025-05-12', 'Election day', LIBRARY),
    ...closed(
      '2017-09-12',
      'Storm Maring: bank clearing suspended',
      'http://www.manilatimes.net/pse-suspends-trading/350204/',
    ),
    ...closed(
      '2020-01-13',
      'Taal eruption',
      'https://www.philstar.com/business/2020/01/13/1984449/walang-pasok-pse-suspends-trading-amid-taal-volcano-ashfall',
    ),
    ...closed(
      '2020-03-17 2020-03-18',
      'Pandemic lockdown',
      'https://cnnphilippines.com/business/2020/3/18/Stock-market-reopening-March-19.html',
    ),
    ...closed(
      '2020-11-12',
      'Typhoon Ulysses',
      'https://philstar.com/business/2020/11/12/2056405/ulysses-shuts-trading-floors-and-halts-financial-markets-climb',
    ),
    ...closed(
      '2022-09-26',
      'Typhoon Karding',
      'https://www.philstar.com/business/2022/09/25/2212248/philippine-stock-exchange-no-trading-monday-sept-26',
    ),
    ...closed(
      '2024-07-24',
      'Typhoon Carina',
      'https://mb.com.ph/2024/7/24/typhoon-carina-halts-philippine-financial-markets',
    ),
  ],
  specials: [
    ...specialDays(
      'half',
      '0930-1210',
      '2021-12-24 2021-12-31',
      'https://news.abs-cbn.com/business/12/15/21/pse-sets-half-day-trading-for-dec-24-31',
    ),
  ],
  knownFrom: date('2017-01-01'),
  knownThrough: date('2026-12-31'),
  source: LIBRARY,
};
