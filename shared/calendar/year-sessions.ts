import type { LocalDate, UtcMs } from '../time/instant.ts';
import type { Segment, Session, SessionKind } from './calendar.ts';
import { type DayNumber, dateOf, dayNumberOf, weekdayOf } from './day-number.ts';
import type { ExchangeData, Hours, SpecialDay, WeekRule } from './exchange-data.ts';
import { parseHours } from './hours.ts';
import type { WallClock } from './wall-clock.ts';

/** What holds on a date: its hours, or why there are none. */
interface DayPlan {
  readonly hours: Hours | null;
  readonly kind: SessionKind;
  /** A weekday of the pattern that is closed. */
  readonly holiday: boolean;
}

/** Closures and special days by date, made once per calendar. */
interface DayIndex {
  readonly closed: ReadonlySet<LocalDate>;
  /** Closures a user added: they win over special days too. */
  readonly closedByUser: ReadonlySet<LocalDate>;
  readonly specials: ReadonlyMap<LocalDate, SpecialDay>;
}

export function indexDays(data: ExchangeData, closedByUser: readonly LocalDate[]): DayIndex {
  return {
    closed: new Set(data.closures.map((closure) => closure.date)),
    closedByUser: new Set(closedByUser),
    specials: new Map(data.specials.map((special) => [special.date, special])),
  };
}

/** The rule in force on a date; dates before the first rule follow it too. */
function ruleOn(rules: readonly WeekRule[], date: LocalDate): WeekRule | undefined {
  return rules.findLast((rule) => rule.from <= date) ?? rules[0];
}

export function planOf(data: ExchangeData, index: DayIndex, day: DayNumber): DayPlan {
  const date = dateOf(day);
  const pattern = ruleOn(data.rules, date)?.week[weekdayOf(day) - 1] ?? null;
  const closed: DayPlan = { hours: null, kind: 'regular', holiday: pattern !== null };
  if (index.closedByUser.has(date)) return closed;
  const special = index.specials.get(date);
  if (special !== undefined) return { hours: special.hours, kind: special.kind, holiday: false };
  return index.closed.has(date) ? closed : { hours: pattern, kind: 'regular', holiday: false };
}

/** All sessions whose date lies in `year`, in order. */
export function yearSessions(
  data: ExchangeData,
  index: DayIndex,
  clock: WallClock,
  year: number,
): readonly Session[] {
  const sessions: Session[] = [];
  const end = dayNumberOf(year + 1, 1, 1);
  for (let day = dayNumberOf(year, 1, 1); day < end; day += 1) {
    const { hours, kind } = planOf(data, index, day);
    if (hours === null) continue;
    const segments: Segment[] = parseHours(hours).map((wall) => ({
      open: clock.toUtc(day, wall.open, year) as UtcMs,
      close: clock.toUtc(day, wall.close, year) as UtcMs,
    }));
    const first = segments[0];
    const last = segments.at(-1);
    if (first === undefined || last === undefined) continue;
    const date = dateOf(day);
    sessions.push({
      mic: data.mic,
      date,
      segments,
      open: first.open,
      close: last.close,
      kind,
      provisional: date < data.knownFrom || date > data.knownThrough,
    });
  }
  return sessions;
}
