import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldLine, icalText, icalUtc } from '../../server/transfer/ical.ts';
import { parseInstant, type UtcMs } from '../../shared/time/instant.ts';

const unfold = (text: string): string => text.replaceAll('\r\n ', '');
const unescaped = (text: string): string =>
  text.replace(/\\([\\;,n])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter));

describe('iCalendar lines', () => {
  it('fold at 75 octets, never inside a character, and unfold to what they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const line = `SUMMARY:${icalText(text)}`;
        const folded = foldLine(line);
        for (const part of folded.split('\r\n')) {
          assert.ok(Buffer.byteLength(part) <= 75, part);
          assert.ok(part.isWellFormed());
        }
        assert.equal(unfold(folded), line);
      }),
      { seed: 5545, numRuns: 300 },
    );
    const exact = 'x'.repeat(75);
    assert.equal(foldLine(exact), exact);
    assert.equal(foldLine(`${exact}y`), `${exact}\r\n y`);
    assert.equal(foldLine(`${'x'.repeat(74)}釜`), `${'x'.repeat(74)}\r\n 釜`);
  });

  it('escape what a TEXT would read as something else, and keep the words', () => {
    assert.equal(icalText('a, b; c\\d\r\ne'), 'a\\, b\\; c\\\\d\\ne');
    assert.equal(icalText('x\u0000\u0007y'), 'x  y');
    assert.equal(icalText('\ud800x'), '\ufffdx');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        const escaped = icalText(text);
        assert.doesNotMatch(escaped, /[\r\n]/);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left.
        assert.doesNotMatch(escaped, /[\u0000-\u001f]/);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: text without them comes back.
        if (!/[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(text)) assert.equal(unescaped(escaped), text);
      }),
      { seed: 5545, numRuns: 300 },
    );
  });

  it('write an instant in UTC to the second', () => {
    assert.equal(icalUtc(parseInstant('2025-10-30T02:05:00.900Z')), '20251030T020500Z');
    assert.throws(() => icalUtc(Number.NaN as UtcMs), RangeError);
  });
});
