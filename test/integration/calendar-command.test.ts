import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ran, runCommand } from '../support/run-command.ts';
import { tempFolder } from '../support/temp-folder.ts';

const ENTRY = join(import.meta.dirname, '..', '..', 'server', 'cli', 'entry.mjs');
const HEADER = 'date,open_utc,break_start_utc,break_end_utc,close_utc,kind,provisional';

/** The command through the entry that `npx .` runs. */
const calendar = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  runCommand(['calendar', ...args], { HOME: process.env.HOME ?? '', ...env }, ENTRY);

const NOVEMBER = ['XTKS', '--from', '2024-11-01', '--to', '2024-11-10'];

describe('the calendar command', function () {
  this.timeout(60_000);
  let folder: ReturnType<typeof tempFolder>;
  before(() => {
    folder = tempFolder();
  });
  after(() => folder.remove());

  it('lists sessions as CSV: a holiday is absent, the longer day begins on 5 November', async () => {
    const { code, out, err } = await calendar([...NOVEMBER, '--csv']);
    assert.deepEqual([code, err], [0, '']);
    const row = (date: string, close: string) =>
      `${date},${date}T00:00:00Z,${date}T02:30:00Z,${date}T03:30:00Z,${date}T${close}:00Z,regular,false`;
    assert.deepEqual(out.split('\r\n'), [
      HEADER,
      row('2024-11-01', '06:00'),
      row('2024-11-05', '06:30'),
      row('2024-11-06', '06:30'),
      row('2024-11-07', '06:30'),
      row('2024-11-08', '06:30'),
      '',
    ]);
  });

  it('gives the same as JSON, and empty cells where there is no break', async () => {
    const args = ['xnys', '--from', '2025-11-28', '--to', '2025-11-28'];
    const [json, csv] = await Promise.all([calendar([...args, '--json']), calendar([...args, '--csv'])]);
    assert.deepEqual(json.json(), [
      {
        date: '2025-11-28',
        open_utc: '2025-11-28T14:30:00Z',
        break_start_utc: null,
        break_end_utc: null,
        close_utc: '2025-11-28T18:00:00Z',
        kind: 'half',
        provisional: false,
      },
    ]);
    assert.equal(
      csv.out,
      `${HEADER}\r\n2025-11-28,2025-11-28T14:30:00Z,,,2025-11-28T18:00:00Z,half,false\r\n`,
    );
  });

  it('prints a table without an option, marks what is provisional, and takes a session by its own date', async () => {
    const [exam, currencies, none] = await Promise.all([
      calendar(['XKRX', '--from', '2026-11-19', '--to', '2026-11-19']),
      calendar(['FX', '--from', '2025-11-03', '--to', '2025-11-03', '--csv']),
      calendar(['XTKS', '--from', '2026-01-01', '--to', '2026-01-02']),
    ]);
    assert.match(exam.out, /^date\s+open_utc\s+break_start_utc .*\n2026-11-19 .* special\s+true\n$/);
    assert.match(currencies.out, /\r\n2025-11-03,2025-11-02T22:00:00Z,,,2025-11-03T22:00:00Z,regular,false/);
    assert.deepEqual([none.code, none.out], [0, 'No session between these days.\n']);
  });

  it("reads the user's closures", async () => {
    writeFileSync(
      folder.file('calendars.json'),
      '{"closures": [{"mic": "XTKS", "date": "2024-11-06", "reason": "A test"}]}',
    );
    const { out } = await calendar([...NOVEMBER, '--csv'], { CONFIG_DIR: folder.path });
    assert.deepEqual(
      out.split('\r\n').map((line) => line.slice(0, 10)),
      ['date,open_', '2024-11-01', '2024-11-05', '2024-11-07', '2024-11-08', ''],
    );
    writeFileSync(folder.file('calendars.json'), '{"closures": 1}');
    const broken = await calendar([...NOVEMBER, '--csv'], { CONFIG_DIR: folder.path });
    assert.deepEqual([broken.code, broken.out], [1, '']);
    assert.match(broken.err, /calendars\.json: closures/);
  });

  it('names the field, what came and the rule where it was used wrongly, with exit code 2', async () => {
    const wrong: readonly (readonly [string[], RegExp])[] = [
      [['XLON', '--from', '2024-11-01', '--to', '2024-11-02'], /^MIC: "XLON" came, expected .*XTKS/],
      [['XTKS', '--from', '2024-02-30', '--to', '2024-11-02'], /^--from: "2024-02-30" came, expected a day/],
      [['XTKS', '--from', '2024-11-01', '--to', 'tomorrow'], /^--to: "tomorrow" came, expected a day/],
      [['XTKS', '--to', '2024-11-02'], /^--from: nothing came, expected a day/],
      [['XTKS', '--from', '2024-11-02', '--to', '2024-11-01'], /^--to: .* expected a day not before --from/],
      [['XTKS', '--from', '1980-01-02', '--to', '2024-11-01'], /^--from: .* between 1990-01-02 and/],
      [[...NOVEMBER, '--csv', '--json'], /^--json: expected either/],
      [[], /missing required argument 'mic'/],
      [[...NOVEMBER, '--colour'], /unknown option '--colour'/],
    ];
    const ended = await Promise.all(wrong.map(([args]) => calendar(args)));
    ended.forEach(({ code, out, err }, at) => {
      assert.deepEqual([code, out], [2, ''], err);
      assert.match(err, wrong[at]?.[1] ?? /never/);
    });
  });

  it('tells a fault as an object too where JSON was asked for', async () => {
    const { code, json, err } = await calendar([
      'XLON',
      '--from',
      '2024-11-01',
      '--to',
      '2024-11-02',
      '--json',
    ]);
    assert.equal(code, 2);
    const { error } = json();
    assert.deepEqual([error.code, error.option, error.received], ['wrong-usage', 'MIC', 'XLON']);
    assert.equal(err, `${error.message}\n`);
  });

  it('explains itself with an example', async () => {
    const { code, out } = await calendar(['--help']);
    assert.equal(code, 0);
    assert.match(out, /market-reaction calendar XTKS --from 2024-11-01 --to 2024-11-10 --csv/);
  });
});
