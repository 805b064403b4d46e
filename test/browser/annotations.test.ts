import assert from 'node:assert/strict';
import type { Browser, Locator, Page } from 'playwright-core';
import type { MarketEvent } from '../../shared/event/event.ts';
import type { BarColumns, WindowResource } from '../../shared/protocol/resources.ts';
import { axeViolations } from '../support/axe.ts';
import { launchBrowser, openPage } from '../support/browser.ts';
import { dayReaches } from '../support/browser-waiting.ts';
import { dataFolder, type ServerProcess, startServer } from '../support/start-server.ts';

const AT = 'event=busan-2025&t=1200';

const textOf = async (part: Locator): Promise<string> => (await part.textContent()) ?? '';

const flag = (page: Page, name: string | RegExp) => page.locator('.mark-spot').and(page.getByLabel(name));

/** Locks the crosshair by keyboard at T0 and goes some bars on. */
async function lockAt(page: Page, barsAfterT0: number): Promise<void> {
  await page.locator('.chart-figure').focus();
  await page.keyboard.press('m');
  while (!(await page.locator('.mark-actions').getByText('T0 Handshake').isVisible())) {
    await page.keyboard.press('m');
  }
  for (let n = 0; n < barsAfterT0; n += 1) await page.keyboard.press('ArrowRight');
}

/** Opens the form at the locked minute by keyboard. */
async function pinHere(page: Page): Promise<void> {
  await page.locator('.mark-actions button').last().focus();
  await page.keyboard.press('Enter');
  await page.locator('.event-form').waitFor();
}

describe('what is marked on the chart', function () {
  this.timeout(120_000);
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
  const open = async (
    query = AT,
    options: Parameters<typeof openPage>[1] = {},
    prepare?: (page: Page) => Promise<void>,
  ) => {
    const opened = await openPage(browser, { reducedMotion: 'reduce', ...options });
    await prepare?.(opened.page);
    await opened.page.goto(`${server.url}?${query}`);
    await opened.page.locator('.mark-spot').first().waitFor();
    return opened;
  };
  const stored = async (): Promise<MarketEvent[]> => {
    const answer = await fetch(new URL('/api/v1/events?limit=1000', server.url));
    return ((await answer.json()) as { items: MarketEvent[] }).items;
  };
  const own = async (title: string): Promise<MarketEvent> => {
    const found = (await stored()).find((e) => e.title === title);
    assert.ok(found !== undefined, `no event ${title}`);
    return found;
  };

  for (const colorScheme of ['dark', 'light'] as const) {
    it(`opens by a press and gives the focus back, clean by axe, ${colorScheme}`, async () => {
      const { page, errors } = await open(AT, { colorScheme });
      await flag(page, /^T0 Handshake/).click();
      const card = page.locator('.mark-card');
      await card.waitFor();
      assert.match(await textOf(card), /Handshake/);
      assert.match(await textOf(card), /30 Oct 2025, 11:05 KST, to the minute/);
      assert.deepEqual(await axeViolations(page), []);
      await page.keyboard.press('Escape');
      await card.waitFor({ state: 'detached' });
      assert.match(
        await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''),
        /^T0 Handshake/,
      );
      assert.deepEqual(errors, []);
      await page.context().close();
    });
  }

  it('is told to a pointer that rests, and opened by keyboard at a locked crosshair', async () => {
    const { page } = await open();
    const cluster = flag(page, /headlines$/).first();
    await cluster.hover();
    assert.ok((await page.locator('.mark-peek p').count()) >= 2);
    await lockAt(page, 0);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.mark-card').waitFor();
    assert.match(await textOf(page.locator('.mark-card')), /Handshake/);
    await page.context().close();
  });

  it('folds far out into counted flags that open, and none lies after the playhead', async () => {
    const year = `${AT}&from=2025-01-01T00:00:00Z&to=2025-12-31T00:00:00Z`;
    const { page } = await open(year, { viewport: { width: 1600, height: 1000 } });
    const folds = flag(page, /^\d+ events:/);
    await folds.first().waitFor();
    const flags = await page
      .locator('.mark-spot')
      .evaluateAll((all) =>
        all.map((e) => e.getAttribute('aria-label') ?? '').filter((n) => /^(\d+ events:|T0)/.test(n)),
      );
    assert.ok(flags.length >= 3 && flags.length <= 7, flags.join('\n'));
    const label = (await folds.first().getAttribute('aria-label')) as string;
    await folds.first().click();
    const items = page.locator('.mark-card li');
    await items.first().waitFor();
    assert.equal(await items.count(), Number(/^\d+/.exec(label)?.[0]));
    // Talks end and what follows lie after 11:25, so that no flag may name them.
    assert.ok(!flags.some((name) => /Talks end|China.s list/.test(name)));
    await page.context().close();
  });

  it('has 44 px for a finger, and its card stands at the foot of a phone', async () => {
    const { page } = await open(AT, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const room = await flag(page, /^T0/).evaluate((e) => {
      const style = getComputedStyle(e, '::after');
      return [Number.parseFloat(style.width), Number.parseFloat(style.height)];
    });
    assert.ok(
      room.every((px) => px >= 44),
      room.join(),
    );
    await flag(page, /^T0/).tap();
    const box = await page.locator('.mark-card').boundingBox();
    assert.ok(box !== null && Math.abs(box.y + box.height - 844) < 1 && box.width === 390);
    assert.deepEqual(await axeViolations(page), []);
    await page.context().close();
  });

  it('pins a note at a minute, takes it back, and says what is wrong with it', async () => {
    const { page, errors } = await open();
    await lockAt(page, 5);
    await pinHere(page);
    assert.equal(await page.locator('#event-anchors-0-time').inputValue(), '2025-10-30T11:10');
    assert.match(await textOf(page.locator('.event-form')), /All times are of Seoul, UTC\+9/);
    await page.keyboard.press('Tab');
    await page.locator('.event-form button[type=submit]').click();
    assert.match(await textOf(page.locator('.event-problem')), /Title\s+is needed/);
    assert.deepEqual(await axeViolations(page), []);
    await page.locator('#event-title').fill('A note of mine');
    await page.locator('.event-form button[type=submit]').click();
    await page.locator('.undo-bar', { hasText: 'Added “A note of mine”' }).waitFor();
    await flag(page, /A note of mine/)
      .first()
      .waitFor();
    const { anchors, origin, revision, actor } = await own('A note of mine');
    assert.deepEqual(
      [anchors[0]?.time, anchors[0]?.precision, origin, revision, actor],
      [Date.parse('2025-10-30T02:10:00Z'), 'minute', 'user', 1, 'local'],
    );
    await page.locator('.undo-bar').getByText('Undo').click();
    await page.locator('.undo-bar', { hasText: 'Taken back' }).waitFor();
    await flag(page, /A note of mine/).waitFor({ state: 'detached' });
    assert.ok(!(await stored()).some((e) => e.title === 'A note of mine'));
    assert.deepEqual(errors, []);
    await page.context().close();
  });

  it('edits and deletes what is one’s own, each taken back, with a readable history', async () => {
    const { page } = await open();
    await lockAt(page, 8);
    await pinHere(page);
    await page.locator('#event-title').fill('Second note');
    await page.locator('.event-form button[type=submit]').click();
    await page.locator('.undo-bar').waitFor();
    const openOwn = async (title: string): Promise<void> => {
      await page.keyboard.press('Escape');
      await flag(page, new RegExp(title)).first().click();
      await page.locator('.mark-card li', { hasText: title }).getByText('Edit', { exact: true }).click();
      await page.locator('.event-form').waitFor();
    };
    await openOwn('Second note');
    await page.locator('#event-title').fill('Second note, put right');
    await page.locator('.event-form button[type=submit]').click();
    await page.locator('.undo-bar', { hasText: 'Changed' }).getByText('Undo').click();
    await page.locator('.undo-bar', { hasText: 'Taken back' }).waitFor();
    assert.equal((await own('Second note')).revision, 3);

    await openOwn('Second note');
    await page.locator('.revisions summary').click();
    const history = await textOf(page.locator('.revisions'));
    assert.match(history, /3 versions/);
    assert.match(history, /Version 2, by somebody at this server, 30 Oct 2025/);
    assert.equal(await textOf(page.locator('.revisions del').first()), 'was Second note, put right');
    assert.deepEqual(await axeViolations(page), []);
    await page.getByText('Delete this event').click();
    await page.locator('.undo-bar', { hasText: 'Deleted' }).waitFor();
    assert.ok(!(await stored()).some((e) => e.title === 'Second note'));
    await page.locator('.undo-bar').getByText('Undo').click();
    await page.locator('.undo-bar', { hasText: 'Taken back' }).waitFor();
    await own('Second note');
    await page.context().close();
  });

  it('overwrites nobody: a revision that came meanwhile is shown, to be taken or written over', async () => {
    const { page } = await open();
    await lockAt(page, 11);
    await pinHere(page);
    await page.locator('#event-title').fill('Shared note');
    await page.locator('.event-form button[type=submit]').click();
    await page.locator('.undo-bar').waitFor();
    const { slug } = await own('Shared note');
    const patch = async (revision: number, fields: Partial<MarketEvent>): Promise<void> => {
      const answer = await fetch(new URL(`/api/v1/events/${slug}`, server.url), {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ revision, ...fields }),
      });
      assert.equal(answer.status, 200);
    };
    const edit = async (): Promise<void> => {
      await page.keyboard.press('Escape');
      await flag(page, /Shared note/)
        .first()
        .click();
      await page
        .locator('.mark-card li', { hasText: 'Shared note' })
        .getByText('Edit', { exact: true })
        .click();
      await page.locator('.event-form').waitFor();
    };
    await edit();
    await page.locator('#event-summary').fill('Mine');
    await patch(1, { place: 'Busan, South Korea' });
    await page.locator('.event-form button[type=submit]').click();
    const problem = page.locator('.event-problem');
    await problem.waitFor();
    assert.match(await textOf(problem), /changed this event since[\s\S]*Place[\s\S]*Busan, South Korea/);
    await page.getByText('Take theirs').click();
    assert.equal(await page.locator('#event-summary').inputValue(), '');
    await page.locator('#event-summary').fill('Mine again');
    await patch(2, { place: 'Seoul, South Korea' });
    await page.locator('.event-form button[type=submit]').click();
    await page.getByText('Keep mine').click();
    await page.locator('.undo-bar', { hasText: 'Changed' }).waitFor();
    const last = await own('Shared note');
    assert.deepEqual([last.summary, last.place, last.revision], ['Mine again', 'Busan, South Korea', 4]);
    await page.context().close();
  });

  it('asks for a sign-in where the server does, and keeps what was written', async () => {
    const { page } = await open(AT, {}, async (fresh) => {
      await fresh.route('**/api/v1/events', (route) =>
        route.request().method() === 'POST'
          ? route.fulfill({
              status: 401,
              contentType: 'application/problem+json',
              body: '{"title":"A token is needed"}',
            })
          : route.continue(),
      );
    });
    await lockAt(page, 3);
    await pinHere(page);
    await page.locator('#event-title').fill('Kept');
    await page.locator('.event-form button[type=submit]').click();
    assert.match(await textOf(page.locator('.event-problem')), /asks for a token. What you wrote stays here/);
    await page.keyboard.press('Escape');
    await page.locator('.event-form').waitFor({ state: 'detached' });
    await pinHere(page);
    assert.equal(await page.locator('#event-title').inputValue(), 'Kept');
    await page.context().close();
  });

  it('reads what ships as far as it has happened, and never offers to change it', async () => {
    const { page } = await open();
    await flag(page, /^T0 Handshake/).click();
    await page.locator('.mark-card').getByText('Details').click();
    const sheet = page.locator('.sheet-event-editor');
    await sheet.locator('.event-read').waitFor();
    const text = await textOf(sheet);
    assert.match(text, /ships with the program and is read-only/);
    assert.match(text, /Handshake: 30 Oct 2025, 11:05 KST/);
    // 11:25: the talks are not over, so nothing tells how they went.
    assert.doesNotMatch(text, /Talks end|fentanyl|Delete this event/);
    assert.match(text, /once all of it has happened/);
    assert.deepEqual(await axeViolations(page), []);
    await page.context().close();
  });

  it('marks jumps beside the line, with what was said before', async () => {
    const { page, errors } = await open('event=busan-2025', {}, async (fresh) => {
      // The day itself is simulated without jumps; against a quieter past some of its bars are.
      await fresh.route('**/api/v1/bars?*', async (route) => {
        const answer = await route.fetch();
        const body = (await answer.json()) as { bars: BarColumns };
        const first = body.bars.close[0] as number;
        const quiet = (price: number | null): number | null =>
          price === null ? null : first * (price / first) ** 0.05;
        for (const name of ['open', 'high', 'low'] as const) body.bars[name] = body.bars[name].map(quiet);
        body.bars.close = body.bars.close.map((price) => quiet(price) as number);
        await route.fulfill({ response: answer, json: body });
      });
    });
    const jump = flag(page, /^Jump of KOSPI, [+−]\d/).first();
    await jump.waitFor();
    assert.ok((await flag(page, /^Jump of/).count()) <= 12);
    await jump.click();
    const card = page.locator('.mark-card');
    await card.waitFor();
    assert.match(
      await textOf(card),
      /Jump of KOSPI[\s\S]*% in 5 min, until \d\d:\d\d KST[\s\S]*10 minutes before/,
    );
    assert.deepEqual(await axeViolations(page), []);
    assert.deepEqual(errors, []);
    await page.context().close();
  });

  it('keeps a corrected close in sight, the old value one press away', async () => {
    const { page } = await open('event=busan-2025', {}, async (fresh) => {
      await fresh.route('**/api/v1/windows?*', async (route) => {
        const answer = await route.fetch();
        const body = (await answer.json()) as WindowResource;
        const bars = body.bars.find((b) => b.instrument === 'KS11' && b.interval === '1m');
        if (bars !== undefined && bars.openTime.length > 3) {
          const one = <T>(list: readonly T[]): T[] => list.slice(2, 3);
          const old = Object.fromEntries(
            Object.entries(bars).map(([name, list]) => [
              name,
              Array.isArray(list) ? one(list as never[]) : list,
            ]),
          ) as unknown as BarColumns;
          body.supersededBars.push({
            ...old,
            close: [1234.5],
            high: [null],
            low: [null],
            open: [null],
            seq: [0 as BarColumns['seq'][number]],
            receivedAt: [((old.receivedAt[0] as number) - 1000) as BarColumns['receivedAt'][number]],
          });
          bars.revision[2] = 2;
          bars.seq[2] = body.seq;
        }
        await route.fulfill({ response: answer, json: body });
      });
    });
    const mark = page.locator('tr[data-instrument=KS11] .corrected');
    await mark.waitFor();
    assert.match((await mark.getAttribute('aria-label')) ?? '', /KOSPI: one close was corrected/);
    await mark.click();
    const card = page.locator('.mark-card');
    await card.waitFor();
    assert.equal(await textOf(card.locator('s')), '1,234.50');
    assert.match(await textOf(card), /received 30 Oct[\s\S]*corrected 30 Oct/);
    assert.deepEqual(await axeViolations(page), []);
    await page.context().close();
  });
});
