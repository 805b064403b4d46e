import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { createIngest } from '../../server/ingest/create-ingest.ts';
import { lexicon } from '../../server/ingest/lexicon.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { IncomingHeadline } from '../../shared/news/headline.ts';
import { createStoryIndex } from '../../shared/news/story.ts';
import { MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { axeViolations } from '../support/axe.ts';
import { launchBrowser, type OpenPage, openPage } from '../support/browser.ts';
import { eventuallyEqual } from '../support/browser-waiting.ts';
import { makeHeadline } from '../support/records.ts';
import { dataFolder, startServer } from '../support/start-server.ts';
import { TestClock } from '../support/test-clock.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');
const MANY = 5000;
const MARKUP = '<img src=x onerror="alert(1)"> & <b>bold</b> talks';
const ARABIC = 'محادثات ترامب وشي في بوسان 🤝';
const LONG = `${'Very long talks '.repeat(40)}`.slice(0, 500);

function incoming(minute: number, title: string, rest: Partial<IncomingHeadline> = {}): IncomingHeadline {
  const made = makeHeadline(T0 + minute * MINUTE_MS, `test:${minute}:${title.slice(0, 40)}`, {
    title,
    feed: 'test',
    ...rest,
  });
  const { receivedAt, storyId, tone, revision, seq, ...headline } = made;
  return headline;
}

/** Minutes after T0: shortly before the last close of the day, so that they stand on top of the list. */
const LATE = 460;
const SPECIAL: readonly IncomingHeadline[] = [
  incoming(LATE, 'Trump hails amazing deal on rare earths with Xi', {
    source: 'Capital Post',
    side: 'us',
    url: 'https://example.org/us',
  }),
  incoming(LATE + 2, 'Trump hails amazing deal with Xi on rare earths', {
    source: 'Harbour Times',
    url: 'https://example.org/other',
  }),
  incoming(LATE + 3, 'Trump hails amazing rare earths deal with Xi', {
    source: 'East Daily',
    side: 'china',
    url: 'http://example.org/china',
  }),
  incoming(LATE + 4, '中美就稀土达成共识', { source: '新华社', side: 'china', language: 'zh-Hans' }),
  incoming(LATE + 5, MARKUP, { source: 'Markup Wire' }),
  incoming(LATE + 6, ARABIC, { source: 'Gulf News', language: 'ar' }),
  incoming(LATE + 7, LONG, { source: 'Long Reads' }),
];
/** Within one hour before them; each is a story of its own. */
const FILLER: readonly IncomingHeadline[] = Array.from({ length: MANY }, (_, n) =>
  incoming(LATE - 65 + Math.floor((60 * n) / MANY), `Filler ${n}`, {
    id: `filler:${n}`,
    source: `Outlet ${n % 7}`,
  }),
);

const titles = (page: Page): Promise<string[]> =>
  page.locator('.story-list > li').evaluateAll((rows) =>
    rows
      .map((row) => [
        Number(row.getAttribute('aria-posinset')),
        row.querySelector('.story-title')?.textContent ?? '',
      ])
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, title]) => String(title)),
  );
const story = (page: Page, text: string) => page.locator('.story', { hasText: text });

describe('the headlines on the page', function () {
  this.timeout(120_000);
  let browser: Browser;
  let server: Awaited<ReturnType<typeof startServer>>;
  let data: ReturnType<typeof dataFolder>;
  let one: OpenPage;

  before(async () => {
    data = dataFolder();
    browser = await launchBrowser();
    server = await startServer('serve', { DATA_DIR: data.path });
    await server.stop();
    const store = await openSqliteStore({ path: join(data.path, 'market.db') });
    const stories = createStoryIndex();
    const ingest = createIngest({
      store,
      // The shipped day was stored before, so these are received no earlier than that.
      clock: new TestClock(T0 + (LATE + 12) * MINUTE_MS),
      lexicon,
      storyOf: (h) => (h.id.startsWith('filler') ? h.id : stories.assign(h)),
    });
    const report = await ingest.accept({ headlines: [...FILLER, ...SPECIAL] });
    assert.deepEqual([report.created, report.refusals], [MANY + SPECIAL.length, []]);
    await store.close();
    server = await startServer('serve', { DATA_DIR: data.path });
  });
  after(async () => {
    await browser.close();
    await server.stop();
    data.remove();
  });
  beforeEach(async () => {
    one = await openPage(browser, { viewport: { width: 1600, height: 1000 } });
  });
  afterEach(async () => {
    assert.deepEqual(one.errors, []);
    await one.page.context().close();
  });

  const open = async (address = ''): Promise<Page> => {
    await one.page.goto(
      `${server.url}?event=busan-2025&from=2025-10-30T00:00Z&to=2025-10-30T12:30Z${address}`,
    );
    await one.page.waitForSelector('.framing-figure');
    return one.page;
  };
  const openFilter = (page: Page): Promise<void> => page.locator('.news-filter').click();

  it('keeps only the rows near the eye of five thousand in an hour, and reaches the last one', async () => {
    const page = await open();
    await eventuallyEqual(async () => (await titles(page))[0], LONG);
    assert.ok((await page.locator('.story').count()) < 60);
    const size = Number(await page.locator('.story-list > li').first().getAttribute('aria-setsize'));
    assert.ok(size > MANY, String(size));
    const last = async (): Promise<number> => {
      await page.locator('.stories').evaluate((box) => box.scrollTo(0, box.scrollHeight));
      return Math.max(
        ...(await page
          .locator('.story-list > li')
          .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('aria-posinset'))))),
      );
    };
    await eventuallyEqual(last, size);
    assert.ok((await page.locator('.story').count()) < 60);
    await page.locator('.stories').evaluate((box) => box.scrollTo(0, 0));
    await eventuallyEqual(async () => (await titles(page))[0], LONG);
  });

  it('goes on row by row with the Tab key, farther than what was there at first', async () => {
    const page = await open();
    await page.locator('.story [aria-expanded]').first().focus();
    for (let n = 0; n < 40; n += 1) {
      await page.keyboard.press('Tab');
      // As a hand would: no key comes before the rows that the last one called for.
      await page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
      );
    }
    const at = await page.evaluate(() =>
      document.activeElement?.closest('li')?.getAttribute('aria-posinset'),
    );
    assert.ok(Number(at) > 30, String(at));
  });

  it('shows a story of three outlets as one and unfolds them, each with time, side, language and link', async () => {
    const page = await open();
    const row = story(page, 'rare earths').first();
    await row.getByRole('button', { name: '+2 sources' }).click();
    const outlets = row.locator('.story-others > li');
    await eventuallyEqual(() => outlets.count(), 3);
    assert.match((await outlets.nth(1).textContent()) ?? '', /\d\d:\d\d.*Other.*Harbour Times.*English/);
    assert.match((await outlets.nth(2).textContent()) ?? '', /China.*East Daily/);
    const link = outlets.nth(1).locator('a');
    assert.deepEqual(await link.evaluate((a: HTMLAnchorElement) => [a.href, a.target, a.rel]), [
      'https://example.org/other',
      '_blank',
      'noopener noreferrer nofollow',
    ]);
    const facts = (await row.locator('.story-facts').textContent()) ?? '';
    assert.match(facts, /Published30 Oct 2025 18:45 KST, to the minute/);
    assert.match(facts, /First seen herenot seen here by the playhead/);
    assert.match(facts, /First unusual movenot judged: no market with ordinary days/);
    assert.match(facts, /Tone\+\d\.\d\d on a scale of −1 to 1, by afinn-165-financialmarketnews@3\.0\.0/);
    await row.getByRole('button', { name: 'Only this story' }).click();
    await eventuallyEqual(async () => (await titles(page)).length, 3);
  });

  it('shows markup as text, right-to-left titles from the right, and 500 characters within the panel', async () => {
    const page = await open();
    assert.equal(await story(page, '<img src=x').locator('.story-title').first().textContent(), MARKUP);
    assert.equal(await page.locator('.story img, .story b b').count(), 0);
    const arabic = page.locator('.story-title', { hasText: ARABIC }).first();
    assert.deepEqual(await arabic.evaluate((e) => [e.getAttribute('lang'), getComputedStyle(e).direction]), [
      'ar',
      'rtl',
    ]);
    const wide = await page
      .locator('.stories')
      .evaluate((box) => [
        box.scrollWidth - box.clientWidth,
        document.documentElement.scrollWidth - innerWidth,
      ]);
    assert.ok(
      wide.every((px) => px <= 0),
      wide.join(),
    );
  });

  it('narrows by side, words, language, outlet and tone; side and words stand in the address', async () => {
    const page = await open();
    await page.getByRole('button', { name: /^China \d/ }).click();
    await openFilter(page);
    await page.getByRole('combobox', { name: 'Language' }).selectOption('zh-Hans');
    await eventuallyEqual(() => titles(page), ['中美就稀土达成共识']);
    assert.match((await page.locator('.news-filters-foot').textContent()) ?? '', /^1 of 5\d\d\d items shown/);
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page.getByRole('button', { name: 'Search headlines' }).click();
    await page.keyboard.type('rare earths');
    await eventuallyEqual(
      async () => new URL(page.url()).searchParams.toString().replace(/^.*(side=)/, '$1'),
      'side=china&q=rare+earths',
    );
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await page.getByLabel('Rated only').check();
    await page.getByRole('combobox', { name: 'Outlet' }).selectOption('Harbour Times');
    await eventuallyEqual(() => titles(page), ['Trump hails amazing deal with Xi on rare earths']);
    await page.getByRole('combobox', { name: 'Outlet' }).selectOption('新华社');
    await eventuallyEqual(() => page.locator('.empty h3').textContent(), 'No headline passes this filter');
    await page.locator('.empty').getByRole('button', { name: 'Clear' }).click();
    await eventuallyEqual(async () => (await titles(page)).length > 0, true);
  });

  it('makes an event of a headline with one click, and takes it back', async () => {
    const page = await open('&q=Harbour');
    const events = async (): Promise<unknown[]> => {
      const { items } = await (await fetch(`${server.url}api/v1/events`)).json();
      return items
        .filter((e: { origin: string }) => e.origin === 'headline')
        .map((e: { title: string; anchors: object[]; sources: object[]; timeConfidence: string }) => [
          e.title,
          e.anchors[0],
          e.sources,
          e.timeConfidence,
        ]);
    };
    const row = story(page, 'amazing').first();
    await row.getByRole('button', { name: 'Details' }).click();
    await row.getByRole('button', { name: 'Pin as event' }).click();
    await row.getByText('Pinned as event').waitFor();
    const time = T0 + (LATE + 2) * MINUTE_MS;
    assert.deepEqual(await events(), [
      [
        'Trump hails amazing deal with Xi on rare earths',
        { name: 'Headline', time, window: { earliest: time, latest: time }, precision: 'minute' },
        [
          {
            publisher: 'Harbour Times',
            title: 'Trump hails amazing deal with Xi on rare earths',
            date: '2025-10-30',
            url: 'https://example.org/other',
          },
        ],
        'high',
      ],
    ]);
    await row.getByRole('button', { name: 'Undo' }).click();
    await row.getByRole('button', { name: 'Pin as event' }).waitFor();
    assert.deepEqual(await events(), []);
  });

  it('marks candidates by rules that are written, tried, changed, deleted and brought back', async () => {
    const page = await open();
    await openFilter(page);
    await page.getByRole('button', { name: 'Rules', exact: true }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: 'Add a rule' }).click();
    await sheet.getByRole('button', { name: 'Save' }).click();
    await sheet.getByRole('alert').getByText('A rule needs a name').waitFor();
    await sheet.getByLabel('Name', { exact: true }).fill('Rare earths');
    await sheet.getByLabel('Any of these words').fill('rare earth*, 稀土');
    await sheet.getByLabel('None of these words').fill('nothing*else');
    await sheet.getByRole('button', { name: 'Save' }).click();
    await sheet.getByText('a star may only stand at the end').waitFor();
    await sheet.getByLabel('None of these words').fill('opinion');
    await sheet.getByText(/^Matches 4 of the newest 2000 stored headlines:$/).waitFor();
    await eventuallyEqual(() => sheet.locator('.rule-trial li').count(), 4);
    assert.deepEqual(await axeViolations(page, 'dialog'), []);
    await sheet.getByRole('button', { name: 'Save' }).click();
    await sheet.getByText('any of rare earth*, 稀土; none of opinion').waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel('Candidates only').check();
    await eventuallyEqual(async () => (await titles(page)).slice(0, 1), ['中美就稀土达成共识']);
    await eventuallyEqual(
      () => story(page, '中美就稀土达成共识').locator('.candidate').textContent(),
      'candidate',
    );
    await page.getByRole('button', { name: 'Rules (1)' }).click();
    await sheet.getByRole('button', { name: 'Edit Rare earths' }).click();
    await sheet.getByLabel('Any of these words').fill('稀土');
    await sheet.getByRole('button', { name: 'Save' }).click();
    await eventuallyEqual(() => titles(page), ['中美就稀土达成共识']);
    await sheet.getByRole('button', { name: 'Delete Rare earths' }).click();
    await sheet.getByText('“Rare earths” is deleted.').waitFor();
    await eventuallyEqual(() => titles(page), []);
    await sheet.getByRole('button', { name: 'Undo' }).click();
    await eventuallyEqual(() => titles(page), ['中美就稀土达成共识']);
  });

  it('says by side how much was said and how it was rated, and nothing from after the playhead', async () => {
    const page = await open();
    const said = async (): Promise<string> => (await page.locator('.framing-words').textContent()) ?? '';
    assert.match(await said(), /Since T0: Washington \d+ items, Beijing \d+, Others 5\d\d\d until 19:00 KST/);
    assert.match(await said(), /Beijing: tone \+\d\.\d\d, 1 rated of \d+/);
    await page.goto(`${server.url}?event=busan-2025&t=600`);
    await page.waitForSelector('.framing-figure');
    assert.match(await said(), /Washington 1 item, Beijing 1 until 11:15 KST/);
    assert.match(await said(), /Beijing: not rated/);
    assert.equal(await story(page, 'Filler').count(), 0);
  });

  it('has nothing for axe to find, folded out, narrowed and empty, in both themes and on a phone', async () => {
    for (const theme of ['dark', 'light']) {
      const page = await open(`&theme=${theme}`);
      await openFilter(page);
      await story(page, 'rare earths').first().locator('[aria-expanded]').click();
      assert.deepEqual(await axeViolations(page, '#headlines'), [], theme);
      await page.getByRole('combobox', { name: 'Outlet' }).selectOption('Gulf News');
      await page.getByLabel('Rated only').check();
      assert.deepEqual(await axeViolations(page, '#headlines'), [], `${theme}, empty`);
    }
    await one.page.setViewportSize({ width: 320, height: 700 });
    const page = await open();
    await openFilter(page);
    await page.locator('.story [aria-expanded]').first().click();
    assert.deepEqual(await axeViolations(page, '#headlines'), [], 'phone');
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${over} px too wide`);
  });
});
