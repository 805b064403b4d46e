import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAY_MS } from '../../shared/time/instant.ts';
import { type ApiUnderTest, type Ask, busan, startApi, temporaryFolder } from '../support/api-world.ts';

const TOKEN = 'correct-horse-battery';
const fields = (({ actor: _a, origin: _o, ...rest }) => rest)(busan());
const post = (headers: Record<string, string> = {}): Ask => ({ method: 'POST', body: fields, headers });

describe('guard', () => {
  let api: ApiUnderTest;
  afterEach(() => api.close());
  const status = async (path: string, ask?: Ask) => (await api.ask(path, ask)).status;
  const code = async (path: string, ask?: Ask) => (await api.ask(path, ask)).json().code;

  it('answers only to its own names: a name that was bound to loopback gets nothing', async () => {
    api = await startApi({ config: { rootUrl: 'https://markets.example' } });
    for (const host of [
      'localhost',
      'LOCALHOST:1',
      `127.0.0.1:${api.port}`,
      '[::1]:80',
      '127.8.8.8',
      'markets.example',
    ]) {
      assert.equal(await status('/api/v1/status', { headers: { host } }), 200, host);
    }
    const foreign = [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.nip.io',
      '192.168.1.5',
      'markets.example.evil',
      'a b',
    ];
    for (const host of foreign) {
      for (const path of ['/api/v1/status', '/', '/healthz', '/metrics', '/api/v1/openapi.json']) {
        const answer = await api.ask(path, { headers: { host } });
        assert.equal(answer.status, 403, `${host} ${path}`);
      }
    }
    assert.equal(await code('/api/v1/status', { headers: { host: 'evil.example' } }), 'bad-host');
  });

  it('answers to addresses, never to names, where it listens everywhere', async () => {
    api = await startApi({ config: { host: '0.0.0.0', accessToken: TOKEN, publicRead: true } });
    assert.equal(await status('/api/v1/status', { headers: { host: '192.168.1.5:8080' } }), 200);
    assert.equal(await code('/api/v1/status', { headers: { host: 'evil.example' } }), 'bad-host');
  });

  it('lets no other page write', async () => {
    api = await startApi({ config: { rootUrl: 'https://markets.example' } });
    const host = `localhost:${api.port}`;
    const foreign = [
      'https://evil.example',
      'null',
      `http://localhost:${api.port + 1}`,
      `http://evil.example:${api.port}`,
      'file://',
      'http://markets.example',
    ];
    for (const origin of foreign) {
      assert.equal(await code('/api/v1/events', post({ host, origin })), 'bad-origin', origin);
      assert.equal(
        await code('/api/v1/events/busan?revision=1', { method: 'DELETE', headers: { host, origin } }),
        'bad-origin',
      );
    }
    assert.equal(await code('/api/v1/events', post({ 'sec-fetch-site': 'cross-site' })), 'bad-origin');
    assert.equal(await status('/api/v1/events', post({ host, origin: `http://${host}` })), 201);
    assert.equal(
      await code('/api/v1/events', post({ host: 'markets.example', origin: 'https://markets.example' })),
      'already-exists',
    );
    assert.equal(await code('/api/v1/events', post()), 'already-exists');
  });

  it('wants the token where there is one', async () => {
    api = await startApi({ config: { accessToken: TOKEN } });
    const bearer = { authorization: `Bearer ${TOKEN}` };
    for (const path of ['/api/v1/status', '/metrics', '/api/v1/export/events.csv', '/api/v1/nothing/here']) {
      const answer = await api.ask(path);
      assert.equal(answer.status, path.includes('nothing') ? 404 : 401, path);
    }
    const refused = await api.ask('/api/v1/status', {
      headers: { authorization: 'Bearer wrong-but-long-enough' },
    });
    assert.equal(refused.json().code, 'unauthorized');
    assert.equal(refused.headers['www-authenticate'], 'Bearer');
    assert.equal(await status('/api/v1/status', { headers: bearer }), 200);
    assert.equal(await status('/healthz'), 200);
    assert.equal(await status('/readyz'), 200);
    assert.ok(!(await api.ask('/api/v1/status')).text.includes(TOKEN));
  });

  it('lets everybody read and nobody write under PUBLIC_READ', async () => {
    api = await startApi({ config: { accessToken: TOKEN, publicRead: true } });
    assert.equal(await status('/api/v1/status'), 200);
    assert.equal(await code('/api/v1/events', post()), 'unauthorized');
    assert.equal(
      await code('/api/v1/simulation', { method: 'POST', body: { action: 'start' } }),
      'unauthorized',
    );
    assert.equal(await status('/api/v1/events', post({ authorization: `Bearer ${TOKEN}` })), 201);
  });

  it('opens a session whose cookie no script can read and whose name goes into the edits', async () => {
    api = await startApi({ config: { accessToken: TOKEN } });
    const wrong = await api.ask('/api/v1/session', { method: 'POST', body: { token: 'a-wrong-token-here' } });
    assert.equal(wrong.status, 401);
    const malformed = await api.ask('/api/v1/session', {
      method: 'POST',
      body: { token: ['a-secret-in-a-list'] },
    });
    assert.equal(malformed.status, 400);
    assert.ok(!malformed.text.includes('a-secret'));

    const signedIn = await api.ask('/api/v1/session', {
      method: 'POST',
      body: { token: TOKEN, name: 'Ana' },
    });
    assert.equal(signedIn.status, 201);
    const setCookie = String(signedIn.headers['set-cookie']);
    assert.match(setCookie, /; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict$/);
    assert.ok(!setCookie.includes(TOKEN));
    const cookie = setCookie.split(';')[0] ?? '';
    const created = await api.ask('/api/v1/events', post({ cookie: `other=1; ${cookie}` }));
    assert.equal(created.status, 201, created.text);
    assert.equal(created.json().actor, 'Ana');

    const [name, value = ''] = cookie.split('=');
    const [payload = '', signature = ''] = value.split('.');
    const forged = Buffer.from(JSON.stringify(['Eve', 9e15])).toString('base64url');
    for (const bad of [`${forged}.${signature}`, payload, `${payload}.`, `.${signature}`, 'x']) {
      assert.equal(await status('/api/v1/status', { headers: { cookie: `${name}=${bad}` } }), 401, bad);
    }
    await api.wall.advanceBy(30 * DAY_MS + 1);
    assert.equal(await status('/api/v1/status', { headers: { cookie } }), 401, 'a session ends');
    const out = await api.ask('/api/v1/session', { method: 'DELETE' });
    assert.equal(out.status, 204);
    assert.match(String(out.headers['set-cookie']), /=; Path=\/; Max-Age=0/);
  });

  it('makes guessing slow', async () => {
    api = await startApi({ config: { accessToken: TOKEN } });
    const answers: number[] = [];
    for (let i = 0; i < 22; i += 1) {
      answers.push(await status('/api/v1/session', { method: 'POST', body: { token: `guess-${i}` } }));
    }
    assert.deepEqual([...new Set(answers)], [401, 429]);
    const last = await api.ask('/api/v1/session', { method: 'POST', body: { token: 'guess' } });
    assert.equal(last.json().code, 'too-many-requests');
    assert.ok(Number(last.headers['retry-after']) > 0);
  });

  it('marks the cookie Secure where people come by https', async () => {
    api = await startApi({ config: { accessToken: TOKEN, rootUrl: 'https://markets.example' } });
    const answer = await api.ask('/api/v1/session', { method: 'POST', body: { token: TOKEN } });
    assert.match(String(answer.headers['set-cookie']), /; Secure$/);
  });

  it('sends a policy without inline script on every answer; only /embed may be framed', async () => {
    api = await startApi();
    for (const path of ['/', '/api/v1/status', '/nothing', '/healthz']) {
      const { headers } = await api.ask(path);
      const policy = String(headers['content-security-policy']);
      assert.match(policy, /script-src 'self'(;|$)/);
      assert.match(policy, /style-src 'self'(;|$)/);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.ok(!policy.includes('unsafe'), policy);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['x-frame-options'], 'DENY');
      assert.equal(headers['referrer-policy'], 'no-referrer');
      assert.equal(headers['x-powered-by'], undefined);
      assert.equal(headers['access-control-allow-origin'], undefined);
    }
    const embed = (await api.ask('/embed')).headers;
    assert.match(String(embed['content-security-policy']), /frame-ancestors \*/);
    assert.equal(embed['x-frame-options'], undefined);
  });

  it('serves the page: hashed files for ever, the index never, nothing outside its folder', async () => {
    const folder = temporaryFolder();
    const client = join(folder.path, 'client');
    mkdirSync(join(client, 'assets'), { recursive: true });
    writeFileSync(join(folder.path, 'secret.txt'), 'secret');
    writeFileSync(join(client, 'index.html'), '<!doctype html><title>page</title>');
    writeFileSync(join(client, 'assets', 'main-1a2b3c.js'), '1');
    writeFileSync(join(client, '.env'), 'secret');
    api = await startApi({ clientDir: client });
    try {
      for (const path of ['/', '/embed?event=busan', '/?t=5']) {
        const page = await api.ask(path);
        assert.equal(page.status, 200);
        assert.match(page.text, /<title>page/);
        assert.equal(page.headers['cache-control'], 'no-cache');
      }
      const asset = await api.ask('/assets/main-1a2b3c.js');
      assert.match(String(asset.headers['cache-control']), /max-age=31536000, immutable/);
      for (const path of [
        '/../secret.txt',
        '/%2e%2e/secret.txt',
        '/..%2fsecret.txt',
        '/.env',
        '/assets',
        '/%00',
      ]) {
        const answer = await api.ask(path);
        assert.ok([400, 403, 404].includes(answer.status), `${path} ${answer.status}`);
        assert.ok(!answer.text.includes('secret\n') && answer.text !== 'secret', path);
        assert.match(String(answer.headers['content-type']), /problem\+json/, path);
      }
    } finally {
      folder.remove();
    }
  });
});
