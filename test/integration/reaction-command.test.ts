import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createIngest } from '../../server/ingest/create-ingest.ts';
import { reactionsOf } from '../../server/measures/reactions.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { Store } from '../../server/store/store.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { barTable } from '../../shared/table/bar.ts';
import { csvText, readCsv } from '../../shared/table/column.ts';
import { reactionTable, readReactionRow } from '../../shared/table/reaction.ts';
import { reactionRows } from '../../shared/table/reaction-rows.ts';
import { asUtcMs, formatInstant, parseInstant } from '../../shared/time/instant.ts';
import { barInterval } from '../../shared/time/interval.ts';
import { shippedInstrument } from '../support/chart-answer.ts';
import { wave } from '../support/return-series.ts';
import { inTurns, type Ran, runCommand } from '../support/run-command.ts';
import { fillSimulatedStore } from '../support/simulated-store.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { TestClock } from '../support/test-clock.ts';

const BUSAN = 'busan-2025';
const AS_OF = '2025-10-30T04:00:00Z';
const MARKETS = ['N225', 'KS11'].map(shippedInstrument);
const calendars = createCalendars();

/** Daily closes of the sessions of Tokyo before and on the Busan day, and one row on a holiday. */
function tokyoHistory(): string {
  const sessions = calendars
    .get(shippedInstrument('N225').mic)
    .sessions(parseInstant('2025-02-01T00:00:00Z'), parseInstant('2025-11-08T00:00:00Z'));
  const steps = wave(sessions.length, 3);
  let close = 50_000;
  const rows = sessions.map(({ date }, row) => {
    close *= Math.exp(steps[row] as number);
    return `${date},,,,${close},`;
  });
  const holiday = rows.findIndex((row) => row > '2025-09-23');
  rows.splice(holiday, 0, '2025-09-23,,,,50000,');
  return ['date,open,high,low,close,volume', ...rows, ''].join('\n');
}

describe('the command reaction', function () {
  this.timeout(60_000);
  const folder = tempFolder();
  const histories = folder.file('histories');
  let store: Store;
  let exported: string;

  const reaction = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
    runCommand(['reaction', ...args], { DATA_DIR: folder.path, ...env });
  const busan = ['--event', BUSAN, '--instruments', 'N225,KS11'];

  async function exportOfAll(): Promise<string> {
    const rows = [];
    for (const instrument of MARKETS) {
      for (const interval of barInterval.options) {
        const query = { instrument: instrument.id, interval, from: asUtcMs(0), to: asUtcMs(4e12) };
        for await (const page of store.barPages(query)) {
          rows.push(...page.map((bar) => ({ bar, instrument, timeZone: instrument.timeZone })));
        }
      }
    }
    return csvText(barTable, rows);
  }

  before(async () => {
    // Held open as a running server holds it.
    store = await openSqliteStore({ path: folder.file('market.db') });
    const clock = new TestClock('2025-10-30T07:30:00Z');
    await fillSimulatedStore(createIngest({ store, clock }), store, MARKETS, clock.now());
    exported = folder.file('bars.csv');
    writeFileSync(exported, await exportOfAll());
    mkdirSync(histories);
    writeFileSync(join(histories, 'N225.daily.csv'), tokyoHistory());
    writeFileSync(join(histories, 'notes.daily.csv'), 'not,a,history\n');
  });
  after(async () => {
    await store.close();
    folder.remove();
  });

  it('reads the store beside a server, and gives what the export of reactions gives', async () => {
    const event = (await store.events()).find((e) => e.slug === BUSAN);
    const anchor = event?.anchors[0];
    assert.ok(event !== undefined && anchor !== undefined);
    const gate = { asOf: parseInstant(AS_OF), basis: 'published' as const };
    const measure = await reactionsOf({ store, calendars }, { event, anchor, instruments: MARKETS, gate });
    const { code, out, err } = await reaction([...busan, '--as-of', AS_OF, '--csv']);
    assert.equal(code, 0, err);
    assert.equal(out, csvText(reactionTable, reactionRows(measure)));
  });

  it('gives the same from a bars export alone', async () => {
    const [fromStore, fromFile] = await inTurns([
      () => reaction([...busan, '--as-of', AS_OF, '--csv']),
      () => reaction([...busan, '--as-of', AS_OF, '--csv', '--bars', exported], { DATA_DIR: '/nonexistent' }),
    ]);
    assert.equal(fromFile?.code, 0, String(fromFile?.err));
    assert.equal(fromFile?.out, fromStore?.out);
    const rows = readCsv(fromFile?.out ?? '', readReactionRow);
    assert.ok(rows.filter((r) => r.state === 'ok').every((r) => r.provenance === 'simulated'));
    assert.ok(rows.some((r) => r.horizon === '1h' && r.state === 'ok' && r.z !== null));
  });

  it('reads nothing after the instant asked for', async () => {
    const { out } = await reaction([...busan, '--as-of', 't0+20m', '--csv']);
    const rows = readCsv(out, readReactionRow);
    const end = parseInstant('2025-10-30T02:25:00Z');
    assert.ok(rows.every((r) => r.priceTime === null || r.priceTime <= end));
    assert.deepEqual(
      rows.filter((r) => r.instrument === 'KS11' && r.state === 'ok').map((r) => r.horizon),
      ['1m', '5m', '15m'],
    );
    assert.ok(rows.some((r) => r.horizon === '1h' && r.reason === 'not-yet'));
  });

  it('shows a table with reasons in words and says what is simulated', async () => {
    const { code, out } = await reaction([...busan, '--as-of', AS_OF]);
    assert.equal(code, 0);
    assert.match(out, /All prices are SIMULATED/);
    assert.match(
      out,
      /KOSPI \(KS11\): open at T0, day 0 2025-10-30; base [\d.]+ of 2025-10-30T11:05:00\+09:00, SIMULATED/,
    );
    assert.match(out, /close to 20d: still ahead|2h to 20d: still ahead/);
    assert.match(out, /Mixed with: /);
    assert.doesNotMatch(out, /NaN|undefined|\bnull\b|Infinity/);
    assert.deepEqual(
      out.split('\n').filter((line) => line.length > 120),
      [],
    );
  });

  it('takes another anchor, and another T0', async () => {
    const [anchor, byHand] = await inTurns([
      () => reaction([...busan, '--anchor', '2', '--as-of', AS_OF, '--json']),
      () => reaction([...busan, '--t0', 't0-5m', '--as-of', AS_OF, '--json']),
    ]);
    assert.equal(formatInstant(anchor?.json().t0), '2025-10-30T03:50:00Z', String(anchor?.err));
    assert.equal(formatInstant(byHand?.json().t0), '2025-10-30T02:00:00Z', String(byHand?.err));
    assert.equal(byHand?.json().anchor, 'T0 by hand');
  });

  it('lays a daily history on the sessions of its exchange and counts what lies on none', async () => {
    const [csv, text] = await inTurns([
      () => reaction(['--event', BUSAN, '--data', histories, '--csv']),
      () => reaction(['--event', BUSAN, '--data', histories]),
    ]);
    const rows = readCsv(csv?.out ?? '', readReactionRow);
    assert.deepEqual([...new Set(rows.map((r) => r.instrument))], ['N225']);
    const day = rows.find((r) => r.horizon === '0d');
    assert.equal(day?.provenance, 'imported');
    assert.deepEqual(
      [day?.baseTime, day?.priceTime].map((t) => formatInstant(t ?? asUtcMs(0))),
      ['2025-10-29T06:30:00Z', '2025-10-30T06:30:00Z'],
    );
    assert.equal(day?.samples, 120);
    assert.match(text?.out ?? '', /N225: 1 row on a day without a session, left out, such as 2025-09-23/);
    assert.match(text?.out ?? '', /1m to close: no prices/);
  });

  it('knows nothing of a foreign file before it was read', async () => {
    const args = [
      '--event',
      BUSAN,
      '--data',
      histories,
      '--basis',
      'known',
      '--as-of',
      '2025-11-05',
      '--csv',
    ];
    const rows = readCsv((await reaction(args)).out, readReactionRow);
    assert.ok(rows.length > 0 && rows.every((r) => r.state !== 'ok'));
    assert.equal(rows.find((r) => r.horizon === '0d')?.reason, 'not-recorded');
  });

  describe('refuses', () => {
    const other = folder.file('other.csv');
    const cases: readonly (readonly [string, readonly string[], 1 | 2, string, RegExp])[] = [
      ['no event', [], 2, 'wrong-usage', /^--event: nothing came/],
      ['an unknown event', ['--event', 'moon-2030'], 2, 'unknown-event', /"moon-2030" came/],
      [
        'an unknown anchor',
        [...busan, '--anchor', 'x'],
        2,
        'wrong-usage',
        /^--anchor: "x" came, expected one of handshake/,
      ],
      ['an unknown instrument', ['--event', BUSAN, '--instruments', 'FTSE'], 2, 'wrong-usage', /"FTSE" came/],
      ['a time without zone', [...busan, '--t0', '2025-10-30T02:05'], 2, 'wrong-usage', /^--t0/],
      ['an unknown basis', [...busan, '--basis', 'guess'], 2, 'wrong-usage', /published, known/],
      [
        'an empty folder',
        [...busan, '--data', folder.file('none')],
        1,
        'unreadable-file',
        /none: expected a folder/,
      ],
      [
        'a folder without histories',
        [...busan, '--data', folder.path],
        1,
        'no-prices',
        /no <ID>\.daily\.csv/,
      ],
      ['a file of another kind', [...busan, '--bars', other], 1, 'bad-file', /other\.csv, line 1/],
    ];
    let ran: readonly Ran[];
    before(async () => {
      writeFileSync(other, 'date,close\n2025-10-30,1\n');
      ran = await inTurns(
        cases.map(
          ([, args]) =>
            () =>
              reaction([...args, '--json']),
        ),
      );
    });
    for (const [at, [what, , code, name, words]] of cases.entries()) {
      it(what, () => {
        const { err, ...said } = ran[at] as Ran;
        assert.equal(said.code, code, err);
        assert.equal(said.json().error.code, name);
        assert.match(err.trim(), words);
        assert.doesNotMatch(err, /\n\s+at |node:internal/);
      });
    }

    it('a store that is not there or holds no price, with what to do', async () => {
      const empty = folder.file('empty');
      mkdirSync(empty);
      await (await openSqliteStore({ path: join(empty, 'market.db') })).close();
      const report = ['report:events'];
      const [none, bare, reported] = await inTurns([
        () => reaction(busan, { DATA_DIR: folder.file('nowhere') }),
        () => reaction(busan, { DATA_DIR: empty }),
        () => runCommand(report, { DATA_DIR: empty }),
      ]);
      for (const ran of [none, bare, reported]) {
        assert.equal(ran?.code, 1);
        assert.match(ran?.err ?? '', /serve.*once to fill it/);
      }
    });

    it('files without a bar, in a report too, and speaks of no store', async () => {
      const bare = folder.file('bare');
      mkdirSync(bare);
      writeFileSync(join(bare, 'N225.daily.csv'), 'date,close\n');
      const [one, all] = await inTurns([
        () => reaction([...busan, '--data', bare]),
        () => runCommand(['report:events', '--data', bare]),
      ]);
      for (const ran of [one, all]) {
        assert.deepEqual([ran?.code, ran?.out, ran?.err], [1, '', 'The files hold no bar.\n']);
      }
    });
  });

  it('reports from the store, marking what is simulated', async () => {
    const { code, out, err } = await runCommand(['report:events', '--events', BUSAN], {
      DATA_DIR: folder.path,
    });
    assert.equal(code, 0, err);
    assert.match(out, /^1 event, from the store/);
    assert.match(out, /SIMULATED: N225, KS11/);
  });

  const started = (args: readonly string[]) =>
    spawn(process.execPath, [join(import.meta.dirname, '..', '..', 'server', 'cli', 'main.ts'), ...args], {
      env: { PATH: process.env.PATH ?? '', DATA_DIR: folder.path },
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  it('ends quietly on Ctrl-C and when its reader goes away', async () => {
    const stopped = started(['reaction', ...busan, '--csv']);
    const unread = started(['reaction', ...busan, '--csv']);
    let said = '';
    for (const child of [stopped, unread]) child.stderr.on('data', (chunk: Buffer) => (said += chunk));
    unread.stdout.destroy();
    stopped.kill('SIGINT');
    const ends = [stopped, unread].map(
      (child) =>
        new Promise<string>((resolve) => child.once('close', (code, signal) => resolve(signal ?? `${code}`))),
    );
    assert.deepEqual(await Promise.all(ends), ['SIGINT', '0']);
    assert.equal(said, '');
  });
});
