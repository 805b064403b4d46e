import assert from 'node:assert/strict';
import { judge, prepareSample, unusualness } from '../../shared/reaction/unusualness.ts';
import { prepareProfile } from '../../shared/reaction/usual-lookup.ts';
import { madScale, medianOfSorted, midRankPercentile } from '../../shared/statistics/robust.ts';
import { profileWith } from '../support/usual-profiles.ts';

/** −1, −2, … and 1, 2, … in hundredths: n values with median 0. */
const symmetric = (n: number): number[] =>
  Array.from({ length: n }, (_, i) => ((i % 2 === 0 ? 1 : -1) * (1 + (i >> 1))) / 100);

describe('robust statistics', () => {
  it('take the mean of the two middle values of an even count', () => {
    assert.equal(medianOfSorted([1, 2, 10]), 2);
    assert.equal(medianOfSorted([1, 2, 4, 10]), 3);
    assert.ok(Number.isNaN(medianOfSorted([])));
  });

  it('scale by 1.4826 median absolute deviations', () => {
    const values = Float64Array.of(1, 2, 3, 4, 100);
    assert.equal(madScale(values, 3), 1.4826);
    assert.deepEqual([...values], [1, 2, 3, 4, 100], 'the values stay as they are');
  });

  it('count ties half', () => {
    assert.equal(midRankPercentile([1, 2, 2, 3], 2), 50);
    assert.equal(midRankPercentile([1, 2, 2, 3], 0), 0);
    assert.equal(midRankPercentile([1, 2, 2, 3], 3), 87.5);
    assert.equal(midRankPercentile([1, 2, 2, 3], 9), 100);
  });
});

describe('unusualness', () => {
  const missingOf = (n: number) => unusualness(symmetric(n), 0.05).missing;

  it('shows nothing below 20, no percentile and no p below 40', () => {
    assert.deepEqual(Object.keys(missingOf(19)).length, 6);
    assert.equal(unusualness(symmetric(19), 0.05).z, null);
    assert.deepEqual(Object.keys(missingOf(20)).sort(), ['absolutePercentile', 'p', 'percentile']);
    assert.deepEqual(Object.keys(missingOf(39)).sort(), ['absolutePercentile', 'p', 'percentile']);
    assert.deepEqual(missingOf(40), {});
    const { n, median, scale, z } = unusualness(symmetric(20), 0.05);
    assert.equal(n, 20);
    assert.equal(median, 0);
    // |xᵢ| is 1, 1, 2, 2, … 10, 10: the middle ones are 5 and 6.
    assert.ok(Math.abs((scale as number) - 1.4826 * 0.055) < 1e-15);
    assert.ok(Math.abs((z as number) - 0.05 / (1.4826 * 0.055)) < 1e-12);
  });

  it('does not count what is missing or not finite', () => {
    const holes = [null, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    assert.deepEqual(unusualness([...symmetric(40), ...holes], 0.03), unusualness(symmetric(40), 0.03));
    assert.equal(unusualness([...symmetric(19), ...holes], 0.03).n, 19);
  });

  it('refuses a move that is not a number', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => unusualness(symmetric(40), value), /a move must be a finite number/);
    }
  });

  it('has a p that is never 0, and 1 where nothing is smaller', () => {
    assert.equal(unusualness(symmetric(40), 9).p, 1 / 41);
    assert.equal(unusualness(symmetric(40), 0).p, 1);
    assert.equal(unusualness(symmetric(40), -9).percentile, 0);
    assert.equal(unusualness(symmetric(40), -9).absolutePercentile, 100);
  });

  it('gives no z where the scale is zero, and does not fall back on another', () => {
    const still = [...new Array(30).fill(0), ...symmetric(12)];
    const { z, scale, missing, percentile } = unusualness(still, 0.01);
    assert.deepEqual([z, scale, missing], [null, 0, { z: 'zero-scale' }]);
    assert.ok(percentile !== null && percentile > 50);
  });

  it('gives no p where the references overlap', () => {
    const overlapping = judge(prepareSample(symmetric(40), true), 0.05);
    const { p, missing, ...rest } = unusualness(symmetric(40), 0.05);
    assert.notEqual(p, null);
    assert.deepEqual(missing, {});
    assert.deepEqual(overlapping, { ...rest, p: null, missing: { p: 'overlapping-sample' } });
    assert.equal(judge(prepareSample(symmetric(30), true), 0.05).missing.p, 'insufficient-sample');
  });
});

describe('looking up a prepared profile', () => {
  const moves = symmetric(60);
  const prepared = prepareProfile(
    profileWith([
      { key: '5m', moves },
      { key: '1d', moves, overlapping: true },
    ]),
  );

  it('judges by the sample of the key', () => {
    assert.deepEqual(prepared.look('5m', 0.02), unusualness(moves, 0.02));
    assert.equal(prepared.look('1d', 0.02).missing.p, 'overlapping-sample');
  });

  it('answers for a key without a sample as for an empty one', () => {
    assert.deepEqual(prepared.look('2h', 0.02), unusualness([], 0.02));
  });
});
