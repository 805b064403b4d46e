import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createIngest } from '../../server/ingest/create-ingest.ts';
import type { Incoming } from '../../server/ingest/ingest.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { Store } from '../../server/store/store.ts';
import { asSeq, asUtcMs, DAY_MS, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { id, makeBar, makeHeadline, makeQuote } from '../support/records.ts';
import { makeIncomingEvent } from '../support/store-batches.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { TestClock } from '../support/test-clock.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');
const INSTRUMENTS = [id('KS11'), id('N225')];
const SPAN = { from: asUtcMs(T0 - 3 * DAY_MS), to: asUtcMs(T0 + MINUTE_MS) };

const instrument = fc.constantFrom(...INSTRUMENTS);
const minute = fc.integer({ min: 1, max: 5 }).map((n) => T0 - n * MINUTE_MS);
const close = fc.constantFrom(100, 100.00001, 101, 102);
const provenance = fc.constantFrom(
  'polled' as const,
  'published' as const,
  'derived' as const,
  'simulated' as const,
);
const provider = fc.constantFrom('yahoo', 'naver');

/** Bars of two days ago come as history. */
const days = fc.constantFrom(0, 0, 2);

const bar = fc
  .record({ instrument, days, minute, close, provenance, provider, bare: fc.boolean() })
  .map((r) => {
    const prices = r.bare ? { open: null, high: null, low: null } : {};
    const whole = makeBar(r.minute - r.days * DAY_MS, r.close, {
      instrument: r.instrument,
      provenance: r.provenance,
      provider: r.provider,
    });
    const { receivedAt, revision, seq, ...incoming } = { ...whole, ...prices };
    return incoming;
  });
const quote = fc.record({ instrument, minute, close, provider }).map((r) => {
  const { receivedAt, revision, seq, ...incoming } = makeQuote(r.minute, r.close, r);
  const { instrument: i, time, price, previousClose, provider: p, provenance: v } = incoming;
  return { instrument: i, time, price, previousClose, provider: p, provenance: v };
});
const headline = fc
  .record({
    minute,
    name: fc.constantFrom('a', 'b'),
    title: fc.constantFrom('x', 'y'),
    dateDoubtful: fc.boolean(),
  })
  .map((r) => {
    const { receivedAt, revision, seq, storyId, tone, ...incoming } = makeHeadline(r.minute, r.name, {
      title: r.title,
      dateDoubtful: r.dateDoubtful,
    });
    return incoming;
  });
const event = fc
  .record({ slug: fc.constantFrom('busan', 'osaka'), place: fc.constantFrom('A', 'B') })
  .map((r) => makeIncomingEvent(r.slug, T0, { place: r.place }));
const edit = fc.record({ event, revision: fc.integer({ min: 0, max: 3 }), deleted: fc.boolean() });

const batch: fc.Arbitrary<Incoming> = fc.record({
  bars: fc.array(bar, { maxLength: 5 }),
  quotes: fc.array(quote, { maxLength: 3 }),
  headlines: fc.array(headline, { maxLength: 3 }),
  events: fc.array(event, { maxLength: 2 }),
  eventEdits: fc.array(edit, { maxLength: 2 }),
});

/** Everything that can be read, but for the ids of the stores. */
async function picture(store: Store, receivedBy: number) {
  const ranges = INSTRUMENTS.map((i) => ({ instrument: i, interval: '1m' as const, ...SPAN }));
  const by = asUtcMs(receivedBy);
  return {
    head: await store.head(),
    journal: await store.journal(asSeq(0), 1000),
    before: await store.seqBefore(by),
    since: await store.changesSince(asSeq(Math.floor((await store.head()) / 2)), 7),
    bars: await Promise.all(ranges.map((q) => store.bars(q))),
    barsThen: await Promise.all(ranges.map((q) => store.bars({ ...q, receivedBy: by }))),
    superseded: await Promise.all(ranges.map((q) => store.supersededBars(q))),
    quotes: await Promise.all(INSTRUMENTS.map((i) => store.quotes(i, SPAN.from, SPAN.to))),
    quotesThen: await Promise.all(INSTRUMENTS.map((i) => store.quotes(i, SPAN.from, SPAN.to, by))),
    latest: await store.latestQuotes(T0),
    headlines: await store.headlines({ ...SPAN, limit: 100 }),
    headlinesThen: await store.headlines({ ...SPAN, limit: 100, receivedBy: by }),
    events: (await store.events()).toSorted((a, b) => (a.slug < b.slug ? -1 : 1)),
  };
}

describe('a store of random batches', () => {
  it('reads like a plain model, numbers without a gap, and knows a batch that comes again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 6 }), async (batches) => {
        const folder = tempFolder();
        const sqlite = await openSqliteStore({ path: folder.file('store.db') });
        try {
          const model = new MemoryStore();
          const clock = new TestClock(T0, 0);
          const doors = [sqlite, model].map((store) => createIngest({ store, clock }));
          for (const incoming of batches) {
            const [ours, expected] = await Promise.all(doors.map((door) => door.accept(incoming)));
            assert.deepEqual(ours, expected);
            await clock.advanceBy(1000);
          }
          const middle = T0 + (batches.length * 1000) / 2;
          assert.deepEqual(await picture(sqlite, middle), await picture(model, middle));
          const entries = await sqlite.journal(asSeq(0), 1000);
          assert.deepEqual(
            entries.map((c) => c.record.seq),
            entries.map((_, n) => n + 1),
          );
          const { bars = [], quotes = [], headlines = [] } = batches.at(-1) as Incoming;
          const unique = {
            bars: bars.slice(0, 1),
            quotes: quotes.slice(0, 1),
            headlines: headlines.slice(0, 1),
          };
          await doors[0]?.accept(unique);
          const head = await sqlite.head();
          assert.deepEqual((await doors[0]?.accept(unique))?.changes, []);
          assert.equal(await sqlite.head(), head);
        } finally {
          await sqlite.close();
          folder.remove();
        }
      }),
      { seed: 20251030, numRuns: 60 },
    );
  });
});
