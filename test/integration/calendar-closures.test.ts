import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { type RunningServer, startServer } from '../../server/main.ts';
import { createLog } from '../../server/runtime/log.ts';
import { readSettings } from '../../server/world/settings.ts';
import { calendarList } from '../../shared/calendar/calendar-list.ts';
import { serverStatus } from '../../shared/protocol/status.ts';
import { MINUTE_MS } from '../../shared/time/instant.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { TestClock } from '../support/test-clock.ts';

describe('a closure added while the server runs', function () {
  this.timeout(30_000);
  let folder: ReturnType<typeof tempFolder>;
  let server: RunningServer;
  const clock = new TestClock('2026-11-24T03:00:00Z');
  const write = (text: string): void => writeFileSync(folder.file('config/calendars.json'), text);
  const get = async (path: string): Promise<unknown> =>
    (await fetch(`${server.url}api/v1${path}`, { signal: AbortSignal.timeout(5000) })).json();
  const status = async () => serverStatus.parse(await get('/status')).userCalendars;

  before(async () => {
    folder = tempFolder();
    mkdirSync(folder.file('config'));
    write('{"closures": [{"mic": "XHKG", "date": "2026-11-24", "reason": "Typhoon"}]}');
    const env = {
      CONFIG_DIR: folder.file('config'),
      DATA_DIR: folder.file('data'),
      PORT: '0',
      QUOTE_FEEDS: 'none',
      HEADLINE_FEEDS: 'none',
    };
    mkdirSync(env.DATA_DIR);
    server = await startServer({
      settings: readSettings(env, {}),
      wall: clock,
      log: createLog({ level: 'silent' }),
      simulated: false,
    });
  });
  after(async () => {
    await server.stop();
    folder.remove();
  });

  it('is in force at the start, and changes with the file within a minute', async () => {
    const state = async (mic: string) =>
      ((await get(`/calendars/${mic}`)) as { now: { state: string } }).now.state;
    const begun = await status();
    assert.deepEqual([begun?.closures, begun?.fault], [1, null]);
    assert.deepEqual([await state('XHKG'), await state('XTAI')], ['holiday', 'open']);

    write('{"closures": [{"mic": "XTAI", "date": "2026-11-24", "reason": "Typhoon"}]}');
    await clock.advanceBy(MINUTE_MS);
    for (let tries = 0; (await status())?.changedAt === begun?.changedAt; tries += 1) assert.ok(tries < 200);
    assert.deepEqual([await state('XHKG'), await state('XTAI')], ['open', 'holiday']);
    const { closures } = calendarList.parse(await get('/calendars'));
    assert.deepEqual(closures, [{ mic: 'XTAI', date: '2026-11-24', reason: 'Typhoon' }]);

    write('not JSON');
    await clock.advanceBy(MINUTE_MS);
    for (let tries = 0; (await status())?.fault === null; tries += 1) assert.ok(tries < 200);
    assert.equal(await state('XTAI'), 'holiday', 'the last good closures stay');
  });
});
