import { date, type ExchangeData, exchange, weekdays } from '../exchange-data.ts';

/**
 * The currency week, Sunday 17:00 to Friday 17:00 in New York: one session a trade date, each beginning at 17:00 of the
 * day before. A convention, not an exchange, so nothing about it is provisional and no day is closed.
 */
export const FX: ExchangeData = {
  mic: exchange('FX'),
  timeZone: 'America/New_York',
  rules: [
    {
      from: date('1990-01-01'),
      week: weekdays('<1700-1700'),
      source: 'Market convention: the trade date changes at 17:00 in New York',
    },
  ],
  closures: [],
  specials: [],
  knownFrom: date('1990-01-01'),
  knownThrough: date('2049-12-31'),
  source: 'Market convention',
};
