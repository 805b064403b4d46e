import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Browser, Locator, Page } from 'playwright-core';
import { openReceiver } from '../support/alert-desk.ts';
import { axeViolations } from '../support/axe.ts';
import { launchBrowser, openPage } from '../support/browser.ts';
import { dataFolder, killStarted, type ServerProcess, startServer } from '../support/start-server.ts';

const SCREENS = [
  [1600, 1000, 'light'],
  [1280, 800, 'dark'],
  [390, 844, 'light'],
  [320, 700, 'dark'],
] as const;

const textOf = async (locator: Locator): Promise<string> => (await locator.textContent()) ?? '';

const openAlerts = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Alerts', exact: true }).first().click();
  await page.locator('.sheet-alerts').waitFor();
};

/** A rule on the last five minutes of KOSPI; in the simulated day such moves come every few minutes. */
async function makeRule(page: Page, name: string): Promise<void> {
  const sheet = page.locator('.sheet-alerts');
  await sheet.getByRole('button', { name: 'Add a rule' }).click();
  await sheet.locator('select[name=kind]').selectOption('move');
  await sheet.locator('select[name=since]').selectOption('minutes');
  await sheet.locator('input[name=minutes]').fill('5');
  await sheet.locator('input[name=percent]').fill('0,05');
  for (const box of await sheet
    .locator('.alert-options')
    .first()
    .getByRole('checkbox', { checked: true })
    .all()) {
    await box.uncheck();
  }
  await sheet.getByRole('checkbox', { name: 'KOSPI', exact: true }).check();
  equal(
    await sheet.locator('.alert-preview').textContent(),
    'Tell me when KOSPI moves more than 0.05 % within 5 minutes.',
  );
  await sheet.locator('input[name=name]').fill(name);
  await sheet.getByRole('button', { name: 'Save' }).click();
  await sheet.locator('.alert-rule', { hasText: name }).waitFor();
}

describe('alerts in the browser, on the simulated day', function () {
  this.timeout(120_000);
  let browser: Browser;
  let server: ServerProcess;
  let data: ReturnType<typeof dataFolder>;
  before(async () => {
    data = dataFolder();
    browser = await launchBrowser();
    server = await startServer('demo', { DATA_DIR: data.path });
  });
  after(async () => {
    await browser.close();
    await server.stop();
    killStarted();
    data.remove();
  });

  it('makes a rule in plain words, sees it fire once, and tests it', async () => {
    const { page, errors } = await openPage(browser, { viewport: { width: 1280, height: 800 } });
    await page.goto(server.url);
    await openAlerts(page);
    match(await textOf(page.locator('.sheet-alerts')), /No rule yet/);
    match(await textOf(page.locator('.sheet-alerts')), /In the simulated day rules tell this page alone/);
    await makeRule(page, 'KOSPI jumps');
    match(await textOf(page.locator('.alert-rule')), /at most once in 15 min for each · by page/);
    await page.keyboard.press('Escape');

    const pill = page.locator('.alert-pill');
    await pill.waitFor({ timeout: 60_000 });
    match(await textOf(pill), /SIMULATED KOSPI [+−]0\.\d\d % since \d\d:\d\d KOSPI jumps/);
    const firings = await page.request.get(`${server.url}api/v1/firings`);
    const { items } = await firings.json();
    equal(items.length, 1);
    equal(items[0].simulated, true);
    ok(Math.abs(items[0].value) >= 0.05);

    await pill.getByRole('button', { name: 'Show' }).click();
    const sheet = page.locator('.sheet-alerts');
    await sheet.locator('.alert-fired').waitFor();
    equal(await pill.count(), 0, 'what was looked at is not told again');
    match(await textOf(sheet.locator('.alert-fired')), /KOSPI [+−]0\.\d\d %/);
    await sheet.getByRole('button', { name: 'Test KOSPI jumps' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.alert-fired').length === 2);
    match(await textOf(sheet.locator('.alert-said')), /Tested: it is in the list below\./);
    match(await textOf(sheet.locator('.alert-fired').first()), /test/);
    deepEqual(errors, []);
    await page.context().close();
  });

  it('shows the rule on another page, switches it off, edits and removes it', async () => {
    const { page, errors } = await openPage(browser);
    await page.goto(server.url);
    await openAlerts(page);
    const rule = page.locator('.alert-rule', { hasText: 'KOSPI jumps' });
    await rule.getByRole('checkbox').uncheck();
    await page.locator('.alert-rests').waitFor();
    await rule.getByRole('button', { name: 'Edit KOSPI jumps' }).click();
    const sheet = page.locator('.sheet-alerts');
    equal(await sheet.locator('input[name=percent]').inputValue(), '0.05');
    await sheet.locator('input[name=percent]').fill('much');
    equal(await sheet.locator('.alert-preview').textContent(), 'Percent: a number from 0.05 to 50.');
    await sheet.getByRole('button', { name: 'Save' }).click();
    equal(await sheet.locator('.alert-said').textContent(), 'Percent: a number from 0.05 to 50.');
    await sheet.locator('input[name=percent]').fill('3');
    await sheet.getByRole('button', { name: 'Save' }).click();
    await rule.getByText('more than 3 % within 5 minutes').waitFor();
    await rule.getByRole('button', { name: 'Remove KOSPI jumps' }).click();
    await sheet.getByText('No rule yet').waitFor();
    deepEqual(errors, []);
    await page.context().close();
  });

  it('asks for notifications in a click only, and says why it cannot', async () => {
    const { page } = await openPage(browser);
    await page.addInitScript(() => {
      const asked = Object.assign(globalThis, { asked: 0 });
      Notification.requestPermission = async () => {
        asked.asked += 1;
        return 'denied';
      };
    });
    await page.goto(server.url);
    await openAlerts(page);
    const asked = (): Promise<number> =>
      page.evaluate(() => (globalThis as unknown as { asked: number }).asked);
    equal(await asked(), 0);
    const box = page.locator('input[name=notifications]');
    await box.click();
    await page.getByText('The browser does not allow notifications').waitFor();
    equal(await asked(), 1);
    equal(await box.isChecked(), false);
    equal(await page.locator('input[name=sounds]').isChecked(), false);
    await page.context().close();
  });

  it('keeps an address without showing it again', async () => {
    const receiver = await openReceiver();
    const { page } = await openPage(browser);
    await page.goto(server.url);
    await openAlerts(page);
    await page.getByText('Webhooks', { exact: true }).click();
    await page.locator('input[name=hook-name]').fill('Desk');
    await page.locator('input[name=hook-url]').fill(`${receiver.url}?very-secret`);
    await page.getByRole('button', { name: 'Add the address' }).click();
    await page.getByRole('button', { name: 'Forget Desk' }).waitFor();
    equal((await page.content()).includes('very-secret'), false);
    await page.getByRole('button', { name: 'Forget Desk' }).click();
    await page.getByText('No address yet.').waitFor();
    equal(receiver.received.length, 0, 'nothing leaves the simulated day');
    await page.context().close();
    await receiver.close();
  });

  it('offers an alert at the open on the card of a market that waits', async () => {
    const { page, errors } = await openPage(browser);
    await page.goto(server.url);
    const number = page.locator('tr[data-instrument=NSEI] [data-number=since]');
    await number.scrollIntoViewIfNeeded();
    await number.click();
    await page.getByRole('button', { name: 'Alert me at the open' }).click();
    equal(await textOf(page.locator('.alert-preview')), 'Tell me when Nifty 50 opens.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.alert-rule', { hasText: 'Nifty 50 opens' }).waitFor();
    await page.getByRole('button', { name: 'Remove Nifty 50 opens' }).click();
    deepEqual(errors, []);
    await page.context().close();
  });

  it('tells nothing in a replay', async () => {
    const { page } = await openPage(browser);
    await page.goto(server.url);
    await openAlerts(page);
    await makeRule(page, 'Again');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.locator('.mode-replay').waitFor();
    const fired = async (): Promise<number> =>
      (await (await page.request.get(`${server.url}api/v1/firings`)).json()).items.length;
    const before = await fired();
    await page.waitForFunction(
      async (count) => (await (await fetch('/api/v1/firings')).json()).items.length > count,
      before,
      { timeout: 60_000, polling: 500 },
    );
    equal(await page.locator('.alert-pill').count(), 0);
    await page.keyboard.press('Escape');
    await page.locator('.alert-pill').waitFor();
    await page.context().close();
  });

  for (const [width, height, colorScheme] of SCREENS) {
    it(`has room and names at ${width} px, by key, ${colorScheme}`, async () => {
      const { page, errors } = await openPage(browser, { viewport: { width, height }, colorScheme });
      await page.goto(server.url);
      await page.locator('tr[data-instrument=KS11]').waitFor();
      if (width < 640) await page.getByRole('button', { name: 'More' }).click();
      await openAlerts(page);
      /** What sticks out of the sheet or of the screen, px. */
      const over = (): Promise<number[]> =>
        page.evaluate(() => {
          const sheet = document.querySelector('.sheet-alerts') as HTMLElement;
          const { scrollWidth } = document.documentElement;
          return [sheet.scrollWidth - sheet.clientWidth, scrollWidth - innerWidth].filter((px) => px > 0);
        });
      deepEqual(await over(), [], 'overview');
      deepEqual(await axeViolations(page), []);
      const add = page.getByRole('button', { name: 'Add a rule' });
      await add.focus();
      await page.keyboard.press('Enter');
      await page.locator('select[name=kind]').waitFor();
      for (const kind of ['headline', 'stale', 'event', 'answer', 'open', 'unusual', 'move']) {
        await page.locator('select[name=kind]').selectOption(kind);
        deepEqual(await over(), [], kind);
      }
      deepEqual(await axeViolations(page), []);
      deepEqual(errors, []);
      await page.context().close();
    });
  }
});
