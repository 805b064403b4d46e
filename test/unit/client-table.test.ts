import assert from 'node:assert/strict';
import { en } from '../../client/i18n/en.ts';
import { GLOSSARY, inOneSentence } from '../../client/i18n/en-glossary.ts';
import { type RowModelInput, rowModel } from '../../client/panels/row-model.ts';
import { type ColumnChoice, columnsFor, widthOf } from '../../client/state/columns.ts';
import { groupedRows, withStandIns } from '../../client/state/table-rows.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import type { MarketReaction } from '../../shared/reaction/moves.ts';
import { asUtcMs, HOUR_MS, parseInstant } from '../../shared/time/instant.ts';
import { market } from '../support/chart-input.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');
const NOW = parseInstant('2025-10-30T02:26:00Z');
const calendars = createCalendars();

function row(name: string, percent: number | null, lastAt = NOW): MarketReaction {
  const instrument = market(name);
  const base = { price: 100, time: T0, from: '1m' } as const;
  return {
    instrument,
    session: calendars.get(instrument.mic).stateAt(NOW),
    last:
      percent === null
        ? null
        : {
            price: 100 + percent,
            time: lastAt,
            provider: 'archive',
            provenance: 'simulated',
            receivedAt: lastAt,
            from: '1m',
          },
    since:
      percent === null
        ? { state: 'waiting', base, answersFrom: null }
        : { state: 'ok', base, percent, at: lastAt },
    todayPercent: percent,
    peak: percent === null ? null : { percent, time: lastAt },
  } as MarketReaction;
}

describe('the columns of the table', () => {
  const wide = (width: number, choice: ColumnChoice = {}): string =>
    columnsFor('wide', width, choice).join(' ');
  it('give way by the width, those that say least first', () => {
    assert.match(wide(1182), /^market session since .* faded today last path$/);
    assert.match(wide(1022), /faded today last$/);
    assert.match(wide(1000), /at faded last$/);
    for (const width of [1182, 1022, 860, 700]) {
      assert.ok(widthOf(columnsFor('wide', width, {})) <= width, `${width} px`);
    }
  });
  it('leave out what a laptop has no room for, and keep two lines on a phone', () => {
    const laptop = columnsFor('laptop', 944, {});
    assert.ok(!laptop.some((c) => ['faded', 'today', 'path'].includes(c)));
    assert.ok(laptop.includes('last') && laptop.includes('usual'));
    assert.deepEqual(columnsFor('phone', 390, { last: true, z: false }), ['market', 'path', 'since', 'z']);
  });
  it('are shown or put away as they were asked to be, whatever fits; the name and the move stay', () => {
    assert.match(wide(700, { path: true }), / path$/);
    assert.doesNotMatch(wide(1182, { z: false }), / z /);
    assert.match(wide(1182, { market: false, since: false }), /^market session since/);
    assert.ok(columnsFor('laptop', 944, { today: true }).includes('today'));
  });
});

describe('groups and stand-ins', () => {
  const watchlist = ['KS11', 'N225', 'HSI', 'SSEC', 'NSEI'].map(market);
  it('stand in the order of the watchlist and keep the order of their rows', () => {
    const rows = [row('HSI', 0.1), row('N225', -0.3), row('SSEC', 0.2), row('KS11', -0.7)];
    const by = (grouping: 'none' | 'region' | 'set') =>
      groupedRows(rows, grouping, watchlist).map((g) => [
        g.key,
        g.rows.map((r) => r.instrument.id).join(' '),
      ]);
    assert.deepEqual(by('none'), [[null, 'HSI N225 SSEC KS11']]);
    assert.deepEqual(by('region'), [
      ['north-asia', 'N225 KS11'],
      ['greater-china', 'HSI SSEC'],
    ]);
    assert.deepEqual(by('set'), [['core', 'HSI N225 SSEC KS11']]);
  });
  it('place what trades meanwhile under the first market that waits, once', () => {
    const fund = market('FXI');
    const standIn = { ...row('HSI', 0.4), instrument: fund };
    const ids = (rows: readonly MarketReaction[], standIns: readonly MarketReaction[]) =>
      withStandIns(rows, standIns).map((r) => `${r.row.instrument.id}<${r.standsInFor?.instrument.id ?? ''}`);
    const rows = [row('KS11', 0.2), row('SSEC', null), row('HSI', null)];
    assert.deepEqual(ids(rows, [standIn]), ['KS11<', 'SSEC<', 'FXI<SSEC', 'HSI<']);
    assert.deepEqual(ids([...rows, standIn], [standIn]), ['KS11<', 'SSEC<', 'FXI<SSEC', 'HSI<'], 'moved');
    assert.deepEqual(ids(rows, [{ ...row('HSI', null), instrument: fund }]), ['KS11<', 'SSEC<', 'HSI<']);
    assert.deepEqual(ids([row('SSEC', 0.1)], [standIn]), ['SSEC<'], 'nobody waits');
  });
});

describe('a row of the table', () => {
  const input = (rest: Partial<RowModelInput> = {}): RowModelInput => ({
    row: row('KS11', -0.5),
    now: null,
    absent: 'no-sample',
    waits: false,
    loaded: true,
    sessionText: 'Open',
    dollars: undefined,
    replaying: false,
    playhead: NOW,
    zone: 'Asia/Seoul',
    standInFor: null,
    words: en.table,
    ...rest,
  });
  it('shows the move in dollars where there is a pair, and names its currency where there is none', () => {
    assert.equal(rowModel(input()).cells.since.text, '−0.50');
    assert.equal(rowModel(input({ dollars: -0.75 })).cells.since.text, '−0.75');
    const local = rowModel(input({ dollars: null })).cells.since;
    assert.deepEqual([local.text, local.before], ['−0.50', 'KRW']);
    assert.equal(rowModel(input()).cells.since.before, undefined);
  });
  it('tells a market that waits from one without data, and neither flashes', () => {
    const waiting = rowModel(input({ row: row('NSEI', null), waits: true }));
    assert.deepEqual([waiting.state, waiting.cells.since.text, waiting.quiet], ['waiting', 'waiting', true]);
    const none = rowModel(input({ row: row('NSEI', null) }));
    assert.deepEqual([none.state, none.cells.since.text], ['missing', 'no data']);
    assert.equal(rowModel(input({ loaded: false, row: row('NSEI', null) })).cells.since.text, '');
  });
  it('dates a price of another day, and says the same of a moment that changes nothing', () => {
    const old = rowModel(input({ row: row('KS11', -0.5, asUtcMs(NOW - 30 * HOUR_MS)) }));
    assert.equal(old.cells.last.before, '29 Oct');
    const later = input({ playhead: asUtcMs(NOW + 1000) });
    assert.deepEqual(rowModel(later), rowModel(input()));
  });
});

describe('the first sentence of a glossary entry', () => {
  const entry = (plain: string) => inOneSentence({ id: 'x', term: 'x', plain });
  it('ends where a sentence does, not at a decimal point', () => {
    assert.equal(entry('Bold from 1.5 on. More.'), 'Bold from 1.5 on.');
    assert.equal(entry('一つ目の文。二つ目。'), '一つ目の文。');
    assert.equal(entry('no full stop'), 'no full stop');
  });
  it('is a sentence for every entry', () => {
    for (const { entries } of GLOSSARY)
      for (const e of entries) {
        const first = inOneSentence(e);
        assert.ok(first.length > 15 && e.plain.startsWith(first), e.id);
      }
  });
});
