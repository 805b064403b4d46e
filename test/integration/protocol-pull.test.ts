import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { type PullAnswer, pullAnswer } from '../../shared/protocol/messages.ts';
import { windowResource } from '../../shared/protocol/resources.ts';
import { asSeq, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { minuteBar, type Page, pull, type Served, serve } from '../support/live-server.ts';
import { makeBar } from '../support/records.ts';
import { ofBar, write } from '../support/store-batches.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');
const bar = (minute: number, close: number) => minuteBar(T0, minute, close);

type Reset = Extract<PullAnswer, { type: 'reset' }>;
type Changes = Extract<PullAnswer, { type: 'changes' }>;
const bytesOf = ({ encoding, snapshot }: Reset): Uint8Array =>
  encoding === 'gzip' ? gunzipSync(snapshot) : new Uint8Array(snapshot);
const windowOf = (answer: Reset) =>
  windowResource.parse(JSON.parse(new TextDecoder().decode(bytesOf(answer))));

describe('protocol: what a page that asks is given', () => {
  let served: Served;
  let live: Served['live'];
  let world: Served['world'];
  let take: Served['take'];
  let windows: number;

  beforeEach(async () => {
    windows = 0;
    served = await serve(
      T0,
      (store) =>
        new Proxy(store, {
          get(target, name) {
            if (name === 'window') windows += 1;
            const value: unknown = Reflect.get(target, name, target);
            return typeof value === 'function' ? value.bind(target) : value;
          },
        }),
    );
    ({ live, world, take } = served);
  });
  afterEach(() => served.close());

  it('P9 changes come in pages of 5,000 entries, the latest of each key', async () => {
    await write(
      world.store,
      ...Array.from({ length: 5003 }, (_, n) => ofBar(makeBar(T0 + n * MINUTE_MS, 100))),
    );
    const page = await live.connect();
    const { storeId } = world.store;
    const first = pullAnswer.parse(await pull(page, { storeId })) as Changes;
    assert.deepEqual([first.from, first.to, first.more, first.changes.length], [0, 5000, true, 5000]);
    const second = pullAnswer.parse(await pull(page, { storeId, since: first.to })) as Changes;
    assert.deepEqual([second.from, second.to, second.more, second.changes.length], [5000, 5003, false, 3]);
    const third = (await pull(page, { storeId, since: second.to })) as Changes;
    assert.deepEqual([third.from, third.to, third.more, third.changes], [5003, 5003, false, []]);
  });

  it('P10 a page that has nothing is reset with a snapshot', async () => {
    await take(bar(1, 100), bar(2, 101));
    const answer = pullAnswer.parse(await pull(await live.connect()));
    assert.ok(answer.type === 'reset');
    assert.deepEqual([answer.reason, answer.storeId, answer.to], ['first-load', world.store.storeId, 2]);
    assert.deepEqual(windowOf(answer).bars[0]?.close, [101, 100]);
  });

  it('P11 a page of another store is reset', async () => {
    const answer = await pull(await live.connect(), { storeId: 'another', since: asSeq(5) });
    assert.equal(answer.type === 'reset' && answer.reason, 'other-store');
  });

  it('P12 a page below the floor is reset, one at the floor goes on', async () => {
    await take(bar(1, 100), bar(2, 101), bar(3, 102));
    await world.store.raiseFloor(asSeq(2));
    const page = await live.connect();
    const { storeId } = world.store;
    const below = await pull(page, { storeId, since: asSeq(1) });
    assert.equal(below.type === 'reset' && below.reason, 'below-floor');
    assert.equal(below.type === 'reset' && windowOf(below).bars[0]?.close.length, 3);
    const onFloor = await pull(page, { storeId, since: asSeq(2) });
    assert.equal(onFloor.type === 'changes' && onFloor.changes.length, 1);
  });

  it('P13 a page ahead of the head is reset', async () => {
    const answer = await pull(await live.connect(), { storeId: world.store.storeId, since: asSeq(7) });
    assert.equal(answer.type === 'reset' && answer.reason, 'ahead-of-head');
  });

  it('P14 a snapshot is made once per seq, however many ask', async () => {
    await take(bar(1, 100));
    const pages = await Promise.all(Array.from({ length: 20 }, () => live.connect()));
    const answers = await Promise.all(pages.map((page) => pull(page)));
    assert.equal(windows, 1);
    for (const answer of answers) assert.ok(answer.type === 'reset' && windowOf(answer).seq === answer.to);
    await take(bar(1, 101));
    await pull(pages[0] as Page);
    assert.equal(windows, 2);
  });

  it('P14 a snapshot is packed, unless it is small', async () => {
    const page = await live.connect();
    const small = (await pull(page)) as Reset;
    assert.equal(small.encoding, 'identity');
    await take(...Array.from({ length: 300 }, (_, minute) => bar(minute + 1, 100 + minute)));
    const large = pullAnswer.parse(await pull(page)) as Reset;
    assert.equal(large.encoding, 'gzip');
    assert.ok(bytesOf(large).length > 4 * large.snapshot.byteLength);
    assert.equal(windowOf(large).bars[0]?.close.length, 300);
  });

  it('P24 a page more than 20,000 entries behind is reset, one that is nearer goes on', async () => {
    await write(
      world.store,
      ...Array.from({ length: 20_002 }, (_, n) => ofBar(makeBar(T0 - n * MINUTE_MS, 100))),
    );
    const page = await live.connect();
    const { storeId } = world.store;
    const far = pullAnswer.parse(await pull(page, { storeId, since: asSeq(1) }));
    assert.equal(far.type === 'reset' && far.reason, 'far-behind');
    assert.equal((await pull(page, { storeId, since: asSeq(2) })).type, 'changes');
    await world.store.raiseFloor(asSeq(2));
    const below = await pull(page, { storeId, since: asSeq(1) });
    assert.equal(below.type === 'reset' && below.reason, 'below-floor');
  });
});
