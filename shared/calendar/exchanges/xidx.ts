import { closed, closedOn, date, type ExchangeData, exchange, weekdays } from '../exchange-data.ts';

import { libraryFile } from './library.ts';

const LIBRARY = libraryFile('xidx');

/**
 * Indonesia. Longer break on Fridays; shorter days in the pandemic.
 */
export const XIDX: ExchangeData = {
  mic: exchange('XIDX'),
  timeZone: 'Asia/Jakarta',
  rules: [
    {
      from: date('1990-01-01'),
      week: [
        '0900-1200,1330-1550',
        '0900-1200,1330-1550',
        '0900-1200,1330-1550',
        '0900-1200,1330-1550',
        '0900-1130,1400-1550',
        null,
        null,
      ],
      source: 'https://www.hs-sec.co.jp/news/news.php?label=202003301',
    },
    {
      from: date('2020-03-30'),
      week: weekdays('0900-1130,1330-1500'),
      source:
        'https://sggpnews.org.vn/international/indonesia-shortens-stock-trading-hours-for-first-time-in-history-86263.html',
    },
    {
      from: date('2023-04-03'),
      week: [
        '0900-1200,1330-1550',
        '0900-1200,1330-1550',
        '0900-1200,1330-1550',
        '0900-1200,1330-1550',
        '0900-1130,1400-1550',
        null,
        null,
      ],
      source: 'https://investasi.kontan.co.id/news/jam-perdagangan-bei-balik-normal-3-april-simak-rinciannya',
    },
  ],
  closures: [
    ...closedOn(
      {
        2017: '01-02 02-15 03-28 04-14 04-19 04-24 05-01 05-11 05-25 06-01 06-23 06-26 06-27 06-28 06-29 06-30 08-17 09-01 09-21 12-01 12-25 12-26',
        2018: '01-01 02-16 03-30 05-01 05-10 05-29 06-01 06-11 06-12 06-13 06-14 06-15 06-18 06-19 08-17 08-22 09-11 11-20 12-24 12-25 12-31',
        2019: '01-01 02-05 03-07 04-03 04-19 05-01 05-30 06-03 06-04 06-05 06-06 06-07 12-24 12-25 12-31',
        2020: '01-01 03-25 04-10 05-01 05-07 05-21 05-22 05-25 06-01 07-31 08-17 08-20 08-21 10-28 10-29 10-30 12-24 12-25 12-31',
        2021: '01-01 02-12 03-11 04-02 05-12 05-13 05-14 05-26 06-01 07-20 08-11 08-17 10-20 12-31',
        2022: '02-01 02-28 03-03 04-15 05-02 05-03 05-16 05-26 06-01 08-17',
        2023: '01-23 03-22 03-23 04-07 04-19 04-20 04-21 04-24 04-25 05-01 05-18 06-01 06-02 06-28 06-29 06-30 07-19 08-17 09-28 12-25 12-26',
        2024: '01-01 02-08 02-09 03-11 03-12 03-29 04-08 04-09 04-10 04-11 04-12 04-15 05-01 05-09 05-10 05-23 05-24 06-17 06-18 09-16 12-25 12-26 12-31',
        2025: '01-01 01-27 01-28 01-29 03-28 03-31 04-01 04-02 04-03 04-04 04-07 04-18 05-01 05-12 05-13 05-29 05-30 06-06 06-09 06-27 09-05 12-25 12-26 12-31',
        2026: '01-01 01-16 02-16 02-17 03-18 03-19 03-20 03-23 03-24 04-03 05-01 05-14 05-15 05-27 05-28 06-01 06-16 08-17 08-25 12-24 12-25 12-31',
        2027: '01-01 03-26 05-06 06-01 08-17 12-31',
      },
      'Public holiday',
      LIBRARY,
    ),
    ...closed('2019-04-17 2020-12-09 2024-02-14 2024-11-27', 'Election day', LIBRARY),
    ...closed(
      '2022-04-29 2022-05-04 2022-05-05 2022-05-06',
      'Lebaran leave',
      'https://www.traderharian.com/berita/berita-saham/bursa-saham-indonesia-kembali-buka-senin-9-mei-2022/',
    ),
    ...closed(
      '2025-08-18',
      'Leave after Independence Day',
      'https://www.suara.com/bisnis/2025/08/18/084417/perhatian-perdagangan-saham-hari-ini-libur',
    ),
  ],
  specials: [],
  knownFrom: date('2017-01-01'),
  knownThrough: date('2026-12-31'),
  source: LIBRARY,
};
