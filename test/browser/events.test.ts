import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axeViolations } from '../support/axe.ts';
import { launchBrowser, openPage } from '../support/browser.ts';
import { dataFolder, type ServerProcess, startServer } from '../support/start-server.ts';

const textOf = async (page: Page, selector: string): Promise<string> =>
  (await page.locator(selector).first().textContent()) ?? '';

/** Waits until an element's text fits. */
const said = (page: Page, selector: string, words: string): Promise<unknown> =>
  page.locator(selector, { hasText: words }).first().waitFor();

const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const sheet = document.querySelector('dialog[open]');
    return sheet === null ? 0 : sheet.scrollWidth - sheet.clientWidth;
  });

describe('the archive on the page', function () {
  this.timeout(120_000);
  let browser: Browser;
  let server: ServerProcess;
  let data: ReturnType<typeof dataFolder>;
  before(async () => {
    data = dataFolder();
    browser = await launchBrowser();
    server = await startServer('serve', {
      DATA_DIR: data.path,
      QUOTE_FEEDS: 'none',
      HEADLINE_FEEDS: 'none',
    });
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
  const openClaims = async (options: Parameters<typeof openPage>[1] = {}) => {
    const opened = await open('event=busan-2025', options);
    await opened.page.locator('.claim-first .verdict').waitFor();
    await opened.page.locator('.claim-first').click();
    await opened.page.locator('.sheet-claims .claim-card').first().waitFor();
    return opened;
  };

  describe('checks a claim', () => {
    it('says what was claimed, the verdict in words, counts and median, below the headlines', async () => {
      const { page, errors } = await open('event=busan-2025', { viewport: { width: 1600, height: 1000 } });
      await page.locator('.claim-first .verdict').waitFor();
      const strip = await textOf(page, '.claim-first');
      assert.match(strip, /“The meeting and the deal it promised sent Asian shares higher”/);
      assert.match(strip, /Not borne out3 of 12 were up by the close\. Median −0\.57 %\. 3 more\./);
      const [news, card] = await Promise.all(
        ['.news-card', '.claim-strip'].map((selector) => page.locator(selector).boundingBox()),
      );
      assert.ok(news && card && card.y >= news.y + news.height, 'below, not over');
      assert.deepEqual(errors, []);
      await page.context().close();
    });

    it('shows bars by value, and base, price and horizon one press deep', async () => {
      const { page, errors } = await openClaims();
      const card = page.locator('.claim-card').first();
      const values = (await card.locator('.claim-value').allTextContents()).map((t) =>
        Number(t.replace('−', '-')),
      );
      assert.equal(values.length, 12);
      assert.deepEqual(
        values,
        values.toSorted((a, b) => b - a),
      );
      assert.deepEqual([values[0], values.at(-1)], [0.69, -1.16]);
      const first = card.locator('.claim-bars button').first();
      await first.focus();
      await page.keyboard.press('Enter');
      const evidence = await textOf(page, '.claim-evidence');
      for (const part of [
        /by the official close of day 0/,
        /3,278\.24, 29 Oct 2025/,
        /3,300\.79, 30 Oct 2025/,
      ])
        assert.match(evidence, part);
      assert.equal(await first.getAttribute('aria-expanded'), 'true');
      assert.match(await textOf(page, '.claim-by-horizon'), /^Not borne out at close, day 0/);
      assert.match(await textOf(page, '.claim-limits'), /Only daily closes are stored/);
      const source = card.locator('.claim-source a');
      assert.match((await source.getAttribute('href')) ?? '', /^https:\/\//);
      assert.equal(await source.getAttribute('rel'), 'noopener noreferrer nofollow');
      assert.deepEqual(errors, []);
      await page.context().close();
    });

    it('takes a claim of one’s own with the event, and takes it back', async () => {
      const { page, errors } = await openClaims();
      const cards = page.locator('.claim-card');
      const before = await cards.count();
      await page.locator('.claim-add').click();
      await page.locator('.claim-form button[type=submit]').click();
      await said(page, '.claim-rule', 'Say it in 1 to 300 characters.');
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'claim-words');
      await page.locator('#claim-words').fill('<img src=x onerror=alert(1)> Korean shares fell');
      await page.locator('.claim-group .button-link', { hasText: 'None' }).click();
      await page.locator('.claim-markets label', { hasText: 'KOSPI' }).first().click();
      await page.locator('.claim-form select').first().selectOption('down');
      await page.locator('#claim-publisher').fill('A wire');
      await page.locator('#claim-title').fill('Shares fall');
      await page.locator('#claim-date').fill('2025-10-30');
      await page.locator('#claim-url').fill('javascript:alert(1)');
      await page.locator('.claim-form button[type=submit]').click();
      await said(page, '.claim-rule', 'http:// or https://');
      await page.locator('#claim-url').fill('https://example.com/shares');
      await page.locator('.claim-form button[type=submit]').click();
      await said(page, '.claim-outcome', 'Saved as a new revision of the event.');
      await cards.nth(before).waitFor();
      const own = (await cards.nth(before).textContent()) ?? '';
      assert.match(own, /“<img src=x onerror=alert\(1\)> Korean shares fell”Not borne out0 of 1 were down/);
      assert.equal(await page.locator('.claim-card img').count(), 0);
      await page.locator('.claim-outcome button', { hasText: 'Undo' }).click();
      await cards.nth(before).waitFor({ state: 'detached' });
      assert.equal(await cards.count(), before);
      assert.deepEqual(errors, []);
      await page.context().close();
    });

    it('shows none in a replay before the day its source is dated with is over', async () => {
      const { page } = await open('event=busan-2025&t=3600');
      await page.locator('.claim-strip').waitFor();
      assert.equal(await page.locator('.claim-first').count(), 0);
      await page.locator('.claim-strip button', { hasText: 'Claim check' }).click();
      await said(page, '.sheet-claims', 'none that may be seen yet');
      assert.equal(await page.locator('.claim-add').count(), 0, 'a replay is no place to write');
      await page.context().close();
    });
  });

  describe('lays an event over earlier ones', () => {
    it('as a fan with median and band, a table of what became of them, and a link that shows the same', async () => {
      const { page, errors } = await open('event=busan-2025', { viewport: { width: 1280, height: 900 } });
      await page.locator('.claim-strip button', { hasText: 'Compare' }).click();
      await page.locator('.fan svg').waitFor();
      assert.match(
        await textOf(page, '.compare-sentence'),
        /^KOSPI was up on day 0 after \d of \d earlier events, median −0\.04 %\. Trump–Xi meeting, Busan: \+0\.14 %\.$/,
      );
      assert.notEqual(await page.locator('.fan-median').getAttribute('d'), '');
      assert.match(await textOf(page, '.compare-outcomes > p'), /^\d+ held, \d+ came undone, \d+ open$/);
      const osaka = page.locator('.compare-table tr', { hasText: 'Osaka' });
      assert.match((await osaka.textContent()) ?? '', /came undone33/);
      assert.match(
        (await page.locator('.compare-table tr', { hasText: 'Woodside' }).textContent()) ?? '',
        /no close stored/,
      );
      const lines = page.locator('.fan-line');
      const drawn = await lines.count();
      await osaka.locator('input').uncheck();
      await page.waitForFunction((n) => document.querySelectorAll('.fan-line').length === n, drawn - 1);
      await page.waitForFunction(() => /compare=(?!.*osaka)/.test(location.search));
      const link = page.url();
      const sentence = await textOf(page, '.compare-sentence');
      const other = await openPage(browser, { reducedMotion: 'reduce' });
      await other.page.goto(link);
      await other.page.locator('.fan svg').waitFor();
      assert.equal(await textOf(other.page, '.compare-sentence'), sentence);
      assert.equal(await other.page.locator('.fan-line').count(), drawn - 1);
      await other.page.context().close();
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !location.search.includes('compare='));
      assert.deepEqual(errors, []);
      await page.context().close();
    });

    it('is read by keys, step by step, and says when fewer than three have a path', async () => {
      const { page } = await open('event=busan-2025&compare=osaka-g20-2019');
      const slider = page.locator('.fan-step input');
      await slider.waitFor();
      await slider.focus();
      await page.keyboard.press('Home');
      assert.match((await slider.getAttribute('aria-valuetext')) ?? '', /^on day −1: this event 0\.00 %/);
      await page.keyboard.press('ArrowRight');
      assert.match(
        (await slider.getAttribute('aria-valuetext')) ?? '',
        /^on day 0: this event \+0\.14 %, 1 earlier/,
      );
      await said(page, '.sheet-compare', 'Fewer than three have a path here');
      assert.equal(await page.locator('.fan-median').getAttribute('d'), '');
      await page.locator('.compare-choices .segmented button', { hasText: 'Minutes' }).click();
      await said(page, '.sheet-compare', 'No stored prices for KOSPI after any of these events');
      await page.context().close();
    });

    it('tells what it cannot do: no event, or a T0 still ahead', async () => {
      const { page } = await open('event=busan-2025&t=-1800&compare=osaka-g20-2019');
      await said(page, '.compare-notice', 'T0 is still ahead');
      await page.context().close();
      const today = await open('event=today&compare=osaka-g20-2019');
      await said(today.page, '.compare-notice', 'No event to compare');
      await today.page.context().close();
    });

    it('knows nothing after the playhead: this event has no close before the market closed', async () => {
      const { page } = await open(
        'event=busan-2025&t=3600&compare=osaka-g20-2019,buenos-aires-2018,mar-a-lago-2017',
      );
      await page.locator('.fan svg').waitFor();
      assert.match(await textOf(page, '.compare-sentence'), /Busan: no move yet\.$/);
      assert.equal(await page.locator('.fan-own').getAttribute('d'), '');
      assert.match(await textOf(page, '.row-own'), /––––/);
      await page.context().close();
    });
  });

  describe('lists events', () => {
    it('by search, theme, side and size of the move, and opens the one that is pressed', async () => {
      const { page, errors } = await open('event=busan-2025');
      await page.locator('.title-button').click();
      const rows = page.locator('.sheet-picker [data-event]');
      await rows.first().waitFor();
      const all = await rows.count();
      await page.locator('.sheet-picker .chip', { hasText: 'chips' }).click();
      const chips = await rows.count();
      assert.ok(chips > 2 && chips < all);
      await page.locator('.events-selects select').first().selectOption('china');
      assert.ok((await rows.count()) < all);
      await page.locator('.sheet-picker input[type=search]').fill('soybean embargo');
      await said(page, '.sheet-picker .empty', 'No event matches “soybean embargo”');
      await page.locator('.sheet-picker .empty button').click();
      assert.equal(await rows.count(), all);
      await page.locator('.events-selects select').nth(1).selectOption('N225');
      await page.locator('.event-move').first().waitFor();
      await page.locator('.events-selects select').nth(2).selectOption('size');
      const sizes = (await page.locator('.event-move').allTextContents())
        .map((text) => /([+−]?)([\d.]+) %/.exec(text)?.[2])
        .filter((size) => size !== undefined)
        .map(Number);
      assert.ok(sizes.length > 5);
      assert.deepEqual(
        sizes,
        sizes.toSorted((a, b) => b - a),
      );
      assert.match(await textOf(page, '.event-origin'), /catalogue, revision \d+ by archive/);
      await page.locator('[data-event=osaka-g20-2019]').click();
      await said(page, '.header', 'Osaka');
      assert.deepEqual(errors, []);
      await page.context().close();
    });

    it('shows coming events with a countdown, and lets one’s own be deleted and put back', async () => {
      const start = Math.round(performance.timeOrigin + performance.now()) + 50 * 3_600_000;
      const anchor = {
        name: 'Start',
        time: start,
        window: { earliest: start, latest: start },
        precision: 'hour',
      };
      const added = await fetch(new URL('/api/v1/events', server.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          slug: 'next-talks',
          title: 'Next talks 🤝 ‏שיחות‏ <b>bold</b>',
          anchors: [anchor],
          end: null,
          themes: ['meeting'],
          place: 'Seoul, South Korea',
          actors: [],
          summary: '',
          claims: { us: [], china: [], other: [] },
          marketClaims: [],
          marketNotes: [],
          closedMarkets: [],
          confounders: [],
          outcome: { status: 'open', date: null, note: null },
          timeBasis: 'announced',
          timeConfidence: 'medium',
          confidence: 'medium',
          sources: [],
        }),
      });
      assert.equal(added.status, 201, await added.text());
      const { page, errors } = await open('event=busan-2025');
      await page.locator('.title-button').click();
      const row = page.locator('.event-item', { has: page.locator('[data-event=next-talks]') });
      await row.waitFor();
      assert.match((await row.textContent()) ?? '', /in 2 d [12] h/);
      assert.match((await row.textContent()) ?? '', /added here, revision 1 by local/);
      assert.equal(await row.locator('b', { hasText: /^bold$/ }).count(), 0, 'text, not markup');
      await row.locator('button', { hasText: 'Edit' }).click();
      await page.locator('.sheet-event-editor[open]').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('.sheet-event-editor').waitFor({ state: 'detached' });
      await page.locator('.title-button').click();
      await row.locator('button', { hasText: 'Delete' }).click();
      await row.locator('button', { hasText: 'Keep' }).click();
      await row.locator('button', { hasText: 'Delete' }).click();
      await row.locator('button', { hasText: 'Delete' }).click();
      await row.waitFor({ state: 'detached' });
      await page.locator('.events-outcome button', { hasText: 'Undo' }).click();
      await row.waitFor();
      assert.match((await row.textContent()) ?? '', /revision 3 by local/);
      const ics = await (await fetch(new URL('/api/v1/events.ics', server.url))).text();
      assert.match(ics, /UID:next-talks@market-reaction/);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      const replay = await open('event=busan-2025&t=600');
      await replay.page.locator('.title-button').click();
      await replay.page.locator('[data-event=busan-2025]').waitFor();
      assert.equal(await replay.page.locator('[data-event=next-talks]').count(), 0);
      assert.equal(await replay.page.locator('[data-event=beijing-summit-2026]').count(), 0);
      assert.equal(await replay.page.locator('.event-actions').count(), 0);
      await replay.page.context().close();
      assert.deepEqual(errors, []);
      await page.context().close();
    });
  });

  it('has sheets that axe finds nothing in and that fit, at every width and in both themes', async () => {
    for (const [width, height, theme] of [
      [1600, 1000, 'dark'],
      [1280, 800, 'light'],
      [390, 844, 'dark'],
      [320, 700, 'light'],
    ] as const) {
      const { page, errors } = await open(`event=busan-2025&theme=${theme}`, { viewport: { width, height } });
      await page.locator('.claim-first .verdict').waitFor();
      const check = async (what: string): Promise<void> => {
        assert.deepEqual(await axeViolations(page), [], `${what} ${width} ${theme}`);
        assert.ok((await sideways(page)) <= 0, `${what} scrolls sideways at ${width}`);
      };
      await page.locator('.claim-first').click();
      await page.locator('.claim-bars button').first().click();
      await page.locator('.claim-horizons summary').first().click();
      await page.locator('.claim-add').click();
      await page.locator('.claim-form button[type=submit]').click();
      await check('claims');
      await page.keyboard.press('Escape');
      await page.locator('.claim-strip button', { hasText: 'Compare' }).click();
      await page.locator('.fan svg').waitFor();
      await check('comparison');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await page.locator('.sheet-picker [data-event]').first().waitFor();
      await check('events');
      assert.deepEqual(errors, []);
      await page.context().close();
    }
  });
});
