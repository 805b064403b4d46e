import type { LocalDate, UtcMs } from '../time/instant.ts';
import type { DayClosure, Segment, Session, SessionKind } from './calendar.ts';
import { type DayNumber, dateOf, dayNumberOf, weekdayOf } from './day-number.ts';
import type { Closure, ExchangeData, Hours, SpecialDay, WeekRule } from './exchange-data.ts';
import { parseHours } from './hours.ts';
import { type ExtraClosure, USER_FILE } from './user-closures.ts';
import type { WallClock } from './wall-clock.ts';

/** What holds on a date: its hours, or why there are none. */
interface DayPlan {
  readonly hours: Hours | null;
  readonly kind: SessionKind;
  /** A weekday of the pattern that is closed. */
  readonly holiday: boolean;
  readonly provisional: boolean;
}

/** Closures and special days by date, made once per calendar. */
interface DayIndex {
  readonly closed: ReadonlyMap<LocalDate, Closure>;
  /** Closures a user added: they win over special days too. */
  readonly closedByUser: ReadonlyMap<LocalDate, ExtraClosure>;
  readonly specials: ReadonlyMap<LocalDate, SpecialDay>;
}

export function indexDays(data: ExchangeData, closedByUser: readonly ExtraClosure[]): DayIndex {
  return {
    closed: new Map(data.closures.map((closure) => [closure.date, closure])),
    closedByUser: new Map(closedByUser.map((closure) => [closure.date, closure])),
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
  const provisional = date < data.knownFrom || date > data.knownThrough;
  const closed: DayPlan = { hours: null, kind: 'regular', holiday: pattern !== null, provisional };
  if (index.closedByUser.has(date)) return closed;
  const special = index.specials.get(date);
  if (special !== undefined) {
    const { hours, kind } = special;
    return { hours, kind, holiday: false, provisional: provisional || special.provisional };
  }
  return index.closed.has(date) ? closed : { hours: pattern, kind: 'regular', holiday: false, provisional };
}

/** Why an exchange is shut on a date, as its list or the user says; null where neither closes it. */
export function closureOf(index: DayIndex, date: LocalDate): DayClosure | null {
  const byUser = index.closedByUser.get(date);
  if (byUser !== undefined) return { date, reason: byUser.reason, source: USER_FILE, byUser: true };
  const closure = index.closed.get(date);
  if (closure === undefined || index.specials.has(date)) return null;
  return { ...closure, byUser: false };
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
    const { hours, kind, provisional } = planOf(data, index, day);
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
      provisional,
    });
  }
  return sessions;
}
