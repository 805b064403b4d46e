import assert from 'node:assert/strict';
import { leastSquares } from '../../shared/statistics/least-squares.ts';
import { adjustForMany } from '../../shared/statistics/multiple-tests.ts';
import { correlation, mean, median, quantile, sampleSd } from '../../shared/statistics/summary.ts';
import {
  binomialTails,
  normalTwoSided,
  normalUpper,
  studentTwoSided,
} from '../../shared/statistics/tails.ts';

const near = (found: number | null, expected: number, relative = 1e-12): void => {
  assert.ok(
    found !== null && Math.abs(found - expected) <= relative * Math.abs(expected),
    `${found} instead of ${expected}`,
  );
};

/** Expected values: the integrals themselves at forty digits, cut to fifteen. */
describe('tails', () => {
  it("are right far out in Student's distribution and at its centre", () => {
    near(studentTwoSided(40, 28), 2.98572140753434e-26);
    near(studentTwoSided(2.4185755788006564, 118), 0.0171095692023427);
    near(studentTwoSided(1e-9, 118), 0.999999999203804);
    near(studentTwoSided(0.5, 1), 0.704832764699133);
    near(studentTwoSided(-12, 57), 3.11166135934507e-17);
    near(studentTwoSided(200, 5), 5.92976608167127e-11);
    near(studentTwoSided(3.5, 1998), 0.000475456198053114);
    assert.equal(studentTwoSided(0, 10), 1);
  });

  it('are right far out in the normal distribution, on both sides', () => {
    near(normalTwoSided(0.1), 0.920344325445942);
    near(normalTwoSided(-1.96), 0.0499957902964408);
    near(normalTwoSided(8), 1.24419211485435e-15);
    near(normalTwoSided(37), 1.14511424450491e-299, 1e-11);
    near(normalUpper(8), 1.24419211485435e-15 / 2);
    near(normalUpper(-0.1), 1 - 0.920344325445942 / 2);
    assert.equal(normalUpper(0), 0.5);
  });

  it('count both tails of a binomial, with the value itself in each', () => {
    const { lower, upper } = binomialTails(8, 10, 0.5208333333333334);
    near(lower, 0.985017375861603);
    near(upper, 0.0709295053328321);
    near(binomialTails(0, 10, 0.3).lower, 0.0282475249);
    assert.equal(binomialTails(0, 10, 0.3).upper, 1);
    near(binomialTails(10, 10, 0.3).upper, 5.90489999999999e-6);
    near(binomialTails(95, 100, 0.5).upper, 6.26162256269268e-23);
  });

  it('refuse what has no distribution', () => {
    assert.throws(() => studentTwoSided(1, 0), /degrees of freedom must be above 0: 0/);
    assert.throws(() => binomialTails(11, 10, 0.5), /11 of 10/);
    assert.throws(() => binomialTails(1, 10, 1.5), /a chance must lie in \[0, 1\]: 1.5/);
  });
});

describe('a summary', () => {
  it('of an empty sample is null, never NaN', () => {
    assert.deepEqual(
      [mean([]), median([]), sampleSd([]), sampleSd([1]), quantile([], 0.1), correlation([1], [1])],
      [null, null, null, null, null, null],
    );
  });

  it('leaves the order of the values alone', () => {
    const values = [3, 1, 2];
    assert.equal(median(values), 2);
    assert.deepEqual(values, [3, 1, 2]);
  });

  it('takes the mean of the two middle values, and type 7 between order statistics', () => {
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.deepEqual(
      [0, 0.1, 0.25, 0.5, 0.9, 1].map((p) => quantile([10, 20, 30, 40], p)),
      [10, 13, 17.5, 25, 37, 40],
    );
    assert.throws(() => quantile([1], 1.1), /probability must lie in \[0, 1\], not 1.1/);
  });

  it('divides squares by n − 1', () => {
    assert.equal(sampleSd([1, 2, 3, 4]), Math.sqrt(5 / 3));
    assert.equal(sampleSd([7, 7]), 0);
  });

  it('correlates, and says null where a side is constant', () => {
    near(correlation([1, 2, 3], [2, 4, 7]), 5 / Math.sqrt(2 * (38 / 3)));
    assert.equal(correlation([1, 2, 3], [1, 1, 1]), null);
    assert.throws(() => correlation([1, 2], [1]), /x has 2 values and y 1/);
  });
});

describe('least squares', () => {
  const columns = (...lists: number[][]) => lists.map((list) => Float64Array.from(list));

  it('finds the coefficients of an exact relation of two columns', () => {
    const [a, b] = columns([1, 2, 3, 5, 8], [2, -1, 4, 0, 3]) as [Float64Array, Float64Array];
    const y = a.map((value, row) => 1.5 + 2 * value - 3 * (b[row] as number));
    const fit = leastSquares(y, [a, b]);
    assert.ok(fit !== null);
    near(fit.intercept, 1.5);
    near(fit.slopes[0] as number, 2);
    near(fit.slopes[1] as number, -3);
    assert.ok(fit.residualSquares < 1e-24);
  });

  it('loses no digits to a level far from zero', () => {
    const x = Float64Array.from({ length: 60 }, (_, row) => 1e9 + Math.sin(row) / 100);
    const y = x.map((value) => 3 * (value - 1e9));
    near(leastSquares(y, [x])?.slopes[0] as number, 3, 1e-7);
  });

  it('inverts the cross-products of three columns', () => {
    const size = 3;
    const lists = columns([1, 4, 2, 8, 5, 7], [3, 1, 4, 1, 5, 9], [2, 7, 1, 8, 2, 8]);
    const fit = leastSquares(Float64Array.from([1, 2, 3, 4, 5, 7]), lists);
    assert.ok(fit !== null);
    const cross = (i: number, j: number): number =>
      (lists[i] as Float64Array).reduce(
        (sum, value, row) =>
          sum +
          (value - (fit.means[i] as number)) *
            (((lists[j] as Float64Array)[row] as number) - (fit.means[j] as number)),
        0,
      );
    for (let i = 0; i < size; i += 1) {
      for (let j = 0; j < size; j += 1) {
        let product = 0;
        for (let k = 0; k < size; k += 1) product += (fit.inverse[i * size + k] as number) * cross(k, j);
        assert.ok(Math.abs(product - (i === j ? 1 : 0)) < 1e-12);
      }
    }
  });

  it('refuses a constant column, two that are one, and no rows', () => {
    const y = Float64Array.from([1, 2, 4]);
    assert.equal(leastSquares(y, columns([0.1, 0.1, 0.1])), null);
    assert.equal(leastSquares(y, columns([1, 2, 3], [2, 4, 6])), null);
    assert.equal(leastSquares(new Float64Array(0), []), null);
    assert.equal(leastSquares(y, [])?.intercept, 7 / 3);
  });
});

describe('p-values of many tests', () => {
  it('keep their places, their order and their nulls', () => {
    assert.deepEqual(adjustForMany([0.5, null, 0.01]), {
      tests: 2,
      holm: [0.5, null, 0.02],
      benjaminiHochberg: [0.5, null, 0.02],
    });
    assert.deepEqual(adjustForMany([null]), { tests: 0, holm: [null], benjaminiHochberg: [null] });
  });

  it('never pass 1 and never fall below a smaller one', () => {
    assert.deepEqual(adjustForMany([0.9, 0.8, 0.03, 0.02]).holm, [1, 1, 0.09, 0.08]);
    assert.deepEqual(adjustForMany([0.04, 0.03]).benjaminiHochberg, [0.04, 0.04]);
    assert.throws(() => adjustForMany([0.5, 1.5]), /p\[1\] must lie in \[0, 1\], not 1.5/);
  });
});
