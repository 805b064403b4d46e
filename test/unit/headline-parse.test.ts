import assert from 'node:assert/strict';
import { FeedError } from '../../server/feeds/feed.ts';
import { parseFeedBody, parseFeedText } from '../../server/feeds/rss/parse.ts';
import { incomingHeadline } from '../../shared/news/headline.ts';
import { asUtcMs, formatInstant } from '../../shared/time/instant.ts';
import { item, NOW, parseContext, rss } from '../support/headline-http.ts';

const DATE = '<pubDate>Thu, 30 Oct 2025 02:05:00 GMT</pubDate>';
const titles = (text: string): string[] => parseFeedText(text, parseContext()).headlines.map((h) => h.title);
const codes = (text: string): string[] =>
  parseFeedText(text, parseContext()).refusals.map((r) => `${r.code}×${r.count}`);
const refusedAs = (text: string, kind: string) =>
  assert.throws(
    () => parseFeedText(text, parseContext()),
    (error: unknown) => error instanceof FeedError && error.kind === kind,
  );
const first = (text: string, changes = {}) => {
  const [headline] = parseFeedText(text, parseContext(changes)).headlines;
  assert.ok(headline !== undefined);
  return headline;
};

describe('feed text to headlines', () => {
  it('gives records that fit the schema', () => {
    const parsed = parseFeedText(
      rss(
        item(`<title>Trump &amp; Xi meet</title><link>https://a.example.com/1</link><guid>x</guid>${DATE}`),
      ),
      parseContext(),
    );
    const [headline] = parsed.headlines;
    assert.deepEqual(incomingHeadline.parse(headline), {
      id: 'test:x',
      time: asUtcMs(Date.parse('2025-10-30T02:05:00Z')),
      precisionSeconds: 60,
      feed: 'test',
      source: 'Test Post',
      side: 'other',
      language: 'en',
      title: 'Trump & Xi meet',
      url: 'https://a.example.com/1',
      dateDoubtful: false,
      provenance: 'polled',
    });
    assert.equal(parsed.newest, headline?.time);
  });

  describe('what is not well formed', () => {
    const good = (n: number) => item(`<title>Item ${n}</title><guid>${n}</guid>`);
    it('HTML with a doctype, a bare <html> and a script challenge are html-instead', () => {
      refusedAs('<!DOCTYPE html><html><body>consent</body></html>', 'html-instead');
      refusedAs('  \n<html><head></head></html>', 'html-instead');
      refusedAs('<!-- x --><script>challenge()</script>', 'html-instead');
    });
    it('an empty body, another XML and other text are bad-body', () => {
      for (const text of ['', '   ', 'OK', '<opml version="2.0"><body/></opml>', '{"a":1}', '{broken']) {
        refusedAs(text, 'bad-body');
      }
    });
    it('a raw & in a link', () => {
      const h = first(rss(item('<title>A</title><link>https://a.example.com/?x=1&y=2</link>')));
      assert.equal(h.url, 'https://a.example.com/?x=1&y=2');
    });
    it('an undeclared prefix', () => {
      assert.deepEqual(titles(rss('<itunes:subtitle>Foo</itunes:subtitle>', good(1))), ['Item 1']);
    });
    it('text before the declaration', () => {
      assert.deepEqual(titles(`Warning: foo in bar.php on line 3\n${rss(good(1))}`), ['Item 1']);
      assert.deepEqual(titles(`<br />\n<b>Warning</b>: foo\n${rss(good(1))}`), ['Item 1']);
    });
    it('a CDATA section that is never closed costs its own item only', () => {
      const broken = '<item><title><![CDATA[Item 2</title><guid>2</guid></item>';
      assert.deepEqual(titles(rss(good(1), broken, good(3))), ['Item 1', 'Item 2', 'Item 3']);
    });
    it('a body that is cut off keeps its complete items and counts the other', () => {
      const whole = rss(good(1), good(2), good(3));
      const cut = whole.slice(0, whole.indexOf('Item 3') + 4);
      assert.deepEqual(titles(cut), ['Item 1', 'Item 2']);
      assert.deepEqual(codes(cut), ['schema×1']);
    });
    it('a body that is cut off in its first item is truncated', () => {
      const whole = rss(good(1));
      refusedAs(whole.slice(0, whole.indexOf('Item 1') + 3), 'truncated');
    });
    it('an entity of the DOCTYPE is read, an entity bomb is not', () => {
      const doctype = '<!DOCTYPE rss [<!ENTITY co "Trump &#38; Xi">]>';
      assert.deepEqual(titles(`${doctype}${rss(item('<title>&co; meet</title>')).slice(38)}`), [
        'Trump & Xi meet',
      ]);
      const bomb = `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghij'[i]};`.repeat(10)}">`).join('')}]>`;
      const [title] = titles(`${bomb}${rss(item('<title>x &j;</title>')).slice(38)}`);
      assert.ok((title ?? '').length < 100);
      const wide = `<!DOCTYPE rss [<!ENTITY a "${'a'.repeat(500)}">]>${rss(item(`<title>${'&a;'.repeat(1000)}</title>`)).slice(38)}`;
      refusedAs(wide, 'bad-body');
    });
    it('a feed without items is an answer', () => {
      assert.deepEqual(titles('<rss version="2.0"></rss>'), []);
      assert.deepEqual(titles('<feed xmlns="http://www.w3.org/2005/Atom"></feed>'), []);
    });
    it('control characters in a title', () => {
      assert.deepEqual(titles(rss(item('<title>A\u0002 B</title>'))), ['A B']);
    });
  });

  describe('formats', () => {
    it('Atom, the page among several links', () => {
      const h = first(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ja-jp"><entry><id>tag:x,1</id><title type="html">&lt;b&gt;A&lt;/b&gt;</title>' +
          '<link rel="self" href="https://x.example.com/feed"/><link rel="alternate" type="text/html" href="https://x.example.com/1"/>' +
          '<published>2025-10-30T11:05:00+09:00</published><updated>2025-10-30T02:50:00Z</updated></entry></feed>',
      );
      assert.deepEqual(
        [h.id, h.title, h.url, h.language],
        ['test:tag:x,1', 'A', 'https://x.example.com/1', 'ja-JP'],
      );
      assert.equal(formatInstant(h.time), '2025-10-30T02:05:00Z');
    });
    it('RDF under a prefix with dc:date', () => {
      const h = first(
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">' +
          '<channel><title>x</title></channel><item r:about="https://x.example.com/1"><title>A</title><link>https://x.example.com/1</link>' +
          '<dc:date>2025-10-30T11:05+09:00</dc:date></item></r:RDF>',
      );
      assert.deepEqual([h.title, formatInstant(h.time)], ['A', '2025-10-30T02:05:00Z']);
    });
    it('JSON Feed', () => {
      const feed = {
        version: 'https://jsonfeed.org/version/1.1',
        title: 'x',
        items: [
          { id: '1', url: 'https://x.example.com/1', title: 'A', date_published: '2025-10-30T02:05:00Z' },
        ],
      };
      assert.equal(first(JSON.stringify(feed)).title, 'A');
    });
    it('takes 300 items and no more', () => {
      const many = Array.from({ length: 400 }, (_, i) => item(`<title>T${i}</title><guid>${i}</guid>`));
      assert.equal(titles(rss(...many)).length, 300);
    });
  });

  describe('titles', () => {
    const rows: readonly [string, string][] = [
      ['Mark&apos;s title', "Mark's title"],
      ['it&amp;apos;s double', "it's double"],
      ['AT&amp;amp;T &amp;amp;amp; more', 'AT&T &amp; more'],
      ['&lt;b&gt;Bold&lt;/b&gt; move', 'Bold move'],
      ['<![CDATA[<em>A</em>  B\n C]]>', 'A B C'],
      ['&lt;script&gt;alert(1)&lt;/script&gt;Safe', 'Safe'],
      ['&lt;img src=x onerror=alert(1)', ''],
      ['5 &lt; 6 and 7 &gt; 6', '5 < 6 and 7 > 6'],
      ['Safe \u202etxet\u202c', 'Safe txet'],
      ['don\u0092t', 'don’t'],
      ['A\u00a0\u3000B', 'A B'],
    ];
    for (const [sent, shown] of rows) {
      it(`${JSON.stringify(sent)} is ${JSON.stringify(shown)}`, () => {
        assert.deepEqual(
          titles(rss(item(`<title>${sent}</title><guid>1</guid>`))),
          shown === '' ? [] : [shown],
        );
      });
    }
    it('without a title an item is refused, counted', () => {
      assert.deepEqual(codes(rss(item('<guid>1</guid>'), item('<guid>2</guid><title> </title>'))), [
        'no-title×2',
      ]);
    });
    it('is cut at 500, never inside a character', () => {
      const h = first(rss(item(`<title>${'a'.repeat(498)}😀😀😀</title>`)));
      assert.ok(h.title.length <= 500 && h.title.isWellFormed() && h.title.endsWith('…'));
    });
  });

  describe('identity and links', () => {
    const idOf = (inside: string) => first(rss(item(`<title>A</title>${inside}`))).id;
    it('same link with tracking parameters is the same headline', () => {
      const plain = idOf('<link>https://x.example.com/a?id=1</link>');
      for (const link of [
        'https://x.example.com/a?id=1&amp;utm_source=rss',
        'http://x.example.com/a/?fbclid=2&amp;id=1#0',
        'https://x.example.com/a?mod=rss_world&amp;id=1',
      ]) {
        assert.equal(idOf(`<link>${link}</link>`), plain);
      }
      assert.notEqual(idOf('<link>https://x.example.com/a?id=2</link>'), plain);
    });
    it('the guid comes before the link, the link before the title', () => {
      assert.equal(idOf('<guid isPermaLink="false">g</guid><link>https://x.example.com/a</link>'), 'test:g');
      assert.match(idOf(''), /^test:title~[0-9a-f]{32}$/);
    });
    it('a very long guid is shortened with a digest', () => {
      const [a, b] = [idOf(`<guid>${'x'.repeat(700)}a</guid>`), idOf(`<guid>${'x'.repeat(700)}b</guid>`)];
      assert.ok(a.length <= 600 && a !== b);
    });
    it('a guid that comes twice in one feed is one headline: the later', () => {
      const older = item('<title>Old</title><guid>1</guid><pubDate>Thu, 30 Oct 2025 02:00:00 GMT</pubDate>');
      const newer = item('<title>New</title><guid>1</guid><pubDate>Thu, 30 Oct 2025 02:10:00 GMT</pubDate>');
      assert.deepEqual(titles(rss(older, newer)), ['New']);
      assert.deepEqual(titles(rss(newer, older)), ['New']);
    });
    it('a link that may not be followed is left out, the headline stays, and it is counted', () => {
      for (const link of [
        'javascript:alert(1)',
        'data:text/html,x',
        'mailto:a@b.c',
        'http://a[b.c/',
        'ftp://a.b/c',
      ]) {
        const parsed = parseFeedText(rss(item(`<title>A</title><link>${link}</link>`)), parseContext());
        assert.equal(parsed.headlines[0]?.url, null);
        assert.deepEqual(
          parsed.refusals.map((r) => r.code),
          ['bad-link'],
        );
      }
    });
    it('a relative link is made whole, credentials go', () => {
      assert.equal(first(rss(item('<title>A</title><link>/a/b</link>'))).url, 'https://news.example.com/a/b');
      assert.equal(
        first(rss(item('<title>A</title><link>https://u:p@x.example.com/</link>'))).url,
        'https://x.example.com/',
      );
    });
    it('a guid that is a link stands in for a missing link', () => {
      assert.equal(
        first(rss(item('<title>A</title><guid>https://x.example.com/1</guid>'))).url,
        'https://x.example.com/1',
      );
      assert.equal(
        first(rss(item('<title>A</title><guid isPermaLink="false">https://x.example.com/1</guid>'))).url,
        null,
      );
    });
  });

  describe('times', () => {
    const at = (date: string) => item(`<title>A</title><guid>1</guid><pubDate>${date}</pubDate>`);
    it('without a date: when it was seen, flagged, not before the newest so far', () => {
      const undated = rss(item('<title>A</title><guid>1</guid>'));
      const seen = first(undated);
      assert.deepEqual([seen.time, seen.dateDoubtful], [NOW, true]);
      const later = asUtcMs(NOW + 300_000);
      assert.equal(first(undated, { previousNewest: later }).time, later);
      const earlier = asUtcMs(NOW - 600_000);
      assert.equal(first(undated, { firstSeen: new Map([['test:1', earlier]]) }).time, earlier);
    });
    it('up to ten minutes ahead is believed, more is clamped and flagged', () => {
      assert.equal(first(rss(at('Thu, 30 Oct 2025 03:09:00 GMT'))).dateDoubtful, false);
      const ahead = first(rss(at('Thu, 30 Oct 2025 03:11:00 GMT')));
      assert.deepEqual([ahead.time, ahead.dateDoubtful], [NOW, true]);
    });
    it('too old is refused, counted', () => {
      const old = at('Thu, 30 Oct 2024 03:00:00 GMT');
      assert.deepEqual(codes(rss(old, old)), ['too-old×2']);
      assert.equal(
        formatInstant(parseFeedText(rss(old), parseContext()).newest ?? NOW),
        '2024-10-30T03:00:00Z',
      );
    });
    it('a day alone has the precision of a day', () => {
      assert.equal(first(rss(at('2025-10-30'))).precisionSeconds, 86_400);
    });
    it('an unreadable pubDate gives way to dc:date', () => {
      const h = first(
        rss(
          item(
            '<title>A</title><pubDate>soon</pubDate><dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2025-10-30T02:05:00Z</dc:date>',
          ),
        ),
      );
      assert.equal(formatInstant(h.time), '2025-10-30T02:05:00Z');
    });
    it('a feed without dates still tells its age by the days in its links', () => {
      const links = ['2022/12/14/a', '2022/12/13/b'].map((p) =>
        item(`<title>${p}</title><link>https://x.example.com/${p}.htm</link>`),
      );
      const parsed = parseFeedText(rss(...links), parseContext());
      assert.equal(parsed.newest, null);
      assert.equal(formatInstant(parsed.newestHint ?? NOW).slice(0, 10), '2022-12-14');
    });
  });

  it('takes the language of item, feed, outlet in this order', () => {
    const zh = '<language>zh_cn</language>';
    assert.equal(first(rss(zh, item('<title>A</title>'))).language, 'zh-CN');
    assert.equal(first(rss(item('<title>A</title>')), { language: 'ko' }).language, 'ko');
    assert.equal(first(rss('<language>English (US)</language>', item('<title>A</title>'))).language, 'en');
  });

  it('reads the body by its charset', () => {
    const bytes = Buffer.from(rss(item('<title>Ñandú</title>')).replace('UTF-8', 'iso-8859-1'), 'latin1');
    assert.equal(parseFeedBody(bytes, null, parseContext()).headlines[0]?.title, 'Ñandú');
  });
});
