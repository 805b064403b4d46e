import { closed, closedOn, date, type ExchangeData, exchange, weekdays } from '../exchange-data.ts';

/** Public holidays of the labour code, on which the daily history of the VN-Index has no bar. */
const HISTORY = 'Daily history of the VN-Index, 2017 to April 2026: weekdays without a bar';

/**
 * Ho Chi Minh City. Orders are matched until the closing auction of 14:45; only negotiated deals follow to 15:00, which
 * move no index.
 */
export const XSTC: ExchangeData = {
  mic: exchange('XSTC'),
  timeZone: 'Asia/Ho_Chi_Minh',
  rules: [
    {
      from: date('1990-01-01'),
      week: weekdays('0900-1130,1300-1445'),
      source: 'https://www.hsc.com.vn/en/client-guideline?article=hsx-trading-regulations',
    },
  ],
  closures: [
    ...closedOn(
      {
        2017: '01-02 01-26 01-27 01-30 01-31 02-01 04-06 05-01 05-02 09-04',
        2018: '01-01 02-14 02-15 02-16 02-19 02-20 04-25 04-30 05-01 09-03 12-31',
        2019: '01-01 02-04 02-05 02-06 02-07 02-08 04-15 04-29 04-30 05-01 09-02',
        2020: '01-01 01-23 01-24 01-27 01-28 01-29 04-02 04-30 05-01 09-02',
        2021: '01-01 02-10 02-11 02-12 02-15 02-16 04-21 04-30 05-03 09-02 09-03',
        2022: '01-03 01-31 02-01 02-02 02-03 02-04 04-11 05-02 05-03 09-01 09-02',
        2023: '01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04',
        2024: '01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03',
        2025: '01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02',
      },
      'Public holiday',
      HISTORY,
    ),
    ...closedOn(
      { 2026: '01-01 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02' },
      'Public holiday',
      'https://cafef.vn/chung-khoan-viet-nam-se-nghi-giao-dich-12-phien-188251209150402243.chn',
    ),
    ...closed('2026-01-02', 'Public holiday, exchanged for a Saturday', HISTORY),
    ...closed(
      '2018-01-23 2018-01-24',
      'System failure: no trading',
      'http://vneconomy.vn/tu-25-1-hose-chinh-thuc-giao-dich-tro-lai-20180124203744752.htm',
    ),
  ],
  specials: [],
  knownFrom: date('2017-01-01'),
  knownThrough: date('2026-12-31'),
  source: HISTORY,
};
