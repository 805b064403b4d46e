import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axeViolations } from '../support/axe.ts';
import { launchBrowser, openPage } from '../support/browser.ts';
import { dayReaches } from '../support/browser-waiting.ts';
import { dataFolder, type ServerProcess, startServer } from '../support/start-server.ts';

/** Playhead of the replay in which most is looked at, seconds after T0: the same numbers every time. */
const AT = 'event=busan-2025&t=2100';
const STRIPS = ['answer', 'held', 'order', 'sensitivity'] as const;

const SIZES = [
  [1600, 1000],
  [1280, 800],
  [800, 1000],
  [390, 844],
  [320, 700],
] as const;

const answered = (page: Page): Promise<void> => page.locator('tr.row-ok').nth(4).waitFor();

/** Waits until every shown market has a row in the open strip. */
const measured = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.querySelectorAll('.strip-table tbody tr').length >= 15);

async function show(page: Page, strip: string): Promise<void> {
  const tab = page.locator(`#tab-${strip}`);
  if ((await tab.count()) === 0) {
    await page.locator('#table-arrange').click();
    const names = { answer: 1, held: 2, order: 3, sensitivity: 4 } as Readonly<Record<string, number>>;
    await page
      .locator('.menu-views button')
      .nth(names[strip] ?? 0)
      .click();
  } else await tab.click();
  await measured(page);
}

/** Texts of a market's cells in the open strip, a blank between two. */
const stripRow = async (page: Page, name: string): Promise<string> =>
  (await page.locator('.strip-table tr', { hasText: name }).first().locator('th, td').allTextContents()).join(
    ' ',
  );

const heads = (page: Page): Promise<string[]> =>
  page.locator('.markets thead th').evaluateAll((all) => all.map((th) => th.className.split(' ')[0] ?? ''));

describe('the table of the markets and what stands in its place', function () {
  this.timeout(180_000);
  let browser: Browser;
  let server: ServerProcess;
  let data: ReturnType<typeof dataFolder>;
  before(async () => {
    data = dataFolder();
    browser = await launchBrowser();
    server = await startServer('demo', { DATA_DIR: data.path });
    await dayReaches(browser, server.url, /\b(3[6-9]|[45]\d) min ago/, 120_000);
  });
  after(async () => {
    await browser.close();
    await server.stop();
    data.remove();
  });
  const open = async (query: string, width: number, height: number, more = {}) => {
    const opened = await openPage(browser, {
      viewport: { width, height },
      reducedMotion: 'reduce',
      ...more,
    });
    await opened.page.goto(`${server.url}?${query}`);
    await answered(opened.page);
    return opened;
  };

  it('is grouped by region from the address, each head with its breadth, and the arrows pass the heads by', async () => {
    const { page, errors } = await open(`${AT}&group=region`, 1600, 1000);
    const group = page.locator('.group-head').first();
    await group.getByText(/North Asia/).waitFor();
    assert.match((await group.textContent()) ?? '', /\d of \d up, median [+−]?\d\.\d\d %/);
    const rows = await page
      .locator('.markets tbody tr')
      .evaluateAll((all) => all.map((tr) => (tr as HTMLElement).dataset.instrument ?? 'head'));
    assert.equal(rows[0], 'head');
    const heads = rows.flatMap((name, at) => (name === 'head' ? [at] : []));
    assert.ok(heads.length >= 4, `${heads.length} groups`);
    const before = rows[(heads[1] as number) - 1] as string;
    const after = rows[(heads[1] as number) + 1] as string;
    await page.locator(`tr[data-instrument=${before}]`).focus();
    await page.keyboard.press('ArrowDown');
    assert.equal(
      await page.evaluate(() => (document.activeElement as HTMLElement).dataset.instrument),
      after,
    );
    await page.locator('#table-arrange').click();
    await page.locator('.table-menu').getByRole('button', { name: 'Set', exact: true }).click();
    await page.locator('.group-head', { hasText: 'Watchlist' }).waitFor();
    await page.waitForFunction(() => location.search.includes('group=set'));
    assert.deepEqual(errors, []);
    await page.context().close();
  });

  it('has the columns of its width, and those a person chose, kept for the next visit', async () => {
    const { page } = await open(AT, 1280, 800);
    assert.ok(!(await heads(page)).includes('cell-today'));
    await page.locator('#table-arrange').focus();
    await page.keyboard.press('Enter');
    await page.locator('.table-menu').waitFor();
    await page.getByLabel('Today, %').check();
    await page.getByLabel('Usual ±').uncheck();
    assert.ok((await heads(page)).includes('cell-today'));
    await page.keyboard.press('Escape');
    await page.reload();
    await answered(page);
    const kept = await heads(page);
    assert.ok(kept.includes('cell-today') && !kept.includes('cell-usual'));
    await page.locator('#table-arrange').click();
    await page.getByRole('button', { name: 'By the width again' }).click();
    assert.ok(!(await heads(page)).includes('cell-today'));
    await page.context().close();
  });

  it('cuts no word of a session at any width, and shows whole rows', async () => {
    for (const width of [1600, 1440, 1280, 1024, 800, 640]) {
      const { page } = await open(AT, width, 800);
      const cut = await page
        .locator('.markets td.cell-session, .markets thead th')
        .evaluateAll((cells) =>
          cells.flatMap((cell) => (cell.scrollWidth > cell.clientWidth + 1 ? [cell.textContent] : [])),
        );
      assert.deepEqual(cut, [], `${width} px`);
      assert.match((await page.locator('.markets').textContent()) ?? '', /Lunch, \d+ min left/);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${width} px`);
      await page.context().close();
    }
  });

  it('flashes a changed number once, and not at all where less motion is asked for', async () => {
    for (const reducedMotion of ['no-preference', 'reduce'] as const) {
      const { page } = await openPage(browser, { viewport: { width: 1600, height: 1000 }, reducedMotion });
      await page.addInitScript(() => {
        const seen = { flashes: 0 };
        Object.assign(globalThis, { seen });
        const animate = Element.prototype.animate;
        Element.prototype.animate = function (...args) {
          if (this.classList.contains('flash')) seen.flashes += 1;
          return animate.apply(this, args);
        };
      });
      await page.goto(`${server.url}?event=busan-2025`);
      await answered(page);
      const text = () => page.locator('tr[data-instrument=KS11] .cell-last .flash').textContent();
      const before = await text();
      await page.waitForFunction(
        (was) => document.querySelector('tr[data-instrument=KS11] .cell-last .flash')?.textContent !== was,
        before,
      );
      await page.waitForFunction(
        (was) => document.querySelector('tr[data-instrument=HSI] .cell-last .flash')?.textContent !== was,
        await page.locator('tr[data-instrument=HSI] .cell-last .flash').textContent(),
      );
      const flashes = await page.evaluate(
        () => (globalThis as unknown as { seen: { flashes: number } }).seen.flashes,
      );
      if (reducedMotion === 'reduce') assert.equal(flashes, 0);
      else assert.ok(flashes > 0, 'a number has changed and lit up');
      await page.context().close();
    }
  });

  it('says who could answer: at once, or from the open, with the countdown and no move before it', async () => {
    const { page, errors } = await open(AT, 1600, 1000);
    let chunk = 0;
    page.on('request', (request) => {
      if (/\/strips-[^/]*\.js$/.test(request.url())) chunk += 1;
    });
    await show(page, 'answer');
    assert.equal(chunk, 1, 'its code comes when it is opened');
    assert.match(await stripRow(page, 'KOSPI'), /open at once {2}– [+−]?\d\.\d\d [+−]?\d\.\d\d –$/);
    assert.match(
      await stripRow(page, 'Nifty 50'),
      /closed 12:45 KST 1 h 40 min later the market has not traded since T0$/,
    );
    await page.keyboard.press('Escape');
    assert.deepEqual(errors, []);
    await page.context().close();
  });

  it('says what of the largest move was held, in which order, and how far it hangs on the minute', async () => {
    const { page, errors } = await open(AT, 1600, 1000);
    await show(page, 'held');
    const held = (await page.locator('.strip-table').locator('th, td').allTextContents()).join(' ');
    assert.match(held, /T0 \+ 30 min Close Next day/);
    assert.match(held, /\d+ % still ahead still ahead/);
    await page.keyboard.press('Tab');
    await page.locator('#tab-held').focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'tab-order');
    await measured(page);
    assert.match((await page.locator('.market-strip').textContent()) ?? '', /Order in time, not cause\./);
    await show(page, 'sensitivity');
    const choice = page.locator('.strip-choice');
    await choice.getByRole('button', { name: '30 min', exact: true }).waitFor();
    assert.equal(
      await choice.getByRole('button', { name: '1 h', exact: true }).count(),
      0,
      'it has not passed',
    );
    const range = /([+−]?\d\.\d\d)\s+([+−]?\d\.\d\d) to ([+−]?\d\.\d\d)/.exec(await stripRow(page, 'KOSPI'));
    const [own, low, high] = [...(range ?? [])].slice(1).map((t) => Number(t.replace('−', '-')));
    assert.ok((low as number) <= (own as number) && (own as number) <= (high as number), `${range?.[0]}`);
    assert.deepEqual(errors, []);
    await page.context().close();
  });

  it('forgets in a strip what lies after the playhead', async () => {
    const { page } = await open(AT, 1600, 1000);
    await show(page, 'sensitivity');
    await page.locator('.strip-choice').getByRole('button', { name: '30 min', exact: true }).waitFor();
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      new MutationObserver(() => {
        seen.push(document.querySelector('.strip-choice')?.textContent ?? '');
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    const strip = page.locator('.transport input[type=range]');
    await strip.focus();
    await page.keyboard.press('Home');
    await page.locator('.strip-empty', { hasText: 'T0 is ahead' }).waitFor();
    assert.equal(await page.locator('.strip-table').count(), 0);
    await page.context().close();
  });

  it('lays the card open with the plain words of its number first', async () => {
    const { page } = await open(AT, 1600, 1000);
    await page.locator('tr.row-ok .cell-z [data-number=z]').first().click();
    await page.locator('.number-card .card-plain').waitFor();
    assert.match(
      (await page.locator('.card-plain').textContent()) ?? '',
      /^The move counted in usual moves of the same market.*More in the glossary$/,
    );
    await page.locator('.number-card dt', { hasText: 'Jumps' }).waitFor();
    await page.context().close();
  });

  for (const colorScheme of ['dark', 'light'] as const) {
    it(`is without an axe violation in every view and at every width, ${colorScheme}`, async () => {
      for (const [width, height] of SIZES) {
        const { page, errors } = await open(`${AT}&group=region`, width, height, { colorScheme });
        const check = async (what: string): Promise<void> => {
          assert.deepEqual(await axeViolations(page), [], `${what} at ${width} px`);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wide <= 0, `${what} at ${width} px is ${wide} px too wide`);
        };
        await page
          .locator('.group-head')
          .first()
          .getByText(/up, median/)
          .waitFor();
        await page.locator('#table-arrange').click();
        await page.locator('.table-menu').waitFor();
        await check('menu');
        await page.keyboard.press('Escape');
        for (const strip of STRIPS) {
          await show(page, strip);
          await check(strip);
        }
        assert.deepEqual(errors, []);
        await page.context().close();
      }
    });
  }
});
