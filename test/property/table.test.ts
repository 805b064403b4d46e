import assert from 'node:assert/strict';
import { parse as referenceParse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { MarketEvent } from '../../shared/event/event.ts';
import { marketEvent } from '../../shared/event/event.ts';
import { bar } from '../../shared/market/bar.ts';
import { quote } from '../../shared/market/quote.ts';
import { headline } from '../../shared/news/headline.ts';
import { type Change, change } from '../../shared/protocol/change.ts';
import { barTable, readBar } from '../../shared/table/bar.ts';
import { csvText, numberText, readCsv } from '../../shared/table/column.ts';
import { csvLine, neutralise, original, parseCsv } from '../../shared/table/csv.ts';
import { eventTable, readEvent } from '../../shared/table/event.ts';
import { headlineTable, readHeadline } from '../../shared/table/headline.ts';
import { localText, utcText } from '../../shared/table/instant-text.ts';
import { journalTable, readChange } from '../../shared/table/journal.ts';
import { quoteTable, readQuote } from '../../shared/table/quote.ts';
import { readViewRow, viewRow, viewTable } from '../../shared/table/view.ts';
import { asUtcMs, formatInstant, formatLocal } from '../../shared/time/instant.ts';

const RUN = { seed: 20251030, numRuns: 200 };
const time = fc.integer({ min: 0, max: 4_102_444_800_000 });
const price = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
/** Text that tries everything a cell can trip over. */
const nasty = fc
  .array(fc.oneof(fc.constantFrom(..."=+-@\t\r\n',\"; '特习é😀", '\r\n', '=1+1'), fc.string()), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join('').slice(0, 100))
  .filter((text) => text !== '');
const stamps = {
  receivedAt: time,
  revision: fc.integer({ min: 1, max: 9 }),
  seq: fc.integer({ min: 0, max: 1e9 }),
};
const provenance = fc.constantFrom('polled', 'backfilled', 'imported', 'published', 'derived', 'simulated');
const facts = { name: "=Nikkei, '225", currency: 'JPY', delayMinutes: 20 };

const bars = fc
  .record({
    instrument: fc.constantFrom('N225', 'KS11'),
    interval: fc.constantFrom('1m', '5m', '1h', '1d'),
    openTime: time,
    close: price,
    open: maybe(fc.constant(0)),
    volume: maybe(fc.double({ min: 0, max: 1e15, noNaN: true })),
    provider: nasty,
    provenance,
    ...stamps,
  })
  .map((b) =>
    bar.parse({
      ...b,
      closeTime: b.openTime + 60_000,
      open: b.open === null ? null : b.close,
      high: b.close,
      low: null,
    }),
  );
const quotes = fc
  .record({
    instrument: fc.constant('HSI'),
    time,
    price,
    previousClose: maybe(price),
    provider: nasty,
    provenance,
    ...stamps,
  })
  .map((q) => quote.parse(q));
const headlines = fc
  .record({
    id: nasty,
    storyId: nasty,
    time,
    precisionSeconds: fc.constantFrom(60, 900, 3600, 86_400),
    feed: nasty.map((t) => t.slice(0, 60)),
    source: nasty,
    side: fc.constantFrom('us', 'china', 'other'),
    language: fc.constant('zh-Hans'),
    title: nasty,
    url: maybe(fc.constant('https://example.com/a?b=1,2&c="x"')),
    dateDoubtful: fc.boolean(),
    tone: maybe(fc.double({ min: -1, max: 1, noNaN: true })),
    provenance,
    ...stamps,
  })
  .map((h) => headline.parse(h));
const events: fc.Arbitrary<MarketEvent> = fc
  .record({
    title: nasty,
    place: nasty,
    note: maybe(nasty),
    time,
    end: maybe(time),
    words: fc.array(nasty),
    ...stamps,
  })
  .map(({ title, place, note, words, time: t0, end, ...rest }) =>
    marketEvent.parse({
      slug: 'a-meeting',
      title,
      anchors: [
        {
          name: title.slice(0, 80),
          time: t0,
          window: { earliest: t0 - 1, latest: t0 + 123 },
          precision: 'hour',
        },
      ],
      end,
      themes: ['meeting', 'trade'],
      place,
      actors: words,
      summary: place,
      claims: { us: words, china: [], other: words },
      marketClaims: [],
      marketNotes: [],
      closedMarkets: [],
      confounders: words,
      outcome: { status: 'open', date: null, note },
      timeBasis: place,
      timeConfidence: 'high',
      confidence: 'low',
      sources: [],
      origin: 'user',
      actor: 'someone',
      deleted: false,
      ...rest,
    }),
  );
const viewRows = fc
  .record({
    row: fc.integer({ min: 1, max: 9999 }),
    kind: fc.constantFrom('point', 'cell', 'annotation', 'headline'),
    instrument: maybe(fc.constant('KS11')),
    series: nasty,
    time: maybe(time),
    timeZone: fc.constantFrom('UTC', 'Asia/Seoul'),
    tOffsetSeconds: maybe(fc.double({ noNaN: true, noDefaultInfinity: true })),
    value: maybe(fc.double({ noNaN: true, noDefaultInfinity: true })),
    unit: nasty,
    label: nasty,
    state: nasty,
    provenance: maybe(provenance),
    asOf: time,
    basis: fc.constantFrom('published', 'known'),
  })
  .map((r) => viewRow.parse(r));

describe('tables: read(write(x)) = x', () => {
  it('bars', () => {
    fc.assert(
      fc.property(fc.array(bars), (list) => {
        const csv = csvText(
          barTable,
          list.map((b) => ({ bar: b, instrument: facts, timeZone: 'Asia/Tokyo' })),
        );
        assert.deepEqual(readCsv(csv, readBar), list);
      }),
      RUN,
    );
  });

  it('quotes', () => {
    fc.assert(
      fc.property(fc.array(quotes), (list) => {
        const csv = csvText(
          quoteTable,
          list.map((q) => ({ quote: q, instrument: facts, timeZone: 'Asia/Hong_Kong' })),
        );
        const expected = list.map(({ revision: _, ...rest }) => rest);
        assert.deepEqual(readCsv(csv, readQuote), expected);
      }),
      RUN,
    );
  });

  it('headlines', () => {
    fc.assert(
      fc.property(fc.array(headlines), (list) => {
        assert.deepEqual(readCsv(csvText(headlineTable, list), readHeadline), list);
      }),
      RUN,
    );
  });

  it('events', () => {
    fc.assert(
      fc.property(fc.array(events), (list) => {
        const expected = list.map(
          ({ marketNotes: _n, closedMarkets: _c, receivedAt: _r, deleted: _d, ...rest }) => rest,
        );
        assert.deepEqual(readCsv(csvText(eventTable, list), readEvent), expected);
      }),
      RUN,
    );
  });

  it('journal', () => {
    const changes: fc.Arbitrary<Change> = fc.oneof(
      bars.map((record) => change.parse({ kind: 'bar', record })),
      bars.map(({ instrument, interval, openTime, closeTime, receivedAt, seq }) =>
        change.parse({
          kind: 'history',
          record: {
            instrument,
            interval,
            from: openTime,
            to: closeTime,
            count: 7,
            receivedAt,
            revision: 1,
            seq,
          },
        }),
      ),
      quotes.map((record) => change.parse({ kind: 'quote', record })),
      headlines.map((record) => change.parse({ kind: 'headline', record })),
      events.map((record) => change.parse({ kind: 'event', record })),
    );
    fc.assert(
      fc.property(fc.array(changes), (list) => {
        assert.deepEqual(readCsv(csvText(journalTable, list), readChange), list);
      }),
      RUN,
    );
  });

  it('view', () => {
    fc.assert(
      fc.property(fc.array(viewRows), (list) => {
        assert.deepEqual(readCsv(csvText(viewTable, list), readViewRow), list);
      }),
      RUN,
    );
  });
});

describe('CSV text', () => {
  const cell = fc.oneof(nasty, fc.constant(''));

  it('is read by an independent reader and by ours alike', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, nasty, cell)), (rows) => {
        const text = rows.map((row) => csvLine(row)).join('');
        const expected = rows.map((row) => [...row]);
        assert.deepEqual(referenceParse(text, { record_delimiter: '\r\n' }), expected);
        assert.deepEqual(
          parseCsv(text).map((r) => r.cells),
          expected,
        );
      }),
      RUN,
    );
  });

  it('never holds a cell that starts a formula, and gives the text back', () => {
    fc.assert(
      fc.property(cell, (text) => {
        const harmless = neutralise(text);
        assert.doesNotMatch(harmless, /^[=+\-@\t\r]/);
        assert.equal(original(harmless), text);
      }),
      { ...RUN, numRuns: 2000 },
    );
    assert.equal(neutralise('=x'), "'=x");
    assert.equal(neutralise("'=x"), "''=x");
    assert.equal(neutralise('x=1'), 'x=1');
  });

  it('keeps every double', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = numberText(value);
        assert.ok(Object.is(Number(text), value));
        assert.deepEqual(
          readCsv(`n\r\n${text}\r\n`, (cells) => cells.number('n')),
          [value],
        );
      }),
      { ...RUN, numRuns: 2000 },
    );
    assert.throws(() => numberText(Number.NaN), RangeError);
  });

  it('writes instants as the plain formatters do', () => {
    const zones = [
      'UTC',
      'Asia/Seoul',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'America/New_York',
      'Pacific/Auckland',
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: -3e13, max: 2.6e14 }).map(asUtcMs),
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 1e10 }),
        (at, zone, step) => {
          for (const t of [at, asUtcMs(at + step), asUtcMs(at - step)]) {
            assert.equal(utcText(t), formatInstant(t));
            assert.equal(localText(t, zone), formatLocal(t, zone));
          }
        },
      ),
      { ...RUN, numRuns: 1500 },
    );
  });
});
