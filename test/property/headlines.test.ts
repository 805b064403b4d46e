import assert from 'node:assert/strict';
import fc from 'fast-check';
import { framing } from '../../shared/news/framing.ts';
import type { Headline } from '../../shared/news/headline.ts';
import { type JudgedMarket, marketsAfter } from '../../shared/reaction/move-after.ts';
import { usualProfile } from '../../shared/reaction/usual-profile.ts';
import { asUtcMs, HOUR_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { Frame } from '../../shared/timeline/visible.ts';
import { MARKETS, twoFutures } from '../support/altered-future.ts';
import { at } from '../support/bar-timeline.ts';
import { makeHeadline } from '../support/records.ts';

const T0 = at('02:05');

const judged = (frame: Frame): JudgedMarket[] =>
  MARKETS.map(({ instrument, calendar }) => ({
    instrument,
    calendar,
    profile: usualProfile(frame, instrument, calendar, T0),
  }));

const headlines = fc.array(
  fc.record({
    minutes: fc.integer({ min: -300, max: 600 }),
    side: fc.constantFrom('us', 'china', 'other'),
    tone: fc.option(fc.double({ min: -1, max: 1, noNaN: true })),
    precisionSeconds: fc.constantFrom(60, 900, 3600, 86_400),
    dateDoubtful: fc.boolean(),
  }),
  { maxLength: 40 },
);

const made = (list: typeof headlines extends fc.Arbitrary<infer T> ? T : never): Headline[] =>
  list.map(({ minutes, ...rest }, n) =>
    makeHeadline(T0 + minutes * MINUTE_MS, `h${n}`, rest as Partial<Headline>),
  );

describe('what is said of headlines', () => {
  it('does not change with what comes after the playhead: the move after a headline', () => {
    let moved = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 330 }),
        fc.integer({ min: 0, max: 99 }),
        fc.integer({ min: 1, max: 1e6 }),
        (minutes, percent, seed) => {
          const playhead = asUtcMs(T0 + minutes * MINUTE_MS);
          const [one, other] = twoFutures(playhead, seed, seed + 7);
          const time = asUtcMs(T0 + Math.floor((minutes * percent) / 100) * MINUTE_MS);
          const asked = { time, precisionSeconds: 60, dateDoubtful: false };
          const found = marketsAfter(one, asked, judged(one), T0);
          assert.deepEqual(found, marketsAfter(other, asked, judged(other), T0));
          if (found.state !== 'moved') return;
          moved += 1;
          assert.ok(found.move.time <= playhead && found.move.time > time);
        },
      ),
      { numRuns: 120, seed: 20_251_030 },
    );
    assert.ok(moved > 0, 'no case in which a market moved');
  });

  it('does not change with what comes after the playhead: volume and tone by side', () => {
    fc.assert(
      fc.property(headlines, fc.integer({ min: -300, max: 600 }), (list, minutes) => {
        const all = made(list);
        const playhead = asUtcMs(T0 + minutes * MINUTE_MS);
        const range = { from: asUtcMs(T0 - 4 * HOUR_MS), to: asUtcMs(T0 + 8 * HOUR_MS), t0: T0, playhead };
        const seen = framing(
          all.filter((h) => h.time <= playhead),
          range,
        );
        assert.deepEqual(framing(all, range), seen);
        for (const bin of seen.bins) assert.ok(bin.from <= playhead && bin.to <= playhead);
      }),
      { numRuns: 300, seed: 20_251_030 },
    );
  });

  it('places every item of the range once, and averages within −1 and 1', () => {
    fc.assert(
      fc.property(headlines, (list) => {
        const all = made(list);
        const [from, to] = [asUtcMs(T0 - 4 * HOUR_MS), asUtcMs(T0 + 8 * HOUR_MS)] as [UtcMs, UtcMs];
        const seen = framing(all, { from, to, t0: T0, playhead: to });
        const items = (side: 'us' | 'china' | 'other'): number =>
          seen.bins.reduce((sum, bin) => sum + bin.voices[side].items, 0);
        for (const side of ['us', 'china', 'other'] as const) {
          assert.equal(items(side), seen.total[side].items);
          const { tone, rated } = seen.total[side];
          assert.equal(tone === null, rated === 0);
          assert.ok(tone === null || Math.abs(tone) <= 1);
        }
        const inRange = all.filter((h) => h.time >= from && h.time <= to).length;
        assert.equal(items('us') + items('china') + items('other') + seen.unplaced, inRange);
      }),
      { numRuns: 300, seed: 20_251_030 },
    );
  });
});
