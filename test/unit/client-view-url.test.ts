import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  AXES,
  CURRENCIES,
  DEFAULT_VIEW,
  GROUPINGS,
  readTimeRef,
  readView,
  resolveTime,
  SORT_KEYS,
  type View,
  writeView,
} from '../../client/state/view-url.ts';
import { asUtcMs, parseInstant } from '../../shared/time/instant.ts';
import { id } from '../support/records.ts';

const VOCABULARY = { languages: ['en'], instruments: new Set(['KS11', 'HSI', 'N225']) };
const read = (search: string) => readView(search, VOCABULARY);

describe('the address of the page', () => {
  it('is empty for the default view and read as such', () => {
    assert.equal(writeView(DEFAULT_VIEW), '');
    assert.deepEqual(read(''), { view: DEFAULT_VIEW, faults: [] });
  });
  it('ignores keys it does not know', () => {
    assert.deepEqual(read('?utm_source=x&constructor=1&__proto__=2'), { view: DEFAULT_VIEW, faults: [] });
  });
  it('clamps a speed and says so', () => {
    const { view, faults } = read('?speed=9000');
    assert.equal(view.speed, 3600);
    assert.deepEqual(faults, [{ key: 'speed', received: '9000', used: '3600' }]);
  });
  it('leaves unknown markets out, says so, and keeps the known ones in their order', () => {
    const { view, faults } = read('?markets=HSI,XYZ,KS11');
    assert.deepEqual(view.markets, ['HSI', 'KS11']);
    assert.deepEqual(faults, [{ key: 'markets', received: 'HSI,XYZ,KS11', used: null }]);
  });
  it('names every value that cannot be used', () => {
    const search =
      '?event=Not%20A%20Slug&t0=yesterday&base=close&from=soon&tz=Mars/One&side=uk&sort=name&t=later&basis=x&theme=pink&lang=xx&speed=fast&axis=log&chart=pie&currency=eur&group=size&compare=Not%20One';
    const { view, faults } = read(search);
    assert.deepEqual(view, DEFAULT_VIEW);
    assert.deepEqual(
      faults.map((f) => f.key),
      [
        'event',
        't0',
        'base',
        'from',
        'tz',
        'side',
        'sort',
        't',
        'basis',
        'theme',
        'lang',
        'speed',
        'axis',
        'chart',
        'currency',
        'group',
        'compare',
      ],
    );
  });
  it('says so where a link asks for a kind of chart that is not drawn', () => {
    assert.deepEqual(read('?chart=line'), { view: DEFAULT_VIEW, faults: [] });
    for (const received of ['area', 'candles', 'multiples'])
      assert.deepEqual(read(`?chart=${received}`).faults, [{ key: 'chart', received, used: null }]);
  });
  it('reads every form of a time', () => {
    assert.deepEqual(readTimeRef('2025-10-30T02:05:00Z'), {
      at: 'time',
      time: parseInstant('2025-10-30T02:05:00Z'),
    });
    assert.deepEqual(readTimeRef('2025-10-30T11:05:00+09:00'), {
      at: 'time',
      time: parseInstant('2025-10-30T02:05:00Z'),
    });
    assert.deepEqual(readTimeRef('1761789900000'), { at: 'time', time: 1761789900000 });
    assert.deepEqual(readTimeRef('now-6h'), { at: 'now', offset: -21_600_000 });
    assert.deepEqual(readTimeRef('t0-30m'), { at: 't0', offset: -1_800_000 });
    assert.deepEqual(readTimeRef('now'), { at: 'now', offset: 0 });
    for (const bad of ['', 'now-', 'now-6y', '2025-10-30', 'Infinity'])
      assert.equal(readTimeRef(bad), null, bad);
  });
  it('resolves a relative time against now or T0', () => {
    assert.equal(resolveTime({ at: 'now', offset: -1000 }, asUtcMs(5000), asUtcMs(9000)), 4000);
    assert.equal(resolveTime({ at: 't0', offset: 1000 }, asUtcMs(5000), asUtcMs(9000)), 10_000);
  });
  it('can be written whatever was typed into the search', () => {
    assert.equal(writeView({ ...DEFAULT_VIEW, q: 'a\uD83D' }), `?q=a${encodeURIComponent('\uFFFD')}`);
  });
  it('gives back every view it writes', () => {
    const time = fc.integer({ min: 1e12, max: 2e12 }).map((ms) => asUtcMs(ms - (ms % 1000)));
    const ref = fc.oneof(
      time.map((t) => ({ at: 'time' as const, time: t })),
      fc
        .tuple(fc.constantFrom('now' as const, 't0' as const), fc.integer({ min: -9000, max: 9000 }))
        .map(([at, s]) => ({ at, offset: s * 1000 + 0 })),
    );
    const views: fc.Arbitrary<View> = fc.record({
      event: fc.option(fc.constantFrom('busan-2025', 'today'), { nil: null }),
      anchor: fc.option(fc.constantFrom('handshake', '2'), { nil: null }),
      t0: fc.option(time, { nil: null }),
      markets: fc.option(fc.constantFrom([id('KS11')], [id('HSI'), id('N225')]), { nil: null }),
      emphasis: fc.option(fc.constantFrom([id('KS11')]), { nil: null }),
      base: fc.constantFrom('t0' as const, 'prev' as const, 'open' as const, 'price' as const),
      axis: fc.constantFrom(...AXES),
      currency: fc.constantFrom(...CURRENCIES),
      compare: fc.constantFrom(null, ['osaka-g20-2019'], ['osaka-g20-2019', 'geneva-2025']),
      group: fc.constantFrom(...GROUPINGS),
      from: fc.option(ref, { nil: null }),
      to: fc.option(ref, { nil: null }),
      tz: fc.option(fc.constantFrom('Asia/Tokyo', 'exchange', 'UTC'), { nil: null }),
      side: fc.constantFrom('all' as const, 'us' as const, 'china' as const, 'other' as const),
      q: fc.string({ maxLength: 40 }),
      sort: fc.constantFrom(...SORT_KEYS),
      descending: fc.boolean(),
      t: fc.option(fc.integer({ min: -90_000, max: 90_000 }), { nil: null }),
      speed: fc.constantFrom(1, 10, 60, 300, 3600),
      basis: fc.constantFrom('published' as const, 'known' as const),
      theme: fc.option(fc.constantFrom('dark' as const, 'light' as const, 'system' as const), { nil: null }),
      lang: fc.option(fc.constant('en'), { nil: null }),
    });
    fc.assert(
      fc.property(views, (view) => {
        assert.deepEqual(read(writeView(view)), { view: { ...view }, faults: [] });
      }),
      { seed: 20251030, numRuns: 500 },
    );
  });
});
