import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONFIG_VARIABLES, ConfigFault, isLoopback, readConfig } from '../../server/config.ts';

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    assert.ok(error instanceof ConfigFault);
    for (const fault of error.faults) assert.ok(error.message.includes(fault));
    return error.faults;
  }
  return [];
}

describe('config', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'config-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('has a default for everything on an empty environment', () => {
    const config = readConfig({});
    assert.equal(config.host, '127.0.0.1');
    assert.equal(config.port, 8080);
    assert.equal(config.dataDir, join(process.cwd(), 'data'));
    assert.equal(config.accessToken, null);
    assert.equal(config.trustProxy, false);
    assert.equal(config.quoteFeeds, null);
    assert.deepEqual(config.poll, {
      openSeconds: 60,
      contextSeconds: 300,
      followedSeconds: 15,
      headlinesSeconds: 120,
    });
    assert.equal(config.retentionDays, null);
    assert.ok(Object.values(config.baseUrls).every((url) => url === null));
    assert.deepEqual(config.files, { instruments: null, calendars: null, feeds: null });
  });

  it('reads empty values as unset', () => {
    const empty = Object.fromEntries(Object.keys(CONFIG_VARIABLES).map((name) => [name, '']));
    assert.deepEqual(readConfig(empty), readConfig({}));
  });

  it('reads what is set, and overrides win', () => {
    const config = readConfig(
      {
        PORT: '9000',
        QUOTE_FEEDS: 'yahoo, naver',
        HEADLINE_FEEDS: 'none',
        TRUST_PROXY: '1',
        ROOT_URL: 'https://markets.example/app/',
        YAHOO_BASE_URL: 'http://127.0.0.1:1/a, http://127.0.0.1:2/',
        TWSE_BASE_URL: 'http://127.0.0.1:3/',
        RETENTION_DAYS: '30',
      },
      { PORT: '0' },
    );
    assert.equal(config.port, 0);
    assert.deepEqual(config.quoteFeeds, ['yahoo', 'naver']);
    assert.deepEqual(config.headlineFeeds, []);
    assert.equal(config.trustProxy, 1);
    assert.equal(config.rootUrl, 'https://markets.example/app');
    assert.deepEqual(config.baseUrls.yahoo, ['http://127.0.0.1:1/a', 'http://127.0.0.1:2']);
    assert.equal(config.baseUrls.twse, 'http://127.0.0.1:3');
    assert.equal(config.retentionDays, 30);
  });

  it('names every fault at once, by variable and rule, and never a value', () => {
    const env = {
      HOST: 'no host!',
      PORT: '80800',
      ACCESS_TOKEN: 'short-secret',
      PUBLIC_READ: 'yes-please',
      TRUST_PROXY: 'everybody',
      ROOT_URL: 'ftp://files.example',
      QUOTE_FEEDS: 'Yahoo!',
      POLL_OPEN_SECONDS: '7',
      RETENTION_DAYS: '-4',
      LOG_LEVEL: 'loud',
      NAVER_BASE_URL: 'naver',
      GDELT_BASE_URL: 'http://user:pw@host.example',
    };
    const faults = faultsOf(env);
    assert.deepEqual(
      faults.map((fault) => fault.split(' ')[0]),
      Object.keys(env).sort((a, b) => order(a) - order(b)),
    );
    for (const value of Object.values(env)) {
      assert.ok(!faults.join('\n').includes(value), `shows a value: ${value}`);
    }
  });

  it('wants a token on another address than loopback', () => {
    assert.match(faultsOf({ HOST: '0.0.0.0' }).join(), /^ACCESS_TOKEN must be set where HOST is not/);
    assert.deepEqual(faultsOf({ HOST: '0.0.0.0', ACCESS_TOKEN: 'a-long-enough-token' }), []);
    for (const host of ['localhost', '127.0.0.2', '::1']) assert.deepEqual(faultsOf({ HOST: host }), []);
    assert.ok(!isLoopback('127.example.com'));
    assert.ok(!isLoopback('127.0.0.1.nip.io'));
  });

  it('reads a secret from a file, or says why not', () => {
    const path = join(dir, 'token');
    writeFileSync(path, 'a-token-from-a-file\n');
    assert.equal(readConfig({ ACCESS_TOKEN_FILE: path }).accessToken, 'a-token-from-a-file');
    assert.match(
      faultsOf({ ACCESS_TOKEN_FILE: join(dir, 'none') }).join(),
      /^ACCESS_TOKEN_FILE must name a file/,
    );
    assert.match(
      faultsOf({ ACCESS_TOKEN_FILE: path, ACCESS_TOKEN: 'another-long-token' }).join(),
      /^ACCESS_TOKEN_FILE must be unset/,
    );
    writeFileSync(path, '\n');
    assert.match(faultsOf({ ACCESS_TOKEN_FILE: path }).join(), /not empty/);
  });

  it('refuses what a later version will use instead of ignoring it', () => {
    for (const name of ['DATABASE_URL', 'REDIS_URL']) {
      assert.match(faultsOf({ [name]: 'x' }).join(), new RegExp(`^${name} is not used by this version`));
    }
  });

  it('reads the key of webhooks from the environment or from a file, and wants it long', () => {
    const path = join(dir, 'webhook-secret');
    writeFileSync(path, 'a-secret-of-some-length\n');
    assert.equal(readConfig({ WEBHOOK_SECRET_FILE: path }).webhookSecret, 'a-secret-of-some-length');
    assert.equal(readConfig({}).webhookSecret, null);
    assert.match(faultsOf({ WEBHOOK_SECRET: 'short' }).join(), /^WEBHOOK_SECRET must have at least 16/);
  });

  it('does not mind variables it does not know', () => {
    assert.deepEqual(faultsOf({ POLL_MOON_SECONDS: 'x', PATH: '/bin' }), []);
  });

  it('reads the files of CONFIG_DIR as JSON, naming the one that is not', () => {
    writeFileSync(join(dir, 'instruments.json'), '[{"id":"N225"}]');
    assert.deepEqual(readConfig({ CONFIG_DIR: dir }).files, {
      instruments: [{ id: 'N225' }],
      calendars: null,
      feeds: null,
    });
    writeFileSync(join(dir, 'feeds.json'), '{"a": secret}');
    mkdirSync(join(dir, 'calendars.json'));
    chmodSync(dir, 0o755);
    const faults = faultsOf({ CONFIG_DIR: dir });
    assert.equal(faults.length, 2);
    assert.ok(faults[0]?.includes(`${join(dir, 'calendars.json')} cannot be read`));
    assert.ok(faults[1]?.includes(`${join(dir, 'feeds.json')} is not JSON`));
    assert.ok(!faults.join().includes('secret'));
  });
});

const order = (name: string): number => Object.keys(CONFIG_VARIABLES).indexOf(name);
