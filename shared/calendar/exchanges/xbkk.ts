import { closed, closedOn, date, type ExchangeData, exchange, weekdays } from '../exchange-data.ts';

import { libraryFile } from './library.ts';

const LIBRARY = libraryFile('xbkk');

/**
 * Thailand. The close is drawn at random within the last minutes.
 */
export const XBKK: ExchangeData = {
  mic: exchange('XBKK'),
  timeZone: 'Asia/Bangkok',
  rules: [
    {
      from: date('1990-01-01'),
      week: weekdays('1000-1230,1430-1630'),
      source: 'https://www.nomuradirect.com/en/knowledge/time-trading.aspx',
    },
    {
      from: date('2024-03-25'),
      week: weekdays('1000-1230,1400-1630'),
      source: 'https://www.bangkokpost.com/business/general/2753684/local-bourses-extend-trading-hours',
    },
  ],
  closures: [
    ...closedOn(
      {
        2017: '01-02 01-03 02-13 04-06 04-13 04-14 05-01 05-10 07-10 07-28 08-14 10-13 10-23 12-05 12-11',
        2018: '01-01 01-02 03-01 04-06 04-13 04-16 05-01 05-29 07-27 07-30 08-13 10-15 10-23 12-05 12-10 12-31',
        2019: '01-01 02-19 04-08 04-15 04-16 05-01 05-20 06-03 07-16 07-29 08-12 10-14 10-23 12-05 12-10 12-31',
        2020: '01-01 02-10 04-06 05-01 05-04 05-06 06-03 07-06 07-28 08-12 10-13 10-23 12-07 12-10 12-31',
        2021: '01-01 02-12 02-26 04-06 04-13 04-14 04-15 05-03 05-04 05-26 06-03 07-26 07-28 08-12 09-24 10-13 10-22 10-25 12-06 12-10 12-31',
        2022: '01-03 02-16 04-06 04-13 04-14 04-15 05-02 05-04 05-16 06-03 07-13 07-28 07-29 08-12 10-13 10-14 10-24 12-05 12-12',
        2023: '01-02 01-03 03-06 04-06 04-13 04-14 05-01 05-04 05-05 06-05 07-28 08-01 08-14 10-13 10-23 12-05 12-11 12-29',
        2024: '01-01 01-02 02-26 04-08 04-12 04-15 04-16 05-01 05-06 05-22 06-03 07-22 07-29 08-12 10-14 10-23 12-05 12-10 12-31',
        2025: '01-01 02-12 04-07 04-14 04-15 05-01 05-05 05-12 06-02 06-03 07-10 07-28 08-11 08-12 10-13 10-23 12-05 12-10 12-31',
        2026: '01-01 01-02 03-03 04-06 04-13 04-14 04-15 05-01 05-04 06-01 06-03 07-28 07-29 08-12 10-13 10-23 12-07 12-10 12-31',
        2027: '01-01 02-22 04-06 04-13 04-14 04-15 05-03 05-04 05-20 06-03 07-19 07-28 08-12 10-13 10-25 12-06 12-10 12-31',
      },
      'Public holiday',
      LIBRARY,
    ),
    ...closed('2017-10-26', 'Cremation of King Bhumibol', LIBRARY),
    ...closed('2019-05-06', 'Coronation of King Vajiralongkorn', LIBRARY),
    ...closed(
      '2020-07-27',
      'Day in lieu of Songkran, postponed in the pandemic',
      'https://www.marketscreener.com/news/Bank-of-Thailand-Announcement-of-a-substitute-holiday-for-Songkran-festival-for-Financial-Institut--30865212/',
    ),
    ...closed(
      '2020-09-04 2020-09-07',
      'Days in lieu of Songkran, postponed in the pandemic',
      'http://thai.news-agency.jp/master_areaes/modules/article/index.php?page=article&storyid=12795',
    ),
  ],
  specials: [],
  knownFrom: date('2017-01-01'),
  knownThrough: date('2026-12-31'),
  source: LIBRARY,
};
