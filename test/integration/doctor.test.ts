import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { busanHeadlines, busanSeries } from '../../server/standin/busan.ts';
import { createStandin, type Standin, standinEnvironment } from '../../server/standin/standin.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { parseInstant } from '../../shared/time/instant.ts';
import { dataFolder } from '../support/start-server.ts';
import { TestClock } from '../support/test-clock.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'server', 'cli', 'main.ts');
const findings = z.array(z.object({ what: z.string(), ok: z.boolean(), words: z.string() }));

/** `doctor` as a process of its own; the stand-in must go on answering meanwhile. */
async function doctor(
  env: Record<string, string>,
  ...args: string[]
): Promise<{ code: number | null; found: z.infer<typeof findings> }> {
  const child = spawn(process.execPath, [MAIN, 'doctor', '--json', ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, found: findings.parse(JSON.parse(said)) };
}

describe('doctor', function () {
  this.timeout(60_000);
  let data: ReturnType<typeof dataFolder>;
  let standin: Standin;
  let env: Record<string, string>;

  before(async () => {
    data = dataFolder();
    standin = createStandin({
      clock: new TestClock(parseInstant('2025-10-30T02:30:00Z')),
      series: busanSeries(createCalendars(), INSTRUMENTS, 1031),
      headlines: busanHeadlines(),
      delayMinutes: () => 0,
    });
    const { baseUrl } = await standin.start();
    env = { ...standinEnvironment(baseUrl), DATA_DIR: data.path };
  });
  after(async () => {
    await standin.stop();
    data.remove();
  });

  it('says of every feed whether it answers, and stores first answers', async () => {
    const folder = join(data.path, 'answers');
    const only = { QUOTE_FEEDS: 'naver,twse', HEADLINE_FEEDS: 'cnbc-top,scmp' };
    const { code, found } = await doctor({ ...env, ...only }, '--record', folder);
    assert.equal(code, 0);
    assert.deepEqual(
      found.map((f) => f.what),
      ['node', 'settings', 'store', 'Naver Finance', 'TWSE MIS', 'CNBC', 'South China Morning Post'],
    );
    const naver = found.find((f) => f.what === 'Naver Finance');
    assert.equal(naver?.ok, true, naver?.words ?? 'not asked');
    const stored = readdirSync(folder);
    assert.ok(
      stored.some((name) => name.endsWith('.body')) && stored.some((name) => name.endsWith('.headers.json')),
    );
  });

  it('names the feed that does not answer and goes on', async () => {
    standin.faults.set({ provider: 'twse' }, { kind: 'status', status: 500 });
    const { code, found } = await doctor({ ...env, QUOTE_FEEDS: 'naver,twse', HEADLINE_FEEDS: 'none' });
    assert.equal(code, 0);
    assert.deepEqual(
      found.slice(3).map((f) => [f.what, f.ok]),
      [
        ['Naver Finance', true],
        ['TWSE MIS', false],
      ],
    );
  });

  it('ends with 1 where nothing can be reached', async () => {
    const closed = Object.fromEntries(
      Object.keys(standinEnvironment('')).map((name) => [name, 'http://127.0.0.1:9']),
    );
    const { code } = await doctor({
      ...closed,
      DATA_DIR: data.path,
      QUOTE_FEEDS: 'naver',
      HEADLINE_FEEDS: 'none',
    });
    assert.equal(code, 1);
  });
});
