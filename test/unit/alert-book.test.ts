import { deepEqual, equal, match } from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { AlertBook, FIRINGS_KEPT, type Undelivered } from '../../server/alert/book.ts';
import { openWebhooks } from '../../server/alert/webhooks.ts';
import type { Firing } from '../../shared/alert/firing.ts';
import { T0 } from '../support/api-world.ts';
import { tempFolder } from '../support/temp-folder.ts';

const firing = (n: number): Firing => ({
  ...{ id: `f${n}`, rule: 'kospi', name: 'KOSPI', kind: 'open', subject: 'KS11', words: 'KOSPI' },
  ...{ value: null, unit: null, threshold: null, from: null, at: T0, firedAt: T0, simulated: false },
  channels: { page: true, notification: false, sound: false },
});
const delivery = { webhook: 'desk', firing: firing(1), tries: 0, madeAt: T0, nextTry: T0 };
const lost: Undelivered = {
  ...{ webhook: 'desk', rule: 'kospi', name: 'KOSPI', firedAt: T0, tries: 1 },
  ...{ reason: 'refused', status: 404, at: T0 },
};
const state = { 'kospi|KS11': { revision: 1, base: 'open', side: 1 as const, at: T0, firedAt: T0 } };

describe('what alerts remember', () => {
  const folder = tempFolder();
  const path = folder.file('alerts.json');
  const errors: unknown[] = [];
  const open = async (storeId = 'store'): Promise<AlertBook> => {
    const book = new AlertBook(path, storeId, (error) => errors.push(error));
    await book.load();
    return book;
  };
  after(() => folder.remove());
  afterEach(() => {
    errors.length = 0;
  });

  it('comes back whole after a restart, from a file of its owner alone', async () => {
    const book = await open();
    book.record(state, [firing(1)], [delivery]);
    await book.save();
    const again = await open();
    deepEqual(
      [again.state, again.firings, again.deliveries, again.fired],
      [state, [firing(1)], [delivery], 1],
    );
    equal(statSync(path).mode & 0o777, 0o600);
    const [kept] = again.deliveries;
    if (kept !== undefined) again.settle(kept, null, lost);
    await again.save();
    const third = await open();
    deepEqual([third.deliveries, third.undelivered], [[], [lost]]);
    deepEqual(errors, []);
  });

  it('is not taken for another store', async () => {
    equal((await open('another')).fired, 0);
  });

  it('begins anew, and says so, where its file is broken', async () => {
    const good = readFileSync(path, 'utf8');
    for (const broken of ['{"version":1', '[]', '{"version":2}', good.replace('"fired":1', '"fired":"x"')]) {
      writeFileSync(path, broken);
      equal((await open()).fired, 0);
    }
    equal(errors.length, 4);
  });

  it('keeps the newest firings, and counts all', async () => {
    const book = new AlertBook(null, 'store', (error) => errors.push(error));
    for (let n = 1; n <= FIRINGS_KEPT + 5; n += 1) book.record({}, [firing(n)], []);
    await book.save();
    deepEqual([book.firings.length, book.firings[0]?.id, book.fired], [FIRINGS_KEPT, 'f6', FIRINGS_KEPT + 5]);
  });

  it('knows no address where that file is broken, and says so without what it holds', async () => {
    const hooks = folder.file('webhooks.json');
    writeFileSync(hooks, '{"webhooks":[{"url":"https://example.com/very-secret"}]}');
    const opened = await openWebhooks(hooks, (error) => errors.push(error));
    deepEqual(opened.list(), []);
    match(String(errors[0]), /webhooks\.json cannot be read/);
    equal(String(errors[0]).includes('very-secret'), false);
    await opened.put({ id: 'desk', name: 'Desk', form: 'json', url: 'https://example.com/a' });
    equal((await openWebhooks(hooks, () => undefined)).get('desk')?.url, 'https://example.com/a');
  });

  it('goes on in memory where the disk refuses, and says so', async () => {
    const book = new AlertBook('/dev/null/alerts.json', 'store', (error) => errors.push(error));
    book.record(state, [firing(1)], []);
    await book.save();
    equal(book.fired, 1);
    match(String(errors[0]), /ENOTDIR|EEXIST/);
  });
});
