import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { dataFolder, killStarted, startServer } from '../support/start-server.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'server', 'cli', 'main.ts');
/** No upstream: nothing is asked outside this machine. */
const ALONE = { QUOTE_FEEDS: 'none', HEADLINE_FEEDS: 'none' };

function run(env: Record<string, string>, ...args: string[]): { code: number | null; said: string } {
  const result = spawnSync(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, LOG_LEVEL: 'warn', PORT: '0', ...ALONE, ...env },
    encoding: 'utf8',
    timeout: 15_000,
  });
  return { code: result.status, said: `${result.stdout}${result.stderr}` };
}

/** One clear text, no stack. */
function refused(answer: { code: number | null; said: string }, words: RegExp): void {
  assert.equal(answer.code, 1, answer.said);
  assert.match(answer.said, words);
  assert.doesNotMatch(answer.said, /\n\s+at /);
}

describe('the start', function () {
  this.timeout(30_000);
  let data: ReturnType<typeof dataFolder>;
  beforeEach(() => {
    data = dataFolder();
  });
  afterEach(() => {
    killStarted();
    data.remove();
  });

  it('opens on the archive without any upstream, answers, and stops on SIGTERM with code 0', async () => {
    const server = await startServer('serve', { DATA_DIR: data.path, ...ALONE });
    const status = await (await fetch(`${server.url}api/v1/status`)).json();
    assert.equal(status.source, 'archive');
    const events = await (await fetch(`${server.url}api/v1/events?limit=100`)).json();
    assert.ok(events.items.some((event: { slug: string }) => event.slug === 'busan-2025'));
    assert.equal((await fetch(`${server.url}readyz`)).status, 200);
    assert.equal(await server.stop(), 0);
  });

  it('swaps to the simulated day and back, whoever asks how often', async () => {
    const server = await startServer('serve', { DATA_DIR: data.path, ...ALONE });
    const ask = (action: string): Promise<Response> =>
      fetch(`${server.url}api/v1/simulation`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ action }),
      });
    const source = async (): Promise<string> =>
      (await (await fetch(`${server.url}api/v1/status`)).json()).source;
    const answers = await Promise.all([ask('start'), ask('start'), ask('start')]);
    assert.ok(answers.every((answer) => answer.ok || answer.status === 409));
    assert.equal(await source(), 'simulated');
    assert.equal((await ask('stop')).ok, true);
    assert.equal(await source(), 'archive');
    assert.equal((await ask('start')).ok, true);
    assert.equal(await source(), 'simulated');
    assert.equal(await server.stop(), 0);
  });

  it('keeps everything over a restart and doubles nothing', async () => {
    const heads: number[] = [];
    for (let round = 0; round < 2; round += 1) {
      const server = await startServer('serve', { DATA_DIR: data.path, ...ALONE });
      const status = await (await fetch(`${server.url}api/v1/status`)).json();
      heads.push(status.head);
      await server.stop();
    }
    assert.ok((heads[0] as number) > 0);
    assert.equal(heads[1], heads[0]);
  });

  it('says that the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { port: number };
    refused(
      run({ DATA_DIR: data.path }, 'serve', '--port', String(port)),
      new RegExp(`Port ${port} is taken`),
    );
    taken.close();
  });

  it('names every bad setting in one message and shows no value', () => {
    mkdirSync(join(data.path, 'config'));
    writeFileSync(
      join(data.path, 'config', 'instruments.json'),
      JSON.stringify([{ id: 'N225', delayMinutes: 'soon' }]),
    );
    const answer = run(
      {
        DATA_DIR: data.path,
        CONFIG_DIR: join(data.path, 'config'),
        HOST: '0.0.0.0',
        LOG_LEVEL: 'loud-secret',
        POLL_OPEN_SECONDS: '3',
        QUOTE_FEEDS: 'bloomberg',
      },
      'serve',
    );
    refused(answer, /ACCESS_TOKEN/);
    for (const name of [
      'LOG_LEVEL',
      'POLL_OPEN_SECONDS',
      'QUOTE_FEEDS',
      'instruments.json: \\[0\\].delayMinutes',
    ]) {
      assert.match(answer.said, new RegExp(name));
    }
    assert.doesNotMatch(answer.said, /loud-secret/);
  });

  it('refuses a database that is not one, and one of a newer version', async () => {
    writeFileSync(
      join(data.path, 'market.db'),
      'this is no database, but a text that is long enough to be read',
    );
    refused(run({ DATA_DIR: data.path }, 'serve'), /market\.db/);
    data.remove();
    data = dataFolder();
    await (await startServer('serve', { DATA_DIR: data.path, ...ALONE })).stop();
    const db = new DatabaseSync(join(data.path, 'market.db'));
    db.exec("update meta set value = '9999' where name = 'schema_version'");
    db.close();
    refused(run({ DATA_DIR: data.path }, 'serve'), /newer/);
  });

  it('refuses a data directory that cannot be written', () => {
    const locked = join(data.path, 'file');
    writeFileSync(locked, '');
    refused(
      run({ DATA_DIR: join(locked, 'below') }, 'serve'),
      /DATA_DIR|cannot be (made|written)|not a folder/i,
    );
    if (process.getuid?.() === 0) return; // root may write anywhere
    const folder = join(data.path, 'readonly');
    mkdirSync(folder);
    chmodSync(folder, 0o500);
    refused(run({ DATA_DIR: folder }, 'serve'), /cannot be written/);
  });

  it('refuses a second server on the same data', async () => {
    const server = await startServer('serve', { DATA_DIR: data.path, ...ALONE });
    refused(run({ DATA_DIR: data.path }, 'serve'), /another process|in use|holds/i);
    await server.stop();
  });

  it('never takes the simulated day away from a server that shows it', async () => {
    const server = await startServer('demo', { DATA_DIR: data.path });
    refused(run({ DATA_DIR: data.path }, 'demo'), /another process|in use|holds/i);
    const csv = await fetch(`${server.url}api/v1/export/events.csv`);
    assert.equal(csv.status, 200);
    assert.match(await csv.text(), /busan-2025/);
    const bars = await fetch(`${server.url}api/v1/export/bars.csv?event=busan-2025&interval=1d`);
    assert.equal(bars.status, 200);
    await bars.text();
    assert.equal(await server.stop(), 0);
  });

  it('answers wrong usage with code 2 and --help with code 0 and an example', () => {
    assert.equal(run({}, 'conquer').code, 2);
    assert.equal(run({}, 'serve', '--prot', '1').code, 2);
    for (const command of ['serve', 'demo', 'doctor']) {
      const help = run({}, command, '--help');
      assert.equal(help.code, 0);
      assert.match(help.said, /Example:/);
    }
  });
});
