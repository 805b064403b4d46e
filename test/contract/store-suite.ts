import assert from 'node:assert/strict';
import type { ChangesSince, Store } from '../../server/store/store.ts';
import type { Bar } from '../../shared/market/bar.ts';
import { windowResource } from '../../shared/protocol/resources.ts';
import { asSeq, asUtcMs, DAY_MS } from '../../shared/time/instant.ts';
import { applyWindow } from '../../shared/timeline/apply.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { visible } from '../../shared/timeline/visible.ts';
import { id, makeBar, makeHeadline, makeQuote } from '../support/records.ts';
import { at, makeEvent, ofBar, ofEvent, ofHeadline, ofQuote, write } from '../support/store-batches.ts';
import { newsPromises } from './store-news-suite.ts';
import { pricePromises } from './store-prices-suite.ts';
import { userRecordPromises } from './store-records-suite.ts';

export interface StoreUnderTest {
  readonly store: Store;
  /** Closes the store and opens what it left behind. */
  reopen(): Promise<Store>;
  dispose(): Promise<void>;
}

const changesOf = (answer: ChangesSince) => {
  assert.equal(answer.type, 'changes');
  return answer as Extract<ChangesSince, { type: 'changes' }>;
};

/** What every store promises, whatever it is made of. */
export function storeSuite(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`store contract: ${name}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(async () => {
      under = await open();
      store = under.store;
    });
    afterEach(() => under.dispose());

    journalPromises(
      () => store,
      () => under,
    );
    pricePromises(() => store);
    newsPromises(() => store);
    windowPromises(() => store);
    userRecordPromises(
      () => store,
      () => under,
    );
  });
}

function journalPromises(store: () => Store, under: () => StoreUnderTest): void {
  it('is empty at first', async () => {
    assert.equal(await store().head(), 0);
    assert.equal(await store().floor(), 0);
    assert.deepEqual(await store().changesSince(asSeq(0), 10), {
      type: 'changes',
      from: 0,
      to: 0,
      more: false,
      changes: [],
    });
    assert.deepEqual(await store().changesSince(asSeq(1), 10), { type: 'ahead-of-head' });
  });

  it('numbers changes from 1 without a gap, in the order of their commits', async () => {
    const batches = await Promise.all(
      [0, 1, 2, 3].map((n) =>
        write(store(), ofBar(makeBar(at(n), 10 + n)), ofQuote(makeQuote(at(n), 10 + n))),
      ),
    );
    const seqs = batches.flat().map((c) => c.record.seq);
    assert.deepEqual(seqs, [1, 2, 3, 4, 5, 6, 7, 8]);
    assert.deepEqual(await store().journal(asSeq(0), 100), batches.flat());
    assert.equal(await store().head(), 8);
  });

  it('writes nothing for an empty choice, nor when the choice throws', async () => {
    await write(store(), ofBar(makeBar(at(0), 10)));
    assert.deepEqual(await write(store()), []);
    const failing = store().transact(
      { bars: [], quotes: [], headlineIds: [], eventSlugs: [], records: [] },
      () => {
        throw new Error('undecided');
      },
    );
    await assert.rejects(failing, /undecided/);
    assert.equal(await store().head(), 1);
    await write(store(), ofBar(makeBar(at(1), 11)));
    assert.equal(await store().head(), 2);
  });

  it('shows the decision what is stored under the keys of the batch', async () => {
    const [bar] = await write(store(), ofBar(makeBar(at(0), 10)));
    const [quote] = await write(store(), ofQuote(makeQuote(at(0), 10)));
    const [headline] = await write(store(), ofHeadline(makeHeadline(at(0), 'a')));
    const [event] = await write(store(), ofEvent(makeEvent('busan', at(9), { deleted: true })));
    const keys = {
      bars: [makeBar(at(0), 99), makeBar(at(1), 99)],
      quotes: [makeQuote(at(0), 99)],
      headlineIds: ['a', 'b'],
      eventSlugs: ['busan'],
      records: [],
    };
    await store().transact(keys, (known) => {
      assert.deepEqual(known.bar(makeBar(at(0), 1)), bar?.record);
      assert.equal(known.bar(makeBar(at(1), 1)), undefined);
      assert.deepEqual(known.quote(makeQuote(at(0), 1)), quote?.record);
      assert.deepEqual(known.headline('a'), headline?.record);
      assert.equal(known.headline('b'), undefined);
      assert.deepEqual(known.event('busan'), event?.record);
      assert.equal(known.newestReceivedAt, event?.record.receivedAt);
      return [];
    });
  });

  it('answers changes page by page, the latest of each key, until the head', async () => {
    for (let revision = 1; revision <= 3; revision++) {
      await write(store(), ofBar(makeBar(at(0), 10 + revision, { revision })));
      await write(store(), ofBar(makeBar(at(revision), 20)));
    }
    const whole = changesOf(await store().changesSince(asSeq(0), 100));
    assert.deepEqual(
      whole.changes.map((c) => c.record.seq),
      [2, 4, 5, 6],
    );
    assert.deepEqual([whole.from, whole.to, whole.more], [0, 6, false]);
    const first = changesOf(await store().changesSince(asSeq(0), 4));
    assert.deepEqual([first.to, first.more], [4, true]);
    assert.deepEqual(
      first.changes.map((c) => c.record.seq),
      [2, 3, 4],
    );
    const second = changesOf(await store().changesSince(first.to, 4));
    assert.deepEqual([second.from, second.to, second.more], [4, 6, false]);
    assert.equal((await store().journal(asSeq(0), 100)).length, 6);
  });

  it('tells new bars that were old as one stretch of their instrument and interval', async () => {
    const now = { receivedAt: at(26 * 60) };
    const old = (minute: number, rest: Partial<Bar> = {}) =>
      ofBar(makeBar(at(minute), 10, { ...now, ...rest }));
    const changes = await write(
      store(),
      ofQuote(makeQuote(at(0), 10)),
      old(-3),
      old(-3, { instrument: id('N225') }),
      old(-5, { close: 11, high: 11 }),
      old(-2, { interval: '5m' }),
      old(0),
      old(-5, { revision: 2 }),
      old(-4),
    );
    const stretch = { revision: 1, ...now };
    assert.deepEqual(
      changes.map(({ kind, record: { seq, ...record } }) => [seq, kind, kind === 'history' ? record : null]),
      [
        [1, 'quote', null],
        [
          2,
          'history',
          { instrument: 'KS11', interval: '1m', from: at(-5), to: at(-2), count: 3, ...stretch },
        ],
        [
          3,
          'history',
          { instrument: 'N225', interval: '1m', from: at(-3), to: at(-2), count: 1, ...stretch },
        ],
        [4, 'bar', null],
        [5, 'bar', null],
        [6, 'bar', null],
      ],
    );
    assert.deepEqual(await store().journal(asSeq(0), 100), changes);
    const query = { instrument: id('KS11'), interval: '1m' as const, from: at(-9), to: at(9) };
    const { seq, openTime } = await store().bars(query);
    assert.deepEqual(openTime, [at(-5), at(-4), at(-3), at(0)]);
    assert.deepEqual(seq, [6, 2, 2, 5]);
    assert.deepEqual((await store().supersededBars(query)).seq, [2]);
    const answer = changesOf(await store().changesSince(asSeq(1), 2));
    assert.deepEqual([answer.to, answer.more, answer.changes], [3, true, changes.slice(1, 3)]);
  });

  it('finds the last entry before a time', async () => {
    for (const [place, n] of [0, 1, 1, 3].entries())
      await write(store(), ofQuote(makeQuote(at(place), 10, { receivedAt: at(n) })));
    const before = (minute: number) => store().seqBefore(at(minute));
    assert.deepEqual(await Promise.all([0, 1, 2, 3, 4].map(before)), [0, 1, 3, 3, 4]);
    await store().raiseFloor(asSeq(2));
    assert.deepEqual(await Promise.all([0, 1, 2, 3, 4].map(before)), [2, 2, 3, 3, 4]);
    await store().raiseFloor(asSeq(4));
    assert.deepEqual(await Promise.all([0, 4].map(before)), [4, 4]);
  });

  it('forgets the journal below its floor, but no record', async () => {
    for (let n = 0; n < 5; n++) await write(store(), ofBar(makeBar(at(n), 10)));
    await store().raiseFloor(asSeq(3));
    assert.equal(await store().floor(), 3);
    assert.deepEqual(await store().changesSince(asSeq(2), 10), { type: 'below-floor' });
    assert.deepEqual(
      changesOf(await store().changesSince(asSeq(3), 10)).changes.map((c) => c.record.seq),
      [4, 5],
    );
    await store().raiseFloor(asSeq(1));
    assert.equal(await store().floor(), 3, 'it never goes down');
    await store().raiseFloor(asSeq(99));
    assert.equal(await store().floor(), 5, 'nor above the head');
    assert.equal((await store().openTimes(id('KS11'), '1m', at(0), at(9))).length, 5);
    await write(store(), ofBar(makeBar(at(7), 10)));
    assert.equal(await store().head(), 6);
  });

  it('is the same after closing and opening', async () => {
    const { storeId } = store();
    await write(store(), ofBar(makeBar(at(0), 10)), ofHeadline(makeHeadline(at(0), 'a')));
    const before = await store().journal(asSeq(0), 10);
    const again = await under().reopen();
    assert.equal(again.storeId, storeId);
    assert.deepEqual(await again.journal(asSeq(0), 10), before);
    const [next] = await write(again, ofBar(makeBar(at(1), 10)));
    assert.equal(next?.record.seq, 3);
  });
}

function windowPromises(store: () => Store): void {
  it('reads a window at one seq, with daily bars from further back', async () => {
    const day = (n: number) => at(-n * 1440);
    await write(
      store(),
      ofBar(makeBar(day(3), 8, { interval: '1d' })),
      ofBar(makeBar(day(1), 9, { interval: '1d' })),
      ofBar(makeBar(at(-5), 9)),
      ofBar(makeBar(at(1), 10)),
      ofBar(makeBar(at(1), 50, { instrument: id('N225') })),
      ofQuote(makeQuote(at(-9), 7)),
      ofQuote(makeQuote(at(-7), 8)),
      ofQuote(makeQuote(at(2), 10)),
      ofHeadline(makeHeadline(at(4), 'late')),
      ofHeadline(makeHeadline(at(1), 'early')),
      ofHeadline(makeHeadline(at(99), 'outside')),
      ofEvent(makeEvent('busan', at(9))),
    );
    await write(store(), ofBar(makeBar(at(1), 11, { revision: 2 })));
    const query = { from: at(0), to: at(10), instruments: [id('KS11')], intervals: ['1m', '1d'] as const };
    const window = await store().window({
      ...query,
      dailyFrom: asUtcMs(at(0) - 2 * DAY_MS),
      withSuperseded: true,
    });
    windowResource.parse(window);
    assert.equal(window.storeId, store().storeId);
    assert.equal(window.seq, 13);
    assert.deepEqual(
      window.bars.map((b) => [b.interval, b.close]),
      [
        ['1m', [11]],
        ['1d', [9]],
      ],
    );
    assert.deepEqual(
      window.supersededBars.map((b) => b.close),
      [[10]],
    );
    assert.deepEqual(
      window.quotes.map((q) => q.price),
      [8, 10],
      'the last price before it, and those within',
    );
    assert.deepEqual(
      window.headlines.map((h) => h.id),
      ['early', 'late'],
    );
    assert.deepEqual(
      window.events.map((e) => e.slug),
      ['busan'],
    );
    assert.deepEqual((await store().window(query)).supersededBars, []);
  });

  it('gives earlier revisions of quotes and headlines with a window that asks for them', async () => {
    await write(
      store(),
      ofQuote(makeQuote(at(2), 10)),
      ofHeadline(makeHeadline(at(1), 'h', { title: 'as first written', receivedAt: at(1) })),
    );
    await write(
      store(),
      ofQuote(makeQuote(at(2), 11, { revision: 2, receivedAt: at(5) })),
      ofHeadline(makeHeadline(at(1), 'h', { title: 'as edited', revision: 2, receivedAt: at(5) })),
    );
    const query = { from: at(0), to: at(10), instruments: [id('KS11')], intervals: ['1m'] as const };
    const plain = await store().window(query);
    assert.deepEqual(
      plain.quotes.map((q) => q.price),
      [11],
    );
    assert.deepEqual(
      plain.headlines.map((h) => h.title),
      ['as edited'],
    );
    const whole = await store().window({ ...query, withSuperseded: true });
    assert.deepEqual(
      whole.quotes.map((q) => q.price),
      [10, 11],
    );
    assert.deepEqual(
      whole.headlines.map((h) => h.title),
      ['as first written', 'as edited'],
    );

    const timeline = new Timeline();
    applyWindow(timeline, whole);
    const title = (playhead: number) => visible(timeline, asUtcMs(playhead), 'published').headlines[0]?.title;
    assert.equal(title(at(4)), 'as first written', 'an edit that came later is not known yet');
    assert.equal(title(at(6)), 'as edited');
  });
}
