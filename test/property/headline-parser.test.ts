import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FeedError } from '../../server/feeds/feed.ts';
import { parseArtlist } from '../../server/feeds/gdelt/parse.ts';
import { readDate } from '../../server/feeds/rss/dates.ts';
import { parseFeedBody } from '../../server/feeds/rss/parse.ts';
import { incomingHeadline } from '../../shared/news/headline.ts';
import { createStoryIndex } from '../../shared/news/story.ts';
import { MAX_TITLE_LENGTH, plainTitle } from '../../shared/news/text.ts';
import { asUtcMs } from '../../shared/time/instant.ts';
import { item, NOW, parseContext, rss } from '../support/headline-http.ts';

const SEED = { seed: 20251030, numRuns: 300 } as const;
const bytes = (text: string) => new TextEncoder().encode(text);

const SAMPLES: readonly Uint8Array[] = [
  rss(
    '<language>en-us</language><ttl>5</ttl>',
    item(
      '<title><![CDATA[Trump & Xi <b>meet</b>]]></title><link>https://x.example.com/1?a=1&b=2</link><guid>1</guid><pubDate>Thu, 30 Oct 2025 02:05:00 GMT</pubDate>',
    ),
    item(
      '<title>It&amp;apos;s &lt;i&gt;done&lt;/i&gt;</title><guid isPermaLink="false">2</guid><dc:date>2025-10-30T11:05+09:00</dc:date>',
    ),
  ),
  '<!DOCTYPE feed [<!ENTITY a "b">]><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ko"><entry><id>tag:1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">회담 <b>&a;</b></div></title><link href="/1"/><updated>2025-10-30T02:05:00Z</updated></entry></feed>',
  '<?xml version="1.0" encoding="gb2312"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>t</title></channel><item rdf:about="https://x.example.com/1"><title>A</title><link>https://x.example.com/1</link></item></rdf:RDF>',
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'x',
    items: [{ id: '1', title: 'A', url: 'https://x.example.com/1' }],
  }),
].map(bytes);
const ARTLIST = bytes(
  '{"articles":[{"url":"https://a.example.com/1","title":"It\\\'s \\u00e9","seendate":"20251030T021500Z","domain":"a","language":"English"}]}',
);

type Change = { at: number; byte: number; remove: number };
const changes = fc.array(fc.record({ at: fc.nat(), byte: fc.nat(255), remove: fc.nat(12) }), {
  minLength: 1,
  maxLength: 8,
});

function mutated(sample: Uint8Array, list: readonly Change[], keep: number): Uint8Array {
  const body = [...sample];
  for (const { at, byte, remove } of list) body.splice(at % body.length, remove % 3 === 0 ? 1 : remove, byte);
  return Uint8Array.from(body.slice(0, Math.max(1, Math.ceil(body.length * keep))));
}

const context = parseContext();
function onlyFeedErrors(run: () => { headlines: readonly unknown[] }): void {
  try {
    for (const headline of run().headlines) incomingHeadline.parse(headline);
  } catch (error) {
    assert.ok(error instanceof FeedError, String((error as Error).stack));
  }
}

describe('headline parsers, any input', () => {
  it('a broken feed gives valid headlines or a FeedError, nothing else', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SAMPLES),
        changes,
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (sample, list, keep) =>
          onlyFeedErrors(() => parseFeedBody(mutated(sample, list, keep), null, context)),
      ),
      { ...SEED, numRuns: 1500 },
    );
  });
  it('so do random bytes under any content type', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom(null, 'text/xml; charset=gbk', 'text/xml; charset=utf-16'),
        (body, type) => onlyFeedErrors(() => parseFeedBody(body, type, context)),
      ),
      SEED,
    );
  });
  it('so does a broken GDELT answer', () => {
    fc.assert(
      fc.property(changes, fc.double({ min: 0.1, max: 1, noNaN: true }), (list, keep) =>
        onlyFeedErrors(() =>
          parseArtlist(mutated(ARTLIST, list, keep), {
            feed: 'gdelt',
            provenance: 'polled',
            receivedAt: NOW,
            maxAgeMs: 1e12,
          }),
        ),
      ),
      SEED,
    );
  });
  it('a date is an instant of 1990 to 2101 or none', () => {
    const parts = fc.array(
      fc.constantFrom(
        'Thu,',
        '30',
        'Oct',
        '2025',
        '02:05',
        ':00',
        'GMT',
        'CST',
        '+0900',
        '-',
        '/',
        '年',
        '오후',
        'T',
        'Z',
        '31',
        'Feb',
        ' ',
      ),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 90 }),
          parts.map((p) => p.join(' ')),
        ),
        fc.constantFrom(null, 'Asia/Shanghai'),
        (text, zone) => {
          const read = readDate(text, zone);
          if (read !== null)
            assert.ok(read.time > Date.UTC(1989, 11, 30) && read.time < Date.UTC(2101, 0, 3));
        },
      ),
      SEED,
    );
  });
  it('a cleaned title is one short well-formed line, and stays as it is when cleaned again', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.constantFrom('<b>', '</b>', '<', '>', '&', ' ', '\u202e', '\ud800', '<!--', '-->', '<script>', '😀'),
    );
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 150 }).map((u) => u.join('')),
        (text) => {
          const clean = plainTitle(text);
          assert.ok(clean.length <= MAX_TITLE_LENGTH && clean.isWellFormed());
          // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
          assert.doesNotMatch(clean, /[\u0000-\u001f\u202a-\u202e]|^\s|\s$|\s\s/);
        },
      ),
      SEED,
    );
  });
  it('the same headlines in the same order give the same stories', () => {
    const word = fc.constantFrom(
      'Trump',
      'Xi',
      'meet',
      'tariff',
      'cut',
      '47%',
      '57%',
      'soybeans',
      'not',
      'begin',
      'end',
      'Busan',
      '会晤',
      '釜山',
    );
    const title = fc.array(word, { minLength: 1, maxLength: 8 }).map((w) => w.join(' '));
    fc.assert(
      fc.property(fc.array(fc.tuple(title, fc.nat(86_400_000)), { maxLength: 40 }), (list) => {
        const run = () => {
          const index = createStoryIndex({ maxStories: 15 });
          return list.map(([t, ms], i) =>
            index.assign({ id: `h${i}`, title: t, time: asUtcMs(NOW + ms), language: 'und', source: 'x' }),
          );
        };
        const stories = run();
        assert.deepEqual(run(), stories);
        for (const [i, story] of stories.entries()) assert.ok(Number(story.slice(1)) <= i);
      }),
      SEED,
    );
  });
});
