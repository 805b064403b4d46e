import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { axeViolations } from '../support/axe.ts';
import { launchBrowser, openPage } from '../support/browser.ts';
import { eventuallyWithin } from '../support/browser-waiting.ts';
import { type BusanServer, startBusanServer } from '../support/busan-server.ts';
import { dataFolder } from '../support/start-server.ts';

const WIDE = { viewport: { width: 1600, height: 1000 }, colorScheme: 'dark' } as const;
const TALK = 'p[aria-live]';

const eventually = eventuallyWithin(30_000);

const query = async (page: Page): Promise<URLSearchParams> => new URL(page.url()).searchParams;
const said = async (page: Page): Promise<string> => (await page.locator('#chart-words').textContent()) ?? '';

describe('the hero chart, through real use', function () {
  this.timeout(120_000);
  let browser: Browser;
  let server: BusanServer;
  let data: ReturnType<typeof dataFolder>;
  before(async () => {
    data = dataFolder();
    browser = await launchBrowser();
    server = await startBusanServer(data.path, '2025-10-30T02:40:00Z');
  });
  after(async () => {
    await browser.close();
    await server.stop();
    data.remove();
  });

  async function opened(search = '', options: Parameters<typeof openPage>[1] = WIDE) {
    const { page, errors } = await openPage(browser, options);
    await page.goto(`${server.url()}?event=busan-2025${search}`);
    await eventually(
      'breadth',
      () => page.locator('.chart-breadth').count(),
      (n) => n > 0,
    );
    return { page, errors };
  }

  /** A point of the plot, as shares of the figure. */
  async function point(page: Page, across: number): Promise<{ x: number; y: number }> {
    const box = await page.locator('.chart-figure').boundingBox();
    assert.ok(box !== null);
    return { x: box.x + box.width * across, y: box.y + 130 };
  }

  it('is headed by how many rose since T0 and today, with the median', async () => {
    const { page, errors } = await opened();
    const breadth = (await page.locator('.chart-breadth').allTextContents()).join('');
    assert.match(
      breadth,
      /^Since T0 \d+ of \d+ up, median [+−]?\d\.\d\d %\. Today \d+ of \d+ up, median [+−]?\d\.\d\d %\. $/,
    );
    assert.deepEqual(errors, []);
  });

  it('takes any minute as T0 by Shift and click, and goes back by one click', async () => {
    const { page, errors } = await opened();
    const { x, y } = await point(page, 0.35);
    await page.keyboard.down('Shift');
    await page.mouse.click(x, y);
    await page.keyboard.up('Shift');
    const t0 = (
      await eventually(
        't0 in the address',
        () => query(page),
        (q) => q.has('t0'),
      )
    ).get('t0');
    assert.match(t0 ?? '', /^2025-10-30T0\d:\d\d:00Z$/);
    assert.match((await page.locator('.t0-line').first().textContent()) ?? '', /set by hand/);
    await page.getByRole('button', { name: /^Back to Handshake 11:05$/ }).click();
    await eventually(
      'no t0',
      () => query(page),
      (q) => !q.has('t0'),
    );
    assert.deepEqual(errors, []);
  });

  it('takes now as T0 by a button, and the crosshair by a key and by the tooltip', async () => {
    const { page, errors } = await opened();
    await page.getByRole('button', { name: 'T0 = now' }).click();
    const own = () => query(page).then((q) => q.get('t0'));
    const now = await eventually('now as T0', own, (t0) => t0 !== null);
    await page.locator('.chart-figure').focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Shift+T');
    const here = await eventually('the crosshair as T0', own, (t0) => t0 !== null && t0 !== now);
    const apart = Date.parse(now as string) - Date.parse(here as string);
    assert.ok(apart >= 8 * 60_000 && apart <= 12 * 60_000, `${apart / 60_000} min before now`);
    await page.keyboard.press('ArrowLeft');
    await page.locator('.chart-tip-t0').click();
    await eventually('the tooltip’s minute', own, (t0) => t0 !== null && t0 !== here);
    await page.keyboard.press('Shift+E');
    await eventually('the event’s own', own, (t0) => t0 === null);
    assert.deepEqual(errors, []);
  });

  it('zooms by wheel and keys, pans by hand and keys, and goes back by Shift+0', async () => {
    const { page, errors } = await opened();
    const span = async (): Promise<number | null> => {
      const q = await query(page);
      return q.has('from') ? Date.parse(q.get('to') as string) - Date.parse(q.get('from') as string) : null;
    };
    const from = async (): Promise<number> => Date.parse((await query(page)).get('from') ?? '');
    const { x, y } = await point(page, 0.4);
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, -300);
    const near = await eventually('a range of one’s own', span, (ms) => ms !== null);
    await page.mouse.wheel(0, 300);
    await eventually('a wider one', span, (ms) => ms !== null && ms > (near as number));
    const before = await from();
    await page.mouse.down();
    await page.mouse.move(x + 60, y, { steps: 4 });
    await page.mouse.up();
    const panned = await eventually('earlier', from, (time) => time < before);
    assert.equal(await page.locator('.chart-tip').count(), 0, 'a drag is never a click');
    await page.locator('.chart-figure').focus();
    await page.keyboard.press('PageUp');
    await eventually('half a screen back', from, (time) => time < panned);
    const wide = await span();
    await page.keyboard.press('+');
    await eventually('nearer', span, (ms) => ms !== null && ms < (wide as number));
    await page.keyboard.press('Shift+Digit0');
    await eventually('the whole range', span, (ms) => ms === null);
    assert.deepEqual(errors, []);
  });

  it('counts by the clock, in trading time or from T0, and says which', async () => {
    const { page, errors } = await opened();
    await eventually(
      'the usual range in words',
      () => said(page),
      (t) => /Usual range of KOSPI by now: 0\.\d\d percent either way\./.test(t),
    );
    await page.getByRole('button', { name: 'Trading', exact: true }).click();
    await eventually(
      'the address',
      () => query(page),
      (q) => q.get('axis') === 'trading',
    );
    await page.reload();
    await eventually(
      'folded time in words',
      () => said(page),
      (t) => t.includes('is folded'),
    );
    await page.getByRole('button', { name: 'T+', exact: true }).click();
    await eventually(
      'T+',
      () => query(page),
      (q) => q.get('axis') === 't',
    );
    assert.deepEqual(errors, []);
  });

  it('walks over five days of trading time without leaving the page', async () => {
    const { page, errors } = await openPage(browser, WIDE);
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/api/v1/windows?from')) asked.push(request.url());
    });
    await page.goto(`${server.url()}?event=busan-2025&axis=trading`);
    await page.locator('.chart-breadth').first().waitFor();
    await page.getByRole('button', { name: 'View', exact: true }).click();
    await page.getByRole('button', { name: '5 days' }).click();
    await eventually(
      'the address',
      () => query(page),
      (q) => q.get('from') === 'now-7d',
    );
    await eventually(
      'one window of older prices',
      async () => asked.length,
      (n) => n === 1,
    );
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.view-menu').count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), 'View');
    await page.locator('.chart-figure').focus();
    await page.keyboard.press('ArrowLeft');
    await eventually(
      'a sentence',
      async () => (await page.locator(TALK).last().textContent()) ?? '',
      (t) => /percent/.test(t),
    );
    await page.getByRole('button', { name: 'Back to live' }).click();
    await eventually(
      'the day again',
      () => query(page),
      (q) => !q.has('from'),
    );
    assert.deepEqual(errors, []);
  });

  it('turns moves into US dollars where a pair is kept, and says where not', async () => {
    const { page, errors } = await opened('&currency=usd');
    await eventually(
      'dollars in words',
      () => said(page),
      (t) => t.includes('In US dollars where a currency pair is kept.'),
    );
    assert.match((await page.locator('.chart-head p').textContent()) ?? '', /In US dollars/);
    await page.getByRole('button', { name: 'View', exact: true }).click();
    await eventually(
      'the pairs',
      async () => (await page.locator('.view-menu').textContent()) ?? '',
      (t) => /by USDJPY, USDCNH, USDKRW\. No pair is kept for HKD/.test(t),
    );
    assert.deepEqual(errors, []);
  });

  for (const colorScheme of ['dark', 'light'] as const) {
    it(`has no axe violation with its menu open, and nothing too wide, ${colorScheme}`, async () => {
      for (const [width, height] of [
        [1600, 1000],
        [1280, 800],
        [390, 844],
        [320, 700],
      ] as const) {
        const { page, errors } = await opened('&axis=trading', { viewport: { width, height }, colorScheme });
        await page.getByRole('button', { name: 'View', exact: true }).click();
        await page.locator('.view-menu').waitFor();
        assert.deepEqual(await axeViolations(page), [], `at ${width} px`);
        const menu = await page.locator('.view-menu').boundingBox();
        assert.ok(menu !== null && menu.x >= 0 && menu.x + menu.width <= width, `the menu at ${width} px`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${wide} px too wide at ${width} px`);
        assert.deepEqual(errors, []);
        await page.context().close();
      }
    });
  }
});
