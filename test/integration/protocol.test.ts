import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type Change, changeKey } from '../../shared/protocol/change.ts';
import { delta as deltaSchema } from '../../shared/protocol/messages.ts';
import { serverStatus } from '../../shared/protocol/status.ts';
import { asSeq, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import {
  minuteBar,
  next,
  openGateway,
  openWorld,
  type Page,
  pull,
  type Served,
  serve,
} from '../support/live-server.ts';
import { id, makeBar } from '../support/records.ts';
import { ofBar, write } from '../support/store-batches.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');
const bar = (minute: number, close: number) => minuteBar(T0, minute, close);

/** A page that follows rule P8 and nothing else. */
class Follower {
  readonly #page: Page;
  storeId: string | null = null;
  at = 0;
  readonly held = new Map<string, Change>();
  /** Deltas it acts as if it had never got. */
  deaf = false;

  constructor(page: Page) {
    this.#page = page;
    page.on('delta', (d) => {
      if (this.deaf || d.storeId !== this.storeId || d.to <= this.at) return;
      if (d.from <= this.at && d.changes !== null) this.#take(d.changes, d.to);
      else void this.catchUp();
    });
  }

  async catchUp(): Promise<void> {
    for (;;) {
      const answer = await pull(this.#page, { storeId: this.storeId, since: asSeq(this.at) });
      if (answer.type === 'refused') throw new Error(answer.message);
      if (answer.type === 'reset') {
        this.held.clear();
        this.storeId = answer.storeId;
        this.at = answer.to;
        continue;
      }
      this.#take(answer.changes, answer.to);
      if (!answer.more) return;
    }
  }

  #take(changes: readonly Change[], to: number): void {
    for (const c of changes) if (c.record.seq > this.at) this.held.set(changeKey(c), c);
    this.at = to;
  }
}

describe('protocol', () => {
  let served: Served;
  let clock: Served['clock'];
  let live: Served['live'];
  let world: Served['world'];
  let take: Served['take'];

  beforeEach(async () => {
    served = await serve(T0);
    ({ clock, live, world, take } = served);
  });
  afterEach(() => served.close());

  it('P1 another protocol version is refused as old-protocol', async () => {
    const page = await live.connect();
    const answer = await pull(page, { protocol: 99 });
    assert.equal(answer.type === 'refused' && answer.code, 'old-protocol');
  });

  it('P2 a handshake the guard refuses ends with 403', async () => {
    const guarded = await openGateway(clock, (request) => request.headers.host === 'elsewhere');
    try {
      await assert.rejects(guarded.connect());
      const response = await fetch(`${guarded.url}/socket.io/?EIO=4&transport=polling`);
      assert.equal(response.status, 403);
    } finally {
      await guarded.close();
    }
  });

  it('P3 long polling works too, and a connection that comes back is a new one', async () => {
    const polling = await live.connect(() => undefined, ['polling']);
    assert.equal((await pull(polling)).type, 'reset');
    const page = await live.connect();
    page.disconnect();
    page.connect();
    await new Promise<void>((resolve) => page.once('connect', resolve));
    assert.equal(page.recovered ?? false, false);
  });

  it('P4 a request that does not fit is refused by field, and the connection stays', async () => {
    const page = await live.connect();
    for (const [request, field] of [
      [{ since: -1 }, /since/],
      [{ storeId: 7 }, /storeId/],
      [{ more: true }, /more/],
    ] as const) {
      const answer = await pull(page, request as never);
      assert.ok(answer.type === 'refused' && answer.code === 'bad-body');
      assert.match(answer.message, field);
    }
    page.emit('pull', null as never, undefined as never);
    assert.equal((await pull(page)).type, 'reset');
    await world.store.close();
    const answer = await pull(page);
    assert.equal(answer.type === 'refused' && answer.code, 'store-unavailable');
  });

  it('P5 what a delta tells is already in the store', async () => {
    const page = await live.connect();
    const told = next(page, 'delta');
    await take(bar(1, 100));
    const { changes, to } = await told;
    assert.deepEqual(await world.store.journal(asSeq(0), 10), changes);
    assert.equal(to, 1);
    assert.equal(live.lags.length, 1);
  });

  it('P6 one delta a tick holds all of it, the latest of each key, and begins where the last one ended', async () => {
    const page = await live.connect();
    const deltas: unknown[] = [];
    page.on('delta', (d) => deltas.push(d));
    await world.ingest.accept({ bars: [bar(3, 100)] });
    world.tail.nudge();
    await world.ingest.accept({ bars: [bar(3, 101), bar(2, 100)] });
    world.tail.nudge();
    await clock.advanceBy(100);
    await take(bar(1, 100));
    await pull(page);
    const [first, second, ...rest] = deltas.map((d) => deltaSchema.parse(d));
    assert.deepEqual(rest, []);
    assert.deepEqual([first?.from, first?.to, second?.from, second?.to], [0, 3, 3, 4]);
    assert.deepEqual(
      first?.changes?.map((c) => c.record.seq),
      [2, 3],
    );
  });

  it('P7 more than 2,000 changes are not pushed but pulled', async () => {
    const page = await live.connect();
    const told = next(page, 'delta');
    await write(
      world.store,
      ...Array.from({ length: 2001 }, (_, n) => ofBar(makeBar(T0 - n * MINUTE_MS, 100))),
    );
    world.tail.nudge();
    await clock.advanceBy(200);
    const d = await told;
    assert.deepEqual([d.from, d.to, d.changes], [0, 2001, null]);
    const big = next(page, 'delta');
    await take(...Array.from({ length: 1500 }, (_, n) => bar(n, 101)));
    assert.equal((await big).changes, null, '1,500 bars are more than 256 KB');
  });

  it('P8 a page that misses deltas ends with the same state as one that got them all', async () => {
    const followers = [new Follower(await live.connect()), new Follower(await live.connect())] as const;
    for (const follower of followers) await follower.catchUp();
    for (let n = 0; n < 12; n++) {
      followers[1].deaf = n % 3 === 1;
      await take(bar((n % 4) + 1, 100 + n), bar(20 + n, 100));
    }
    for (let turn = 0; turn < 50 && followers[1].at < 24; turn++) await clock.settle();
    assert.deepEqual(
      followers.map((f) => f.at),
      [24, 24],
    );
    assert.deepEqual(new Set(followers[1].held.values()), new Set(followers[0].held.values()));
  });

  it('P15 of questions asked at once the first and the last are answered', async () => {
    const page = await live.connect();
    const answered: number[] = [];
    for (let n = 0; n < 10; n++) void pull(page).then(() => answered.push(n));
    for (let turn = 0; turn < 20 && answered.length < 2; turn++) await clock.advanceBy(50);
    assert.deepEqual(answered, [0, 9]);
  });

  it('P17 a delta, a status and a head of one moment all arrive', async () => {
    const pages = await Promise.all([live.connect(), live.connect()]);
    await clock.advanceTo(T0 + 4900);
    const all = pages.flatMap((page) => [next(page, 'delta'), next(page, 'status'), next(page, 'head')]);
    await world.ingest.accept({ bars: [bar(1, 100)] });
    world.tail.nudge();
    // Says status and head in one turn.
    live.gateway.attach(world.world);
    await clock.advanceBy(200);
    await Promise.all(all);
  });

  it('P18 a message of more than 16 KB ends the connection', async () => {
    const page = await live.connect();
    const gone = new Promise<string>((resolve) => page.once('disconnect', resolve));
    page.emit('pull', { storeId: 'x'.repeat(20_000) } as never, () => undefined);
    await gone;
  });

  it('P19 status comes whole on join, then on change at most once a second', async () => {
    const seen: unknown[] = [];
    const page = await live.connect((p) => p.on('status', (s) => seen.push(s)));
    await pull(page);
    assert.equal(seen.length, 1);
    const status = serverStatus.parse(seen[0]);
    assert.deepEqual([status.storeId, status.serverTime], [world.store.storeId, T0 + 1000]);
    for (let n = 0; n < 10; n++) {
      live.gateway.statusChanged();
      await clock.advanceBy(100);
    }
    await clock.advanceBy(1000);
    await pull(page);
    assert.equal(seen.length, 3, 'one at once, one a second later');
  });

  it('P20 the head is told every five seconds', async () => {
    await take(bar(1, 100));
    const page = await live.connect();
    const heads: number[] = [];
    page.on('head', (h) => heads.push(h.head));
    await clock.advanceTo(T0 + 16_000);
    await pull(page);
    assert.deepEqual(heads, [1, 1, 1]);
  });

  it('P21 another world is told at once, and its store answers', async () => {
    await take(bar(1, 100));
    const page = await live.connect();
    const follower = new Follower(page);
    await follower.catchUp();
    const other = await openWorld(clock);
    try {
      const told = [next(page, 'status'), next(page, 'head')] as const;
      live.gateway.attach(other.world);
      await clock.advanceBy(100);
      const [status, head] = await Promise.all(told);
      assert.deepEqual([status.storeId, head.storeId], [other.store.storeId, other.store.storeId]);
      const answer = await pull(page, { storeId: follower.storeId, since: asSeq(follower.at) });
      assert.equal(answer.type === 'reset' && answer.reason, 'other-store');
      const deltas: string[] = [];
      page.on('delta', (d) => deltas.push(d.storeId));
      await take(bar(2, 100));
      await other.ingest.accept({ bars: [bar(1, 100)] });
      other.tail.nudge();
      await clock.advanceBy(200);
      await pull(page);
      assert.deepEqual(deltas, [other.store.storeId], 'nothing of the old world');
    } finally {
      await other.close();
    }
  });

  it('P22 time answers the wall time of the server', async () => {
    const page = await live.connect();
    assert.equal(await page.emitWithAck('time'), T0 + 1000);
  });

  it('P23 old bars are told as the stretch they fill, and share its seq', async () => {
    const page = await live.connect();
    const told = next(page, 'delta');
    const old = Array.from({ length: 300 }, (_, n) => bar(26 * 60 + 301 - n, 100));
    await take(...old, bar(26 * 60, 100), { ...bar(26 * 60, 100), instrument: id('N225') });
    const d = deltaSchema.parse(await told);
    const [stretch, ...fresh] = d.changes ?? [];
    assert.deepEqual(stretch, {
      kind: 'history',
      record: {
        ...{ instrument: 'KS11', interval: '1m', count: 300, revision: 1, seq: 1 },
        from: old[0]?.openTime,
        to: old.at(-1)?.closeTime,
        receivedAt: T0 + 1000,
      },
    });
    assert.deepEqual(
      fresh.map((c) => [c.kind, c.record.seq]),
      [
        ['bar', 2],
        ['bar', 3],
      ],
    );
    assert.equal(d.to, 3);
    const { from, to } = (stretch as Extract<Change, { kind: 'history' }>).record;
    const columns = await world.store.bars({ instrument: id('KS11'), interval: '1m', from, to });
    assert.deepEqual(new Set(columns.seq), new Set([1]));
    assert.equal(columns.seq.length, 300);
    await take(bar(26 * 60 + 301, 101));
    const answer = await pull(page, { storeId: world.store.storeId });
    assert.ok(answer.type === 'changes');
    assert.deepEqual(
      answer.changes.map((c) => [c.kind, c.record.seq, c.record.revision]),
      [
        ['history', 1, 1],
        ['bar', 2, 1],
        ['bar', 3, 1],
        ['bar', 4, 2],
      ],
    );
  });
});

describe('protocol document', () => {
  it('numbers every rule once, and every rule is proved by a test', () => {
    const rules = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
    const numbered = [...rules.matchAll(/^- \*\*(P\d+)\*\*/gm)].map((m) => m[1]);
    assert.deepEqual(
      numbered,
      numbered.map((_, n) => `P${n + 1}`),
    );
    const tests = [
      'protocol.test.ts',
      'protocol-pull.test.ts',
      'protocol-records.test.ts',
      '../faults/slow-reader.test.ts',
    ]
      .map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'))
      .join('\n');
    const proved = new Set([...tests.matchAll(/\bit\('(P\d+) /g)].map((m) => m[1]));
    assert.deepEqual(
      numbered.filter((rule) => !proved.has(rule)),
      [],
    );
  });
});
