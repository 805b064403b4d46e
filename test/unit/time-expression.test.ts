import assert from 'node:assert/strict';
import { formatInstant, parseInstant } from '../../shared/time/instant.ts';
import { parseTimeExpression } from '../../shared/time/time-expression.ts';

const context = { now: parseInstant('2025-10-30T06:00:00Z'), t0: parseInstant('2025-10-30T02:05:00Z') };

describe('time expressions', () => {
  const good = {
    now: '2025-10-30T06:00:00Z',
    'now-6h': '2025-10-30T00:00:00Z',
    'now+1h30m': '2025-10-30T07:30:00Z',
    t0: '2025-10-30T02:05:00Z',
    't0-30m': '2025-10-30T01:35:00Z',
    't0+2w': '2025-11-13T02:05:00Z',
    '1761789900000': '2025-10-30T02:05:00Z',
    '-1': '1969-12-31T23:59:59.999Z',
    '2025-10-30': '2025-10-30T00:00:00Z',
    ' 2025-10-30T11:05+09:00 ': '2025-10-30T02:05:00Z',
    '2025-10-30T11:05:00+09:00[Asia/Seoul]': '2025-10-30T02:05:00Z',
  };
  for (const [text, expected] of Object.entries(good)) {
    it(`reads ${text.trim()}`, () =>
      assert.equal(formatInstant(parseTimeExpression(text, context)), expected));
  }

  for (const text of [
    '',
    'yesterday',
    '2025-10-30T11:05',
    '2025-02-30',
    'now-6',
    'now-6y',
    't0--5m',
    '9e99',
    '99999999999999999',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () =>
      assert.throws(() => parseTimeExpression(text, context), RangeError));
  }

  it('refuses t0 where there is none', () => {
    assert.throws(() => parseTimeExpression('t0+1h', { ...context, t0: null }), /t0 needs an event/);
  });
});
