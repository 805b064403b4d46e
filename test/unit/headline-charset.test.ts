import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { FeedError } from '../../server/feeds/feed.ts';
import { decodeBody } from '../../server/feeds/rss/charset.ts';

const xml = (title: string, encoding = ''): string =>
  `<?xml version="1.0"${encoding === '' ? '' : ` encoding="${encoding}"`}?><rss><channel><item><title>${title}</title></item></channel></rss>`;

const CHINESE = '国家主席习近平在釜山同美国总统特朗普举行会晤，双方就经贸问题深入交换意见';
const KOREAN = '이재명 대통령은 경주에서 트럼프 대통령과 정상회담을 열고 관세 협상을 타결했다고 밝혔다';
const JAPANESE =
  '米中首脳会談が釜山で始まり、トランプ大統領と習近平国家主席が握手を交わした。関税について協議する';

describe('charset of a feed', () => {
  const cases: readonly [
    name: string,
    bytes: Uint8Array,
    contentType: string | null,
    charset: string,
    basis: string,
  ][] = [
    [
      'a byte order mark wins over HTTP',
      Buffer.from(`\ufeff${xml(CHINESE)}`),
      'text/xml; charset=gbk',
      'utf-8',
      'bom',
    ],
    [
      'HTTP wins over the declaration',
      iconv.encode(xml(CHINESE, 'utf-8'), 'gbk'),
      "text/xml; charset='GB2312'",
      'gbk',
      'http',
    ],
    [
      'the declaration where HTTP is silent',
      iconv.encode(xml(KOREAN, 'euc-kr'), 'euc-kr'),
      'text/xml',
      'euc-kr',
      'declaration',
    ],
    [
      'the declaration where HTTP names nothing known',
      iconv.encode(xml(JAPANESE, 'shift_jis'), 'shift_jis'),
      'text/xml; charset=bogus',
      'shift_jis',
      'declaration',
    ],
    [
      'HTTP lies: the bytes are no UTF-8',
      iconv.encode(xml(CHINESE, 'big5'), 'big5'),
      'text/xml; charset=utf-8',
      'big5',
      'declaration',
    ],
    [
      'both lie: detection',
      iconv.encode(xml(JAPANESE.repeat(3), 'utf-8'), 'euc-jp'),
      'text/xml; charset=utf-8',
      'euc-jp',
      'detected',
    ],
    ['no label at all: detection', iconv.encode(xml(KOREAN.repeat(3)), 'euc-kr'), null, 'euc-kr', 'detected'],
    [
      'latin-1 claimed, UTF-8 sent',
      Buffer.from(xml('Raríssimas', 'iso-8859-1')),
      'text/xml; charset=ISO-8859-1',
      'utf-8',
      'utf-8',
    ],
    ['UTF-16 without a mark', iconv.encode(xml(CHINESE), 'utf-16be'), null, 'utf-16be', 'pattern'],
    ['UTF-32', iconv.encode(xml(CHINESE), 'utf-32le', { addBOM: true }), null, 'utf-32le', 'bom'],
    ['a gzip body that HTTP does not announce', gzipSync(xml(CHINESE)), 'text/xml', 'utf-8', 'utf-8'],
  ];
  for (const [name, bytes, contentType, charset, basis] of cases) {
    it(name, () => {
      const decoded = decodeBody(bytes, contentType);
      assert.deepEqual([decoded.charset, decoded.basis], [charset, basis]);
      assert.match(decoded.text, /习近平|習近平|特朗普|트럼프|トランプ|Raríssimas|国家/);
      assert.doesNotMatch(decoded.text, /\ufffd/);
    });
  }

  it('reads windows-1252 where latin-1 is claimed', () => {
    const bytes = Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?><rss>don'),
      Buffer.of(0x92),
      Buffer.from('t</rss>'),
    ]);
    assert.match(decodeBody(bytes, null).text, /don’t/);
  });

  it('keeps a label when few bytes are broken', () => {
    const bytes = Buffer.concat([iconv.encode(xml(CHINESE.repeat(5), 'gbk'), 'gbk'), Buffer.of(0xff)]);
    assert.equal(decodeBody(bytes, null).charset, 'gbk');
  });

  it('falls back to UTF-8 with replacement', () => {
    const bytes = Buffer.concat([
      Buffer.from('<rss>'),
      Buffer.from(Array.from({ length: 40 }, (_, i) => 0x80 + (i % 2) * 0x7f)),
      Buffer.from('</rss>'),
    ]);
    assert.match(decodeBody(bytes, 'text/xml; charset=utf-8').text, /^<rss>/);
  });

  const refused = (bytes: Uint8Array, kind: string, maxBytes?: number) => {
    assert.throws(
      () => decodeBody(bytes, null, maxBytes),
      (error: unknown) => error instanceof FeedError && error.kind === kind,
    );
  };
  it('refuses a gzip bomb as too-large', () => refused(gzipSync(Buffer.alloc(4_000_000, 0x20)), 'too-large'));
  it('refuses a cut gzip body as truncated', () => {
    const whole = gzipSync(xml(CHINESE.repeat(50)));
    refused(whole.subarray(0, whole.length - 20), 'truncated');
  });
  it('refuses a body above the limit', () => refused(Buffer.alloc(101, 0x61), 'too-large', 100));
});
