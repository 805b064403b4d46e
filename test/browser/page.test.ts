import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { parseCsv } from '../../shared/table/csv.ts';
import { MINUTE_MS } from '../../shared/time/instant.ts';
import { axeViolations } from '../support/axe.ts';
import { launchBrowser, openPage } from '../support/browser.ts';
import { eventuallyWithin } from '../support/browser-waiting.ts';
import { type BusanServer, startBusanServer } from '../support/busan-server.ts';
import { dataFolder, startServer } from '../support/start-server.ts';

const WIDTHS = [
  [1600, 1000],
  [1280, 800],
  [800, 1000],
  [390, 844],
  [320, 700],
] as const;

const textOf = async (page: Page, selector: string): Promise<string> =>
  (await page.locator(selector).last().textContent()) ?? '';

const cell = (page: Page, market: string, column: string): Promise<string> =>
  textOf(page, `tr[data-instrument=${market}] .cell-${column}`);

const eventually = eventuallyWithin(40_000);

const moved = (text: string): boolean => /^[+−]\d/.test(text.trim());

/** KOSPI's hue in the dark theme. */
const KOSPI_RGB = [0x62, 0xd2, 0xfa] as const;

/** Where KOSPI's line stands in the plot, all layers together, as a short fingerprint and a count of its pixels. */
const kospiLine = (page: Page): Promise<string> =>
  page.evaluate(([red, green, blue]) => {
    const layers = [...document.querySelectorAll<HTMLCanvasElement>('.chart-layers canvas')];
    const [{ width, height }] = layers as [HTMLCanvasElement];
    const whole = new OffscreenCanvas(width, height).getContext('2d') as OffscreenCanvasRenderingContext2D;
    for (const layer of layers) whole.drawImage(layer, 0, 0);
    // The right gutter holds the end labels in the same hue.
    const plotWidth = width - 180;
    const { data } = whole.getImageData(0, 0, plotWidth, height);
    let count = 0;
    let hash = 0;
    for (let at = 0; at < data.length; at += 4) {
      // A slanted line is blended at its edges; no other hue of the palette is this near.
      const near = (channel: number, wanted: number): boolean =>
        Math.abs((data[at + channel] ?? 0) - wanted) < 24;
      if (!near(0, red) || !near(1, green) || !near(2, blue)) continue;
      count += 1;
      hash = (hash * 31 + at) | 0;
    }
    return `${count} pixels, ${hash}`;
  }, KOSPI_RGB);

/** Static imports of a built script; a dynamic `import(…)` is not loaded at first. */
const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+\.js)["']/g;

const quoteList = z.object({ items: z.array(z.object({ time: z.number(), provider: z.string() })) });
const barList = z.object({ bars: z.object({ openTime: z.array(z.number()) }) });

async function read<T>(url: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(await (await fetch(url)).json());
}

describe('the page, over the whole chain', function () {
  this.timeout(120_000);
  let browser: Browser;
  let server: BusanServer;
  let data: ReturnType<typeof dataFolder>;
  before(async () => {
    data = dataFolder();
    browser = await launchBrowser();
    server = await startBusanServer(data.path, '2025-10-30T02:12:40Z');
  });
  after(async () => {
    await browser.close();
    await server.stop();
    data.remove();
  });

  it('shows a price of the stand-in in line and table, a headline in lane and list, and survives a restart', async () => {
    const { page, errors } = await openPage(browser, {
      viewport: { width: 1600, height: 1000 },
      colorScheme: 'dark',
    });
    await page.goto(`${server.url()}?event=busan-2025`);
    await eventually('first move of KOSPI', () => cell(page, 'KS11', 'since'), moved);
    await eventually(
      'a line of KOSPI',
      () => kospiLine(page),
      (line) => !line.startsWith('0 '),
    );
    const before = { last: await cell(page, 'KS11', 'last'), line: await kospiLine(page) };

    server.clock.forward(3 * MINUTE_MS);
    const quoted = await eventually(
      'a new quote of KOSPI',
      async () => (await read(`${server.url()}api/v1/quotes?instruments=KS11`, quoteList)).items.at(-1),
      (quote) => quote !== undefined && quote.time > Date.parse('2025-10-30T02:15:00Z'),
    );
    assert.match(quoted?.provider ?? '', /naver|yahoo|eastmoney/);
    const last = await eventually(
      'the new price in the table',
      () => cell(page, 'KS11', 'last'),
      (t) => t !== before.last,
    );
    assert.match(last, /^4,\d{3}\.\d{2}$/);
    await eventually(
      'another line of KOSPI',
      () => kospiLine(page),
      (line) => line !== before.line,
    );

    const story = page.locator('.story', { hasText: 'Opening statements' });
    await eventually(
      'the headline of 11:15 in the list',
      () => story.count(),
      (count) => count >= 1,
    );
    await page.locator('.chart-figure').focus();
    await page.keyboard.press('h');
    await eventually(
      'a headline of the lane, lit in the list',
      () => page.locator('.story-lit').count(),
      (count) => count === 1,
    );
    await page.keyboard.press('Escape');
    assert.deepEqual(errors, []);

    await server.down();
    await eventually(
      'the word for a lost line',
      () => textOf(page, '.pills'),
      (t) => /reconnecting/i.test(t),
    );
    assert.match(await textOf(page, '.banners'), /No connection to the server since \d\d:\d\d/);
    server.clock.forward(4 * MINUTE_MS);
    await server.up();
    await eventually(
      'the line is back',
      () => textOf(page, '.pills'),
      (t) => !/reconnecting/i.test(t),
    );
    const stored = await eventually(
      'the bars of the outage in the store',
      async () =>
        (
          await read(
            `${server.url()}api/v1/bars?instrument=KS11&interval=1m&from=2025-10-30T02:00:00Z&to=2025-10-30T02:19:00Z`,
            barList,
          )
        ).bars,
      (bars) => bars.openTime.length === 19,
    );
    const shown = await eventually(
      'the same bars on the page',
      () => screenPoints(page, 'KS11'),
      (points) => points.length >= 19,
    );
    const times = shown.map((p) => p.time);
    assert.equal(new Set(times).size, times.length, 'no bar twice');
    for (const openTime of stored.openTime) {
      assert.ok(
        times.includes(openTime + MINUTE_MS),
        `bar of ${new Date(openTime).toISOString()} on the page`,
      );
    }
    const unexpected = errors.filter(
      (e) => !/ERR_CONNECTION_REFUSED|WebSocket connection|ERR_EMPTY_RESPONSE/.test(e),
    );
    assert.deepEqual(unexpected, []);
  });

  it('replays the day through the gate: nothing after the playhead, whatever is stored', async () => {
    const { page, errors } = await openPage(browser, { viewport: { width: 1600, height: 1000 } });
    await page.goto(`${server.url()}?event=busan-2025&t=120`);
    await eventually(
      'paused',
      () => textOf(page, '.pills'),
      (t) => /paused/i.test(t),
    );
    assert.match(await textOf(page, '.transport-time'), /^11:07:00/);
    assert.equal(await page.locator('.story', { hasText: 'Opening statements' }).count(), 0);
    assert.doesNotMatch(await textOf(page, 'body'), /Talks end/);
    await page.keyboard.press('ArrowRight');
    assert.match(await textOf(page, '.transport-time'), /^11:08:00/);
    await page.keyboard.press('n');
    await eventually(
      'the next headline',
      () => page.locator('.story', { hasText: 'Opening statements' }).count(),
      (n) => n >= 1,
    );
    await page.keyboard.press('e');
    await eventually(
      'T0',
      () => textOf(page, '.transport-time'),
      (t) => t.startsWith('11:05:00'),
    );
    await page.keyboard.press('k');
    await eventually(
      'playing',
      () => textOf(page, '.transport-time'),
      (t) => !t.startsWith('11:05:0'),
    );
    await page.keyboard.press('Escape');
    await eventually(
      'live again',
      () => page.locator('.transport').count(),
      (n) => n === 0,
    );
    assert.deepEqual(errors, []);
  });

  for (const colorScheme of ['dark', 'light'] as const) {
    it(`has no axe violation and no sideways scroll at any width, ${colorScheme}`, async () => {
      for (const [width, height] of WIDTHS) {
        const { page, errors } = await openPage(browser, { viewport: { width, height }, colorScheme });
        await page.goto(`${server.url()}?event=busan-2025`);
        await eventually(
          'moves',
          () => textOf(page, '.cell-since'),
          (t) => t !== '',
        );
        const check = async (what: string): Promise<void> => {
          assert.deepEqual(await axeViolations(page), [], `${what} at ${width} px`);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wide <= 0, `${what} at ${width} px is ${wide} px too wide`);
        };
        await check('page');
        await page.locator('.title-button').click();
        await page.locator('.sheet-picker[open]').waitFor();
        await page.evaluate(() =>
          Promise.all(
            [...document.querySelectorAll('.sheet[open]')].flatMap((s) =>
              s.getAnimations().map((a) => a.finished),
            ),
          ),
        );
        await check('event picker');
        await page.keyboard.press('Escape');
        await page.goto(`${server.url()}?event=busan-2025&t=300&q=nothing+like+this`);
        await page.locator('.transport').waitFor();
        await check('replay');
        assert.deepEqual(errors, []);
        await page.context().close();
      }
    });
  }

  it('needs at most 150 kB of script, gzipped, for the first view', async () => {
    const { page } = await openPage(browser);
    const bodies = new Map<string, Promise<Buffer>>();
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') bodies.set(response.url(), response.body());
    });
    await page.goto(`${server.url()}?event=busan-2025`);
    await eventually(
      'moves',
      () => cell(page, 'KS11', 'since'),
      (text) => text !== '',
    );
    // What the page names and all it imports statically; parts that come later are not waited for.
    const waiting = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLScriptElement>('script[src]')].map((script) => script.src),
    );
    const counted = new Set<string>();
    let total = 0;
    for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
      if (counted.has(url)) continue;
      counted.add(url);
      const body = await (bodies.get(url) as Promise<Buffer>);
      total += gzipSync(body).length;
      for (const [, path] of body.toString().matchAll(STATIC_IMPORT)) {
        waiting.push(new URL(path as string, url).href);
      }
    }
    assert.ok(total > 50_000 && total <= 150_000, `${total} bytes`);
  });

  it('says which values of a link it could not use', async () => {
    const { page } = await openPage(browser);
    await page.goto(`${server.url()}?event=busan-2025&speed=9000&markets=XYZ&nonsense=1`);
    const banner = page.locator('.banner', { hasText: 'in this link' });
    await banner.waitFor();
    assert.match((await banner.textContent()) ?? '', /Two values in this link were not usable/);
    assert.match((await banner.textContent()) ?? '', /speed=9000 set to 3600; markets=XYZ left out\./);
    await banner.getByRole('button', { name: 'Dismiss' }).click();
    await eventually(
      'no banner',
      () => banner.count(),
      (n) => n === 0,
    );
  });

  it('opens on the archive without an upstream and plays the simulated day at one click', async () => {
    const own = dataFolder();
    const alone = await startServer('serve', {
      DATA_DIR: own.path,
      QUOTE_FEEDS: 'none',
      HEADLINE_FEEDS: 'none',
    });
    try {
      const { page, errors } = await openPage(browser, { viewport: { width: 1280, height: 800 } });
      await page.goto(alone.url);
      await eventually(
        'the archive in plain words',
        () => textOf(page, 'body'),
        (text) => text.includes('You are looking at the shipped archive'),
      );
      await eventually(
        'the published close of KOSPI',
        () => cell(page, 'KS11', 'last'),
        (text) => text === '4,086.89',
      );
      assert.doesNotMatch(await textOf(page, 'body'), /SIMULATED/);
      await page.getByRole('button', { name: 'Play the simulated day' }).click();
      await eventually(
        'the simulated day',
        () => textOf(page, '.pills'),
        (text) => /live/i.test(text) && /simulated/i.test(text),
      );
      await eventually('a move of KOSPI', () => cell(page, 'KS11', 'since'), moved);
      for (const size of [1600, 1280, 390]) {
        await page.setViewportSize({ width: size, height: 844 });
        assert.match(await textOf(page, 'body'), /SIMULATED/i, `the word at ${size} px`);
      }
      const file = async (): Promise<{ name: string; text: string }> => {
        const csv = await fetch(`${alone.url}api/v1/export/bars.csv?event=busan-2025&interval=1m`);
        return { name: csv.headers.get('content-disposition') ?? '', text: await csv.text() };
      };
      // The morning's minutes come with the first polls; until then the file has no rows and nothing to be named for.
      const { name } = await eventually('minutes in the export', file, ({ text }) =>
        text.includes(',simulated,'),
      );
      assert.match(name, /_SIMULATED\.csv/);
      assert.deepEqual(errors, []);
    } finally {
      await alone.stop();
      own.remove();
    }
  });
});

/** Points of one market as "what is on screen" exports them. */
async function screenPoints(page: Page, market: string): Promise<{ time: number; value: number }[]> {
  await page.locator('.header .button-filled').click();
  const download = page.waitForEvent('download');
  await page.locator('button.export').first().click();
  const file = await download;
  assert.match(
    file.suggestedFilename(),
    /^market-reaction_view_busan-2025_\d{8}T\d{4}Z_\d{8}T\d{4}Z_Asia-Seoul\.csv$/,
  );
  const records = parseCsv(readFileSync(await file.path(), 'utf8'));
  await page.keyboard.press('Escape');
  const names = records[0]?.cells ?? [];
  const at = (name: string): number => names.indexOf(name);
  return records
    .slice(1)
    .filter((r) => r.cells[at('kind')] === 'point' && r.cells[at('instrument')] === market)
    .map((r) => ({
      time: Date.parse(r.cells[at('time_utc')] as string),
      value: Number(r.cells[at('value')]),
    }));
}
