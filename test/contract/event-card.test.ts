import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reactionsOf } from '../../server/measures/reactions.ts';
import { StoreError } from '../../server/store/store.ts';
import { CARD_HEIGHT, CARD_WIDTH, type EventCard, eventCardOf } from '../../server/transfer/event-card.ts';
import { paintEventCard } from '../../server/transfer/event-card-paint.ts';
import type { Anchor } from '../../shared/event/event.ts';
import { instrumentId } from '../../shared/market/instrument.ts';
import { asUtcMs, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import {
  type ApiUnderTest,
  busan,
  kospiMinute,
  startApi,
  T0,
  temporaryFolder,
  withMethods,
} from '../support/api-world.ts';

const minutes = (close: (minute: number) => number, rest: Parameters<typeof kospiMinute>[2] = {}) =>
  Array.from({ length: 31 }, (_, i) => kospiMinute(i - 1, close(i - 1), rest));

/** Width and height that a PNG gives in its first chunk. */
function sizeOf(png: Buffer): [number, number] {
  assert.equal(png.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n');
  assert.equal(png.subarray(12, 16).toString('latin1'), 'IHDR');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

const PLAIN: EventCard = {
  title: 'They met',
  when: 'T0 30 Oct 2025',
  breadth: '1 of 1 markets up',
  moves: [{ name: 'KOSPI', move: '+0.10 %', z: 'no z', tone: null }],
  source: 'Prices: published figures.',
  simulated: 'none',
};

describe('the preview card of an event', () => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await startApi();
    await api.world.clock.advanceTo('2025-10-30T09:00:00Z');
    await api.world.ingest.accept({
      events: [busan({ place: 'Busan, South Korea' })],
      bars: minutes((m) => 4100 + m),
    });
  });
  afterEach(() => api.close());
  const picture = async (query = ''): Promise<Buffer> => {
    const answer = await fetch(`http://127.0.0.1:${api.port}/api/v1/events/busan/card.png${query}`);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'image/png');
    return Buffer.from(await answer.arrayBuffer());
  };
  const words = async (asOf: number, anchor = 0): Promise<EventCard> => {
    const event = await api.world.store.event('busan');
    assert.ok(event);
    const of = event.anchors[anchor] as Anchor;
    const instruments = api.world.instruments.filter((i) => i.set === 'core');
    const gate = { asOf: asUtcMs(asOf), basis: 'published' } as const;
    const measure = await reactionsOf(api.world, { event, anchor: of, instruments, gate });
    return eventCardOf({ event, anchor: of, instruments, measure });
  };

  it('is a PNG of 1200 × 630 that changes with asOf and with nothing else', async () => {
    const now = await picture();
    assert.deepEqual(sizeOf(now), [CARD_WIDTH, CARD_HEIGHT]);
    const [early, again, late, before] = await Promise.all(
      ['t0%2B6m', 't0%2B6m', 't0%2B20m', 't0-5m'].map((asOf) => picture(`?asOf=${asOf}`)),
    );
    assert.ok(early?.equals(again as Buffer));
    const all = [now, early, late, before].map((png) => png?.toString('base64'));
    assert.equal(new Set(all).size, 4);
  });

  it('knows nothing from after asOf', async () => {
    const at = ['t0%2B6m', 't0-1m'];
    const before = await Promise.all(at.map((asOf) => picture(`?asOf=${asOf}`)));
    const later = Array.from({ length: 20 }, (_, i) =>
      kospiMinute(i + 10, 5000 - 100 * i, { provider: 'yahoo' }),
    );
    await api.world.ingest.accept({ bars: later });
    const after = await Promise.all(at.map((asOf) => picture(`?asOf=${asOf}`)));
    assert.deepEqual(
      before.map((png, i) => png.equals(after[i] as Buffer)),
      [true, true],
    );
  });

  it('says T0 with its zone, breadth, moves and where the prices are from', async () => {
    const card = await words(T0 + 6 * MINUTE_MS);
    assert.equal(card.title, 'Trump and Xi meet in Busan');
    assert.equal(card.when, 'T0 30 Oct 2025, 11:05 Seoul (UTC+9), to the minute');
    assert.equal(card.breadth, '1 of 1 markets up, median +0.12 %, 5 trading minutes after T0');
    assert.deepEqual(card.moves, [{ name: 'KOSPI', move: '+0.12 %', z: 'no z', tone: null }]);
    assert.equal(
      card.source,
      'Prices: polled from public sources. Known by 30 Oct 2025, 11:11 Seoul (UTC+9)',
    );
    assert.equal(card.simulated, 'none');
    const ahead = await words(T0 - MINUTE_MS);
    assert.deepEqual([ahead.breadth, ahead.moves], ['T0 is still ahead', []]);
    assert.doesNotMatch(ahead.source, /Prices/);
    assert.equal((await words(T0 + 30_000)).breadth, 'No market has answered yet');
  });

  it('bears the mark of simulated prices, in words and in the picture', async () => {
    const simulated = {
      instrument: instrumentId.parse('N225'),
      provider: 'simulation',
      provenance: 'simulated',
    } as const;
    await api.world.ingest.accept({ bars: minutes((m) => 50_000 - m, simulated) });
    const card = await words(T0 + 6 * MINUTE_MS);
    assert.notEqual(card.simulated, 'none');
    assert.match(card.source, /SIMULATED, not traded/);
    const [marked, plain] = await Promise.all([
      paintEventCard({ ...PLAIN, simulated: 'all' }),
      paintEventCard(PLAIN),
    ]);
    assert.equal(marked.equals(plain), false);
  });

  it('draws titles of any length and script', async () => {
    for (const title of [
      'x'.repeat(200),
      '釜山会谈'.repeat(40),
      'لقاء في بوسان '.repeat(12),
      '😀'.repeat(80),
      ' ',
    ]) {
      assert.deepEqual(sizeOf(await paintEventCard({ ...PLAIN, title })), [CARD_WIDTH, CARD_HEIGHT]);
    }
  });

  it('refuses what is no event or no anchor', async () => {
    const none = await api.ask('/api/v1/events/none-such/card.png');
    assert.equal(none.json().code, 'unknown-event');
    const anchor = await api.ask('/api/v1/events/busan/card.png?anchor=lunch');
    assert.equal(anchor.json().parameter, 'anchor');
  });
});

describe('the head of a link to an event', () => {
  const folder = temporaryFolder();
  const HTML =
    '<!doctype html><html><head><meta name="description" content="plain" /><title>Market Reaction</title></head><body></body></html>';
  let api: ApiUnderTest;
  before(() => writeFileSync(join(folder.path, 'index.html'), HTML));
  after(() => folder.remove());
  const start = async (config: Parameters<typeof startApi>[0] = {}) => {
    api = await startApi({ clientDir: folder.path, ...config });
    await api.world.ingest.accept({
      events: [
        busan({ place: 'Busan, South Korea' }),
        busan({ slug: 'marked', title: '"><script>alert(1)</script> $& $1 \'&amp;' }),
      ],
    });
  };
  afterEach(() => api.close());
  const head = async (query: string, headers: Record<string, string> = {}): Promise<string> => {
    const answer = await api.ask(`/${query}`, { headers });
    assert.equal(answer.status, 200);
    assert.match(String(answer.headers['content-type']), /^text\/html/);
    return answer.text;
  };
  const property = (html: string, name: string): string | undefined =>
    new RegExp(`<meta property="${name}" content="([^"]*)" />`).exec(html)?.[1];
  const image = (html: string): URL =>
    new URL((property(html, 'og:image') ?? assert.fail('no picture')).replaceAll('&#38;', '&'));

  it('says title, T0 and picture, and the picture is there', async () => {
    await start();
    const html = await head('?event=busan&theme=light');
    assert.equal(property(html, 'og:title'), 'Trump and Xi meet in Busan');
    assert.match(html, /<title>Trump and Xi meet in Busan<\/title>/);
    assert.match(
      String(property(html, 'og:description')),
      /^T0 30 Oct 2025, 11:05 Seoul \(UTC\+9\), to the minute\./,
    );
    assert.doesNotMatch(html, /content="plain"/);
    assert.equal(image(html).search, '');
    assert.equal((await fetch(image(html))).headers.get('content-type'), 'image/png');
    assert.equal(await head(''), HTML, 'a link that names no event is left as it is');
    assert.equal(await head('?event=none-such'), HTML);
    assert.equal(await head('?event=../../x'), HTML);
  });

  it('asks for a picture no later than the t of the link', async () => {
    await start();
    const asOf = async (query: string) => image(await head(query)).searchParams.get('asOf');
    assert.equal(await asOf('?event=busan&t=1200'), '2025-10-30T02:25:00Z');
    assert.equal(await asOf('?event=busan&t=-600'), '2025-10-30T01:55:00Z');
    assert.equal(await asOf('?event=busan&anchor=2&t=60'), '2025-10-30T07:16:00Z');
    assert.equal(await asOf('?event=busan&t0=2025-10-30T03:00:00Z&t=60'), '2025-10-30T03:01:00Z');
    const known = image(await head('?event=busan&t=1200&basis=known')).searchParams;
    assert.deepEqual([known.get('asOf'), known.get('basis')], ['2025-10-30T02:25:00Z', 'known']);
    for (const bad of ['t=soon', 't=1e99', 't=Infinity', 't='])
      assert.equal(await asOf(`?event=busan&${bad}`), null);
    const early = parseInstant((await asOf('?event=busan&t=60')) as string);
    assert.ok(early <= T0 + 60_000);
  });

  it('keeps a title from being markup', async () => {
    await start();
    const html = await head('?event=marked');
    assert.doesNotMatch(html, /<script/);
    assert.match(
      html,
      /<title>&#34;&#62;&#60;script&#62;alert\(1\)&#60;\/script&#62; \$&#38; \$1 &#39;&#38;amp;<\/title>/,
    );
    const foreign = await head('?event=busan&q=%22%3E%3Cscript%3E');
    assert.doesNotMatch(foreign, /<script/);
  });

  it('is left out where the store does not answer: the page comes all the same', async () => {
    const event = async (): Promise<never> => {
      throw new StoreError('unavailable', 'it is gone');
    };
    await start({ change: (world) => ({ ...world, store: withMethods(world.store, { event }) }) });
    assert.equal(await head('?event=busan'), HTML);
  });

  it('tells nothing to who may not read, and uses the address people use', async () => {
    const token = 'correct-horse-battery';
    await start({ config: { accessToken: token, rootUrl: 'https://markets.example' } });
    assert.equal(await head('?event=busan'), HTML);
    const html = await head('?event=busan', { authorization: `Bearer ${token}` });
    assert.equal(property(html, 'og:image'), 'https://markets.example/api/v1/events/busan/card.png');
    assert.equal(property(html, 'og:url'), 'https://markets.example/?event=busan');
  });
});
