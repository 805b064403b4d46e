import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { pino } from 'pino';
import { type ClosuresFile, followClosures } from '../../server/world/closures-file.ts';
import { createChangingCalendars } from '../../shared/calendar/changing-calendars.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { asLocalDate, MINUTE_MS } from '../../shared/time/instant.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { TestClock } from '../support/test-clock.ts';

const DAY = asLocalDate('2026-11-30');
const storm = { mic: 'XHKG', date: DAY, reason: 'Typhoon' };

describe("a user's calendars.json while the server runs", () => {
  let folder: ReturnType<typeof tempFolder>;
  let clock: TestClock;
  let file: ClosuresFile;
  let said: { level: number; msg: string }[];
  let changes: number;
  let calendars: ReturnType<typeof createChangingCalendars>;
  const write = (content: unknown): void =>
    writeFileSync(
      folder.file('calendars.json'),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  /** To the next look, whose reading of the disk is real. */
  const minute = async (): Promise<void> => {
    await clock.advanceBy(MINUTE_MS);
    while (clock.pending === 0) await new Promise((resolve) => setImmediate(resolve));
  };
  const closed = (): boolean => calendars.get('XHKG' as Mic).session(DAY) === null;

  beforeEach(() => {
    folder = tempFolder();
    clock = new TestClock('2026-11-24T00:00:00Z');
    said = [];
    changes = 0;
    calendars = createChangingCalendars();
    const destination = { write: (line: string) => void said.push(JSON.parse(line)) };
    file = followClosures({
      folder: folder.file('.'),
      calendars,
      clock,
      log: pino({ level: 'info', base: null }, destination),
      onChange: () => {
        changes += 1;
      },
    });
    file.start();
  });
  afterEach(async () => {
    await file.stop();
    folder.remove();
  });

  it('closes a day within a minute of the file being written, and opens it when the file goes', async () => {
    await minute();
    assert.deepEqual([closed(), changes, said.length], [false, 0, 0], 'no file is no fault');
    write({ closures: [storm] });
    assert.equal(closed(), false);
    await minute();
    assert.equal(closed(), true);
    assert.deepEqual(file.state(), { closures: 1, changedAt: clock.now(), fault: null });
    assert.equal(changes, 1);
    await minute();
    assert.equal(changes, 1, 'the same content changes nothing');
    rmSync(folder.file('calendars.json'));
    await minute();
    assert.deepEqual([closed(), changes, file.state().closures], [false, 2, 0]);
  });

  it('keeps the last good closures while the file is broken, and says so once', async () => {
    write({ closures: [storm] });
    await minute();
    const { changedAt } = file.state();
    write('{"closures": [');
    await minute();
    assert.equal(closed(), true);
    assert.match(file.state().fault ?? '', /^calendars\.json: is not JSON/);
    assert.equal(file.state().changedAt, changedAt);
    await minute();
    const warnings = () => said.filter(({ level }) => level === 40);
    assert.equal(warnings().length, 1);
    write({
      closures: [
        { ...storm, mic: 'XLON' },
        { ...storm, date: '2026-02-30' },
      ],
    });
    await minute();
    assert.match(file.state().fault ?? '', /closures\[0\]\.mic: .*XTKS.*; .*closures\[1\]\.date: /);
    assert.doesNotMatch(file.state().fault ?? '', /XLON/, 'names and rules, never values');
    assert.equal(warnings().length, 2);
    assert.equal(closed(), true);
    write({ closures: [storm, { ...storm, mic: 'XTAI' }] });
    await minute();
    assert.deepEqual([file.state().fault, file.state().closures, changes], [null, 2, 4]);
  });

  it('looks no more once it is stopped', async () => {
    await file.stop();
    assert.equal(clock.pending, 0);
    write({ closures: [storm] });
    await clock.advanceBy(10 * MINUTE_MS);
    assert.equal(closed(), false);
  });
});
