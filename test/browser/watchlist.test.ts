import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axeViolations } from '../support/axe.ts';
import { launchBrowser, type OpenPage, openPage } from '../support/browser.ts';
import { eventuallyEqual } from '../support/browser-waiting.ts';
import { dataFolder, startServer } from '../support/start-server.ts';

/** Ids of the rows of a part of the page, in order. */
const idsIn = (page: Page, rows: string, name: 'market' | 'instrument'): Promise<string[]> =>
  page
    .locator(rows)
    .evaluateAll((all, key) => all.map((row) => (row as HTMLElement).dataset[key] ?? ''), name);
const listed = (page: Page): Promise<string[]> => idsIn(page, '.watchlist [data-market]', 'market');
const inTable = async (page: Page): Promise<string[]> =>
  (await idsIn(page, 'tr[data-instrument]', 'instrument')).sort();

/** The sheet by the way that every layout has. */
async function openSheet(page: Page, phone = false): Promise<void> {
  await page.waitForSelector('tr[data-instrument]');
  if (phone) await page.locator('.tabs button').last().click();
  else await page.getByRole('button', { name: 'Settings' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Edit the watchlist' }).click();
  await page.waitForSelector('.watchlist [data-market]');
}

describe('the watchlist on the page', function () {
  this.timeout(120_000);
  let browser: Browser;
  let server: Awaited<ReturnType<typeof startServer>>;
  let data: ReturnType<typeof dataFolder>;
  let one: OpenPage;
  let other: OpenPage;
  before(async () => {
    data = dataFolder();
    browser = await launchBrowser();
    server = await startServer('serve', { DATA_DIR: data.path });
  });
  after(async () => {
    await browser.close();
    await server.stop();
    data.remove();
  });
  beforeEach(async () => {
    one = await openPage(browser, { viewport: { width: 1280, height: 900 } });
    other = await openPage(browser);
    await Promise.all([one.page.goto(server.url), other.page.goto(server.url)]);
    await openSheet(one.page);
    await one.page.getByRole('button', { name: 'Back to the default list' }).click();
    await eventuallyEqual(async () => (await listed(one.page))[0], 'N225');
  });
  afterEach(async () => {
    assert.deepEqual([...one.errors, ...other.errors], []);
    await one.page.context().close();
    await other.page.context().close();
  });

  it('moves a market by keys and keeps the focus on it, and the other page follows', async () => {
    const { page } = one;
    const [first, second, third] = await listed(page);
    const handle = page.locator(`[data-market="${first}"] .watch-handle`);
    await handle.focus();
    // Faster than the answers come.
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await eventuallyEqual(async () => (await listed(page)).slice(0, 3), [second, third, first].map(String));
    await eventuallyEqual(() => handle.evaluate((element) => element === document.activeElement), true);
    await eventuallyEqual(
      async () => /is now 3 of \d+\./.test((await page.locator('.watch-said').textContent()) ?? ''),
      true,
    );
    await openSheet(other.page);
    await eventuallyEqual(
      async () => (await listed(other.page)).slice(0, 3),
      [second, third, first].map(String),
    );
    await page.getByRole('button', { name: 'Undo' }).click();
    await eventuallyEqual(
      async () => (await listed(other.page)).slice(0, 3),
      [second, first, third].map(String),
    );
  });

  it('moves a market by dragging its handle', async () => {
    const { page } = one;
    const before = await listed(page);
    const [first] = before;
    const from = await page.locator(`[data-market="${first}"] .watch-handle`).boundingBox();
    const to = await page.locator(`[data-market="${before[3]}"]`).boundingBox();
    assert.ok(from && to);
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + 20, to.y + to.height - 3, { steps: 6 });
    assert.equal(await page.locator('.watch-carried').count(), 1);
    await page.mouse.up();
    const wanted = [...before.slice(1, 4), first as string, ...before.slice(4)];
    await eventuallyEqual(() => listed(page), wanted);
    assert.equal(await page.locator('.watch-carried').count(), 0);
  });

  it('removes a market and adds one found by name; table and chart show it everywhere', async () => {
    const { page } = one;
    const before = await inTable(other.page);
    assert.ok(before.includes('KS11') && !before.includes('TSM'));
    await page.getByRole('button', { name: 'Remove KOSPI', exact: true }).click();
    await page.getByRole('searchbox', { name: /Add a market/ }).fill('tsmc new');
    await page.waitForSelector('.watch-found');
    await page.keyboard.press('Enter');
    await eventuallyEqual(() => inTable(other.page), [...before.filter((id) => id !== 'KS11'), 'TSM'].sort());
    await eventuallyEqual(
      async () => (await page.locator('.watch-found').first().textContent())?.endsWith('listed'),
      true,
    );
    await page.getByRole('searchbox', { name: /Add a market/ }).fill('zzz');
    await eventuallyEqual(
      async () => (await page.locator('.watch-search .empty').textContent())?.includes('zzz'),
      true,
    );
    await page.getByRole('button', { name: 'Back to the default list' }).click();
    await eventuallyEqual(() => inTable(other.page), before);
    // Kept over a new start of the page.
    await other.page.reload();
    await other.page.waitForSelector('tr[data-instrument]');
    await eventuallyEqual(() => inTable(other.page), before);
  });

  it('keeps markets in groups with headings', async () => {
    const { page } = one;
    await page.getByRole('button', { name: 'Add a group' }).click();
    const heading = page.getByRole('textbox', { name: 'Heading of group 2' });
    await heading.fill('Chips');
    await heading.press('Enter');
    await eventuallyEqual(
      () => page.getByRole('textbox', { name: 'Heading of group 2' }).inputValue(),
      'Chips',
    );
    const last = (await listed(page)).at(-1) as string;
    await page.locator(`[data-market="${last}"] .watch-handle`).press('ArrowDown');
    await eventuallyEqual(() => page.locator(`[data-group="1"] [data-market="${last}"]`).count(), 1);
    await page.getByRole('button', { name: /Remove the heading Chips/ }).click();
    await eventuallyEqual(() => page.locator('[data-group]').count(), 1);
    assert.equal((await listed(page)).at(-1), last);
  });

  it('shows and hides a context set with one click, without touching the list of others', async () => {
    const { page } = one;
    const chip = page.getByRole('dialog').getByRole('button', { name: 'Rare earths', exact: true });
    const before = await inTable(page);
    await chip.click();
    await eventuallyEqual(async () => (await inTable(page)).includes('REMX'), true);
    assert.equal(await chip.getAttribute('aria-pressed'), 'true');
    assert.deepEqual(await inTable(other.page), before);
    await chip.click();
    await eventuallyEqual(() => inTable(page), before);
  });

  it('says so where the address names the markets, and switches sets in the address', async () => {
    const { page } = one;
    await page.goto(`${server.url}?markets=KS11,N225`);
    await openSheet(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Currencies', exact: true }).click();
    await eventuallyEqual(
      async () => new URL(page.url()).searchParams.get('markets')?.includes('USDCNH'),
      true,
    );
    await page.getByRole('button', { name: 'Show the watchlist' }).click();
    await eventuallyEqual(async () => new URL(page.url()).searchParams.has('markets'), false);
    await eventuallyEqual(async () => (await inTable(page)).length > 4, true);
  });

  for (const [width, height, scheme] of [
    [1280, 800, 'dark'],
    [390, 844, 'light'],
    [320, 700, 'dark'],
  ] as const) {
    it(`has no fault by axe and fits ${width} px, ${scheme}`, async () => {
      const { page, errors } = await openPage(browser, { viewport: { width, height }, colorScheme: scheme });
      await page.goto(`${server.url}?theme=${scheme}`);
      await openSheet(page, width < 600);
      await page.getByRole('searchbox', { name: /Add a market/ }).fill('seoul');
      await page.waitForSelector('.watch-found');
      assert.deepEqual(await axeViolations(page), []);
      const spill = await page
        .locator('dialog[open]')
        .evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
      assert.equal(spill, 0);
      assert.deepEqual(errors, []);
      await page.context().close();
    });
  }
});
