import assert from 'node:assert/strict';
import {
  figureText,
  percentileText,
  percentText,
  pText,
  signedText,
  textTable,
  wrapped,
} from '../../server/cli/text-table.ts';

describe('figures on a terminal', () => {
  it('carry their sign, and zero has none', () => {
    assert.deepEqual(
      [1.234, -1.234, 0.001, -0.001, 0].map((value) => signedText(value, 2)),
      ['+1.23', '-1.23', '0.00', '0.00', '0.00'],
    );
    assert.equal(figureText(-0.001, 1), '0.0');
    assert.equal(percentText(-0.0123), '-1.23\u00a0%');
  });

  it('say missing, never a number, where there is none', () => {
    for (const text of [
      signedText(null, 2),
      figureText(null, 2),
      percentText(null),
      pText(null),
      percentileText(null),
    ])
      assert.equal(text, '-');
  });

  it('never claim more than the sample: the ends of a percentile, and a small p', () => {
    assert.deepEqual([0, 0.4, 50, 99.6, 100].map(percentileText), ['<all', '<1', '50', '>99', '>all']);
    assert.deepEqual([0.0004, 0.0316].map(pText), ['<0.001', '0.032']);
  });
});

describe('text on a terminal', () => {
  it('lines columns up, words left and numbers right', () => {
    const table = textTable(
      [{ title: 'market', align: 'left' }, { title: '%' }],
      [
        ['N225', '+0.04'],
        ['HSI', '-12.30'],
      ],
    );
    assert.deepEqual(table, ['market       %', 'N225     +0.04', 'HSI     -12.30']);
  });

  it('breaks at words and sets further lines in', () => {
    assert.deepEqual(wrapped('one two three four', 9, '- ', '  '), ['- one two', '  three', '  four']);
    assert.deepEqual(wrapped('averylongword', 4), ['averylongword']);
  });
});
