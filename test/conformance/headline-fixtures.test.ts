import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FeedError } from '../../server/feeds/feed.ts';
import { parseArtlist } from '../../server/feeds/gdelt/parse.ts';
import { attributionOf } from '../../server/feeds/google-news/attribution.ts';
import { GOOGLE_NEWS_QUERIES } from '../../server/feeds/google-news/queries.ts';
import { decodeBody } from '../../server/feeds/rss/charset.ts';
import { parseFeedBody } from '../../server/feeds/rss/parse.ts';
import { incomingHeadline } from '../../shared/news/headline.ts';
import { parseInstant } from '../../shared/time/instant.ts';
import { CASES_ROOT, conformance } from '../support/conformance.ts';
import { HEADLINE_FIXTURES } from '../support/headline-fixture-table.ts';
import { parseContext } from '../support/headline-http.ts';

const ROOT = fileURLToPath(new URL('fixtures/', CASES_ROOT));
const LATER = parseInstant('2026-11-24T00:00:00Z');
const FOREVER = 1e13;

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** `Header: Content-type: …` in the leading comment of feedparser's cases. */
function contentTypeOf(path: string, body: Buffer): string | null {
  if (!path.startsWith('rss/feedparser/')) return null;
  return (
    /^\s*Header:\s*Content-type:\s*(.*)$/im.exec(body.subarray(0, 600).toString('latin1'))?.[1]?.trim() ??
    null
  );
}

function read(path: string) {
  const body = readFileSync(join(ROOT, path));
  try {
    if (path.startsWith('gdelt/')) {
      const receivedAt = parseInstant('2024-06-15T13:00:00Z');
      const answer = parseArtlist(body, {
        feed: 'gdelt',
        provenance: 'polled',
        receivedAt,
        maxAgeMs: 86_400_000,
      });
      return { ...answer, charset: 'utf-8' };
    }
    const contentType = contentTypeOf(path, body);
    const [query] = GOOGLE_NEWS_QUERIES;
    const isGoogle = path.includes('google-news') && query !== undefined;
    const context = parseContext({
      receivedAt: LATER,
      maxAgeMs: FOREVER,
      language: 'und',
      ...(isGoogle ? { attribute: attributionOf(query) } : {}),
    });
    return { ...parseFeedBody(body, contentType, context), charset: decodeBody(body, contentType).charset };
  } catch (error) {
    if (error instanceof FeedError) return { refused: error.kind };
    throw error;
  }
}

conformance('headline fixtures', ['fixtures/rss', 'fixtures/gdelt'], () => {
  const paths = ['rss', 'gdelt'].flatMap(filesBelow);
  for (const path of paths) {
    it(path, () => {
      const expected = HEADLINE_FIXTURES[path];
      assert.ok(expected !== undefined, 'has no row in the table of expectations');
      const found = read(path);
      if ('refused' in found) {
        assert.deepEqual(found, expected);
        return;
      }
      for (const headline of found.headlines) incomingHeadline.parse(headline);
      assert.deepEqual(
        {
          charset: found.charset,
          count: found.headlines.length,
          first: found.headlines[0]?.title ?? null,
          refusals: found.refusals.map((r) => `${r.code}×${r.count}`).join(' '),
        },
        expected,
      );
    });
  }
  it('no row is without its file', () => {
    assert.deepEqual(
      Object.keys(HEADLINE_FIXTURES).filter((path) => !paths.includes(path)),
      [],
    );
  });
});
