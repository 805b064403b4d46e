import type { SeriesBar, StandinSeries } from '../../server/standin/series.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import { DAY_MS } from '../../shared/time/instant.ts';
import { calendars, minuteBars } from './markets.ts';
import { seededRandom } from './random.ts';

/** One market for the stand-in: its session's minutes on a random walk, and one daily close before it. */
export function standinSeries(instrument: Instrument, seed: number): StandinSeries {
  const calendar = calendars.get(instrument.mic);
  const random = seededRandom(seed);
  const minute: SeriesBar[] = minuteBars(instrument, 1, seed)
    .filter((bar) => calendar.stateAt(bar.openTime).state === 'open')
    .map(({ openTime, closeTime, close }, at, all) => {
      const open = all[at - 1]?.close ?? close;
      const high = Math.max(open, close) * 1.0002;
      const low = Math.min(open, close) * 0.9998;
      return { openTime, closeTime, open, high, low, close, volume: Math.floor(random() * 1e6) };
    });
  const first = minute[0];
  const before = first === undefined ? null : calendar.previousSession(first.openTime);
  const close = first?.open ?? 1000;
  const daily: SeriesBar[] =
    before === null || before.close - before.open > DAY_MS
      ? []
      : [{ openTime: before.open, closeTime: before.close, open: close, high: close, low: close, close }];
  return { id: instrument.id, calendar, daily, fiveMinute: [], minute };
}
