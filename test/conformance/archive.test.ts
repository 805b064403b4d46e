import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import {
  archiveEvents,
  busanMarks,
  busanQuotes,
  busanTimeline,
  publishedCloses,
} from '../../archive/index.ts';
import { closesFile, dayFile, readArchiveFile } from '../../archive/schema.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { formatInstant, localDateAt, parseInstant } from '../../shared/time/instant.ts';
import { CASES_ROOT, conformance } from '../support/conformance.ts';

const CASES = new URL('cases/', CASES_ROOT);
const ARCHIVE = new URL('../../archive/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, CASES), 'utf8');
const own = (name: string): unknown => JSON.parse(readFileSync(new URL(name, ARCHIVE), 'utf8'));

const source = z.object({ publisher: z.string(), title: z.string(), date: z.string(), url: z.string() });
const span = z.object({ earliest: z.string(), latest: z.string() });
const figure = z.object({ index: z.string(), sources: z.array(source) });
const casesFile = z.object({
  events: z.array(
    z.looseObject({
      slug: z.string(),
      start: z.string(),
      window: span,
      precision: z.string(),
      end: z.string().nullable(),
      outcome: z.object({ status: z.string(), date: z.string().nullable(), note: z.string().nullable() }),
      sources: z.array(source),
    }),
  ),
  busan: z.object({
    anchors: z.array(z.object({ time: z.string(), name: z.string() })),
    timeline: z.array(
      z.object({
        time: z.string(),
        precision: z.enum(['minute', 'hour', 'day']),
        window: span,
        kind: z.string(),
        confidence: z.string(),
        what: z.string(),
        sources: z.array(source),
      }),
    ),
    publishedPoints: z.array(figure.extend({ time: z.string(), value: z.number() })),
    extremes: z.array(
      figure.extend({ kind: z.string(), value: z.number(), window: z.tuple([z.string(), z.string()]) }),
    ),
    closes: z.array(
      figure.extend({ previousClose: z.number().nullable(), close: z.number(), confidence: z.string() }),
    ),
  }),
});

const rows = (name: string): Record<string, string>[] => parse(read(name), { columns: true });
/** Series of the case files that are no instruments of the product. */
const NOT_INSTRUMENTS = new Set(['USDCNY', 'USDJPY-yahoo']);
const VENDORS: Readonly<Record<string, string>> = {
  Yahoo: 'Yahoo',
  baostock: 'baostock',
  JPX: 'JPX',
  KRX: 'KRX',
  alpaca: 'Alpaca',
  investing: 'Investing.com',
  vn: 'Vietnamese data vendor',
  reference: 'reference rate',
};

const instrumentOf = (id: string) => {
  const found = INSTRUMENTS.find((entry) => entry.id === id);
  assert.ok(found, `no instrument ${id}`);
  return found;
};
const idByName = (name: string) => INSTRUMENTS.find((entry) => entry.name === name)?.id;
/** A published bar by instrument and local date. */
const bars = new Map(
  publishedCloses.map((bar) => {
    const { timeZone, mic } = instrumentOf(bar.instrument);
    const at = mic === 'FX' ? bar.closeTime : bar.openTime;
    return [`${bar.instrument} ${localDateAt(at, timeZone)}`, bar];
  }),
);
const number = (text: string | undefined): number | null => (text ? Number(text) : null);
/** The catalogue speaks of pages it read; where they were kept is nobody's business. */
const plain = (text: string): string =>
  text
    .replaceAll('the stored pages used', 'the pages read')
    .replaceAll('the stored pages', 'the pages read')
    .replaceAll('stored pages', 'the pages read')
    .replaceAll('stored page', 'page read')
    .replace('See busan.timeline.', 'The timeline of the day lists the minutes.');

/** Titles that are shorter here, for the head of the page. */
const OWN_TITLES: Readonly<Record<string, string>> = { 'busan-2025': 'Trump–Xi meeting, Busan' };

conformance('the archive against ../shared/cases/events.json', ['cases/events.json'], () => {
  const cases = casesFile.parse(JSON.parse(read('events.json')));

  it('holds every event with its time, window, outcome, claims and sources', () => {
    assert.ok(cases.events.length > 50);
    assert.deepEqual(
      archiveEvents.map((event) => event.slug),
      cases.events.map((event) => event.slug),
    );
    cases.events.forEach((theirs, at) => {
      const ours = archiveEvents[at];
      const [first] = ours?.anchors ?? [];
      assert.ok(ours !== undefined && first !== undefined);
      assert.equal(formatInstant(first.time), theirs.start, theirs.slug);
      assert.equal(formatInstant(first.window.earliest), theirs.window.earliest, theirs.slug);
      assert.equal(formatInstant(first.window.latest), theirs.window.latest, theirs.slug);
      assert.equal(first.precision, theirs.precision, theirs.slug);
      assert.equal(ours.end === null ? null : formatInstant(ours.end), theirs.end, theirs.slug);
      const status = theirs.outcome.status === 'came undone' ? 'came-undone' : theirs.outcome.status;
      const note = theirs.outcome.note === null ? null : plain(theirs.outcome.note);
      assert.deepEqual(ours.outcome, { status, date: theirs.outcome.date, note }, theirs.slug);
      assert.deepEqual(ours.sources, theirs.sources, theirs.slug);
      for (const field of [
        'title',
        'place',
        'actors',
        'themes',
        'claims',
        'marketNotes',
        'closedMarkets',
        'confounders',
        'timeBasis',
        'timeConfidence',
        'confidence',
      ] as const) {
        const shown = field === 'title' ? (OWN_TITLES[theirs.slug] ?? theirs.title) : theirs[field];
        const expected = JSON.parse(plain(JSON.stringify(shown)));
        assert.deepEqual(ours[field], expected, `${theirs.slug}.${field}`);
      }
      assert.ok(ours.summary.length > 40, theirs.slug);
    });
  });

  it('gives Busan its four anchors, each with the window of its line in the timeline', () => {
    const busan = archiveEvents.find((event) => event.slug === 'busan-2025');
    assert.deepEqual(
      busan?.anchors.map((anchor) => formatInstant(anchor.time)),
      cases.busan.anchors.map((anchor) => anchor.time),
    );
    for (const anchor of busan?.anchors.slice(1) ?? []) {
      const line = cases.busan.timeline.find((entry) => entry.time === formatInstant(anchor.time));
      assert.equal(formatInstant(anchor.window.earliest), line?.window.earliest);
      assert.equal(formatInstant(anchor.window.latest), line?.window.latest);
      assert.equal(anchor.precision, line?.precision);
    }
  });

  it('checks market claims against anchors and instruments that exist', () => {
    for (const event of archiveEvents) {
      for (const claim of event.marketClaims) {
        assert.ok(event.anchors.some((anchor) => anchor.name === claim.anchor));
        for (const id of claim.group) instrumentOf(id);
      }
    }
  });

  it('holds the timeline of the Busan day line by line', () => {
    const day = readArchiveFile(dayFile, 'archive/busan.json', own('busan.json'));
    assert.equal(day.timeline.length, cases.busan.timeline.length);
    assert.equal(new Set(day.timeline.map((entry) => entry.id)).size, day.timeline.length);
    cases.busan.timeline.forEach((theirs, at) => {
      const ours = day.timeline[at];
      assert.ok(ours !== undefined);
      assert.equal(formatInstant(ours.time), theirs.time, ours.id);
      assert.equal(formatInstant(ours.window.earliest), theirs.window.earliest, ours.id);
      assert.equal(formatInstant(ours.window.latest), theirs.window.latest, ours.id);
      assert.deepEqual(
        [ours.kind, ours.precision, ours.confidence, ours.sources],
        [theirs.kind, theirs.precision, theirs.confidence, theirs.sources],
        ours.id,
      );
      const figures = (ours.title.match(/\d[\d,]*\.?\d*%?/g) ?? []).filter((text) => /\d[.,]\d|%/.test(text));
      for (const text of figures) assert.ok(theirs.what.includes(text), `${ours.id}: ${text}`);
      const headline = busanTimeline[at];
      assert.equal(headline?.title, ours.title);
      assert.equal(headline?.url, theirs.sources[0]?.url ?? null);
      assert.equal(headline?.precisionSeconds, { minute: 60, hour: 3600, day: 86_400 }[theirs.precision]);
    });
  });

  it('holds every published point; one after the close is dated at the close', () => {
    assert.equal(busanQuotes.length, cases.busan.publishedPoints.length);
    cases.busan.publishedPoints.forEach((theirs, at) => {
      const ours = busanQuotes[at];
      assert.equal(ours?.instrument, idByName(theirs.index));
      assert.equal(ours?.price, theirs.value);
      assert.equal(ours?.provider, theirs.sources[0]?.publisher);
      assert.equal(ours?.url, theirs.sources[0]?.url);
      const expected = theirs.index === 'Hang Seng' ? '2025-10-30T08:00:00Z' : theirs.time;
      assert.equal(ours && formatInstant(ours.time), expected);
    });
  });

  it('holds the extremes, and the press closes with those of the vendors', () => {
    const day = readArchiveFile(dayFile, 'archive/busan.json', own('busan.json'));
    for (const theirs of cases.busan.extremes) {
      const ours = day.extremes.find(
        (entry) => entry.instrument === idByName(theirs.index) && entry.value === theirs.value,
      );
      assert.ok(ours, theirs.index);
      assert.deepEqual(
        [ours.kind, formatInstant(ours.window.earliest), formatInstant(ours.window.latest), ours.sources],
        [theirs.kind, ...theirs.window, theirs.sources],
      );
    }
    assert.equal(day.pressCloses.length, cases.busan.closes.length);
    cases.busan.closes.forEach((theirs, at) => {
      const ours = day.pressCloses[at];
      assert.equal(ours?.instrument, idByName(theirs.index));
      assert.deepEqual(
        [ours?.previousClose, ours?.close, ours?.confidence, ours?.sources],
        [theirs.previousClose, theirs.close, theirs.confidence, theirs.sources],
      );
      const vendor = bars.get(`${ours?.instrument} 2025-10-30`)?.close;
      // Shenzhen is derived in the press from two rounded figures: a hundredth of a point off.
      assert.ok(Math.abs((vendor ?? Number.NaN) - theirs.close) < 0.011, theirs.index);
    });
  });

  it('takes its rounded marks from the lines that say them', () => {
    const day = readArchiveFile(dayFile, 'archive/busan.json', own('busan.json'));
    for (const bound of day.bounds) {
      const line = day.timeline.find((entry) => entry.id === bound.entry);
      assert.ok(line, bound.entry);
      assert.deepEqual([bound.time, bound.window], [line.time, line.window]);
      const what = cases.busan.timeline[day.timeline.indexOf(line)]?.what ?? '';
      assert.ok(what.includes(`${Math.abs(bound.changePercent).toFixed(1)}%`), `${bound.entry}: ${what}`);
    }
  });
});

conformance('the archive against ../shared/cases/closes-*.csv', ['cases/closes-key-dates.csv'], () => {
  const keyDates = rows('closes-key-dates.csv').filter((row) => !NOT_INSTRUMENTS.has(row.instrument ?? ''));
  const busanDay = rows('closes-2025-10-30.csv').filter((row) => !NOT_INSTRUMENTS.has(row.instrument ?? ''));

  it('holds every close of the key dates, with its vendor, and every previous close', () => {
    assert.ok(keyDates.length > 400);
    const expected = new Set<string>();
    for (const row of keyDates) {
      const key = `${row.instrument} ${row.date}`;
      expected.add(key).add(`${row.instrument} ${row.previous_date}`);
      assert.equal(bars.get(key)?.close, Number(row.close), key);
      assert.equal(bars.get(key)?.provider, VENDORS[row.origin ?? ''], key);
      assert.equal(
        bars.get(`${row.instrument} ${row.previous_date}`)?.close,
        Number(row.previous_close),
        key,
      );
    }
    assert.deepEqual(new Set(bars.keys()), expected);
    assert.equal(bars.size, publishedCloses.length);
  });

  it('keeps the cross-check of each figure', () => {
    const file = readArchiveFile(closesFile, 'archive/closes.json', own('closes.json'));
    for (const row of keyDates) {
      const entry = file.closes.find(
        (close) => (close.instrument as string) === row.instrument && (close.date as string) === row.date,
      );
      assert.equal(entry?.check?.copies, Number(row.same_vendor_copies));
      const agreeing = (row.other_vendors_agreeing ?? '').split('; ').filter((name) => name !== '');
      assert.equal(entry?.check?.agreeing?.length ?? 0, agreeing.length);
      const disagreeing = number(row.disagreeing?.split('=')[1]);
      assert.equal(entry?.check?.disagreeing?.[0]?.close ?? null, disagreeing);
    }
  });

  it('holds open, high, low and close of the Busan day, and what is not published is absent', () => {
    const day = new Map(busanMarks.map((marks) => [marks.instrument as string, marks]));
    for (const row of busanDay) {
      const id = row.instrument ?? '';
      const marks = day.get(id);
      if (row.close === '') {
        assert.equal(marks, undefined, id);
        assert.equal(bars.get(`${id} 2025-10-30`), undefined, id);
        continue;
      }
      assert.ok(marks, id);
      const bar = bars.get(`${id} 2025-10-30`);
      for (const field of ['open', 'high', 'low', 'close'] as const) {
        assert.equal(marks[field], number(row[field]), `${id}.${field}`);
        assert.equal(bar?.[field], number(row[field]), `${id}.${field}`);
      }
      assert.equal(marks.previousDate as string, row.previous_date, id);
      assert.equal(marks.previousClose, Number(row.previous_close), id);
    }
    assert.equal(day.size, busanDay.filter((row) => row.close !== '').length);
  });

  it('dates every close by a session of its own calendar: no figure falls on a day without one', () => {
    const calendars = createCalendars();
    for (const [key, bar] of bars) {
      const session = calendars.get(instrumentOf(bar.instrument).mic).previousSession(bar.closeTime);
      assert.deepEqual([session?.open, session?.close], [bar.openTime, bar.closeTime], key);
      assert.equal(`${bar.instrument} ${session?.date}`, key);
    }
  });

  it('leaves room for a path: points, bounds and extremes lie inside the day of their market', () => {
    const calendars = createCalendars();
    for (const marks of busanMarks) {
      const session = calendars.get(instrumentOf(marks.instrument).mic).session(marks.date);
      assert.ok(session !== null);
      const inside = (value: number) =>
        (marks.low === null || value >= marks.low) && (marks.high === null || value <= marks.high);
      for (const point of marks.points) {
        assert.ok(point.time > session.open && point.time < session.close && inside(point.value));
      }
      for (const bound of marks.bounds) {
        assert.ok(inside(bound.low) || inside(bound.high), marks.instrument);
        assert.ok(bound.time >= session.open && bound.time <= session.close, marks.instrument);
      }
      for (const extreme of marks.extremes) assert.ok(inside(extreme.value), marks.instrument);
    }
    assert.ok(
      busanMarks.some((marks) => marks.points.some((p) => p.time === parseInstant('2025-10-30T02:21:00Z'))),
    );
  });
});
