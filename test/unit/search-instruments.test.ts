import assert from 'node:assert/strict';
import type { Instrument } from '../../shared/market/instrument.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { MOST_FOUND, searchInstruments } from '../../shared/market/search-instruments.ts';

const ids = (text: string): string[] => searchInstruments(INSTRUMENTS, text).map((i) => i.id);
const named = (id: string, name: string): Instrument => ({
  ...(INSTRUMENTS[0] as Instrument),
  id: id as Instrument['id'],
  name,
  shortName: name,
});

describe('search for instruments', () => {
  it('puts the id before what begins so, and that before what only holds the words', () => {
    assert.equal(ids('hsi')[0], 'HSI');
    assert.equal(ids('KS11')[0], 'KS11');
    assert.equal(ids('nikkei')[0], 'N225');
    const list = [named('C', 'Old Star index'), named('B', 'Star index'), named('STAR', 'Other')];
    assert.deepEqual(
      searchInstruments(list, 'star').map((i) => i.id),
      ['STAR', 'B', 'C'],
    );
  });

  it('looks at short name, symbol, city and region too', () => {
    assert.ok(ids('^KS11').includes('KS11'));
    assert.ok(ids('seoul').includes('KS11'));
    assert.ok(ids('oceania').includes('AXJO'));
    assert.ok(ids('southeast asia').includes('STI'));
  });

  it('finds words that are spread over the fields, and nothing where one is missing', () => {
    const list = [named('A', 'Composite'), named('B', 'Composite')];
    const [first] = list as [Instrument, Instrument];
    first.city = 'Jakarta';
    assert.deepEqual(
      searchInstruments(list, 'jakarta composite').map((i) => i.id),
      ['A'],
    );
    assert.deepEqual(ids('nikkei seoul'), []);
  });

  it('does not mind case, accents, width and hyphens', () => {
    const list = [named('BVSP', 'Índice São-Paulo')];
    for (const text of ['indice sao', 'ÍNDICE', 'sao paulo', 'ｉｎｄｉｃｅ']) {
      assert.equal(searchInstruments(list, text).length, 1, text);
    }
  });

  it('gives equally good ones in the order of the list, at most so many, and none for nothing', () => {
    const many = Array.from({ length: 30 }, (_, n) => named(`A${n}`, 'Same name'));
    const found = searchInstruments(many, 'same');
    assert.deepEqual(found, many.slice(0, MOST_FOUND));
    assert.deepEqual(ids('  '), []);
    assert.deepEqual(ids('…'), []);
  });
});
