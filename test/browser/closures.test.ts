import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser, openPage } from '../support/browser.ts';
import { dataFolder, type ServerProcess, startServer } from '../support/start-server.ts';

describe('a closure that the user added', function () {
  this.timeout(120_000);
  let browser: Browser;
  let server: ServerProcess;
  let data: ReturnType<typeof dataFolder>;
  before(async () => {
    data = dataFolder();
    const config = join(data.path, 'config');
    mkdirSync(config);
    const closure = { mic: 'XHKG', date: '2025-10-30', reason: 'Typhoon' };
    writeFileSync(join(config, 'calendars.json'), JSON.stringify({ closures: [closure] }));
    browser = await launchBrowser();
    server = await startServer('serve', {
      DATA_DIR: data.path,
      CONFIG_DIR: config,
      QUOTE_FEEDS: 'none',
      HEADLINE_FEEDS: 'none',
    });
  });
  after(async () => {
    await browser.close();
    await server.stop();
    data.remove();
  });

  it('holds on the page too, and is no part of the simulated day', async () => {
    const { page, errors } = await openPage(browser, { viewport: { width: 1600, height: 1000 } });
    await page.goto(`${server.url}?event=busan-2025&markets=HSI,KS11&t=60`);
    await page.locator('tr[data-instrument=HSI] .session-holiday').waitFor();
    await page.locator('tr[data-instrument=KS11] .session-open').waitFor();
    await page.request.post(`${server.url}api/v1/simulation`, { data: { action: 'start' } });
    await page.getByText('SIMULATED').first().waitFor();
    await page.locator('tr[data-instrument=HSI] .session-open').waitFor();
    assert.deepEqual(errors, []);
    await page.context().close();
  });
});
