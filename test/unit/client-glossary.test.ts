import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GLOSSARY } from '../../client/i18n/en-glossary.ts';
import { REASON_WORDS } from '../../client/i18n/en-reasons.ts';
import { VERDICTS } from '../../shared/reaction/claim.ts';
import { REASONS } from '../../shared/reaction/reaction.ts';

const entries = GLOSSARY.flatMap((part) => part.entries);
const ids = entries.map((entry) => entry.id);

/** What a reader of the page has to be able to look up. */
const ASKED_FOR = [
  ...[
    't0',
    'base',
    'gap',
    'move',
    'usual-move',
    'z',
    'percentile',
    'p',
    'peak',
    'trough',
    'fade',
    'half-life',
  ],
  ...['realised-volatility', 'jump', 'ar', 'car', 'bhar', 'aar', 'benchmark', 'estimation-window', 'placebo'],
  ...['ordinary-days', 'breadth', 'order-of-reaction', 'sensitivity', 'mixed', 'provisional', 'simulated'],
];

describe('the glossary', () => {
  it('has every term once', () => {
    assert.equal(new Set(ids).size, ids.length);
    for (const id of [...ASKED_FOR, ...VERDICTS]) assert.ok(ids.includes(id), id);
  });
  it('tells each reason for a missing number, no more and no fewer', () => {
    assert.deepEqual(Object.keys(REASON_WORDS).sort(), [...REASONS].sort());
    for (const reason of REASONS) assert.ok(ids.includes(reason), reason);
  });
  it('says what and when in whole sentences, and never gives a cause', () => {
    for (const { id, plain, missing } of entries) {
      for (const text of [plain, ...(missing === undefined ? [] : [missing])]) {
        assert.match(text, /^[“A-Z0-9].*[.!]$/, id);
      }
      assert.doesNotMatch(plain, /because of/i, id);
    }
  });
  it('has every entry that a card leads to', () => {
    const panels = join(import.meta.dirname, '..', '..', 'client', 'panels');
    const sources = readdirSync(panels)
      .filter((file) => file.startsWith('card-'))
      .map((file) => readFileSync(join(panels, file), 'utf8'));
    const led = sources.flatMap((text) =>
      [...text.matchAll(/\bterm: '([a-z-]+)'/g)].map(([, id]) => id as string),
    );
    assert.ok(led.length > 5);
    for (const id of led) assert.ok(ids.includes(id), id);
  });
});
