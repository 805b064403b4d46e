import assert from 'node:assert/strict';
import { binWidth, framing } from '../../shared/news/framing.ts';
import { asUtcMs, DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/time/instant.ts';
import { at } from '../support/bar-timeline.ts';
import { makeHeadline } from '../support/records.ts';

const T0 = at('02:00');
const range = { from: at('00:00'), to: at('06:00'), t0: T0, playhead: at('06:00') };
const item = (clock: string, rest: Parameters<typeof makeHeadline>[2]) =>
  makeHeadline(at(clock), `${clock}-${rest?.side}-${rest?.tone}`, rest);

describe('the framing gap', () => {
  const all = [
    item('00:00', { side: 'us', tone: 0.5 }),
    item('01:59', { side: 'us', tone: 0.1 }),
    item('02:00', { side: 'us', tone: null }),
    item('02:10', { side: 'china', tone: -0.2, language: 'en' }),
    item('02:20', { side: 'china', tone: null, language: 'zh-Hans' }),
    item('03:00', { side: 'other', precisionSeconds: 3600 }),
    item('03:00', { side: 'us', dateDoubtful: true, tone: 1 }),
    item('03:00', { side: 'us', precisionSeconds: 86_400, tone: 1 }),
    item('06:01', { side: 'us', tone: 1 }),
  ];

  it('counts items and averages tones by side, over all and since T0', () => {
    const seen = framing(all, range);
    assert.deepEqual(seen.total.us, { items: 3, rated: 2, tone: 0.3 });
    assert.deepEqual(seen.total.china, { items: 2, rated: 1, tone: -0.2 });
    assert.deepEqual(seen.total.other, { items: 1, rated: 0, tone: null });
    assert.deepEqual(seen.sinceT0?.us, { items: 1, rated: 0, tone: null });
    assert.equal(seen.unplaced, 2);
  });

  it('cuts the range into even bins that stay in place while the playhead moves', () => {
    const whole = framing(all, range);
    assert.equal(whole.binMs, 15 * MINUTE_MS);
    assert.equal(whole.bins.length, 24);
    assert.equal(whole.bins[8]?.voices.china.items, 1);
    assert.equal(whole.bins[9]?.voices.china.items, 1);
    const half = framing(all, { ...range, playhead: at('02:12') });
    assert.equal(half.bins.length, 9);
    assert.deepEqual(half.bins.slice(0, 8), whole.bins.slice(0, 8));
    assert.equal(half.bins.at(-1)?.to, at('02:12'));
    assert.equal(half.until, at('02:12'));
  });

  it('says nothing of what is since T0 while T0 is ahead, and nothing at all before its range', () => {
    assert.equal(framing(all, { ...range, playhead: at('01:00') }).sinceT0, null);
    const before = framing(all, { ...range, playhead: asUtcMs(range.from - 1) });
    assert.deepEqual(before.bins, []);
    assert.equal(before.total.us.items, 0);
  });

  it('keeps to at most 36 bins', () => {
    assert.equal(binWidth(3 * HOUR_MS), 5 * MINUTE_MS);
    assert.equal(binWidth(DAY_MS), HOUR_MS);
    for (const days of [1, 5, 36, 37, 400]) {
      const width = binWidth(days * DAY_MS);
      assert.ok((days * DAY_MS) / width <= 36, `${days} days`);
    }
  });
});
