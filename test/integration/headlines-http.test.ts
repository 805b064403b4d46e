import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttp } from '../../server/feeds/axios-http.ts';
import { FeedError } from '../../server/feeds/feed.ts';
import { createHeadlineArchive, createHeadlineFeeds } from '../../server/feeds/registry-headlines.ts';
import { item, rss } from '../support/headline-http.ts';
import { TestClock } from '../support/test-clock.ts';

const signal = new AbortController().signal;
const START = '2025-10-30T03:00:00Z';

describe('headlines over HTTP', () => {
  let server: Server;
  let base: string;
  const asked: string[] = [];

  before(async () => {
    const feed = rss(
      item('<title>Trump, Xi meet</title><guid>1</guid><pubDate>Thu, 30 Oct 2025 02:05:00 GMT</pubDate>'),
    );
    server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      asked.push(pathname);
      if (pathname === '/rss/cgtn-world') {
        const known = request.headers['if-none-match'] === '"a"';
        response
          .writeHead(known ? 304 : 200, { etag: '"a"', 'content-type': 'text/xml' })
          .end(known ? undefined : feed);
      } else if (pathname === '/rss/ustr') {
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<!doctype html><title>Just a moment…</title>');
      } else if (pathname === '/gdelt/api/v2/doc/doc') {
        response.writeHead(429).end('Please limit requests to one every 5 seconds');
      } else {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  });

  const http = () => createHttp({ clock: new TestClock(START), userAgent: 'market-reaction/test' });
  const feedOf = (id: string) => {
    const clock = new TestClock(START);
    const [feed] = createHeadlineFeeds({
      http: http(),
      clock,
      googleNews: false,
      enabled: [id],
      standinBaseUrl: base,
    });
    assert.ok(feed !== undefined);
    return feed;
  };
  const fails = (promise: Promise<unknown>, kind: string) =>
    assert.rejects(promise, (error: unknown) => error instanceof FeedError && error.kind === kind);

  it('reads a feed, then learns that it has not changed and keeps its answer', async () => {
    const feed = feedOf('cgtn-world');
    const first = await feed.read(signal);
    assert.deepEqual(
      first.headlines.map((h) => [h.title, h.side]),
      [['Trump, Xi meet', 'china']],
    );
    assert.deepEqual(await feed.read(signal), first);
    assert.equal(asked.filter((path) => path === '/rss/cgtn-world').length, 2);
  });
  it('a challenge page is html-instead', () => fails(feedOf('ustr').read(signal), 'html-instead'));
  it('a missing feed is not-found', () => fails(feedOf('scmp').read(signal), 'not-found'));
  it('GDELT that sheds load is busy', () => fails(feedOf('gdelt').read(signal), 'busy'));
  it('an archive file that is missing is named, and the run goes on', async () => {
    const clock = new TestClock(START);
    const archive = createHeadlineArchive({ http: http(), standinBaseUrl: base });
    const details: string[] = [];
    for await (const answer of archive.readArchive(clock.now(), clock.now(), signal)) {
      details.push(...answer.refusals.map((r) => r.detail));
    }
    assert.deepEqual(details, ['there is no file 20251030030000']);
  });
});
