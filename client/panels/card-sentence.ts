import { listed, signed } from '../i18n/format.ts';
import type { CardInput } from './card-input.ts';
import { priceOf, shownValue, UNIT } from './card-value.ts';
import { percentileText } from './row-numbers.ts';

/** A sentence to be pasted: number, times, prices, comparison, other events and the word for simulated prices. */
export function cardSentence(input: CardInput): string {
  const { number, row, now, days, previous, mixed, simulated, time, words, table } = input;
  const s = words.sentence;
  const { name } = row.instrument;
  const value = shownValue(input);
  const tail = simulated ? ` ${s.simulated}` : '';
  if (value.absent !== null) return `${s.missing(name, words.names[number], words.why(value.absent))}${tail}`;
  if (row.last === null) return '';
  const price = priceOf(input, row.last.price);
  if (number === 'last') return `${s.price(name, price, time(row.last.time))}.${tail}`;
  const from = number === 'today' ? previous : row.since.state === 'ok' ? row.since.base : null;
  if (from === null) return '';
  const move =
    number === 'today' ? (row.todayPercent ?? 0) : row.since.state === 'ok' ? row.since.percent : 0;
  const parts = [
    s.move(
      name,
      signed(move),
      s.point(priceOf(input, from.price), time(from.time)),
      s.point(price, time(row.last.time)),
    ),
  ];
  const unusual = now?.unusual ?? null;
  if (number !== 'today' && unusual?.z != null && days !== null) {
    parts.push(s.usual(signed(unusual.z, 1), days.n, words.bars[days.interval]));
    if (unusual.percentile !== null) {
      const text = percentileText(unusual.percentile, unusual.n, table);
      parts.push(unusual.percentile >= 100 || unusual.percentile <= 0 ? text : s.percentile(text));
    }
  }
  if (number === 'peak' || number === 'faded')
    parts.push(s.own(words.names[number], `${value.text}${UNIT[number]}`));
  const others =
    number === 'today' || mixed === null || mixed.length === 0
      ? ''
      : ` ${s.mixed(listed(mixed.map((m) => m.title)))}`;
  return `${parts.join(', ')}.${others}${tail}`;
}
