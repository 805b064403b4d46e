import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { FeedError } from '../../server/feeds/feed.ts';
import { GOOGLE_NEWS_QUERIES } from '../../server/feeds/google-news/queries.ts';
import {
  createHeadlineFeeds,
  headlineFeedIds,
  readHeadlineOutlets,
} from '../../server/feeds/registry-headlines.ts';
import { createRssFeed } from '../../server/feeds/rss/feed.ts';
import { OUTLETS } from '../../server/feeds/rss/outlets.ts';
import { sideOfHost } from '../../server/feeds/rss/publishers.ts';
import { item, type Planned, PlannedHttp, rss } from '../support/headline-http.ts';
import { TestClock } from '../support/test-clock.ts';

const [outlet] = OUTLETS;
assert.ok(outlet !== undefined);
const signal = new AbortController().signal;
const dated = (n: number, date: string) =>
  item(`<title>T${n}</title><guid>${n}</guid><pubDate>${date}</pubDate>`);
const FRESH = dated(1, 'Thu, 30 Oct 2025 02:00:00 GMT');

function feedOf(plan: readonly Planned[], start = '2025-10-30T03:00:00Z') {
  const clock = new TestClock(start);
  const http = new PlannedHttp(clock, plan);
  const feed = createRssFeed({
    outlet: outlet ?? (OUTLETS[0] as never),
    http,
    clock,
    provenance: () => 'polled',
  });
  return { clock, http, feed };
}

const fails = (promise: Promise<unknown>, kind: string, message = /./) =>
  assert.rejects(
    promise,
    (e: unknown) => e instanceof FeedError && e.kind === kind && message.test(e.message),
  );

describe('an outlet’s feed', () => {
  it('asks conditionally and says what feed formats it takes', async () => {
    const { feed, http } = feedOf([rss(FRESH)]);
    const answer = await feed.read(signal);
    assert.deepEqual(
      answer.headlines.map((h) => h.title),
      ['T1'],
    );
    assert.equal(http.requests[0]?.conditional, true);
    assert.match(http.requests[0]?.headers?.accept ?? '', /rss\+xml/);
  });

  it('frozen: the newest item is older than three days, nothing is taken, the date is named', async () => {
    const { feed } = feedOf([
      rss(dated(1, 'Sun, 26 Oct 2025 02:00:00 GMT'), dated(2, 'Sat, 25 Oct 2025 02:00:00 GMT')),
    ]);
    await fails(feed.read(signal), 'frozen', /frozen since 2025-10-26/);
  });

  it('frozen also when nothing but 304 comes for three days', async () => {
    const { feed, clock } = feedOf([rss(FRESH), 'not-modified']);
    await feed.read(signal);
    await clock.advanceTo('2025-11-02T01:00:00Z');
    assert.equal((await feed.read(signal)).headlines.length, 1);
    await clock.advanceTo('2025-11-02T03:00:00Z');
    await fails(feed.read(signal), 'frozen', /2025-10-30/);
  });

  it('frozen without any item date, by the days in the links', async () => {
    const old = item('<title>A</title><link>https://x.example.com/politics/2022-12/14/c_1.htm</link>');
    await fails(feedOf([rss(old)]).feed.read(signal), 'frozen', /2022-12-14/);
  });

  it('without any date it is read and its items are doubtful, at the time they were first seen', async () => {
    const undated = rss(item('<title>A</title><guid>a</guid>'));
    const { feed, clock } = feedOf([undated]);
    const before = (await feed.read(signal)).headlines[0];
    await clock.advanceTo('2025-10-30T04:00:00Z');
    const after = (await feed.read(signal)).headlines[0];
    assert.equal(before?.dateDoubtful, true);
    assert.equal(after?.time, before?.time);
    assert.equal((await feed.read(signal)).newestObservation, null);
  });

  it('an empty feed is an answer, not frozen', async () => {
    assert.deepEqual((await feedOf([rss()]).feed.read(signal)).headlines, []);
  });

  it('not modified gives the last answer again, or the last refusal', async () => {
    const good = feedOf([rss(FRESH), 'not-modified']).feed;
    assert.deepEqual(await good.read(signal), await good.read(signal));
    const bad = feedOf(['<html></html>', 'not-modified']).feed;
    await fails(bad.read(signal), 'html-instead');
    await fails(bad.read(signal), 'html-instead');
  });

  it('a corrected title keeps its id', async () => {
    const { feed } = feedOf([rss(FRESH), rss(FRESH.replace('T1', 'T1, corrected'))]);
    const [a] = (await feed.read(signal)).headlines;
    const [b] = (await feed.read(signal)).headlines;
    assert.deepEqual([a?.id, a?.title, b?.id, b?.title], [b?.id, 'T1', a?.id, 'T1, corrected']);
  });

  it('a ttl slows it down to five minutes, never speeds it up', async () => {
    const { feed } = feedOf([rss('<ttl>60</ttl>', FRESH), rss('<ttl>1</ttl>', FRESH)]);
    const wished = feed.everyMs;
    await feed.read(signal);
    assert.equal(feed.everyMs, 300_000);
    await feed.read(signal);
    assert.equal(feed.everyMs, wished);
  });

  it('errors of the transfer go through', async () => {
    await fails(feedOf([new FeedError('rate-limited', 'x')]).feed.read(signal), 'rate-limited');
  });
});

describe('Google News', () => {
  const google = item(
    '<title>China says it will buy soybeans - Global Times</title><guid isPermaLink="false">CBMi1</guid>' +
      '<link>https://news.google.com/rss/articles/CBMi1?oc=5</link><pubDate>Thu, 30 Oct 2025 02:00:00 GMT</pubDate>' +
      '<source url="https://www.globaltimes.cn">Global Times</source>',
  );
  it('takes side and source from <source>, and the publisher off the title', async () => {
    const clock = new TestClock('2025-10-30T03:00:00Z');
    const http = new PlannedHttp(clock, [rss(google)]);
    const feeds = createHeadlineFeeds({ http, clock, googleNews: true, enabled: ['google-reuters'] });
    const [headline] = (await feeds[0]?.read(signal))?.headlines ?? [];
    assert.deepEqual(
      [headline?.title, headline?.source, headline?.side, headline?.url, headline?.id],
      [
        'China says it will buy soybeans',
        'Global Times',
        'china',
        'https://news.google.com/rss/articles/CBMi1?oc=5',
        'google-reuters:CBMi1',
      ],
    );
    assert.equal(http.requests[0]?.conditional, false);
  });
  it('its queries name edition and country alike', () => {
    for (const { url } of GOOGLE_NEWS_QUERIES) {
      const { searchParams } = new URL(url);
      assert.ok(searchParams.get('ceid')?.startsWith(`${searchParams.get('gl')}:`));
      assert.match(searchParams.get('q') ?? '', /when:\d+d$/);
    }
  });
});

describe('the list of outlets', () => {
  const clock = new TestClock();
  const http = new PlannedHttp(clock, []);
  const ids = (changes: object = {}) =>
    createHeadlineFeeds({ http, clock, googleNews: true, ...changes }).map((f) => f.id);

  it('reads the default set', () => {
    assert.deepEqual(ids(), [
      'whitehouse-statements',
      'whitehouse-actions',
      'ustr',
      'cnbc-top',
      'wsj-world',
      'cgtn-world',
      'cgtn-china',
      'chinanews',
      'globaltimes',
      'scmp',
      'yonhap',
      'cna',
      'straitstimes',
      'bbc-asia',
      'google-reuters',
      'google-treasury',
      'google-xinhua',
      'google-mofcom',
      'google-nikkei',
      'gdelt',
    ]);
  });
  it('leaves Google out where it may not be used, whatever is asked for', () => {
    assert.ok(!ids({ googleNews: false }).some((id) => id.startsWith('google')));
    assert.deepEqual(ids({ googleNews: false, enabled: ['google-reuters', 'fed'] }), ['fed']);
  });
  it('ids are fit for settings and unique', () => {
    const all = headlineFeedIds();
    assert.equal(new Set(all).size, all.length);
    for (const id of all) assert.match(id, /^[a-z0-9-]{2,50}$/);
  });
  it('every side is there, every pause is 2 to 5 minutes', () => {
    for (const side of ['us', 'china', 'other'])
      assert.ok(OUTLETS.some((o) => o.side === side && o.byDefault));
    for (const { everyMs } of OUTLETS) assert.ok(everyMs >= 120_000 && everyMs <= 300_000);
  });
  it('is asked at a stand-in by outlet id, Google and GDELT by their own paths', async () => {
    const asked: string[] = [];
    const listening = new PlannedHttp(clock, [rss()]);
    for (const feed of createHeadlineFeeds({
      http: listening,
      clock,
      googleNews: true,
      standinBaseUrl: 'http://127.0.0.1:9/',
    })) {
      await feed.read(signal).catch(() => undefined);
    }
    asked.push(...listening.requests.map((r) => r.url.replace(/\?.*/, '')));
    assert.equal(asked[0], 'http://127.0.0.1:9/rss/whitehouse-statements');
    assert.ok(asked.includes('http://127.0.0.1:9/google-news/rss/search'));
    assert.ok(asked.includes('http://127.0.0.1:9/gdelt/api/v2/doc/doc'));
    assert.ok(asked.every((url) => url.startsWith('http://127.0.0.1:9/')));
  });

  it('feeds.json adds and changes', () => {
    const { outlets, faults } = readHeadlineOutlets({
      headlines: [
        { id: 'mine', label: 'Mine', url: 'https://mine.example.com/rss', side: 'other', everyMinutes: 4 },
        { id: 'ustr', enabled: false },
      ],
    });
    assert.deepEqual(faults, []);
    assert.equal(outlets.find((o) => o.id === 'mine')?.everyMs, 240_000);
    const ustr = outlets.find((o) => o.id === 'ustr');
    assert.deepEqual([ustr?.byDefault, ustr?.label], [false, 'USTR']);
    assert.ok(!ids({ outlets }).includes('ustr') && ids({ outlets }).includes('mine'));
  });
  it('feeds.json: each fault names its path and its reason, the rest still counts', () => {
    const { outlets, faults } = readHeadlineOutlets({
      headlines: [
        { id: 'Bad Id', label: 'x', url: 'https://x.example.com', side: 'other' },
        { id: 'a', label: 'x', url: 'ftp://x.example.com', side: 'nobody' },
        { id: 'b', label: 'x', url: 'http://127.0.0.1/rss', side: 'us' },
        { id: 'c', label: 'x', url: 'https://x.example.com/', side: 'us', timeZone: 'Mars/Base' },
        { id: 'good', label: 'Good', url: 'https://x.example.com/', side: 'us' },
      ],
    });
    const text = faults.join('\n');
    for (const part of [
      'headlines[0].id',
      'headlines[1].url',
      'headlines[1].side',
      'headlines[2].url: lies in a private',
      'headlines[3].timeZone',
    ]) {
      assert.ok(text.includes(part), `${part} in ${text}`);
    }
    assert.ok(outlets.some((o) => o.id === 'good') && !outlets.some((o) => ['a', 'b', 'c'].includes(o.id)));
    assert.match(readHeadlineOutlets('x').faults.join(), /whole file/);
    assert.deepEqual(readHeadlineOutlets(undefined).faults, []);
  });
});

describe('the side of a host', () => {
  for (const [host, side] of [
    ['www.whitehouse.gov', 'us'],
    ['home.treasury.gov', 'us'],
    ['www.reuters.com', 'us'],
    ['english.mofcom.gov.cn', 'china'],
    ['www.news.cn', 'china'],
    ['english.news.cn', 'china'],
    ['www.globaltimes.cn', 'china'],
    ['asia.nikkei.com', 'other'],
    ['www.scmp.com', 'other'],
    ['gov.uk', 'other'],
    ['notreuters.com', 'other'],
    ['mofa.go.kr', 'other'],
  ] as const) {
    it(`${host} is ${side}`, () => assert.equal(sideOfHost(host), side));
  }
});

describe('docs/feeds.md', () => {
  it('lists every headline feed with its side and pause, and no other', () => {
    const text = readFileSync(new URL('../../docs/feeds.md', import.meta.url), 'utf8');
    const rows = [
      ...text.matchAll(/^\| (us|china|other) \| `([a-z0-9-]+)` \|.*\| (\d) min \| (default|by name) \|/gm),
    ];
    const listed = rows.map(([, side, id, minutes, read]) => `${id} ${side} ${minutes} ${read}`).toSorted();
    const shipped = [...OUTLETS, ...GOOGLE_NEWS_QUERIES].map(
      (o) => `${o.id} ${o.side} ${o.everyMs / 60_000} ${o.byDefault ? 'default' : 'by name'}`,
    );
    assert.deepEqual(listed, shipped.toSorted());
  });
});
