import type { Anchor, MarketEvent } from '../../shared/event/event.ts';
import { zoneOfPlace } from '../../shared/event/place-zone.ts';
import { formatInstant, type UtcMs } from '../../shared/time/instant.ts';
import { icalDate, icalStream, icalText, icalUtc } from './ical.ts';
import { PRECISION_WORDS } from './precision-words.ts';

/** Never changes: a calendar knows an event again by it, whatever address the server is reached at. */
const UID_DOMAIN = 'market-reaction';

const OUTCOME: Readonly<Record<MarketEvent['outcome']['status'], string>> = {
  held: 'held',
  'came-undone': 'came undone',
  open: 'open',
};

/** The day where it happened. */
const dayAt = (time: UtcMs, place: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zoneOfPlace(place)).toPlainDate();

function description(event: MarketEvent, link: string): string {
  const { anchors, place, summary, outcome, timeConfidence } = event;
  const times = anchors.map(
    ({ name, time, precision }) =>
      `${name}: ${precision === 'day' ? dayAt(time, place) : formatInstant(time)}, known ${PRECISION_WORDS[precision]}`,
  );
  const became = [OUTCOME[outcome.status], outcome.date, outcome.note].filter((part) => part !== null);
  return [
    ...(summary === '' ? [] : [summary]),
    ...times,
    `Confidence in the time: ${timeConfidence}`,
    `What became of it: ${became.join(', ')}`,
    link,
  ].join('\n');
}

/** An event known by its day is a whole day where it happened; the others begin at an instant, in UTC. */
function span({ anchors, end, place }: MarketEvent): string[] {
  const { time, precision } = anchors[0] as Anchor;
  if (precision !== 'day') {
    return [`DTSTART:${icalUtc(time)}`, ...(end !== null && end > time ? [`DTEND:${icalUtc(end)}`] : [])];
  }
  const first = dayAt(time, place);
  const last = end === null || end < time ? first : dayAt(end, place);
  return [
    `DTSTART;VALUE=DATE:${icalDate(first)}`,
    // Not included itself.
    `DTEND;VALUE=DATE:${icalDate(last.add({ days: 1 }))}`,
  ];
}

function component(event: MarketEvent, origin: string): string[] {
  const link = `${origin}/?event=${event.slug}`;
  return [
    'BEGIN:VEVENT',
    `UID:${event.slug}@${UID_DOMAIN}`,
    `DTSTAMP:${icalUtc(event.receivedAt)}`,
    `LAST-MODIFIED:${icalUtc(event.receivedAt)}`,
    `SEQUENCE:${event.revision - 1}`,
    ...span(event),
    `SUMMARY:${icalText(event.title)}`,
    ...(event.place === '' ? [] : [`LOCATION:${icalText(event.place)}`]),
    `DESCRIPTION:${icalText(description(event, link))}`,
    `CATEGORIES:${event.themes.map(icalText).join(',')}`,
    `URL:${link}`,
    'CLASS:PUBLIC',
    // Nobody is busy because markets are watched.
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/**
 * Events as an iCalendar stream (RFC 5545), in the order given: one VEVENT each, at its first anchor, without an alarm.
 * DTSTAMP is when the revision was stored here, so the same events give the same bytes. `origin` is where the server is
 * reached, such as `https://markets.example.org`.
 */
export const icalOfEvents = (events: readonly MarketEvent[], origin: string): string =>
  icalStream([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Market Reaction//Events//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'NAME:Market Reaction',
    'X-WR-CALNAME:Market Reaction',
    ...events.flatMap((event) => component(event, origin)),
    'END:VCALENDAR',
  ]);
