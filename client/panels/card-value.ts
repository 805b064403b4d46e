import { priceText, signed } from '../i18n/format.ts';
import type { NumberName } from '../state/card.ts';
import type { CardInput } from './card-input.ts';
import { type CellText, fadedText, percentOf, rowNumbers } from './row-numbers.ts';

/** The unit of a value as the card writes it after the number. */
export const UNIT: Readonly<Record<NumberName, string>> = {
  since: ' %',
  usual: ' %',
  z: '',
  percentile: '',
  peak: ' %',
  faded: '',
  today: ' %',
  last: '',
};

/** A log move in per cent, as sums are written. */
const logText = (log: number): string => signed(log * 100);

/** The number of the card as the table shows it. */
export function shownValue({ number, row, now, absent, table }: CardInput): CellText {
  const told = rowNumbers(row, now, absent, table);
  switch (number) {
    case 'since':
      if (row.since.state === 'ok') return { text: signed(row.since.percent), absent: null };
      return { text: '–', absent: row.since.state === 'waiting' ? 'waits' : row.since.reason };
    case 'today':
      return row.todayPercent === null
        ? { text: '–', absent: 'no-today' }
        : { text: signed(row.todayPercent), absent: null };
    case 'last':
      return row.last === null
        ? { text: '–', absent: 'no-history' }
        : { text: priceText(row.last.price, row.instrument.priceTick), absent: null };
    default:
      return told[number];
  }
}

export const priceOf = (input: CardInput, price: number): string =>
  priceText(price, input.row.instrument.priceTick);

/** How a number came about: the sum with its values filled in, and what it gives. */
export interface Formula {
  readonly left: string;
  readonly right: string;
  /** Its moves are logs. */
  readonly log?: boolean;
}

function priceFormula(input: CardInput, price: number, base: number, percent: number): Formula {
  return {
    left: input.words.formula.price(priceOf(input, price), priceOf(input, base)),
    right: `${signed(percent)} %`,
  };
}

/** Sums over the sample: the usual move, z and the percentile. */
function sampleFormula({ number, now, days, words }: CardInput): Formula | null {
  const f = words.formula;
  const unusual = now?.unusual ?? null;
  if (unusual === null || unusual.median === null || unusual.scale === null) return null;
  const centre = logText(unusual.median);
  const scale = (unusual.scale * 100).toFixed(2);
  if (number === 'usual') return { left: f.usual(centre), right: `${scale} %`, log: true };
  const own = days?.own ?? null;
  if (days === null || own === null) return null;
  if (number === 'z')
    return unusual.z === null
      ? null
      : { left: f.z(logText(own), centre, scale), right: signed(unusual.z, 2), log: true };
  if (unusual.percentile === null) return null;
  const below = days.days.filter((d) => d.moveLog < own).length;
  const equal = days.days.filter((d) => d.moveLog === own).length;
  return { left: f.percentile(below, equal, days.n), right: unusual.percentile.toFixed(1) };
}

function pathFormula(input: CardInput): Formula | null {
  const { number, row, now, words, table } = input;
  const { extreme = null, now: end = null, fade = null } = now?.path ?? {};
  if (extreme === null || row.since.state !== 'ok') return null;
  if (number === 'peak') {
    const base = row.since.base.price;
    return priceFormula(input, base * Math.exp(extreme.move), base, percentOf(extreme.move));
  }
  if (fade === null || end === null) return null;
  const left = words.formula.faded(logText(end.move), logText(extreme.move));
  return { left, right: fadedText(fade, table), log: true };
}

/** Null where there is no sum to show: a price, or a number that is missing. */
export function formulaOf(input: CardInput): Formula | null {
  const { number, row, previous } = input;
  const { last, since, todayPercent } = row;
  switch (number) {
    case 'last':
      return null;
    case 'since':
      if (last === null || since.state !== 'ok') return null;
      return priceFormula(input, last.price, since.base.price, since.percent);
    case 'today':
      if (last === null || previous === null || todayPercent === null) return null;
      return priceFormula(input, last.price, previous.price, todayPercent);
    case 'usual':
    case 'z':
    case 'percentile':
      return sampleFormula(input);
    case 'peak':
    case 'faded':
      return pathFormula(input);
  }
}
