import { deepEqual, equal, match } from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { alertsForApi, openReceiver, SECRET } from '../support/alert-desk.ts';
import { ruleOf } from '../support/alerts.ts';
import { type ApiUnderTest, startApi } from '../support/api-world.ts';

const HOOK = 'https://hooks.example.com/services/T0/B0/very-secret';
const channels = (webhook: string | null) => ({ page: true, notification: false, sound: false, webhook });

describe('API: alerts', () => {
  let api: ApiUnderTest;
  let alerts: ReturnType<typeof alertsForApi>;
  beforeEach(async () => {
    alerts = alertsForApi();
    api = await startApi({ change: alerts.change });
    await alerts.open(api.world);
  });
  afterEach(async () => {
    await api.close();
    alerts.remove();
  });
  const post = (path: string, body?: unknown) =>
    api.ask(`/api/v1${path}`, { method: 'POST', ...(body !== undefined && { body }) });
  const add = (rest = {}) => post('/alerts', { body: ruleOf(rest) });

  it('keeps a rule, names it after its name, and fills the cool-down in', async () => {
    const { coolDownMinutes: _, ...body } = ruleOf();
    const answer = await post('/alerts', { body });
    equal(answer.status, 201);
    equal(answer.json().id, 'kospi-moves');
    equal(answer.json().body.coolDownMinutes, 15);
    equal((await api.ask('/api/v1/alerts')).json().items.length, 1);
  });

  it('names what does not fit: field, what came and the rule', async () => {
    const cases: [object, string][] = [
      [{ markets: [] }, 'body.markets'],
      [{ markets: ['KS11', 'MOON'] }, 'body.markets.1'],
      [{ channels: channels('nowhere') }, 'body.channels.webhook'],
      [{ coolDownMinutes: 0 }, 'body.coolDownMinutes'],
      [{ condition: { ...ruleOf().condition, percent: 0 } }, 'body.condition.percent'],
      [{ condition: { ...ruleOf().condition, minutes: 5 } }, 'body.condition.minutes'],
      [{ condition: { on: 'moon' } }, 'body.condition.on'],
      [{ condition: { on: 'headline', words: ['*'], match: 'all', sides: [] } }, 'body.condition.words.0'],
      [{ condition: { on: 'stale', feeds: [] }, markets: [] }, 'body.markets'],
      [{ name: 'x'.repeat(81) }, 'body.name'],
      [{ colour: 'red' }, 'body.colour'],
    ];
    for (const [change, parameter] of cases) {
      const answer = await post('/alerts', { body: { ...ruleOf(), ...change } });
      equal(answer.status, 400, parameter);
      equal(answer.json().code, 'bad-body');
      equal(answer.json().parameter, parameter);
    }
  });

  it('never says the address of a webhook again, and keeps it in a file of its owner alone', async () => {
    const added = await post('/webhooks', { id: 'desk', name: 'Desk', form: 'slack', url: HOOK });
    equal(added.status, 201);
    deepEqual(added.json(), { id: 'desk', name: 'Desk', form: 'slack', host: 'hooks.example.com' });
    await add({ channels: channels('desk') });
    for (const path of [
      '/webhooks',
      '/alerts',
      '/firings',
      '/status',
      '/changes?since=0',
      '/export/journal.csv',
    ]) {
      const { status, text } = await api.ask(`/api/v1${path}`);
      equal(status, 200, path);
      equal(text.includes('very-secret'), false, path);
    }
    equal(statSync(alerts.file('webhooks.json')).mode & 0o777, 0o600);
    match(readFileSync(alerts.file('webhooks.json'), 'utf8'), /very-secret/);
  });

  it('refuses addresses that are none', async () => {
    for (const url of ['ftp://example.com/a', 'javascript:alert(1)', 'example.com', 'http://']) {
      const answer = await post('/webhooks', { id: 'desk', name: 'Desk', form: 'json', url });
      equal(answer.status, 400, url);
      equal(answer.json().parameter, 'url');
    }
    equal((await api.ask('/api/v1/webhooks/desk', { method: 'DELETE' })).status, 404);
  });

  it('lets a rule fire as a test, and says how the webhook was reached', async () => {
    const receiver = await openReceiver([{ status: 204 }, { status: 500 }]);
    await post('/webhooks', { id: 'desk', name: 'Desk', form: 'json', url: receiver.url });
    await add({ channels: channels('desk') });
    const first = (await post('/alerts/kospi-moves/test')).json();
    deepEqual(first.webhook, { delivered: true, status: 204 });
    equal(first.firing.kind, 'test');
    const second = (await post('/alerts/kospi-moves/test')).json();
    deepEqual([second.webhook.delivered, second.webhook.fault, second.webhook.status], [false, 'busy', 500]);
    equal(receiver.received.length, 2, 'a test is not tried again');
    const [latest] = (await api.ask('/api/v1/firings')).json().items;
    equal(latest.id, second.firing.id);
    equal(JSON.stringify(receiver.received).includes(SECRET), false);
    equal((await post('/alerts/nothing/test')).status, 404);
    await receiver.close();
  });

  it('tests a rule without a webhook on the page alone', async () => {
    await add();
    equal((await post('/alerts/kospi-moves/test')).json().webhook, null);
  });
});

describe('API: alerts where none are kept', () => {
  it('says so', async () => {
    const api = await startApi();
    for (const path of ['/firings', '/webhooks']) equal((await api.ask(`/api/v1${path}`)).status, 404);
    await api.close();
  });
});
