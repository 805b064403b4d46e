import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { dataFolder } from '../support/start-server.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** `npm start` as a person types it; the server's own address comes out of what it prints. */
function npmStart(dataDir: string): { npm: ChildProcess; ready: Promise<string> } {
  const npm = spawn('npm', ['start', '--silent'], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: '0',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      QUOTE_FEEDS: 'none',
      HEADLINE_FEEDS: 'none',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const ready = new Promise<string>((resolve, reject) => {
    let said = '';
    npm.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const url = /is ready at (\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
    npm.once('exit', () => reject(new Error(`npm start ended:\n${said}`)));
  });
  return { npm, ready };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}readyz`, { signal: AbortSignal.timeout(1000) })).ok;
  } catch {
    return false;
  }
}

async function goneWithin(url: string, milliseconds: number): Promise<boolean> {
  const until = Date.now() + milliseconds;
  while (Date.now() < until) {
    if (!(await answers(url))) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

describe('npm start', function () {
  this.timeout(40_000);
  let data: ReturnType<typeof dataFolder>;
  let npm: ChildProcess;

  beforeEach(() => {
    data = dataFolder();
  });
  afterEach(() => {
    try {
      process.kill(-(npm.pid as number), 'SIGKILL');
    } catch {
      // The whole group has ended already.
    }
    data.remove();
  });

  for (const { name, send } of [
    { name: 'SIGTERM to npm alone', send: (pid: number) => process.kill(pid, 'SIGTERM') },
    { name: 'a kill of npm alone', send: (pid: number) => process.kill(pid, 'SIGKILL') },
    {
      name: 'SIGINT to the whole group, as Ctrl-C does',
      send: (pid: number) => process.kill(-pid, 'SIGINT'),
    },
  ]) {
    it(`leaves no server behind after ${name}`, async () => {
      const started = npmStart(data.path);
      npm = started.npm;
      const url = await started.ready;
      assert.equal(await answers(url), true);
      send(npm.pid as number);
      assert.equal(await goneWithin(url, 8000), true);
    });
  }
});
