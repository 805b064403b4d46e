import assert from 'node:assert/strict';
import type { Store } from '../../server/store/store.ts';
import type { Bar } from '../../shared/market/bar.ts';
import { barColumns } from '../../shared/protocol/resources.ts';
import { id, makeBar, makeQuote } from '../support/records.ts';
import { ALL_TIME, at, ofBar, ofQuote, write } from '../support/store-batches.ts';

/** What every store promises of bars and quotes. */
export function pricePromises(store: () => Store): void {
  it('gives bars of a half-open range in order, as columns of one length', async () => {
    for (const n of [3, 1, 2, 0]) await write(store(), ofBar(makeBar(at(n), 10 + n, { volume: n })));
    await write(store(), ofBar(makeBar(at(1), 99, { instrument: id('N225') })));
    await write(store(), ofBar(makeBar(at(1), 99, { interval: '5m' })));
    const columns = await store().bars({ instrument: id('KS11'), interval: '1m', from: at(1), to: at(3) });
    barColumns.parse(columns);
    assert.deepEqual(columns.openTime, [at(1), at(2)]);
    assert.deepEqual(columns.close, [11, 12]);
    assert.deepEqual(columns.volume, [1, 2]);
    assert.deepEqual(await store().openTimes(id('KS11'), '1m', at(1), at(9)), [at(1), at(2), at(3)]);
  });

  it('keeps figures to the last bit, and what a source left out', async () => {
    const odd: Partial<Bar> = { open: null, high: null, low: null, volume: 1e15 + 0.5 };
    await write(store(), ofBar(makeBar(at(0), 0.1 + 0.2, odd)));
    const columns = await store().bars({ instrument: id('KS11'), interval: '1m', ...ALL_TIME });
    assert.deepEqual([columns.open, columns.high, columns.low], [[null], [null], [null]]);
    assert.deepEqual([columns.close, columns.volume], [[0.1 + 0.2], [1e15 + 0.5]]);
  });

  it('knows each revision, when it was known', async () => {
    const query = { instrument: id('KS11'), interval: '1m' as const, from: at(0), to: at(9) };
    await write(store(), ofBar(makeBar(at(0), 10, { receivedAt: at(1) })));
    await write(store(), ofBar(makeBar(at(0), 11, { receivedAt: at(5), revision: 2 })));
    await write(store(), ofBar(makeBar(at(0), 12, { receivedAt: at(7), revision: 3 })));
    assert.deepEqual((await store().bars(query)).close, [12]);
    const closeAt = async (minute: number) =>
      (await store().bars({ ...query, receivedBy: at(minute) })).close;
    assert.deepEqual(
      [await closeAt(0), await closeAt(1), await closeAt(4), await closeAt(5), await closeAt(7)],
      [[], [10], [10], [11], [12]],
    );
    const older = await store().supersededBars(query);
    assert.deepEqual(
      [older.close, older.revision, older.seq],
      [
        [10, 11],
        [1, 2],
        [1, 2],
      ],
    );
    assert.deepEqual((await store().supersededBars({ ...query, receivedBy: at(2) })).close, [10]);
  });

  it('gives the last bar that had closed', async () => {
    for (const n of [0, 1, 2]) await write(store(), ofBar(makeBar(at(n), 10 + n)));
    assert.equal((await store().lastBar(id('KS11'), '1m', at(2)))?.close, 11);
    assert.equal(await store().lastBar(id('KS11'), '1m', at(0)), undefined);
    assert.equal(await store().lastBar(id('KS11'), '5m', at(9)), undefined);
  });

  it('tells whether a range holds a simulated bar', async () => {
    await write(store(), ofBar(makeBar(at(0), 10)));
    await write(store(), ofBar(makeBar(at(5), 11, { provenance: 'simulated' })));
    const span = (from: number, to: number) => ({
      instrument: id('KS11'),
      interval: '1m' as const,
      from: at(from),
      to: at(to),
    });
    assert.equal(await store().hasSimulatedBars(span(0, 5)), false);
    assert.equal(await store().hasSimulatedBars(span(0, 6)), true);
    assert.equal(await store().hasSimulatedBars({ ...span(0, 6), interval: '5m' }), false);
  });

  it('pages through bars while others write', async () => {
    await write(store(), ...Array.from({ length: 25 }, (_, n) => ofBar(makeBar(at(n), 10 + n))));
    const query = { instrument: id('KS11'), interval: '1m' as const, from: at(1), to: at(24) };
    const sizes: number[] = [];
    const closes: number[] = [];
    for await (const page of store().barPages({ ...query, pageSize: 10 })) {
      sizes.push(page.length);
      closes.push(...page.map((b) => b.close));
      await write(store(), ofQuote(makeQuote(at(sizes.length), 5)));
    }
    assert.deepEqual(sizes, [10, 10, 3]);
    assert.deepEqual(
      closes,
      Array.from({ length: 23 }, (_, n) => 11 + n),
    );
    const then: number[] = [];
    for await (const page of store().barPages({ ...query, pageSize: 2, receivedBy: at(4) })) {
      then.push(...page.map((b) => b.close));
    }
    assert.deepEqual(then, [11, 12, 13]);
  });

  it('remembers holes that cannot be filled', async () => {
    await store().markLost(id('KS11'), '1m', at(5), at(9));
    await store().markLost(id('KS11'), '1m', at(0), at(2));
    await store().markLost(id('KS11'), '1m', at(0), at(2));
    assert.deepEqual(await store().lostHoles(id('KS11'), '1m'), [
      { from: at(0), to: at(2) },
      { from: at(5), to: at(9) },
    ]);
    assert.deepEqual(await store().lostHoles(id('KS11'), '5m'), []);
    assert.equal(await store().head(), 0, 'they are no history');
  });

  it('gives quotes of a range and the latest of each instrument', async () => {
    const kospi = [0, 2, 1].map((n) =>
      ofQuote(makeQuote(at(n), 10 + n, { previousClose: 9, halted: n === 2 })),
    );
    await write(store(), ...kospi, ofQuote(makeQuote(at(1), 50, { instrument: id('N225') })));
    await write(
      store(),
      ofQuote(makeQuote(at(2), 99, { revision: 2, receivedAt: at(6), url: 'https://a.example/' })),
    );
    const range = await store().quotes(id('KS11'), at(0), at(2));
    assert.deepEqual(
      range.map((q) => [q.price, q.previousClose, q.halted, q.url]),
      [
        [10, 9, false, undefined],
        [11, 9, false, undefined],
      ],
    );
    const latest = async (minute: number, receivedBy?: number) =>
      (await store().latestQuotes(at(minute), receivedBy === undefined ? undefined : at(receivedBy))).map(
        (q) => [q.instrument, q.price],
      );
    assert.deepEqual(await latest(9), [
      ['KS11', 99],
      ['N225', 50],
    ]);
    assert.deepEqual(await latest(9, 5), [
      ['KS11', 12],
      ['N225', 50],
    ]);
    assert.deepEqual(await latest(0), [['KS11', 10]]);
    const known = await store().quotes(id('KS11'), at(0), at(9), at(5));
    assert.deepEqual(
      known.map((q) => q.price),
      [10, 11, 12],
    );
  });
}
