import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { MarketClaim } from '../../shared/event/event.ts';
import { HORIZONS, type Horizon } from '../../shared/event/horizon.ts';
import { breadth } from '../../shared/reaction/breadth.ts';
import { checkClaim } from '../../shared/reaction/claim-check.ts';
import { movesSince } from '../../shared/reaction/horizon-moves.ts';
import { mixedWith } from '../../shared/reaction/mixed-with.ts';
import type { Reaction } from '../../shared/reaction/reaction.ts';
import { unusualness } from '../../shared/reaction/unusualness.ts';
import { usualProfile } from '../../shared/reaction/usual-profile.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { Frame } from '../../shared/timeline/visible.ts';
import { MARKETS, twoFutures } from '../support/altered-future.ts';
import { at } from '../support/bar-timeline.ts';
import { reactionOf, type Said } from '../support/reactions.ts';
import { id } from '../support/records.ts';

const RUNS = { seed: 20251030, numRuns: 500 };

const claimOn = (group: readonly string[], rest: Partial<MarketClaim> = {}): MarketClaim => ({
  words: 'Shares rose.',
  group: group.map(id),
  direction: 'up',
  horizon: '0d',
  anchor: 'start',
  source: { publisher: 'Press', title: 'Shares', date: '2025-10-30', url: 'https://example.com/' },
  ...rest,
});

/** Hundredths of a percent, so that shares and medians often lie on a border. */
const said: fc.Arbitrary<Said> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -12, max: 12 }).map((n): Said => ({ move: n / 10_000 })) },
  { weight: 1, arbitrary: fc.constantFrom<Said>({ reason: 'no-history' }, { state: 'waiting' }) },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: -12, max: 12 })
      .map((n): Said => ({ move: n / 10_000, provenance: 'simulated' })),
  },
);
const group = fc.array(said, { minLength: 1, maxLength: 9 });

const named = (list: readonly Said[]) => list.map((s, n) => [`M${n}`, s] as const);
const checkOf = (markets: readonly (readonly [string, Said])[], rest: Partial<MarketClaim> = {}) =>
  checkClaim(
    claimOn(
      markets.map(([name]) => name),
      rest,
    ),
    new Map(markets.map(([name, s]) => [id(name), reactionOf(name, { '0d': s })])),
  );

/** The rule word for word, counted in hundredths of a percent so that nothing is rounded. */
function byTheRule(list: readonly Said[], direction: 'up' | 'down'): string {
  const sign = direction === 'up' ? 1 : -1;
  const answered = list.filter((s) => s.move !== undefined);
  if (answered.length < list.length / 2 || answered.length === 0) return 'cannot-be-judged';
  if (answered.every((s) => s.provenance === 'simulated')) return 'cannot-be-judged';
  const moves = answered.map((s) => sign * Math.round(10_000 * (s.move as number))).sort((a, b) => a - b);
  const agree = moves.filter((m) => m > 0).length;
  const n = moves.length;
  const twice = (moves[Math.floor((n - 1) / 2)] as number) + (moves[Math.floor(n / 2)] as number);
  // ±0.05 % is five hundredths; twice the median against ten.
  const holds = [agree * 3 >= n * 2, twice > 10].filter(Boolean).length;
  return ['not-borne-out', 'partly', 'borne-out'][holds] as string;
}

describe('the verdict on a claim', () => {
  it('is that of the rule, on its borders as well', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(group, fc.constantFrom('up' as const, 'down' as const), (list, direction) => {
        const { verdict } = checkOf(named(list), { direction });
        assert.equal(verdict, byTheRule(list, direction));
        seen.add(verdict);
      }),
      { ...RUNS, numRuns: 3000 },
    );
    assert.equal(seen.size, 4);
  });

  it('does not hang on the order of the group', () => {
    fc.assert(
      fc.property(group, (list) => {
        const { evidence, claim, ...one } = checkOf(named(list));
        const { evidence: turned, claim: sameClaim, ...other } = checkOf(named(list).reverse());
        assert.deepEqual(other, one);
        assert.deepEqual([...turned].reverse(), evidence);
        assert.equal(sameClaim.words, claim.words);
      }),
      RUNS,
    );
  });

  it('never falls when a market moves further as claimed', () => {
    const rank = ['not-borne-out', 'partly', 'borne-out'];
    fc.assert(
      fc.property(group, fc.nat(8), fc.integer({ min: 1, max: 20 }), (list, which, more) => {
        const at = which % list.length;
        const before = checkOf(named(list)).verdict;
        const raised = list.map((s, n) =>
          n === at && s.move !== undefined ? { ...s, move: s.move + more / 10_000 } : s,
        );
        const after = checkOf(named(raised)).verdict;
        if (before === 'cannot-be-judged') assert.equal(after, before);
        else assert.ok(rank.indexOf(after) >= rank.indexOf(before), `${before} → ${after}`);
      }),
      RUNS,
    );
  });

  it('is never given without its limits', () => {
    fc.assert(
      fc.property(group, (list) => {
        const { limits, of, groupSize, evidence, soFar } = checkOf(named(list));
        const has = (limit: (typeof limits)[number]) => limits.includes(limit);
        const without = groupSize - of;
        assert.equal(has('some-missing') || has('some-waiting'), without > 0);
        assert.equal(has('some-waiting'), soFar);
        assert.equal(has('few-markets'), of < 3);
        assert.equal(has('no-usual-move'), of > 0);
        const simulated = evidence.filter((e) => e.simulated).length;
        assert.equal(has('some-simulated') || has('all-simulated'), simulated > 0);
      }),
      RUNS,
    );
  });
});

describe('claims, breadth and mixed events before the playhead', () => {
  const GROUP = MARKETS.map((m) => m.instrument as string);

  function reactionsAt(frame: Frame, t0: UtcMs): Reaction[] {
    return MARKETS.map(({ instrument, calendar }) => {
      const { moves, ...since } = movesSince(frame, instrument, calendar, t0, 'minute');
      const profile = usualProfile(frame, instrument, calendar, t0);
      const sample = (horizon: Horizon) => profile.samples.find((s) => s.key === horizon)?.moves ?? [];
      return {
        ...reactionOf(instrument, {}),
        t0,
        since,
        horizons: moves.map((move) => ({
          ...move,
          usual: move.moveLog === null ? null : unusualness(sample(move.horizon), move.moveLog),
          sample: null,
          path: null,
          range: null,
          mixedWith: mixedWith(
            frame.events,
            { slug: 'event-0' },
            since.event,
            calendar,
            asUtcMs(Math.min(move.at ?? frame.playhead, frame.playhead)),
          ),
        })),
      };
    });
  }

  it('are the same whatever comes after it', () => {
    let judged = 0;
    let mixed = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: -60, max: 24 * 60 }),
        fc.integer({ min: 0, max: 2000 }),
        fc.constantFrom(...HORIZONS),
        fc.nat(1e6),
        fc.nat(1e6),
        (t, later, horizon, past, future) => {
          const t0 = asUtcMs(at('01:00') + t * MINUTE_MS);
          const [one, other] = twoFutures(asUtcMs(t0 + later * MINUTE_MS), past, future);
          const [expected, got] = [one, other].map((frame) => {
            const reactions = reactionsAt(frame, t0);
            return {
              claim: checkClaim(
                claimOn(GROUP, { horizon }),
                new Map(reactions.map((r) => [r.instrument, r])),
              ),
              breadth: HORIZONS.map((h) => breadth(reactions, h)),
              mixed: reactions.map((r) => r.horizons.map((h) => h.mixedWith)),
            };
          });
          assert.deepEqual(got, expected);
          judged += expected?.claim.of ?? 0;
          mixed += expected?.mixed.flat(2).length ?? 0;
        },
      ),
      { seed: 20251030, numRuns: 40 },
    );
    assert.ok(judged > 30 && mixed > 30, `${judged} moves, ${mixed} mixed events`);
  }).timeout(60_000);
});
