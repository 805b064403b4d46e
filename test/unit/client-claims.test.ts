import assert from 'node:assert/strict';
import { enClaims } from '../../client/i18n/en-claims.ts';
import { EMPTY_DRAFT, readDraft } from '../../client/panels/claim-draft.ts';
import {
  barScale,
  type ClaimCheckAnswer,
  claimSentence,
  horizonSentence,
  insideUsual,
  sortedEvidence,
  verdictText,
} from '../../client/panels/claim-model.ts';
import { HORIZONS } from '../../shared/event/horizon.ts';
import { instrumentId } from '../../shared/market/instrument.ts';
import type { ClaimEvidence } from '../../shared/reaction/claim.ts';
import { parseInstant } from '../../shared/time/instant.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');
const evidence = (id: string, moveSimple: number | null, usual: number | null = null): ClaimEvidence => ({
  instrument: instrumentId.parse(id),
  horizon: 'close',
  state: moveSimple === null ? 'missing' : 'ok',
  reason: moveSimple === null ? 'no-history' : null,
  base: null,
  price: null,
  moveSimple,
  z: null,
  usual,
  supports: moveSimple === null ? null : moveSimple > 0,
  simulated: false,
});
const check = (rows: readonly ClaimEvidence[], rest: Partial<ClaimCheckAnswer> = {}): ClaimCheckAnswer => ({
  anchor: 'Handshake',
  t0: T0,
  claim: {
    words: 'Shares rose',
    group: rows.map((r) => r.instrument),
    direction: 'up',
    horizon: 'close',
    anchor: 'Handshake',
    source: { publisher: 'P', title: 'T', date: '2025-10-30', url: 'https://example.com/' },
  },
  verdict: 'not-borne-out',
  soFar: false,
  agree: rows.filter((r) => r.supports === true).length,
  of: rows.filter((r) => r.moveSimple !== null).length,
  groupSize: rows.length,
  medianSimple: -0.0057,
  medianUsual: null,
  limits: [],
  evidence: rows,
  byHorizon: HORIZONS.map((horizon) => ({
    horizon,
    agree: 0,
    of: 0,
    medianSimple: null,
    verdict: 'cannot-be-judged' as const,
  })),
  ...rest,
});

describe('the words of a claim check', () => {
  it('count those that moved as claimed, and those of them inside a usual move', () => {
    const rows = [
      evidence('TOPIX', 0.0069, 0.004),
      evidence('KS11', 0.0014, 0.004),
      evidence('N225', 0.0004, 0.004),
      evidence('SSEC', -0.0073, 0.01),
      evidence('HSI', null),
    ];
    assert.equal(
      claimSentence(check(rows), enClaims),
      '3 of 4 were up by the close; 2 of those by less than a usual move. Median −0.57 %.',
    );
    assert.equal(
      claimSentence(check(rows.slice(1, 3)), enClaims),
      '2 of 2 were up by the close, all of them by less than a usual move. Median −0.57 %.',
    );
    const none = check([evidence('HSI', null)], { medianSimple: null });
    assert.match(claimSentence(none, enClaims), /^No price is stored/);
    assert.match(claimSentence({ ...none, soFar: true }, enClaims), /has an answer yet/);
  });

  it('take a log move for the border of a usual one, and nothing for a missing one', () => {
    assert.equal(insideUsual({ moveSimple: 0.01, usual: 0.00996 }), true);
    assert.equal(insideUsual({ moveSimple: 0.01, usual: 0.0099 }), false);
    assert.equal(insideUsual({ moveSimple: null, usual: 0.01 }), null);
    assert.equal(insideUsual({ moveSimple: 0.01, usual: null }), null);
  });

  it('say “so far” while it lasts, and where it held and failed', () => {
    assert.equal(verdictText({ verdict: 'partly', soFar: true }, enClaims), 'Partly so far');
    const byHorizon = HORIZONS.map((horizon) => ({
      horizon,
      agree: 1,
      of: 3,
      medianSimple: 0.001,
      verdict: (horizon === '5m' || horizon === '1h'
        ? 'borne-out'
        : horizon === 'close'
          ? 'not-borne-out'
          : 'cannot-be-judged') as ClaimCheckAnswer['verdict'],
    }));
    assert.equal(
      horizonSentence({ byHorizon }, enClaims),
      'Borne out at 5 min and 1 h. Not borne out at close. 10 horizons cannot be judged.',
    );
  });

  it('put bars by value on one scale with 0 in it', () => {
    const rows = [evidence('SSEC', -0.01), evidence('HSI', null), evidence('KS11', 0.03)];
    assert.deepEqual(
      sortedEvidence(rows).map((r) => r.instrument),
      ['KS11', 'SSEC', 'HSI'],
    );
    const scale = barScale(rows);
    assert.deepEqual([scale.at(-0.01), scale.zero, scale.at(0.03)], [0, 25, 100]);
    assert.equal(barScale([evidence('A', 0), evidence('B', null)]).zero, 0);
  });
});

describe('a claim that is typed', () => {
  const good = {
    ...EMPTY_DRAFT,
    words: ' Shares rose ',
    group: ['KS11'],
    anchor: 'Handshake',
    publisher: 'Wire',
    title: 'Shares rise',
    date: '2025-10-30',
    url: 'https://example.com/a',
  };
  const faults = (patch: Partial<typeof good>) => {
    const read = readDraft({ ...good, ...patch });
    return 'faults' in read ? read.faults : [];
  };

  it('becomes a claim, its words trimmed', () => {
    const read = readDraft(good);
    assert.ok('claim' in read);
    assert.equal(read.claim.words, 'Shares rose');
  });

  it('names each field that does not fit', () => {
    assert.deepEqual(faults({ words: '  ' }), ['words']);
    assert.deepEqual(faults({ words: 'x'.repeat(301) }), ['words']);
    assert.deepEqual(faults({ group: [] }), ['group']);
    assert.deepEqual(faults({ date: '2025' }), ['date']);
    assert.deepEqual(faults({ date: '' }), ['date']);
    for (const url of ['javascript:alert(1)', 'ftp://a', 'data:text/html,x', 'example.com', ''])
      assert.deepEqual(faults({ url }), ['url'], url);
    assert.deepEqual(faults({ publisher: '', title: 'x'.repeat(501), anchor: '' }), [
      'anchor',
      'publisher',
      'title',
    ]);
  });
});
