import type { ExchangeCalendar, Session } from '../../shared/calendar/calendar.ts';
import { lastAtOrBelow, layOut, passedAt } from '../../shared/calendar/session-line.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { asLocalDate, asUtcMs, MINUTE_MS, parseInstant, type UtcMs } from '../../shared/time/instant.ts';

/** A session as the recorded cases write it: ISO instants. */
export interface SessionCase {
  readonly date: string;
  readonly segments: readonly (readonly [open: string, close: string])[];
}

const sessionOf = ({ date, segments }: SessionCase): Session => {
  const parsed = segments.map(([open, close]) => ({ open: parseInstant(open), close: parseInstant(close) }));
  return {
    mic: 'CASE' as Mic,
    date: asLocalDate(date),
    segments: parsed,
    open: Math.min(...parsed.map((s) => s.open)) as UtcMs,
    close: Math.max(...parsed.map((s) => s.close)) as UtcMs,
    kind: 'regular',
    provisional: false,
  };
};

/** A calendar that knows exactly these sessions and ends with the last of them. */
export function sessionCalendar(cases: readonly SessionCase[]): ExchangeCalendar {
  const line = layOut(0, 0, cases.map(sessionOf));
  const { sessions, open, close, owner, before, sessionOpen, sessionClose } = line;
  const nextOpen = (time: UtcMs): UtcMs | null => {
    const next = open[lastAtOrBelow(open, time) + 1];
    return next === undefined ? null : asUtcMs(next);
  };
  return {
    mic: 'CASE' as Mic,
    timeZone: 'UTC',
    stateAt(time) {
      const at = lastAtOrBelow(open, time);
      const session = sessions[owner[at] ?? -1] ?? null;
      if (at >= 0 && time < (close[at] as number)) {
        return { state: 'open', session, changesAt: asUtcMs(close[at] as number) };
      }
      const lunch = at >= 0 && owner[at + 1] === owner[at];
      return {
        state: lunch ? 'lunch' : 'closed',
        session: lunch ? session : null,
        changesAt: nextOpen(time),
      };
    },
    session: (date) => line.byDate.get(date) ?? null,
    sessions: (from, to) =>
      sessions.slice(lastAtOrBelow(sessionClose, from) + 1, lastAtOrBelow(sessionOpen, to - 1) + 1),
    nextOpen,
    previousSession: (time) => sessions[lastAtOrBelow(sessionClose, time)] ?? null,
    tradingMinutes: (from, to) => (passedAt(line, to) - passedAt(line, from)) / MINUTE_MS,
    addTradingMinutes(from, minutes) {
      const target = passedAt(line, from) + Math.round(minutes * MINUTE_MS);
      const at = lastAtOrBelow(before, target - 1);
      const end = (open[at] as number) + target - (before[at] as number);
      return end <= (close[at] as number) ? asUtcMs(end) : null;
    },
  };
}
