import assert from 'node:assert/strict';
import { strToU8, zipSync } from 'fflate';
import { FeedError } from '../../server/feeds/feed.ts';
import { createGdeltArchive, stampOf } from '../../server/feeds/gdelt/archive.ts';
import { createGdeltFeed } from '../../server/feeds/gdelt/doc-feed.ts';
import { GkgReader, parseArtlist, readStamp, wordPattern } from '../../server/feeds/gdelt/parse.ts';
import { unzipLines } from '../../server/feeds/gdelt/unzip.ts';
import { readLastUpdate } from '../../server/feeds/gdelt/wire.ts';
import { incomingHeadline } from '../../shared/news/headline.ts';
import { asUtcMs, formatInstant, parseInstant } from '../../shared/time/instant.ts';
import { NOW, type Planned, PlannedHttp } from '../support/headline-http.ts';
import { TestClock } from '../support/test-clock.ts';

const signal = new AbortController().signal;
const bytes = (text: string) => new TextEncoder().encode(text);
const context = { feed: 'gdelt', provenance: 'polled', receivedAt: NOW, maxAgeMs: 2 * 86_400_000 } as const;
const row = (changes: object = {}) => ({
  url: 'https://www.reuters.com/world/a',
  title: 'Trump , Xi meet in Busan',
  seendate: '20251030T021500Z',
  domain: 'reuters.com',
  language: 'English',
  ...changes,
});
const artlist = (...articles: readonly object[]) => bytes(JSON.stringify({ articles }));
const kindOf = (run: () => unknown, kind: string) =>
  assert.throws(run, (error: unknown) => error instanceof FeedError && error.kind === kind);

describe('GDELT DOC', () => {
  it('gives headlines of a 15-minute slot, side by host', () => {
    const { headlines, newestObservation } = parseArtlist(artlist(row()), context);
    const headline = incomingHeadline.parse(headlines[0]);
    assert.deepEqual(
      [
        headline.title,
        headline.side,
        headline.language,
        headline.precisionSeconds,
        formatInstant(headline.time),
      ],
      ['Trump, Xi meet in Busan', 'us', 'en', 900, '2025-10-30T02:15:00Z'],
    );
    assert.equal(newestObservation, headline.time);
  });
  it('refuses by name what cannot be used', () => {
    const { headlines, refusals } = parseArtlist(
      artlist(
        row({ seendate: '' }),
        row({ url: 'javascript:1' }),
        row({ title: '' }),
        row({ seendate: '20261030T021500Z' }),
        row({ seendate: '20241030T021500Z' }),
        row({ url: 5 }),
      ),
      context,
    );
    assert.deepEqual(headlines, []);
    assert.deepEqual(refusals.map((r) => r.code).toSorted(), [
      'bad-link',
      'future-time',
      'no-time',
      'no-title',
      'schema',
      'too-old',
    ]);
  });
  it('no result is an empty object', () => {
    assert.deepEqual(parseArtlist(bytes('{}'), context).headlines, []);
  });
  it('repairs escapes that JSON does not allow', () => {
    const body =
      '{"articles":[{"url":"https://a.example.com/1","title":"It\\\'s \\x \\u00e9 ok","seendate":"20251030T021500Z"}]}';
    assert.equal(parseArtlist(bytes(body), context).headlines[0]?.title, "It\\'s \\x é ok");
  });
  it('"Please limit requests" with 200 is busy, other sentences are errors inside', () => {
    kindOf(
      () => parseArtlist(bytes('Please limit requests to one every 5 seconds or contact us'), context),
      'busy',
    );
    kindOf(() => parseArtlist(bytes('The specified phrase is too short.'), context), 'error-inside');
    kindOf(() => parseArtlist(bytes('<!DOCTYPE html><html></html>'), context), 'html-instead');
    kindOf(() => parseArtlist(bytes(''), context), 'bad-body');
    kindOf(() => parseArtlist(bytes('{"articles":[{"url":"x'), context), 'truncated');
    kindOf(() => parseArtlist(bytes('{"articles":7}'), context), 'bad-body');
  });
  it('asks once, without retry, and calls 429 busy', async () => {
    const clock = new TestClock(NOW);
    const http = new PlannedHttp(clock, [new FeedError('rate-limited', '429', { retryAfterMs: 5000 })]);
    const feed = createGdeltFeed({ http, clock, provenance: () => 'polled' });
    await assert.rejects(
      feed.read(signal),
      (e: unknown) => e instanceof FeedError && e.kind === 'busy' && e.retryAfterMs === 5000,
    );
    assert.deepEqual([http.requests.length, http.requests[0]?.retry], [1, false]);
  });
});

const gkgLine = (title: string | null, changes: Readonly<Record<number, string>> = {}) => {
  const columns = Array.from({ length: 27 }, () => '');
  columns[1] = '20251030021500';
  columns[3] = 'xinhuanet.com';
  columns[4] = 'https://www.xinhuanet.com/a';
  columns[15] = '-2.5,1,3.5,4,20,0,300';
  columns[26] = title === null ? '' : `<PAGE_LINKS>x</PAGE_LINKS><PAGE_TITLE>${title}</PAGE_TITLE>`;
  for (const [at, text] of Object.entries(changes)) columns[Number(at)] = text;
  return columns.join('\t');
};
const zipOf = (text: string) => zipSync({ 'x.gkg.csv': strToU8(text) });

describe('GDELT bulk files', () => {
  it('keeps rows whose title is about the subject, with tone', () => {
    const reader = new GkgReader(context, ['trump', 'rare earths']);
    reader.line(gkgLine('Trump&#x2019;s visit'));
    reader.line(gkgLine('Football results', { 11: 'donald trump' }));
    reader.line(
      gkgLine('Accord sur les terres : Trump', {
        25: 'srclc:fra;eng:Moses',
        4: 'https://lemonde.fr/b',
        3: 'lemonde.fr',
      }),
    );
    assert.deepEqual(
      reader.mentions.map(({ headline, tone }) => [headline.title, headline.side, headline.language, tone]),
      [
        ['Trump’s visit', 'china', 'en', -0.025],
        ['Accord sur les terres: Trump', 'other', 'fr', -0.025],
      ],
    );
  });
  it('counts rows without a title and with other columns', () => {
    const reader = new GkgReader(context, ['trump']);
    reader.line(gkgLine(null, { 11: 'trump' }));
    reader.line('trump\tx');
    assert.deepEqual(
      reader.answer().refusals.map((r) => r.code),
      ['no-title', 'schema'],
    );
  });
  it('words are whole words', () => {
    assert.ok(wordPattern(['xi jinping']).test('Meeting Xi  Jinping'));
    assert.ok(!wordPattern(['trump']).test('trumpet'));
  });
  it('reads file after file, oldest first, over a gap', async () => {
    const plan: Planned[] = [
      zipOf(`${gkgLine('Trump one')}\n`),
      new FeedError('not-found', '404'),
      zipOf(gkgLine('Trump three')),
    ];
    const http = new PlannedHttp(new TestClock(NOW), plan);
    const archive = createGdeltArchive({ http });
    const answers = [];
    const [from, to] = [parseInstant('2025-10-30T02:01:00Z'), parseInstant('2025-10-30T02:45:00Z')];
    for await (const answer of archive.readArchive(from, to, signal)) answers.push(answer);
    assert.deepEqual(
      answers.map((a) => a.headlines.map((h) => h.title)),
      [['Trump one'], [], ['Trump three']],
    );
    assert.match(answers[1]?.refusals[0]?.detail ?? '', /20251030023000/);
    assert.equal(answers[0]?.headlines[0]?.provenance, 'backfilled');
    assert.deepEqual(
      http.requests.map((r) => r.url),
      ['021500', '023000', '024500'].map(
        (t) => `http://data.gdeltproject.org/gdeltv2/20251030${t}.gkg.csv.zip`,
      ),
    );
  });
  it('reads the latest file that lastupdate.txt names', async () => {
    const lines = ['export.CSV', 'mentions.CSV', 'gkg.csv']
      .map((k) => `123 ${'a'.repeat(32)} http://data.gdeltproject.org/gdeltv2/20251030021500.${k}.zip`)
      .join('\n');
    const http = new PlannedHttp(new TestClock(NOW), [lines, zipOf(gkgLine('Trump'))]);
    const { headlines } = await createGdeltArchive({
      http,
      baseUrl: 'http://127.0.0.1:9/gdelt-bulk',
    }).readLatest(signal);
    assert.equal(headlines.length, 1);
    assert.equal(http.requests[1]?.url, 'http://127.0.0.1:9/gdelt-bulk/gdeltv2/20251030021500.gkg.csv.zip');
    kindOf(() => readLastUpdate('nothing'), 'bad-body');
  });
  it('refuses what is no zip, cut off or too large', async () => {
    const rejects = (zip: Uint8Array, kind: string, max = 1e6) =>
      assert.rejects(
        unzipLines(zip, max, signal, () => undefined),
        (e: unknown) => e instanceof FeedError && e.kind === kind,
      );
    const whole = zipOf(
      'a line\n'.repeat(50_000) + Array.from({ length: 3000 }, (_, i) => `${i * 7919}`).join('\n'),
    );
    await rejects(bytes('<html>'), 'bad-body');
    await rejects(whole.subarray(0, 3000), 'truncated');
    await rejects(whole, 'too-large', 1000);
    let lines = 0;
    await unzipLines(whole, 1e6, signal, () => lines++);
    assert.equal(lines, 53_000);
  });
  it('stops when it is told to', async () => {
    await assert.rejects(
      unzipLines(zipOf('x'), 1e6, AbortSignal.abort(), () => undefined),
      { name: 'AbortError' },
    );
  });
  it('stamps go both ways', () => {
    const time = asUtcMs(Date.parse('2025-10-30T02:15:00Z'));
    assert.deepEqual(
      [stampOf(time), readStamp('20251030021500'), readStamp('20251330021500')],
      ['20251030021500', time, null],
    );
  });
});
