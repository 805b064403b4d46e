import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { Lifecycle, type Part } from '../../server/runtime/lifecycle.ts';
import { createLog } from '../../server/runtime/log.ts';
import { TestClock } from '../support/test-clock.ts';

function lifecycleOf(parts: readonly Part[]) {
  const clock = new TestClock();
  const exits: number[] = [];
  const log = createLog({ level: 'silent' });
  const lifecycle = new Lifecycle(parts, { log, clock, exit: (code) => exits.push(code) });
  const signals = new EventEmitter();
  lifecycle.handleSignals(signals);
  return { clock, exits, lifecycle, signals };
}

function partsSaying(said: string[], names: readonly string[]): Part[] {
  return names.map((name) => ({
    name,
    start: () => void said.push(`+${name}`),
    stop: () => void said.push(`-${name}`),
  }));
}

describe('lifecycle', () => {
  it('starts in order and stops in the reverse one, once', async () => {
    const said: string[] = [];
    const { lifecycle } = lifecycleOf(partsSaying(said, ['store', 'api', 'poller']));
    await lifecycle.start();
    assert.equal(await lifecycle.stop(), true);
    assert.equal(await lifecycle.stop(), true);
    assert.deepEqual(said, ['+store', '+api', '+poller', '-poller', '-api', '-store']);
  });

  it('stops what had started when a part cannot start', async () => {
    const said: string[] = [];
    const broken: Part = { name: 'port', start: () => Promise.reject(new Error('port taken')) };
    const { lifecycle } = lifecycleOf([
      ...partsSaying(said, ['store']),
      broken,
      ...partsSaying(said, ['poller']),
    ]);
    await assert.rejects(lifecycle.start(), /port taken/);
    assert.deepEqual(said, ['+store', '-store']);
  });

  it('goes on stopping when a part fails to', async () => {
    const said: string[] = [];
    const broken: Part = { name: 'sockets', stop: () => Promise.reject(new Error('no')) };
    const { lifecycle } = lifecycleOf([...partsSaying(said, ['store']), broken]);
    await lifecycle.start();
    assert.equal(await lifecycle.stop(), true);
    assert.deepEqual(said, ['+store', '-store']);
  });

  it('exits 0 on a signal, at once on the second', async () => {
    const { clock, exits, lifecycle, signals } = lifecycleOf([{ name: 'quick' }]);
    await lifecycle.start();
    signals.emit('SIGTERM');
    await clock.settle();
    assert.deepEqual(exits, [0]);

    const hung = lifecycleOf([{ name: 'hung', stop: () => new Promise(() => {}) }]);
    await hung.lifecycle.start();
    hung.signals.emit('SIGINT');
    await hung.clock.settle();
    assert.deepEqual(hung.exits, []);
    hung.signals.emit('SIGINT');
    assert.deepEqual(hung.exits, [130]);
  });

  it('gives up after five seconds', async () => {
    const { clock, exits, lifecycle, signals } = lifecycleOf([
      { name: 'hung', stop: () => new Promise(() => {}) },
    ]);
    await lifecycle.start();
    signals.emit('SIGTERM');
    await clock.advanceBy(4999);
    assert.deepEqual(exits, []);
    await clock.advanceBy(1);
    assert.deepEqual(exits, [1]);
  });
});
