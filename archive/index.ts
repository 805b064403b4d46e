import { createCalendars } from '../shared/calendar/calendars.ts';
import { type IncomingEvent, incomingEvent } from '../shared/event/event.ts';
import { type IncomingBar, incomingBar } from '../shared/market/bar.ts';
import type { Instrument, InstrumentId } from '../shared/market/instrument.ts';
import { INSTRUMENTS } from '../shared/market/instruments.ts';
import { type IncomingQuote, incomingQuote } from '../shared/market/quote.ts';
import { type IncomingHeadline, incomingHeadline } from '../shared/news/headline.ts';
import type { DayMarks } from '../shared/simulation/marks.ts';
import busanJson from './busan.json' with { type: 'json' };
import closesJson from './closes.json' with { type: 'json' };
import confoundersJson from './confounders.json' with { type: 'json' };
import { dayMarks, sessionOf } from './day-marks.ts';
import eventsJson from './events.json' with { type: 'json' };
import { type ArchiveClose, closesFile, dayFile, eventsFile, readArchiveFile } from './schema.ts';

/** Feed and provenance of everything read from the timeline. */
export const ARCHIVE_FEED = 'archive';
const PRECISION_SECONDS = { minute: 60, hour: 3600, day: 86_400 } as const;

const calendars = createCalendars();
const instruments = new Map<InstrumentId, Instrument>(INSTRUMENTS.map((entry) => [entry.id, entry]));
const events = readArchiveFile(eventsFile, 'archive/events.json', eventsJson);
const confounders = readArchiveFile(eventsFile, 'archive/confounders.json', confoundersJson);
const day = readArchiveFile(dayFile, 'archive/busan.json', busanJson);
const closes = readArchiveFile(closesFile, 'archive/closes.json', closesJson);

/** The catalogue of events, oldest first. */
export const archiveEvents: readonly IncomingEvent[] = events.events;

/** What else happened around the Busan meeting, as its timeline says. */
export const busanConfounders: readonly IncomingEvent[] = day.timeline.flatMap((entry) => {
  if (entry.flag === undefined) return [];
  return incomingEvent.parse({
    slug: `${entry.id}-${day.date}`,
    title: entry.flag,
    anchors: [{ name: entry.flag, time: entry.time, window: entry.window, precision: entry.precision }],
    end: null,
    themes: ['other'],
    place: entry.place ?? '',
    actors: [],
    summary: entry.title,
    claims: { us: [], china: [], other: [] },
    marketClaims: [],
    marketNotes: [],
    closedMarkets: [],
    confounders: [],
    outcome: { status: 'open', date: null, note: null },
    timeBasis: 'As dated by the pages named.',
    timeConfidence: entry.confidence,
    confidence: entry.confidence,
    sources: entry.sources,
    origin: 'catalogue',
    actor: ARCHIVE_FEED,
  });
});

/**
 * What moves markets by itself and fell near an event of the catalogue, each with a time of its own: a result names those
 * inside its window.
 */
export const archiveConfounders: readonly IncomingEvent[] = [...busanConfounders, ...confounders.events];

/** The Busan day minute by minute, in our words; `url` is the first source. */
export const busanTimeline: readonly IncomingHeadline[] = day.timeline.map((entry) => {
  const [first] = entry.sources;
  return incomingHeadline.parse({
    id: `${ARCHIVE_FEED}:${day.event}:${entry.id}`,
    time: entry.time,
    precisionSeconds: PRECISION_SECONDS[entry.precision],
    feed: ARCHIVE_FEED,
    source: first?.publisher ?? 'Exchange hours',
    side: entry.side,
    language: 'en',
    title: entry.title,
    url: first?.url ?? null,
    dateDoubtful: entry.precision === 'day',
    provenance: 'published',
  });
});

/** Published closes as daily bars from the open to the close of their session; open, high and low null where not published. */
export const publishedCloses: readonly IncomingBar[] = closes.closes.map(dailyBar);

function dailyBar(entry: ArchiveClose): IncomingBar {
  const session = sessionOf(calendars, instruments, entry.instrument, entry.date);
  return incomingBar.parse({
    instrument: entry.instrument,
    interval: '1d',
    openTime: session.open,
    closeTime: session.close,
    open: entry.open ?? null,
    high: entry.high ?? null,
    low: entry.low ?? null,
    close: entry.close,
    volume: null,
    provider: entry.provider,
    provenance: 'published',
  });
}

/** Every published figure of the Busan day by market; markets without one are absent and are shown as missing. */
export const busanMarks: readonly DayMarks[] = dayMarks(day, closes.closes, calendars, instruments);

/** Index values the press printed for a minute of the day; one printed after the close is dated at the close. */
export const busanQuotes: readonly IncomingQuote[] = day.points.map((point) => {
  const session = sessionOf(calendars, instruments, point.instrument, day.date);
  const [first] = point.sources;
  return incomingQuote.parse({
    instrument: point.instrument,
    time: Math.min(point.time, session.close),
    price: point.value,
    previousClose: busanMarks.find((marks) => marks.instrument === point.instrument)?.previousClose ?? null,
    provider: first?.publisher,
    provenance: 'published',
    url: first?.url,
  });
});
