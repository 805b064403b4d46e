import type { Calendars, ExchangeCalendar, Session } from '../calendar/calendar.ts';
import type { InstrumentId, Mic } from '../market/instrument.ts';
import type { LocalDate } from '../time/instant.ts';
import { type EventStudy, type EventStudyInput, type StudyInstrument, studyEvent } from './event-study.ts';
import { averageStudy } from './group/average.ts';
import type { GroupMember, GroupStudy } from './group/group.ts';
import { groupStudy } from './group/group-study.ts';
import { sessionsAround } from './market-rows.ts';
import type { MarketStudy, StudyOptions } from './study.ts';

/** One of several events; each has its own frame, so that none is read beyond its own playhead. */
export type StudiedEvent = Pick<EventStudyInput, 'frame' | 'anchor'> & { readonly event: string };

export interface EventStudiesInput {
  readonly events: readonly StudiedEvent[];
  readonly instruments: readonly StudyInstrument[];
  readonly benchmark: StudyInstrument | null;
  readonly calendars: Calendars;
  readonly options?: Partial<StudyOptions>;
  readonly withPlacebo?: boolean;
}

/** Why an event takes no part in the tests over events. */
export type LeftOutReason = 'no-market' | 'not-yet';

/** Two events too close for the tests to take them for independent. */
export interface CloseEvents {
  readonly events: readonly [earlier: string, later: string];
  /** Their event windows share a date; or the estimation window of the later holds a day of the earlier's. */
  readonly overlap: 'event-windows' | 'estimation-window';
}

export interface OverEvents {
  /** Null where no event takes part. */
  readonly group: GroupStudy | null;
  readonly leftOut: readonly { readonly event: string; readonly reason: LeftOutReason }[];
  readonly closeEvents: readonly CloseEvents[];
}

/** Several events on many markets (EVENT-STUDY §7). */
export interface EventStudies {
  readonly events: readonly EventStudy[];
  /** Each event as one number, the average over its markets, then tests over events. */
  readonly overEvents: OverEvents;
  /** Each market over the events, in the order asked for. */
  readonly byMarket: readonly (OverEvents & { readonly instrument: InstrumentId })[];
}

/** First and last date, exchange's own, both included. */
type Span = readonly [from: LocalDate, to: LocalDate];

interface DatedMarket {
  readonly instrument: InstrumentId;
  readonly study: MarketStudy;
  /** Dates of the event window. */
  readonly window: Span;
}

interface DatedEvent {
  readonly event: string;
  readonly member: GroupMember;
  readonly window: Span;
  readonly estimation: Span;
}
type Entry = DatedEvent | { readonly event: string; readonly member: null };

/**
 * Studies several events on the same markets. Where event windows of two events share a date, the tests treat all as on
 * one date. An event that is not over yet on one of its markets is left out of the tests, and said to be.
 *
 * @throws StudyError and RangeError as studyEvent does; RangeError for an event given twice.
 */
export function studyEvents(input: EventStudiesInput): EventStudies {
  const { events: asked, ...rest } = input;
  const slugs = new Set(asked.map(({ event }) => event));
  if (slugs.size < asked.length) throw new RangeError('events: each counts once, but one was given twice');
  const events = asked.map(({ frame, event, anchor }) => studyEvent({ ...rest, frame, event, anchor }));
  const mics = new Map(input.instruments.map(({ id, mic }) => [id, mic]));
  const done = events.map((study) =>
    study.markets.flatMap((market) => {
      if (market.state === 'error') return [];
      const calendar = input.calendars.get(mics.get(market.instrument) as Mic);
      return {
        instrument: market.instrument,
        study: market.study,
        window: windowDates(market.study, calendar),
      };
    }),
  );
  const overSome = (wanted: (market: DatedMarket) => boolean): OverEvents =>
    overEvents(
      events.map(({ event }, e) => eventEntry(event as string, (done[e] ?? []).filter(wanted))),
      input.options?.thinBelow,
    );
  return {
    events,
    overEvents: overSome(() => true),
    byMarket: input.instruments.map(({ id }) => ({
      instrument: id,
      ...overSome((market) => market.instrument === id),
    })),
  };
}

/** An event over these markets: their average, or the study itself where there is one. */
function eventEntry(event: string, markets: readonly DatedMarket[]): Entry {
  const [only] = markets;
  if (only === undefined) return { event, member: null };
  const members = markets.map(({ instrument, study }) => ({ id: instrument, study }));
  return {
    event,
    member: { id: event, study: markets.length === 1 ? only.study : averageStudy(members) },
    window: around(markets.map(({ window }) => window)),
    estimation: around(markets.map(({ study }) => study.estimationDates)),
  };
}

/** From the earliest first to the latest last date. */
const around = (spans: readonly Span[]): Span => [
  spans.map(([from]) => from).sort()[0] as LocalDate,
  spans
    .map(([, to]) => to)
    .sort()
    .at(-1) as LocalDate,
];

/** Dates of the event window on a market's own sessions. */
function windowDates({ eventDate, ar }: MarketStudy, calendar: ExchangeCalendar): Span {
  const from = ar[0]?.k as number;
  const to = ar.at(-1)?.k as number;
  const dayZero = calendar.session(eventDate) as Session;
  const sessions = sessionsAround(calendar, dayZero, Math.max(0, -from), Math.max(0, to));
  const at = sessions.findIndex(({ date }) => date === eventDate);
  return [sessions[at + from]?.date ?? eventDate, sessions[at + to]?.date ?? eventDate];
}

function overEvents(entries: readonly Entry[], thinBelow: number | undefined): OverEvents {
  const leftOut: OverEvents['leftOut'][number][] = [];
  const taking: DatedEvent[] = [];
  for (const entry of entries) {
    if (entry.member === null) leftOut.push({ event: entry.event, reason: 'no-market' });
    else if (entry.member.study.missing.some(({ reason }) => reason === 'not-yet')) {
      leftOut.push({ event: entry.event, reason: 'not-yet' });
    } else taking.push(entry);
  }
  const close = closeEvents(taking);
  const sameDate = close.some(({ overlap }) => overlap === 'event-windows');
  const options = { sameDate, ...(thinBelow === undefined ? {} : { thinBelow }) };
  const members = taking.map(({ member }) => member);
  return { group: members.length === 0 ? null : groupStudy(members, options), leftOut, closeEvents: close };
}

const touch = (a: Span, b: Span): boolean => a[0] <= b[1] && b[0] <= a[1];

function closeEvents(events: readonly DatedEvent[]): CloseEvents[] {
  const dated = events.toSorted((a, b) => (a.window[0] < b.window[0] ? -1 : 1));
  return dated.flatMap((later, at) =>
    dated.slice(0, at).flatMap((earlier): CloseEvents[] => {
      const pair = [earlier.event, later.event] as const;
      if (touch(earlier.window, later.window)) return [{ events: pair, overlap: 'event-windows' }];
      return touch(earlier.window, later.estimation) ? [{ events: pair, overlap: 'estimation-window' }] : [];
    }),
  );
}
