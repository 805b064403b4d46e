import assert from 'node:assert/strict';
import { createIngest } from '../../server/ingest/create-ingest.ts';
import type { Incoming } from '../../server/ingest/ingest.ts';
import type { IncomingBar } from '../../shared/market/bar.ts';
import type { IncomingQuote } from '../../shared/market/quote.ts';
import type { IncomingHeadline } from '../../shared/news/headline.ts';
import { asSeq, asUtcMs, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { id, makeBar, makeHeadline, makeQuote } from '../support/records.ts';
import { makeIncomingEvent } from '../support/store-batches.ts';
import { TestClock } from '../support/test-clock.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');

const bar = (rest: Partial<IncomingBar> = {}): IncomingBar => {
  const { receivedAt, revision, seq, ...incoming } = makeBar(T0 - MINUTE_MS, 4079, { volume: 10, ...rest });
  return incoming;
};
const quote = (rest: Partial<IncomingQuote> = {}): IncomingQuote => {
  const { receivedAt, revision, seq, ...incoming } = makeQuote(T0, 4079, { previousClose: 4081, ...rest });
  return incoming;
};
const headline = (rest: Partial<IncomingHeadline> = {}): IncomingHeadline => {
  const { receivedAt, revision, seq, storyId, tone, ...incoming } = makeHeadline(T0, 'cnbc:1', rest);
  return incoming;
};

function setUp() {
  const store = new MemoryStore();
  const clock = new TestClock(T0);
  const ingest = createIngest({ store, clock });
  /** What became of a batch: created, corrected, known, and the codes of refusals. */
  const take = async (incoming: Incoming) => {
    const report = await ingest.accept(incoming);
    const codes = report.refusals.map((r) => `${r.code} ${r.subject} ×${r.count}`);
    return [report.created, report.corrected, report.known, ...codes];
  };
  const newest = async () => (await store.journal(asSeq(0), 1000)).at(-1)?.record;
  return { store, clock, ingest, take, newest };
}

describe('ingest: every record', () => {
  it('is refused with path and reason when it does not fit its schema, and the others are taken', async () => {
    const { ingest } = setUp();
    const bad = { ...bar(), close: -1 } as IncomingBar;
    const report = await ingest.accept({ bars: [bad, bad, bar()], headlines: [null as never] });
    assert.equal(report.created, 1);
    assert.deepEqual(
      report.refusals.map((r) => [r.code, r.subject, r.count]),
      [
        ['schema', 'KS11', 2],
        ['schema', 'headlines[0]', 1],
      ],
    );
    assert.match(report.refusals[0]?.detail ?? '', /^close: /);
  });

  it('is stamped with one time a batch, never before the newest in the journal', async () => {
    const { clock, ingest, newest, store } = setUp();
    await ingest.accept({ bars: [bar()] });
    const back = createIngest({ store, clock: new TestClock(T0 - 3_600_000) });
    await back.accept({ headlines: [headline({ time: asUtcMs(T0 - 7_200_000) })] });
    assert.equal((await newest())?.receivedAt, T0);
    await clock.advanceBy(5000);
    const report = await ingest.accept({ quotes: [quote()], bars: [bar({ close: 4080, high: 4080 })] });
    assert.deepEqual(
      report.changes.map((c) => c.record.receivedAt),
      [T0 + 5000, T0 + 5000],
    );
  });

  it('of the future is refused, beyond ten minutes', async () => {
    const { take } = setUp();
    const early = asUtcMs(T0 + 10 * MINUTE_MS);
    const late = asUtcMs(early + 1);
    assert.deepEqual(await take({ quotes: [quote({ time: early }), quote({ time: late })] }), [
      1,
      0,
      0,
      'future-time KS11 ×1',
    ]);
    assert.deepEqual(await take({ headlines: [headline({ time: late })] }), [
      0,
      0,
      0,
      'future-time cnbc:1 ×1',
    ]);
    assert.deepEqual(await take({ bars: [bar({ openTime: T0, closeTime: late })] }), [
      0,
      0,
      0,
      'future-time KS11 ×1',
    ]);
  });

  it('that comes twice in a batch is judged against its first coming', async () => {
    const { take, newest } = setUp();
    const twice = [bar(), bar(), bar({ close: 4080, high: 4080 })];
    assert.deepEqual(await take({ bars: twice }), [1, 1, 1]);
    assert.equal((await newest())?.revision, 2);
  });

  it('of a long batch is committed in parts, all of it reported', async () => {
    const { ingest, store } = setUp();
    const bars = Array.from({ length: 1201 }, (_, n) => bar(makeTimes(T0 - (n + 1) * MINUTE_MS)));
    const report = await ingest.accept({ bars, headlines: [headline()] });
    assert.deepEqual([report.created, report.changes.length, await store.head()], [1202, 1202, 1202]);
  });
});

const makeTimes = (openTime: number) => ({
  openTime: asUtcMs(openTime),
  closeTime: asUtcMs(openTime + MINUTE_MS),
});

describe('ingest: bars', () => {
  it('are known when no figure differs by more than a float32', async () => {
    const { take } = setUp();
    assert.deepEqual(await take({ bars: [bar()] }), [1, 0, 0]);
    assert.deepEqual(await take({ bars: [bar()] }), [0, 0, 1]);
    assert.deepEqual(await take({ bars: [bar({ close: 4079.003 })] }), [0, 0, 1]);
    assert.deepEqual(
      await take({ bars: [bar({ open: null, high: null, low: null, volume: null })] }),
      [0, 0, 1],
    );
  });

  it('are corrected by their own provider, in price or in volume alone', async () => {
    const { take, newest } = setUp();
    await take({ bars: [bar()] });
    assert.deepEqual(await take({ bars: [bar({ volume: 11 })] }), [0, 1, 0]);
    assert.deepEqual(await take({ bars: [bar({ volume: 11, close: 4079.1, high: 4079.1 })] }), [0, 1, 0]);
    assert.equal((await newest())?.revision, 3);
  });

  it('stay with their first provider: another one agrees, or is refused by name', async () => {
    const { take, store } = setUp();
    await take({ bars: [bar()] });
    assert.deepEqual(
      await take({ bars: [bar({ provider: 'naver', close: 4079.3, high: 4079.3 })] }),
      [0, 0, 1],
    );
    assert.deepEqual(await take({ bars: [bar({ provider: 'naver', close: 4090, high: 4090 })] }), [
      0,
      0,
      0,
      'other-provider KS11 ×1',
    ]);
    assert.equal(await store.head(), 1);
  });

  it('published as a close alone give way to a full bar, and never take its place', async () => {
    const { take, newest } = setUp();
    const published = bar({
      provider: 'archive',
      provenance: 'published',
      open: null,
      high: null,
      low: null,
      volume: null,
    });
    assert.deepEqual(await take({ bars: [published] }), [1, 0, 0]);
    assert.deepEqual(await take({ bars: [bar({ close: 4078, low: 4078 })] }), [0, 1, 0]);
    assert.deepEqual(await take({ bars: [{ ...published, close: 4078.1 }] }), [0, 0, 1]);
    const kept = (await newest()) as IncomingBar;
    assert.deepEqual([kept.provider, kept.open], ['yahoo', 4079]);
  });

  it('that are simulated or computed never replace seen ones, but give way to them', async () => {
    const { take } = setUp();
    assert.deepEqual(await take({ bars: [bar({ provenance: 'simulated', provider: 'sim' })] }), [1, 0, 0]);
    assert.deepEqual(await take({ bars: [bar({ provenance: 'derived', provider: 'own' })] }), [0, 1, 0]);
    assert.deepEqual(
      await take({ bars: [bar({ provenance: 'simulated', provider: 'sim', close: 4070, low: 4070 })] }),
      [0, 0, 1],
    );
    assert.deepEqual(await take({ bars: [bar()] }), [0, 1, 0]);
    assert.deepEqual(
      await take({ bars: [bar({ provenance: 'derived', provider: 'own', close: 4070, low: 4070 })] }),
      [0, 0, 1],
    );
  });
});

describe('ingest: quotes', () => {
  it('older than the newest are kept at their own time and are not the latest', async () => {
    const { take, store } = setUp();
    await take({ quotes: [quote()] });
    assert.deepEqual(
      await take({ quotes: [quote({ time: asUtcMs(T0 - MINUTE_MS), price: 4000 })] }),
      [1, 0, 0],
    );
    assert.equal((await store.latestQuotes(T0))[0]?.price, 4079);
  });

  it('more than half away from the previous close are refused, or as the instrument allows', async () => {
    const { take, store, clock } = setUp();
    assert.deepEqual(await take({ quotes: [quote({ price: 40.79 })] }), [
      0,
      0,
      0,
      'implausible-change KS11 ×1',
    ]);
    assert.deepEqual(await take({ quotes: [quote({ price: 40.79, previousClose: null })] }), [1, 0, 0]);
    const wild = createIngest({ store, clock, plausibleChange: (i) => (i === 'VIX' ? 3 : 0.5) });
    const vix = quote({ instrument: id('VIX'), price: 38.57, previousClose: 23.39 });
    assert.equal((await wild.accept({ quotes: [vix] })).created, 1);
  });

  it('of one instant stay with their first provider and are corrected by it', async () => {
    const { take } = setUp();
    await take({ quotes: [quote()] });
    assert.deepEqual(await take({ quotes: [quote({ provider: 'naver', price: 4080 })] }), [0, 0, 1]);
    assert.deepEqual(await take({ quotes: [quote({ price: 4080 })] }), [0, 1, 0]);
    assert.deepEqual(await take({ quotes: [quote({ price: 4080, previousClose: null })] }), [0, 0, 1]);
  });
});

describe('ingest: headlines', () => {
  it('are revised by a new title; their time stays where it was', async () => {
    const { take, newest } = setUp();
    await take({ headlines: [headline()] });
    const moved = asUtcMs(T0 + MINUTE_MS);
    assert.deepEqual(await take({ headlines: [headline({ time: moved })] }), [0, 0, 1]);
    assert.deepEqual(await take({ headlines: [headline({ time: moved, title: 'new words' })] }), [0, 1, 0]);
    const kept = (await newest()) as IncomingHeadline;
    assert.deepEqual([kept.title, kept.time], ['new words', T0]);
  });

  it('of a doubtful date move once, when the date becomes certain', async () => {
    const { take, newest } = setUp();
    await take({ headlines: [headline({ dateDoubtful: true })] });
    const later = asUtcMs(T0 + MINUTE_MS);
    assert.deepEqual(await take({ headlines: [headline({ dateDoubtful: true, time: later })] }), [0, 0, 1]);
    const earlier = asUtcMs(T0 - 60 * MINUTE_MS);
    assert.deepEqual(await take({ headlines: [headline({ time: earlier })] }), [0, 1, 0]);
    assert.equal(((await newest()) as IncomingHeadline).time, earlier);
    assert.deepEqual(await take({ headlines: [headline({ dateDoubtful: true, time: later })] }), [0, 0, 1]);
  });

  it('are given to a story when they are new, and keep it', async () => {
    const { store, clock } = setUp();
    const asked: string[] = [];
    const storyOf = (h: IncomingHeadline) => {
      asked.push(h.id);
      return 'story';
    };
    const ingest = createIngest({ store, clock, storyOf });
    await ingest.accept({ headlines: [headline()] });
    await ingest.accept({ headlines: [headline(), headline({ title: 'new words' })] });
    const stored = await store.headlines({ from: asUtcMs(0), to: asUtcMs(4e12), limit: 9 });
    assert.deepEqual(
      stored.map((h) => [h.title, h.storyId, h.tone]),
      [['new words', 'story', null]],
    );
    assert.deepEqual(asked, ['cnbc:1']);
  });
});

describe('ingest: events', () => {
  const event = makeIncomingEvent('busan', T0);

  it('of the catalogue are known when equal and never undo what a user did', async () => {
    const { take, ingest } = setUp();
    assert.deepEqual(await take({ events: [event] }), [1, 0, 0]);
    assert.deepEqual(await take({ events: [{ ...event }] }), [0, 0, 1]);
    assert.deepEqual(await take({ events: [{ ...event, place: 'Gimhae' }] }), [0, 1, 0]);
    const edited = { ...event, place: 'Busan', actor: 'ann' };
    await ingest.accept({ eventEdits: [{ event: edited, revision: 2, deleted: false }] });
    assert.deepEqual(await take({ events: [{ ...event, place: 'Seoul' }] }), [0, 0, 1]);
  });

  it('are edited only from their latest revision', async () => {
    const { take } = setUp();
    const edit = (revision: number, place: string, deleted = false) => ({
      eventEdits: [{ event: { ...event, place, actor: 'ann' }, revision, deleted }],
    });
    assert.deepEqual(await take(edit(0, 'A')), [1, 0, 0]);
    assert.deepEqual(await take(edit(1, 'B')), [0, 1, 0]);
    assert.deepEqual(await take(edit(1, 'C')), [0, 0, 0, 'stale-revision busan ×1']);
    assert.deepEqual(await take(edit(2, 'B')), [0, 0, 1]);
    assert.deepEqual(await take(edit(2, 'B', true)), [0, 1, 0]);
    assert.deepEqual(await take(edit(2, 'D')), [0, 0, 0, 'stale-revision busan ×1']);
    assert.deepEqual(await take(edit(0, 'D')), [0, 1, 0]);
  });
});
