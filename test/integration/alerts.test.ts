import { deepEqual, equal, ok } from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { RETRY_AFTER_MS } from '../../server/alert/outbox.ts';
import { POST_TIMEOUT_MS } from '../../server/alert/post.ts';
import type { WindowQuery } from '../../server/store/store.ts';
import { MINUTE_MS, SECOND_MS } from '../../shared/time/instant.ts';
import { openDesk, openReceiver, SECRET } from '../support/alert-desk.ts';
import { ruleOf } from '../support/alerts.ts';
import { busan, headlineAt, kospiMinute, T0 } from '../support/api-world.ts';
import { openWorld } from '../support/live-server.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { TestClock } from '../support/test-clock.ts';

const TURNS = 30;

/** A live world two minutes after the handshake, with one rule that tells a webhook. */
async function openScene(
  options: Omit<Partial<Parameters<typeof openDesk>[0]>, 'source'> & {
    rule?: Record<string, unknown>;
    url?: string;
  } = {},
) {
  const clock = new TestClock(T0 - 5 * MINUTE_MS, TURNS);
  const world = await openWorld(clock);
  const folder = tempFolder();
  const { rule = {}, url, ...rest } = options;
  const open = async () => {
    const desk = await openDesk({
      store: world.store,
      clock,
      folder: folder.path,
      source: world.tail,
      ...rest,
    });
    desk.engine.start();
    return desk;
  };
  let desk = await open();
  if (url !== undefined) await desk.webhooks.put({ id: 'desk', name: 'Desk', form: 'json', url });
  const channels = {
    page: true,
    notification: false,
    sound: false,
    webhook: url === undefined ? null : 'desk',
  };
  const minute = (n: number, price: number, more: Parameters<typeof kospiMinute>[2] = {}) =>
    world.ingest.accept({ bars: [kospiMinute(n, price, more)] });
  await world.ingest.accept({
    events: [busan()],
    bars: [kospiMinute(-6, 100)],
    recordEdits: [
      {
        ...{ collection: 'alert', id: 'kospi', actor: 'test', revision: 0, deleted: false },
        body: { ...ruleOf({ channels, ...rule }) },
      },
    ],
  });
  await clock.advanceTo(T0 + 2 * MINUTE_MS);
  return {
    ...{ clock, world },
    /** A minute bar that comes as soon as it has closed; then rules have the time to look. */
    async price(n: number, price: number, more: Parameters<typeof kospiMinute>[2] = {}) {
      await clock.advanceTo(Math.max(clock.now(), T0 + (n + 1) * MINUTE_MS));
      await minute(n, price, more);
      world.tail.nudge();
      await clock.advanceBy(8 * SECOND_MS);
    },
    desk: () => desk,
    fired: () =>
      desk.engine.firings().map((f) => [f.subject, f.value === null ? null : Number(f.value.toFixed(3))]),
    async restart() {
      await desk.engine.stop();
      desk = await open();
    },
    async close() {
      await desk.engine.stop();
      await world.close();
      folder.remove();
      deepEqual(desk.errors, []);
    },
  };
}

/** Lets real time pass for what goes over the loopback, until something holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

describe('alerts on the live world', () => {
  it('fires once where KOSPI crosses, with its value, and not from what is back-filled or late', async () => {
    const scene = await openScene();
    await scene.price(3, 100.5);
    await scene.price(4, 103, { provenance: 'backfilled' });
    deepEqual(scene.fired(), []);
    await scene.price(5, 102.5);
    await scene.price(6, 102.6);
    deepEqual(scene.fired(), [['KS11', 2.5]]);
    equal(scene.desk().engine.firings()[0]?.simulated, false);
    await scene.close();

    const late = await openScene();
    await late.clock.advanceTo(T0 + 60 * MINUTE_MS);
    await late.price(5, 105);
    deepEqual(late.fired(), [], 'half an hour beyond the documented delay');
    await late.close();
  });

  it('fires nothing twice over a restart, and goes on where it stood', async () => {
    const scene = await openScene();
    await scene.price(3, 103);
    await scene.restart();
    await scene.price(4, 103.5);
    await scene.price(5, 100);
    await scene.restart();
    await scene.price(25, 104);
    deepEqual(scene.fired(), [
      ['KS11', 4],
      ['KS11', 3],
    ]);
    equal(scene.desk().engine.status().fired, 2);
    await scene.close();
  });

  it('tells a headline once for a story, and what came while the server was away', async () => {
    const condition = { on: 'headline', words: ['truce*'], match: 'any', sides: ['us'] };
    const scene = await openScene({ rule: { condition, markets: [], coolDownMinutes: 1 } });
    await scene.world.ingest.accept({ headlines: [headlineAt(1, 'Truce agreed in Busan')] });
    scene.world.tail.nudge();
    await scene.clock.advanceBy(8 * SECOND_MS);
    equal(scene.desk().engine.firings()[0]?.words, 'Truce agreed in Busan');
    await scene.desk().engine.stop();
    await scene.clock.advanceBy(2 * MINUTE_MS);
    await scene.world.ingest.accept({ headlines: [headlineAt(3, 'Truces do not last')] });
    await scene.restart();
    await scene.clock.advanceBy(8 * SECOND_MS);
    deepEqual(
      scene
        .desk()
        .engine.firings()
        .map((f) => f.words),
      ['Truces do not last', 'Truce agreed in Busan'],
    );
    await scene.close();
  });

  it('looks at nothing on a node that does not lead', async () => {
    const scene = await openScene({ isLeader: () => false });
    await scene.price(3, 105);
    deepEqual(scene.fired(), []);
    await scene.close();
  });

  it('looks at nothing while what it looks at is still read', async () => {
    const clock = new TestClock(T0 - 10 * SECOND_MS, TURNS);
    const world = await openWorld(clock);
    const folder = tempFolder();
    const read = Promise.withResolvers<void>();
    const slow = new Proxy(world.store, {
      get(target, name) {
        if (name === 'window') return (query: WindowQuery) => read.promise.then(() => target.window(query));
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const condition = { on: 'headline', words: ['truce'], match: 'any', sides: ['us'] };
    const place = { collection: 'alert', id: 'truce', actor: 'test', revision: 0, deleted: false } as const;
    await world.ingest.accept({ recordEdits: [{ ...place, body: { ...ruleOf({ condition }) } }] });
    const { engine } = await openDesk({ store: slow, clock, folder: folder.path, source: world.tail });
    engine.start();
    await clock.advanceTo(T0);
    await world.ingest.accept({ headlines: [headlineAt(0, 'A truce')] });
    world.tail.nudge();
    await clock.advanceBy(4 * SECOND_MS);
    deepEqual(engine.firings(), []);
    read.resolve();
    await clock.advanceBy(8 * SECOND_MS);
    equal(engine.firings().length, 1);
    await engine.stop();
    await world.close();
    folder.remove();
  });

  it('keeps to the page in the simulated day', async () => {
    const receiver = await openReceiver();
    const scene = await openScene({ simulated: true, url: receiver.url });
    await scene.price(3, 103, { provenance: 'simulated' });
    equal(scene.desk().engine.firings()[0]?.simulated, true);
    equal(scene.desk().engine.status().waiting, 0);
    equal((await scene.desk().engine.test('kospi'))?.webhook, null);
    equal(receiver.received.length, 0);
    await scene.close();
    await receiver.close();
  });
});

describe('webhooks of alerts', () => {
  it('arrive signed, with the time in the signature', async () => {
    const receiver = await openReceiver();
    const scene = await openScene({ url: receiver.url });
    await scene.price(3, 103);
    await receiver.until(1);
    const { headers, body } = receiver.received[0] ?? { headers: {}, body: '' };
    const [, t, v1] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-market-reaction-signature'])) ?? [];
    equal(v1, createHmac('sha256', SECRET).update(`${t}.${body}`).digest('hex'));
    ok(Math.abs(Number(t) * 1000 - scene.clock.now()) < 10 * SECOND_MS);
    const told = JSON.parse(body);
    equal(told.version, 1);
    equal(told.firing.rule, 'kospi');
    equal(told.firing.value.toFixed(3), '3.000');
    equal(told.text, 'KOSPI moves: KOSPI +3.00 % since 2025-10-30T02:05:00Z · 2025-10-30T02:09:00Z');
    await until(() => scene.desk().engine.status().waiting === 0);
    deepEqual(scene.desk().tried, ['delivered']);
    await scene.close();
    await receiver.close();
  });

  it('are not signed without a key', async () => {
    const receiver = await openReceiver();
    const scene = await openScene({ url: receiver.url, secret: null });
    await scene.price(3, 103);
    await receiver.until(1);
    equal(receiver.received[0]?.headers['x-market-reaction-signature'], undefined);
    await until(() => scene.desk().engine.status().waiting === 0);
    await scene.close();
    await receiver.close();
  });

  it('are tried again with growing waits and the same delivery id, over a restart too', async () => {
    const receiver = await openReceiver([{ status: 503 }, { status: 429, headers: { 'retry-after': '90' } }]);
    const scene = await openScene({ url: receiver.url });
    await scene.price(3, 103);
    await until(() => scene.desk().tried.length === 1);
    await scene.clock.settle();
    await scene.clock.advanceBy(RETRY_AFTER_MS[0] - SECOND_MS);
    equal(receiver.received.length, 1);
    await scene.clock.advanceBy(SECOND_MS);
    await receiver.until(2);
    await until(() => scene.desk().tried.length === 2);
    await scene.clock.settle();
    await scene.restart();
    await scene.clock.advanceBy(85 * SECOND_MS);
    equal(receiver.received.length, 2, 'the receiver asked for ninety seconds');
    await scene.clock.advanceBy(5 * SECOND_MS);
    await receiver.until(3);
    await until(() => scene.desk().engine.status().waiting === 0);
    const ids = receiver.received.map(({ headers }) => headers['x-market-reaction-delivery']);
    equal(new Set(ids).size, 1);
    equal(scene.desk().engine.firings().length, 1);
    await scene.close();
    await receiver.close();
  });

  it('are given up where the receiver refuses, redirects, or no one answers in the end', async () => {
    for (const [answer, reason, tries] of [
      [{ status: 404 }, 'refused', 1],
      [{ status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'redirect', 1],
    ] as const) {
      const receiver = await openReceiver([{ ...answer }]);
      const scene = await openScene({ url: receiver.url });
      await scene.price(3, 103);
      await until(() => scene.desk().engine.undelivered().length === 1);
      const [lost] = scene.desk().engine.undelivered();
      deepEqual([lost?.reason, lost?.status, lost?.tries], [reason, answer.status, tries]);
      equal(scene.desk().engine.status().undelivered[0]?.reason, reason);
      equal(receiver.received.length, 1);
      await scene.close();
      await receiver.close();
    }
    const scene = await openScene({ url: 'http://127.0.0.1:9/closed' });
    await scene.price(3, 103);
    for (const [index, wait] of RETRY_AFTER_MS.entries()) {
      await until(() => scene.desk().tried.length === index + 1);
      await scene.clock.settle();
      await scene.clock.advanceBy(wait);
    }
    await until(() => scene.desk().engine.undelivered().length === 1);
    deepEqual(scene.desk().engine.undelivered()[0]?.tries, 6);
    await scene.close();
  });

  it('give up on a receiver that says nothing', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined).resume()).listen(
      0,
      '127.0.0.1',
    );
    const connected = new Promise((resolve) => silent.once('connection', resolve));
    await new Promise((resolve) => silent.once('listening', resolve));
    const scene = await openScene({ url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/` });
    await scene.price(3, 103);
    await connected;
    await scene.clock.advanceBy(POST_TIMEOUT_MS);
    deepEqual(scene.desk().tried, ['time-out']);
    await scene.close();
    await new Promise((resolve) => silent.close(resolve));
  });

  it('go to no private address, however it is written, unless that is allowed', async () => {
    const receiver = await openReceiver();
    const { port } = new URL(receiver.url);
    for (const host of [
      '127.0.0.1',
      'localhost',
      '2130706433',
      '0x7f.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '169.254.169.254',
    ]) {
      const scene = await openScene({ url: `http://${host}:${port}/hook`, allowPrivateAddresses: false });
      await scene.price(3, 103);
      await until(() => scene.desk().engine.undelivered().length === 1);
      equal(scene.desk().engine.undelivered()[0]?.reason, 'private-address', host);
      await scene.close();
    }
    equal(receiver.received.length, 0);
    await receiver.close();
  });
});
