import type { ExchangeCalendar, Segment } from '../../shared/calendar/calendar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import { asUtcMs, DAY_MS, HOUR_MS, type UtcMs } from '../../shared/time/instant.ts';
import { clockText, dayText } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import type { ChartInput } from './chart-input.ts';
import { MAX_SESSION_ROWS } from './layout.ts';
import { leftText } from './zone.ts';

/** When a market that could not answer at T0 first can. */
interface FirstAnswer {
  readonly time: number;
  readonly text: string;
  readonly given: boolean;
}

/** One city: its own clock, its day on the common axis, its state in words. */
export interface SessionRow {
  readonly city: string;
  /** `14:42` there, or empty where the screen shows a day long past. */
  readonly clock: string;
  readonly open: boolean;
  /** Trading hours inside the range, UTC ms. */
  readonly parts: readonly Segment[];
  readonly words: string;
  readonly answer: FirstAnswer | null;
}

interface Exchange {
  readonly city: string;
  readonly timeZone: string;
  readonly calendar: ExchangeCalendar;
}

const SHORT_CITIES: Readonly<Record<string, string>> = { 'Ho Chi Minh City': 'HCM City' };

/** Markets of one city, or of one day's hours (Shenzhen beside Shanghai), share a row. */
export function exchangesOf(input: ChartInput): readonly Exchange[] {
  const rank = (i: Instrument): number => {
    const at = input.emphasised.indexOf(i.id);
    return i.id === input.selected ? -1 : at >= 0 ? at : 100;
  };
  const ordered = [...input.instruments].sort((a, b) => rank(a) - rank(b));
  const found: (Exchange & { hours: string })[] = [];
  for (const instrument of ordered) {
    if (instrument.mic === 'FX') continue;
    const calendar = input.calendars.get(instrument.mic);
    const day = calendar.sessions(asUtcMs(input.t0 - DAY_MS), asUtcMs(input.t0 + DAY_MS));
    const hours = `${instrument.timeZone}|${day.map((s) => `${s.open}-${s.close}`).join()}`;
    const city = SHORT_CITIES[instrument.city] ?? instrument.city;
    if (found.some((f) => f.city === city || f.hours === hours)) continue;
    found.push({ city, timeZone: instrument.timeZone, calendar, hours });
  }
  const opening = (e: Exchange): number => {
    const sessions = e.calendar.sessions(input.from, input.to);
    const first = sessions.find((s) => s.close > input.t0) ?? sessions.at(-1);
    return first?.open ?? Number.POSITIVE_INFINITY;
  };
  return found
    .slice(0, MAX_SESSION_ROWS)
    .map((exchange, order) => ({ exchange, order, open: opening(exchange) }))
    .sort((a, b) => (a.open === b.open ? a.order - b.order : a.open - b.open))
    .map(({ exchange }) => exchange);
}

function answerOf(input: ChartInput, calendar: ExchangeCalendar): FirstAnswer | null {
  if (input.t0 > input.now.time || input.t0 < input.from) return null;
  if (calendar.stateAt(input.t0).state === 'open') return null;
  const time = calendar.nextOpen(input.t0);
  if (time === null || time > input.to) return null;
  const given = time <= input.now.time;
  const { firstAnswer, answersFrom } = words.peek().figure;
  const clock = clockText(time, input.timeZone);
  return { time, given, text: given ? firstAnswer(clock) : answersFrom(clock) };
}

function soon(time: UtcMs, now: UtcMs, timeZone: string): string {
  const { opens } = words.peek().figure;
  if (time - now <= HOUR_MS) return opens(leftText(time - now));
  return opens(time - now < DAY_MS ? clockText(time, timeZone) : dayText(time, timeZone));
}

function stateWords(input: ChartInput, exchange: Exchange, now: UtcMs): string {
  const { calendar } = exchange;
  const w = words.peek().figure;
  const { state, session, changesAt } = calendar.stateAt(now);
  switch (state) {
    case 'open': {
      const left = session === null ? Number.POSITIVE_INFINITY : session.close - now;
      if (left <= HOUR_MS) return w.openLeft(leftText(left));
      const toLunch = changesAt === null ? Number.POSITIVE_INFINITY : changesAt - now;
      return toLunch <= HOUR_MS ? w.lunchIn(leftText(toLunch)) : w.state.open;
    }
    case 'lunch':
      return changesAt === null ? w.state.lunch : w.lunchLeft(leftText(changesAt - now));
    case 'holiday':
    case 'unknown':
      return w.state[state];
    case 'closed': {
      const next = calendar.nextOpen(now);
      const previous = calendar.previousSession(now);
      const today = previous !== null && now - previous.close < 6 * HOUR_MS;
      if (next !== null && (!today || next - now <= 2 * HOUR_MS)) return soon(next, now, input.timeZone);
      return previous === null ? w.state.closed : w.closedAt(clockText(previous.close, input.timeZone));
    }
  }
}

/** Hours of the day on screen, on the exchange's own wall; for days on which "now" does not lie. */
function hoursWords(input: ChartInput, exchange: Exchange): string {
  const sessions = exchange.calendar.sessions(input.from, input.to);
  const session = sessions.find((s) => s.close > input.t0) ?? sessions.at(-1);
  const { noSession, localHours } = words.peek().figure;
  if (session === undefined) return noSession;
  const at = (time: UtcMs): string => clockText(time, exchange.timeZone);
  return localHours(at(session.open), at(session.close));
}

/** On a longer axis the hours of a day are narrower than a pixel, ms. */
const LONGEST_WITH_HOURS_MS = 60 * DAY_MS;

/** Rows ordered by opening. */
export function sessionRows(input: ChartInput): readonly SessionRow[] {
  const now = input.now.time;
  const present = input.now.kind !== 'archive' || (now >= input.from && now <= input.to);
  return exchangesOf(input).map((exchange) => {
    const { calendar } = exchange;
    const parts =
      input.to - input.from > LONGEST_WITH_HOURS_MS
        ? []
        : calendar
            .sessions(input.from, input.to)
            .flatMap((s) => s.segments)
            .filter((p) => p.close > input.from && p.open < input.to);
    return {
      city: exchange.city,
      clock: present ? clockText(now, exchange.timeZone) : '',
      open: present && calendar.stateAt(now).state === 'open',
      parts,
      words: present ? stateWords(input, exchange, now) : hoursWords(input, exchange),
      answer: answerOf(input, calendar),
    };
  });
}
