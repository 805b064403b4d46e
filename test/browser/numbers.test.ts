import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axeViolations } from '../support/axe.ts';
import { launchBrowser, openPage } from '../support/browser.ts';
import { dayReaches } from '../support/browser-waiting.ts';
import { settled } from '../support/settled.ts';
import { dataFolder, type ServerProcess, startServer } from '../support/start-server.ts';

/** Playhead of the replay in which most is looked at, seconds after T0: the same numbers every time. */
const AT = 'event=busan-2025&t=1200';
const USUAL = '**/api/v1/usual?*';

const Z_CELLS = 'tr.row-ok .cell-z .cell-button';

/** True once every market that has moved has its z. */
const zsAreIn = (page: Page): Promise<unknown> =>
  page.waitForFunction((cells) => {
    const texts = [...document.querySelectorAll(cells)].map((cell) => cell.firstChild?.textContent ?? '');
    return texts.length >= 5 && texts.every((text) => /^[+−]?\d/.test(text));
  }, Z_CELLS);

const number = (page: Page, market: string, name: string) =>
  page.locator(`tr[data-instrument=${market}] [data-number=${name}]`);

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const here = document.activeElement as HTMLElement | null;
    const row = here?.closest('tr')?.dataset.instrument ?? '';
    return `${row} ${here?.dataset.number ?? here?.tagName}`;
  });

describe('the numbers of the table and their cards', function () {
  this.timeout(240_000);
  let browser: Browser;
  let server: ServerProcess;
  let data: ReturnType<typeof dataFolder>;
  before(async () => {
    data = dataFolder();
    browser = await launchBrowser();
    server = await startServer('demo', { DATA_DIR: data.path });
    await dayReaches(browser, server.url, /\b(2[1-9]|[3-9]\d) min ago/, 90_000);
  });
  after(async () => {
    await browser.close();
    await server.stop();
    data.remove();
  });
  const open = async (query: string, options: Parameters<typeof openPage>[1] = {}) => {
    const opened = await openPage(browser, { reducedMotion: 'reduce', ...options });
    await opened.page.goto(`${server.url}?${query}`);
    return opened;
  };

  it('come in without moving a column, the most unusual on top, in colour only from one usual move on', async () => {
    const { page, errors } = await openPage(browser, { viewport: { width: 1600, height: 1000 } });
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked = 0;
    await page.route(USUAL, async (route) => {
      asked += 1;
      await held;
      await route.continue();
    });
    await page.goto(`${server.url}?${AT}`);
    await page.locator('tr.row-ok').nth(4).waitFor();
    const columns = () =>
      page
        .locator('.markets thead th')
        .evaluateAll((heads) => heads.map((head) => Math.round(head.getBoundingClientRect().left)));
    const before = await columns();
    assert.equal(before.length, 12);
    await page.waitForFunction(
      (cells) => document.querySelector(cells)?.getAttribute('title')?.includes('being read'),
      Z_CELLS,
    );
    release();
    await zsAreIn(page);
    assert.deepEqual(await columns(), before);
    assert.equal(asked, 1, 'asked once for the view');

    const rows = await page.locator('tr.row-ok').evaluateAll((all) =>
      all.map((tr) => {
        const [since, z] = ['since', 'z'].map((name) => tr.querySelector<HTMLElement>(`.cell-${name}`));
        return {
          z: Number(z?.textContent?.replace('−', '-')),
          coloured: [since, z].map((td) => /tone-(up|down)/.test(td?.className ?? '')),
          ink: getComputedStyle(since as HTMLElement).color,
        };
      }),
    );
    const sizes = rows.map((r) => Math.abs(r.z));
    assert.deepEqual(
      sizes,
      sizes.toSorted((a, b) => b - a),
    );
    const plain = rows.find((r) => Math.abs(r.z) < 0.9)?.ink;
    for (const { z, coloured, ink } of rows) {
      if (Math.abs(z) < 0.95) assert.deepEqual([coloured, ink], [[false, false], plain], `${z}`);
      if (Math.abs(z) > 1.05) {
        assert.deepEqual(coloured, [true, true], `${z}`);
        assert.notEqual(ink, plain);
      }
    }
    assert.ok((sizes[0] as number) > 1.05, 'the simulated day has an unusual move to look at');
    assert.deepEqual(errors, []);
    await page.context().close();
  });

  it('are not asked for before T0, and then say that it is ahead', async () => {
    const { page } = await openPage(browser);
    let asked = 0;
    page.on('request', (request) => {
      if (request.url().includes('/api/v1/usual')) asked += 1;
    });
    await page.goto(`${server.url}?event=busan-2025&t=-600`);
    await page.waitForFunction(
      (cells) => document.querySelector(cells)?.getAttribute('title')?.includes('ahead') ?? false,
      Z_CELLS,
    );
    assert.match((await page.locator(Z_CELLS).first().getAttribute('title')) ?? '', /still ahead/);
    assert.equal(asked, 0);
    await page.keyboard.press('e');
    await page.keyboard.press('l');
    await zsAreIn(page);
    assert.equal(asked, 1);
    await page.context().close();
  });

  it('open a card by click that says what they are made of, in the words of the row', async () => {
    const { page, errors } = await open(AT, {
      viewport: { width: 1600, height: 1000 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await zsAreIn(page);
    const shown = (await number(page, 'KS11', 'z').textContent()) ?? '';
    await number(page, 'KS11', 'z').click();
    const card = page.locator('.number-card');
    await card.waitFor();
    assert.equal(await card.getAttribute('role'), 'dialog');
    const text = (await card.textContent()) ?? '';
    assert.ok(text.startsWith(shown), text.slice(0, 20));
    const formula = /\(([+−][\d.]+) − \(([+−]?[\d.]+)\)\) ÷ ([\d.]+) = ([+−][\d.]+)/.exec(text);
    assert.ok(formula, text);
    const [move, centre, scale, z] = formula.slice(1).map((t) => Number(t.replace('−', '-')));
    assert.ok(Math.abs(((move as number) - (centre as number)) / (scale as number) - (z as number)) < 0.15);
    for (const part of [
      /Base\d,\d{3}\.\d\d, 11:05 KST, bar of 1 minute/,
      /the first 20 trading minutes, until 11:25 KST/,
      /\d+ sessions, \d+ \w+ – 29 Oct 2025, from bars of \d minutes?/,
      /percentile \d+, p 0\.\d+/,
      /If T0 moves/,
      /Fed cuts, 03:00 KST, before T0/,
      /SIMULATED/,
      /of \d+ moved as far or further|None of \d+ moved as far/,
    ]) {
      assert.match(text, part);
    }
    const n = Number(/(\d+) sessions/.exec(text)?.[1]);
    assert.equal(await card.locator('.days-day').count(), n, 'a mark for every day of the sample');
    await settled(page);
    const [cardBox, numberBox] = await Promise.all([
      card.boundingBox(),
      number(page, 'KS11', 'z').boundingBox(),
    ]);
    assert.ok(cardBox !== null && numberBox !== null);
    assert.ok(
      cardBox.x >= numberBox.x + numberBox.width || cardBox.x + cardBox.width <= numberBox.x,
      'beside it',
    );
    assert.ok(cardBox.y >= 0 && cardBox.y + cardBox.height <= 1000, 'inside the window');

    await page.keyboard.press('c');
    await card.getByText('Copied').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(
      copied,
      /^KOSPI moved [+−]0\.\d\d %, from .* \(11:05 KST\) to .* SIMULATED prices, not traded\.$/,
    );

    await number(page, 'HSI', 'since').click();
    await page.waitForFunction(() =>
      document.querySelector('#card-title')?.textContent?.includes('Hang Seng'),
    );
    assert.equal(await page.locator('.number-card').count(), 1);
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    assert.equal(await focused(page), 'HSI since');
    assert.match(
      (await page.locator('.pills').textContent()) ?? '',
      /paused/i,
      'Esc has not left the replay',
    );
    assert.deepEqual(errors, []);
    await page.context().close();
  });

  it('are reached and opened by keys alone, and lead to the glossary and back', async () => {
    const { page } = await open(AT, { viewport: { width: 1280, height: 800 } });
    await zsAreIn(page);
    const first = (await page.locator('tr.row-ok').first().getAttribute('data-instrument')) ?? '';
    await page.locator('.markets tbody tr[tabindex="0"]').focus();
    assert.equal(await focused(page), `${first} TR`);
    await page.keyboard.press('Enter');
    await page.locator('.number-card').waitFor();
    assert.match(
      (await page.locator('.number-card-head').textContent()) ?? '',
      /z, so far/,
      'the column it goes by',
    );
    await page.keyboard.press('Escape');
    await page.locator('.number-card').waitFor({ state: 'detached' });
    assert.equal(await focused(page), `${first} z`);
    await page.keyboard.press('ArrowRight');
    assert.equal(await focused(page), `${first} percentile`);
    await page.keyboard.press('ArrowDown');
    assert.match(await focused(page), / percentile$/);
    assert.notEqual(await focused(page), `${first} percentile`);
    await page.keyboard.press('ArrowUp');
    for (let n = 0; n < 4; n += 1) await page.keyboard.press('ArrowLeft');
    assert.equal(await focused(page), `${first} TR`, 'and back to the row');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.equal(await focused(page), `${first} usual`);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'More in the glossary' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.sheet-glossary[open] .term-here').waitFor();
    assert.equal(await page.locator('.term-here h4').textContent(), 'Usual move');
    const inView = await page.locator('.term-here').evaluate((entry) => {
      const { top, bottom } = entry.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
    assert.ok(inView, 'opened at the entry');
    await page.keyboard.press('Escape');
    await page.locator('.sheet-glossary').waitFor({ state: 'detached' });
    assert.equal(await focused(page), `${first} usual`);
    await page.context().close();
  });

  it('keep their order in the address, and say why they are missing from another base', async () => {
    const { page } = await open(`${AT}&base=prev`);
    await page.locator('tr.row-ok').nth(4).waitFor();
    await page.waitForFunction(
      (cells) => document.querySelector(cells)?.getAttribute('title')?.includes('another base') ?? false,
      Z_CELLS,
    );
    assert.equal(await page.locator('.markets .tone-up, .markets .tone-down').count(), 0);
    await page.locator('.markets thead .cell-percentile .sort').click();
    await page.waitForFunction(() => location.search.includes('sort=-percentile'));
    await page.context().close();
  });

  for (const colorScheme of ['dark', 'light'] as const) {
    it(`have cards and a glossary without an axe violation at any width, ${colorScheme}`, async () => {
      for (const [width, height] of [
        [1600, 1000],
        [1024, 768],
        [800, 1000],
        [640, 400],
        [390, 844],
        [320, 700],
      ] as const) {
        const { page, errors } = await open(AT, { viewport: { width, height }, colorScheme });
        await zsAreIn(page);
        const check = async (what: string): Promise<void> => {
          await settled(page);
          assert.deepEqual(await axeViolations(page), [], `${what} at ${width} px`);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wide <= 0, `${what} at ${width} px is ${wide} px too wide`);
        };
        await check('table');
        const first = page.locator('tr.row-ok').first();
        await first.locator('[data-number=z]').click();
        const card = page.locator('.number-card');
        await card.waitFor();
        await card.locator('summary').click();
        await check('card');
        const box = await card.boundingBox();
        assert.ok(box !== null && box.x >= 0 && box.x + box.width <= width, `${width} px: the card fits`);
        assert.ok(box.y >= 0 && box.y + box.height <= height + 1, `${width} px: the card fits`);
        if (width < 640) assert.deepEqual([box.x, Math.round(box.y + box.height)], [0, height], 'a sheet');
        await card.getByRole('button', { name: 'More in the glossary' }).click();
        await page.locator('.sheet-glossary[open]').waitFor();
        await check('glossary');
        assert.deepEqual(errors, []);
        await page.context().close();
      }
    });
  }
});
