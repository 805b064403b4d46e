import assert from 'node:assert/strict';
import type { MarketClaim } from '../../shared/event/event.ts';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { ClaimCheck } from '../../shared/reaction/claim.ts';
import { claimAnswer, makeClaimAnswer } from '../../shared/reaction/claim-answer.ts';
import { checkClaim } from '../../shared/reaction/claim-check.ts';
import type { Reaction } from '../../shared/reaction/reaction.ts';
import { anchorAt, detailOf, reactionOf, type Said, T0 } from '../support/reactions.ts';
import { id } from '../support/records.ts';

const claimOn = (group: readonly string[], rest: Partial<MarketClaim> = {}): MarketClaim => ({
  words: 'Asian shares rose on the news.',
  group: group.map(id),
  direction: 'up',
  horizon: '0d',
  anchor: 'Handshake',
  source: { publisher: 'Press', title: 'Shares', date: '2025-10-30', url: 'https://example.com/shares' },
  ...rest,
});

const byId = (reactions: readonly Reaction[]): ReadonlyMap<InstrumentId, Reaction> =>
  new Map(reactions.map((r) => [r.instrument, r]));

/** Checks a claim on as many markets as there are answers, each said of `0d`. */
function check(answers: readonly Said[], rest: Partial<MarketClaim> = {}): ClaimCheck {
  const names = answers.map((_, at) => `M${at}`);
  const reactions = answers.map((said, at) => reactionOf(names[at] as string, { '0d': said }));
  return checkClaim(claimOn(names, rest), byId(reactions));
}
const moves = (list: readonly number[], usual = 0.01): Said[] => list.map((move) => ({ move, usual }));

describe('the verdict on a claim', () => {
  it('is borne out where two thirds moved so and the median is clear of zero', () => {
    const { verdict, agree, of, medianSimple } = check(moves([0.02, 0.01, -0.01]));
    assert.deepEqual(
      { verdict, agree, of, medianSimple },
      {
        verdict: 'borne-out',
        agree: 2,
        of: 3,
        medianSimple: 0.01,
      },
    );
  });

  it('needs no more than exactly two thirds, and no less', () => {
    assert.equal(check(moves([0.02, 0.01, 0.01, 0.01, -0.01, -0.02])).verdict, 'borne-out');
    // Three of five: the median is up, the share is not enough.
    assert.equal(check(moves([0.02, 0.01, 0.01, -0.01, -0.02])).verdict, 'partly');
  });

  it('is partly borne out where most moved so, but hardly', () => {
    assert.equal(check(moves([0.0002, 0.0003, 0.0001, -0.03])).verdict, 'partly');
  });

  it('is not borne out where neither holds', () => {
    assert.equal(check(moves([0.02, -0.01, -0.01])).verdict, 'not-borne-out');
    assert.equal(check(moves([0.02, 0.0001, -0.01])).verdict, 'partly', 'two of three rose');
    assert.equal(check(moves([0.02, 0, -0.01])).verdict, 'not-borne-out', 'no move is no rise');
  });

  it('turns with the direction', () => {
    assert.equal(check(moves([-0.02, -0.01, 0.01]), { direction: 'down' }).verdict, 'borne-out');
    assert.equal(check(moves([0.02, 0.01, 0.01]), { direction: 'down' }).verdict, 'not-borne-out');
  });

  it('does not judge a move that began within the day by the usual move of whole days', () => {
    const reactions = ['M0', 'M1', 'M2'].map((name) => {
      const reaction = reactionOf(name, { '0d': { move: 0.0006, usual: 0.01 } });
      const wholeDay = { interval: '1d', from: 'previous-close', overlapping: false, moveLog: 0.02 } as const;
      return { ...reaction, horizons: reaction.horizons.map((h) => ({ ...h, sample: wholeDay })) };
    });
    const { limits, evidence, verdict } = checkClaim(claimOn(['M0', 'M1', 'M2']), byId(reactions));
    assert.ok(limits.includes('no-usual-move'));
    assert.deepEqual([evidence[0]?.z, evidence[0]?.usual], [null, null]);
    assert.equal(verdict, 'borne-out', 'judged by the border of 0.05 % instead');
  });

  it('takes a median on the border of 0.1 usual moves for none', () => {
    const usual = 0.01;
    const border = Math.expm1(0.1 * usual);
    assert.equal(check(moves([border, border, border], usual)).verdict, 'partly');
    assert.equal(check(moves([border, 1.001 * border, 1.001 * border], usual)).verdict, 'borne-out');
  });

  it('takes 0.05 % for the border where there is no usual move, and says so', () => {
    const on = check([{ move: 20.01 / 20 - 1 }, { move: 20.01 / 20 - 1 }, { move: 20.01 / 20 - 1 }]);
    assert.deepEqual([on.verdict, on.medianUsual], ['partly', null]);
    assert.ok(on.limits.includes('no-usual-move'));
    const over = check([{ move: 0.00051 }, { move: 0.00051 }, { move: 0.00051 }]);
    assert.equal(over.verdict, 'borne-out');
    const zeroScale = check([0.0004, 0.0004, 0.0004].map((move) => ({ move, usual: 0 })));
    assert.deepEqual([zeroScale.verdict, zeroScale.evidence[0]?.usual], ['partly', null]);
  });

  it('judges each market by its own border where only some have a usual move', () => {
    // 0.04 % is two usual moves of one market and within the border of the other two.
    const quiet: Said = { move: 0.0004, usual: 0.0002 };
    const unknown: Said = { move: 0.0004 };
    assert.equal(check([quiet, unknown, unknown]).verdict, 'partly');
    assert.equal(check([quiet, quiet, unknown]).verdict, 'borne-out');
  });

  it('needs the sign of the plain median too, not only that in usual moves', () => {
    // The middle of +0.1 % and −0.5 % is a fall, although the rise was ten usual moves and the fall a tenth of one.
    const { verdict, medianSimple, medianUsual } = check([
      { move: 0.001, usual: 0.0001 },
      { move: -0.005, usual: 0.05 },
    ]);
    assert.ok((medianSimple ?? 0) < 0 && (medianUsual ?? 0) > 1);
    assert.equal(verdict, 'not-borne-out');
  });

  it('cannot be given where fewer than half of the group has data; half is enough', () => {
    const none: Said = { reason: 'no-history' };
    assert.equal(check([{ move: 0.02 }, { move: 0.02 }, none, none]).verdict, 'borne-out');
    const { verdict, agree, of, groupSize } = check([{ move: 0.02 }, { move: 0.02 }, none, none, none]);
    assert.deepEqual(
      { verdict, agree, of, groupSize },
      {
        verdict: 'cannot-be-judged',
        agree: 2,
        of: 2,
        groupSize: 5,
      },
    );
  });

  it('cannot be given where all data are simulated; real ones beside them are judged', () => {
    const made: Said = { move: 0.02, usual: 0.01, provenance: 'simulated' };
    const all = check([made, made, made]);
    assert.deepEqual([all.verdict, all.limits], ['cannot-be-judged', ['all-simulated']]);
    const some = check([made, made, { move: 0.02, usual: 0.01 }]);
    assert.deepEqual([some.verdict, some.limits], ['borne-out', ['some-simulated']]);
  });

  it('counts a market that the group names twice once, and one without a reaction as missing', () => {
    const { groupSize, of, evidence } = checkClaim(
      claimOn(['KS11', 'KS11', 'N225']),
      byId([reactionOf('KS11', { '0d': { move: 0.01 } })]),
    );
    assert.deepEqual([groupSize, of], [2, 1]);
    assert.deepEqual(
      evidence.map((e) => [e.instrument, e.state, e.reason, e.supports]),
      [
        ['KS11', 'ok', null, true],
        ['N225', 'missing', 'no-history', null],
      ],
    );
  });
});

describe('what limits a verdict', () => {
  it('is named: missing, waiting, mixed, few', () => {
    const mixedWith = [{ slug: 'fed', title: 'A cut', time: T0, when: 'before' as const }];
    const { limits, soFar } = check([
      { move: 0.01, usual: 0.01, mixedWith },
      { move: 0.01, usual: 0.01 },
      { state: 'waiting' },
      { reason: 'no-history' },
    ]);
    assert.deepEqual(limits, ['some-missing', 'some-waiting', 'mixed-with-other-events', 'few-markets']);
    assert.equal(soFar, true);
    assert.deepEqual(check(moves([0.01, 0.01, 0.01])).limits, []);
  });

  it('holds so far while the horizon of one market lies ahead', () => {
    const ahead = check([...moves([0.01, 0.01, 0.01]), { state: 'missing', reason: 'not-yet' }]);
    assert.deepEqual([ahead.soFar, ahead.limits], [true, ['some-waiting']]);
    const gone = check([...moves([0.01, 0.01, 0.01]), { state: 'missing', reason: 'stale' }]);
    assert.deepEqual([gone.soFar, gone.limits], [false, ['some-missing']]);
  });

  it('is daily bars where a claim on the close has no other, and the evidence says which horizon was read', () => {
    const daily = { move: 0.01, usual: 0.01, from: '1d' as const };
    const check = checkClaim(
      claimOn(['A1', 'A2', 'A3'], { horizon: 'close' }),
      byId([
        reactionOf('A1', { close: { reason: 'no-history' }, '0d': daily }),
        reactionOf('A2', { close: { move: 0.02, usual: 0.01 }, '0d': { move: -0.02, usual: 0.01 } }),
        reactionOf('A3', { close: { move: 0.02, usual: 0.01 } }),
      ]),
    );
    assert.deepEqual(
      check.evidence.map((e) => [e.horizon, e.moveSimple]),
      [
        ['0d', 0.01],
        ['close', 0.02],
        ['close', 0.02],
      ],
    );
    assert.deepEqual(check.limits, ['daily-only']);
    assert.equal(check.byHorizon.find((h) => h.horizon === 'close')?.verdict, 'borne-out');
  });

  it('is daily bars where the base is the close of the day before', () => {
    assert.deepEqual(check([...moves([0.01, 0.01]), { move: 0.01, usual: 0.01, from: '1d' }]).limits, [
      'daily-only',
    ]);
  });

  it('waits for the official close where the close has none of its own, and never while it is still to come', () => {
    const onClose = (said: Parameters<typeof reactionOf>[1]) =>
      checkClaim(claimOn(['A1'], { horizon: 'close' }), byId([reactionOf('A1', said)]));
    const waits = onClose({
      close: { reason: 'no-history' },
      '0d': { state: 'missing', reason: 'not-yet' },
    });
    assert.deepEqual([waits.soFar, waits.evidence[0]?.horizon], [true, '0d']);
    const ahead = onClose({ close: { state: 'missing', reason: 'not-yet' }, '0d': { move: 0.01 } });
    assert.deepEqual([ahead.soFar, ahead.evidence[0]?.horizon], [true, 'close']);
    const nothing = onClose({});
    assert.deepEqual([nothing.soFar, nothing.evidence[0]?.horizon], [false, 'close']);
  });
});

describe('a claim over the horizons', () => {
  it('shows where it held and where it failed', () => {
    const at = (close: number, next: number) => ({
      '5m': { move: 0.004, usual: 0.001 },
      '0d': { move: close, usual: 0.01 },
      '1d': { move: next, usual: 0.01 },
    });
    const { byHorizon, verdict } = checkClaim(
      claimOn(['A1', 'A2', 'A3']),
      byId([
        reactionOf('A1', at(0.01, -0.01)),
        reactionOf('A2', at(0.01, -0.02)),
        reactionOf('A3', at(-0.01, -0.01)),
      ]),
    );
    const verdicts = Object.fromEntries(byHorizon.map((h) => [h.horizon, h.verdict]));
    assert.equal(verdict, 'borne-out');
    assert.deepEqual(
      [verdicts['5m'], verdicts['0d'], verdicts['1d'], verdicts['1h']],
      ['borne-out', 'borne-out', 'not-borne-out', 'cannot-be-judged'],
    );
  });
});

describe('the answer on claims', () => {
  const gate = { playhead: T0, basis: 'published' as const };
  const anchor = anchorAt('2025-10-30T02:05:00Z', { name: 'Handshake' });
  const checked = check([{ move: 0.01, usual: 0.01 }, { state: 'waiting' }, { reason: 'stale' }]);

  it('fits its schema, through JSON as well', () => {
    const event = { slug: 'busan-2025', title: 'Busan', detail: detailOf() };
    const answer = makeClaimAnswer(gate, event, [{ anchor, check: checked }]);
    assert.deepEqual(claimAnswer.parse(JSON.parse(JSON.stringify(answer))), answer);
    assert.deepEqual([answer.state, answer.checks[0]?.anchor, answer.checks[0]?.t0], ['ok', 'Handshake', T0]);
  });

  it('says that no claim is known yet while the event may still go on', () => {
    const event = { slug: 'busan-2025', title: 'Busan', detail: null };
    const answer = makeClaimAnswer(gate, event, []);
    assert.deepEqual([answer.state, answer.checks], ['not-yet', []]);
    assert.equal(makeClaimAnswer(gate, event, [{ anchor, check: checked }]).state, 'ok');
  });

  it('refuses what it does not know', () => {
    const event = { slug: 'busan-2025', title: 'Busan', detail: detailOf() };
    const answer = makeClaimAnswer(gate, event, []);
    assert.equal(claimAnswer.safeParse({ ...answer, extra: 1 }).success, false);
  });
});
