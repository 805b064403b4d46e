import type { Calendars } from '../../shared/calendar/calendar.ts';
import { dateOf, dayNumber } from '../../shared/calendar/day-number.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import type { RowWindow } from '../../shared/study/study.ts';
import { type LocalDate, localDate } from '../../shared/time/instant.ts';
import { wrongUsage } from './command-fault.ts';

/** `-130,-11`: two whole numbers. Throws CommandFault. */
export function rowsOf(option: string, text: string): RowWindow {
  const [, from, to] = /^\s*([+-]?\d{1,5})\s*,\s*([+-]?\d{1,5})\s*$/.exec(text) ?? [];
  if (from === undefined || to === undefined || Number(from) > Number(to)) {
    throw wrongUsage(option, text, 'first and last row relative to the event, such as -130,-11');
  }
  return [Number(from), Number(to)];
}

/** `0,1`: different whole numbers, 0 or more. Throws CommandFault. */
export function lagsOf(option: string, text: string): readonly number[] {
  const lags = text.split(',').map((part) => (/^\s*\d{1,3}\s*$/.test(part) ? Number(part) : Number.NaN));
  if (lags.some(Number.isNaN) || new Set(lags).size < lags.length) {
    throw wrongUsage(option, text, 'different whole numbers of rows, 0 or more, such as 0,1');
  }
  return lags;
}

/** A real day as `YYYY-MM-DD`. Throws CommandFault. */
export function dayOf(option: string, text: string | undefined): LocalDate {
  const read = localDate.safeParse(text);
  if (read.success && dateOf(dayNumber(read.data)) === read.data) return read.data;
  throw wrongUsage(option, text, 'a day as YYYY-MM-DD');
}

/** One of a closed list. Throws CommandFault. */
export function oneOf<T extends string>(option: string, text: string, list: readonly T[]): T {
  const found = list.find((item) => item === text);
  if (found !== undefined) return found;
  throw wrongUsage(option, text, `one of ${list.join(', ')}`);
}

/** A market with a calendar, in any case. Throws CommandFault. */
export function micOf(option: string, text: string, { mics }: Calendars): Mic {
  const found = mics.find((mic) => mic === text.toUpperCase());
  if (found !== undefined) return found;
  throw wrongUsage(option, text, `a market with a calendar: ${mics.join(', ')}`);
}

/** `A,B`: words with commas between, each once. */
export const listOf = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
];
