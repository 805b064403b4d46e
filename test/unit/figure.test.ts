import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decimal, unwidened } from '../../server/feeds/figure.ts';

describe('figures as upstreams write them', () => {
  it('give back the price that was widened from 32 bits', () => {
    for (const price of [4086.89, 51325.61, 26282.69, 166.69, 0.1, 1.2345, 7.0973, 1685.83, 5]) {
      assert.equal(unwidened(Math.fround(price)), price);
    }
  });

  it('leave a number that 32 bits cannot hold as it is', () => {
    assert.equal(unwidened(4086.89), 4086.89);
    assert.equal(unwidened(123456.789012), 123456.789012);
  });

  it('never move a value to another 32-bit float', () => {
    fc.assert(
      fc.property(fc.float({ min: Math.fround(0.01), max: Math.fround(100000), noNaN: true }), (value) => {
        assert.equal(Math.fround(unwidened(value)), value);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('take the noise off a difference', () => {
    assert.equal(decimal(4086.89 - 5.74), 4081.15);
  });
});
