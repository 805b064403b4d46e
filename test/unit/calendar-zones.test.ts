import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { asLocalDate, formatInstant, parseInstant } from '../../shared/time/instant.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const ZONES = ['UTC', 'America/New_York', 'Pacific/Auckland'];
const SUITES = ['test/unit/calendar.test.ts', 'test/property/calendar.test.ts'];

const ANSWERS = `
  import { createCalendars } from ${JSON.stringify(new URL('../../shared/calendar/calendars.ts', import.meta.url).href)};
  const all = createCalendars();
  const [from, to] = [Date.UTC(2017, 0, 1), Date.UTC(2028, 0, 1)];
  const rows = all.mics.map((mic) => {
    const calendar = all.get(mic);
    const sessions = calendar.sessions(from, to).map((s) =>
      [s.date, s.kind, s.provisional, ...s.segments.flatMap((g) => [g.open, g.close])].join());
    const asked = [];
    for (let time = from; time < to; time += 37 * 3600_000 + 61_000) {
      const now = calendar.stateAt(time);
      asked.push([now.state, now.changesAt, calendar.nextOpen(time), calendar.previousSession(time)?.close,
        calendar.tradingMinutes(from, time), calendar.addTradingMinutes(time, 77)].join());
    }
    return sessions.join(';') + asked.join(';');
  });
  process.stdout.write(new Date(2025, 6, 1).getTime() + '\\n' + rows.join('|'));`;

/** Runs Node with a machine's zone of its own; resolves with what it printed. */
function under(TZ: string, args: readonly string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, TZ } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

describe("calendars and the machine's zone", function () {
  this.timeout(60_000);

  it('give the same sessions, states and minutes of eleven years in three zones', async () => {
    const all = await Promise.all(ZONES.map((zone) => under(zone, ['--input-type=module', '-e', ANSWERS])));
    const [utc, ...others] = all.map(({ said }) => said.split('\n'));
    assert.ok((utc?.[1] ?? '').length > 1_000_000);
    for (const other of others) {
      assert.notEqual(other[0], utc?.[0], 'the zone of the machine did change');
      assert.ok(other[1] === utc?.[1]);
    }
  });

  it('pass their own suites in three zones', async () => {
    const mocha = join(ROOT, 'node_modules', 'mocha', 'bin', 'mocha.js');
    const runs = await Promise.all(ZONES.map((zone) => under(zone, [mocha, '--reporter', 'dot', ...SUITES])));
    runs.forEach(({ code, said }, at) => {
      assert.equal(code, 0, `${ZONES[at]}:\n${said}`);
      assert.match(said, /\d\d passing/);
    });
  });
});

describe('clock changes', () => {
  const calendars = createCalendars();
  const opens = (mic: string, date: string): string | null => {
    const session = calendars.get(mic as Mic).session(asLocalDate(date));
    return session === null ? null : formatInstant(session.open);
  };

  it('Sydney: the last session before and the first after each change of 2025 and 2026', () => {
    // On 6 April 2025 clocks go back, on 5 October 2025 and 4 October 2026 forward, on 5 April 2026 back.
    assert.equal(opens('XASX', '2025-04-04'), '2025-04-03T23:00:00Z');
    assert.equal(opens('XASX', '2025-04-07'), '2025-04-07T00:00:00Z');
    assert.equal(opens('XASX', '2025-10-03'), '2025-10-03T00:00:00Z');
    assert.equal(opens('XASX', '2025-10-06'), '2025-10-05T23:00:00Z');
    assert.equal(opens('XASX', '2026-04-02'), '2026-04-01T23:00:00Z');
    assert.equal(opens('XASX', '2026-04-07'), '2026-04-07T00:00:00Z');
    assert.equal(opens('XASX', '2026-10-02'), '2026-10-02T00:00:00Z');
    assert.equal(opens('XASX', '2026-10-05'), '2026-10-04T23:00:00Z');
  });

  it('Auckland: a week before Sydney in spring, the same day in autumn', () => {
    assert.equal(opens('XNZE', '2025-04-04'), '2025-04-03T21:00:00Z');
    assert.equal(opens('XNZE', '2025-04-07'), '2025-04-06T22:00:00Z');
    assert.equal(opens('XNZE', '2025-09-26'), '2025-09-25T22:00:00Z');
    assert.equal(opens('XNZE', '2025-09-29'), '2025-09-28T21:00:00Z');
    assert.equal(opens('XNZE', '2026-09-25'), '2026-09-24T22:00:00Z');
    assert.equal(opens('XNZE', '2026-09-28'), '2026-09-27T21:00:00Z');
  });

  it('New York: March and November, and the currency week that follows it', () => {
    assert.equal(opens('XNYS', '2025-03-07'), '2025-03-07T14:30:00Z');
    assert.equal(opens('XNYS', '2025-03-10'), '2025-03-10T13:30:00Z');
    assert.equal(opens('XNYS', '2025-10-31'), '2025-10-31T13:30:00Z');
    assert.equal(opens('XNYS', '2025-11-03'), '2025-11-03T14:30:00Z');
    assert.equal(opens('FX', '2025-03-07'), '2025-03-06T22:00:00Z');
    assert.equal(opens('FX', '2025-03-10'), '2025-03-09T21:00:00Z');
    assert.equal(opens('FX', '2025-11-03'), '2025-11-02T22:00:00Z');
  });

  it('a session across the change keeps its minutes', () => {
    const fx = calendars.get('FX' as Mic);
    const day = fx.session(asLocalDate('2025-03-10'));
    assert.ok(day !== null);
    assert.equal(fx.tradingMinutes(day.open, day.close), 24 * 60);
    const sydney = calendars.get('XASX' as Mic);
    const friday = parseInstant('2025-10-03T05:59:00Z');
    // One minute to the close of Friday, one after the open of Monday, an hour earlier by UTC.
    assert.equal(formatInstant(sydney.addTradingMinutes(friday, 2) ?? friday), '2025-10-05T23:01:00Z');
  });
});
