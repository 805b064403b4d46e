import assert from 'node:assert/strict';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import {
  addGroup,
  addMarket,
  moveBy,
  moveTo,
  removeGroup,
  removeMarket,
  renameGroup,
  replaceBy,
} from '../../shared/watchlist/edits.ts';
import { watchedMarkets } from '../../shared/watchlist/watched-markets.ts';
import {
  defaultWatchlist,
  MOST_GROUPS,
  MOST_WATCHED,
  type Watchlist,
} from '../../shared/watchlist/watchlist.ts';

const id = (text: string) => text as InstrumentId;
/** `a b | C: d` → two groups, the second named C. */
const list = (text: string): Watchlist => ({
  groups: text.split('|').map((part) => {
    const [name, ids] = part.includes(':') ? part.split(':') : ['', part];
    return {
      name: (name ?? '').trim(),
      instruments: (ids ?? '')
        .trim()
        .split(/\s+/)
        .filter(Boolean)
        .map((i) => id(i.toUpperCase())),
    };
  }),
});

describe('edits of the watchlist', () => {
  const given = list('a b c | x: d e | y:');

  it('move a market up and down, over the edge of its group into the next', () => {
    assert.deepEqual(moveBy(id('B'), 1)(given), list('a c b | x: d e | y:'));
    assert.deepEqual(moveBy(id('B'), -1)(given), list('b a c | x: d e | y:'));
    assert.deepEqual(moveBy(id('C'), 1)(given), list('a b | x: c d e | y:'));
    assert.deepEqual(moveBy(id('D'), -1)(given), list('a b c d | x: e | y:'));
    assert.deepEqual(moveBy(id('E'), 1)(given), list('a b c | x: d | y: e'));
    assert.equal(moveBy(id('A'), -1)(given), given);
    assert.equal(moveBy(id('Q'), 1)(given), given);
  });

  it('put a market at a place, counted without itself and held within the list', () => {
    assert.deepEqual(moveTo(id('A'), { group: 0, at: 2 })(given), list('b c a | x: d e | y:'));
    assert.deepEqual(moveTo(id('E'), { group: 0, at: 0 })(given), list('e a b c | x: d | y:'));
    assert.deepEqual(moveTo(id('A'), { group: 9, at: 9 })(given), list('b c | x: d e | y: a'));
    assert.equal(moveTo(id('B'), { group: 0, at: 1 })(given), given);
    assert.equal(moveTo(id('C'), { group: 0, at: 9 })(given), given);
  });

  it('add at the end, remove, and never leave nothing', () => {
    assert.deepEqual(addMarket(id('F'))(given), list('a b c | x: d e | y: f'));
    assert.equal(addMarket(id('D'))(given), given);
    assert.deepEqual(removeMarket(id('D'))(given), list('a b c | x: e | y:'));
    assert.equal(removeMarket(id('Q'))(given), given);
    const one = list('a');
    assert.equal(removeMarket(id('A'))(one), one);
  });

  it('add, rename and remove groups; the markets of a removed one stay', () => {
    assert.deepEqual(addGroup('z')(given), list('a b c | x: d e | y: | z:'));
    assert.equal(addGroup('x')(given), given);
    assert.deepEqual(renameGroup('x', 'w')(given), list('a b c | w: d e | y:'));
    assert.equal(renameGroup('x', 'y')(given), given);
    assert.equal(renameGroup('no', 'z')(given), given);
    assert.deepEqual(removeGroup('x')(given), list('a b c d e | y:'));
    assert.deepEqual(removeGroup('')(given), list('x: a b c d e | y:'));
    const one = list('a');
    assert.equal(removeGroup('')(one), one);
  });

  it('add no more markets and groups than a list may hold', () => {
    const full = list(Array.from({ length: MOST_WATCHED }, (_, n) => `m${n}`).join(' '));
    assert.equal(addMarket(id('Q'))(full), full);
    const groups = list(Array.from({ length: MOST_GROUPS }, (_, n) => `g${n}: m${n}`).join('|'));
    assert.equal(addGroup('z')(groups), groups);
  });

  it('take another list only where it differs', () => {
    assert.deepEqual(replaceBy(list('a'))(given), list('a'));
    assert.equal(replaceBy(list('a b c | x: d e | y:'))(given), given);
  });
});

describe('watched markets', () => {
  const ids = (...args: Parameters<typeof watchedMarkets>): string[] =>
    watchedMarkets(...args).map((i) => i.id);

  it('are those of the list in its order, then those of the sets that are on', () => {
    assert.deepEqual(ids(list('tsm ks11 | x: n225'), INSTRUMENTS, ['tech']).slice(0, 4), [
      'TSM',
      'KS11',
      'N225',
      INSTRUMENTS.find((i) => i.set === 'tech' && i.id !== 'TSM')?.id,
    ]);
    assert.equal(ids(list('tsm'), INSTRUMENTS, ['tech']).filter((i) => i === 'TSM').length, 1);
    assert.deepEqual(ids(list('tsm gone'), INSTRUMENTS, []), ['TSM']);
  });

  it('are the core markets without a list', () => {
    const core = INSTRUMENTS.filter((i) => i.set === 'core').map((i) => i.id);
    assert.deepEqual(ids(null, INSTRUMENTS, []), core);
    assert.deepEqual(ids(defaultWatchlist(INSTRUMENTS), INSTRUMENTS, []), core);
  });
});
