import assert from 'node:assert/strict';
import { type Choice, chooseEvents } from '../../shared/comparable/choose-events.ts';
import type { ComparablePath } from '../../shared/comparable/comparable.ts';
import { comparableAnswer, makeComparableAnswer } from '../../shared/comparable/comparable-answer.ts';
import { comparableOutcome } from '../../shared/comparable/comparable-outcome.ts';
import { comparablePath, STEPS } from '../../shared/comparable/comparable-path.ts';
import { compare } from '../../shared/comparable/compare.ts';
import type { Bar } from '../../shared/market/bar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { DAY_MS, MINUTE_MS, parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import type { VisibleEvent } from '../../shared/timeline/visible.ts';
import { at, calendars, frameOf } from '../support/bar-timeline.ts';
import { anchorAt, detailOf, visibleEvent } from '../support/reactions.ts';
import { id, makeBar } from '../support/records.ts';

const SEOUL = calendars.get('XKRX' as Mic);
const KOSPI = id('KS11');
const T0 = at('02:05');
const later = (minutes: number): UtcMs => (T0 + minutes * MINUTE_MS) as UtcMs;

/** Daily bars of Seoul's sessions from `from` on, closing at 100, 101, … */
function dailyFrom(from: string, count: number, rest: Partial<Bar> = {}): Bar[] {
  const start = parseInstant(`${from}T00:00:00Z`);
  return SEOUL.sessions(start, (start + 120 * DAY_MS) as UtcMs)
    .slice(0, count)
    .map((s, n) => makeBar(s.open, 100 + n, { interval: '1d', closeTime: s.close, ...rest }));
}

describe('choosing comparable events', () => {
  const event = (slug: string, day: string, rest: Partial<VisibleEvent> = {}) =>
    visibleEvent(slug, [anchorAt(`${day}T02:00:00Z`)], rest);
  const trump = { detail: detailOf({ actors: ['Donald Trump', 'Xi Jinping'] }) };
  const events = [
    event('geneva', '2025-05-12', {
      themes: ['trade', 'truce'],
      detail: detailOf({ actors: ['Scott Bessent'] }),
    }),
    event('osaka', '2019-06-29', { themes: ['meeting', 'trade'], ...trump }),
    event('busan', '2025-10-30', { themes: ['meeting', 'trade'], ...trump }),
    event('beijing', '2026-04-01', { themes: ['meeting', 'trade'], ...trump }),
    event('unknown', '2025-10-20', { themes: ['meeting'] }),
  ];
  const chosen = (by: Omit<Choice, 'not'>) =>
    chooseEvents(events, { before: T0, not: 'busan', ...by }).map((e) => e.slug);

  it('is by a shared theme, a shared actor, or one of each, oldest first', () => {
    assert.deepEqual(chosen({ themes: ['trade'] }), ['osaka', 'geneva']);
    assert.deepEqual(chosen({ themes: ['truce', 'meeting'] }), ['osaka', 'geneva', 'unknown']);
    assert.deepEqual(chosen({ actors: ['Xi Jinping'] }), ['osaka']);
    assert.deepEqual(chosen({ themes: ['truce'], actors: ['Xi Jinping'] }), []);
    assert.deepEqual(chosen({}), [], 'nothing was asked for');
  });

  it('by hand asks neither', () => {
    assert.deepEqual(chosen({ slugs: ['unknown', 'osaka'], themes: ['chips'] }), ['osaka', 'unknown']);
  });

  it('never gives the event itself, nor what began with it or later', () => {
    assert.deepEqual(chosen({ slugs: ['busan', 'beijing', 'geneva'] }), ['geneva']);
    assert.deepEqual(chosen({ slugs: ['geneva'], before: parseInstant('2025-05-12T02:00:00Z') }), []);
    assert.deepEqual(
      chooseEvents(events, { themes: ['meeting'], not: 'busan' }).map((e) => e.slug),
      ['osaka', 'unknown', 'beijing'],
      'no T0 to keep before',
    );
  });
});

describe('a path in trading minutes', () => {
  const event = visibleEvent('busan', [anchorAt('2025-10-30T02:05:00Z')]);
  const bars = Array.from({ length: 120 }, (_, n) => makeBar(later(n - 60), 100 + n));
  const pathAt = (playhead: UtcMs, list: readonly Bar[] = bars, of = event) =>
    comparablePath(frameOf({ bars: list }, playhead), of, KOSPI, SEOUL, 't');

  it('starts at the base and reads each step from a bar that ended within it', () => {
    const { state, moves, at: steps } = pathAt(later(240));
    assert.deepEqual([state, steps.length, steps[1], steps.at(-1)], ['ok', 49, 5, 240]);
    assert.deepEqual(moves.slice(0, 3), [0, 164 / 159 - 1, 169 / 159 - 1]);
    assert.deepEqual(moves.slice(13), Array(36).fill(null), 'bars end an hour after T0');
  });

  it('has no value for a step that was not reached or in which no bar ended', () => {
    assert.deepEqual(pathAt(later(12)).moves.slice(0, 4), [0, 164 / 159 - 1, 169 / 159 - 1, null]);
    const gap = bars.filter((bar) => bar.closeTime <= later(5) || bar.closeTime > later(10));
    assert.deepEqual(pathAt(later(15), gap).moves.slice(0, 4), [0, 164 / 159 - 1, null, 174 / 159 - 1]);
  });

  it('counts the trading time of a market that was shut from its open, gap included', () => {
    const evening = visibleEvent('evening', [anchorAt('2025-10-29T20:00:00Z')]);
    const close = makeBar(at('06:29') - DAY_MS, 50);
    const open = Array.from({ length: 10 }, (_, n) => makeBar(at('00:00') + n * MINUTE_MS, 55 + n));
    const { moves } = pathAt(at('00:10'), [close, ...open], evening);
    assert.deepEqual(moves.slice(0, 4), [0, 59 / 50 - 1, 64 / 50 - 1, null]);
  });

  it('is missing, with the reason, where there is none', () => {
    const reason = (path: ComparablePath) => [path.state, path.reason, path.moves.every((m) => m === null)];
    const day = visibleEvent('day', [anchorAt('2025-10-30T02:05:00Z', { precision: 'day' })]);
    assert.deepEqual(reason(pathAt(later(60), bars, day)), ['missing', 'event-day-precision', true]);
    assert.deepEqual(reason(pathAt(later(60), [])), ['missing', 'no-history', true]);
    assert.deepEqual(reason(pathAt(later(2))), ['missing', 'not-yet', true]);
    assert.deepEqual(reason(pathAt(later(-1))), ['missing', 'not-yet', true]);
    const before = bars.filter((bar) => bar.closeTime <= T0);
    assert.deepEqual(reason(pathAt(later(60), before)), ['missing', 'no-history', true]);
    const yesterday = dailyFrom('2025-10-29', 1);
    const after = bars.filter((bar) => bar.closeTime > T0);
    assert.deepEqual(reason(pathAt(later(60), [...yesterday, ...after])), ['missing', 'no-history', true]);
    const far = visibleEvent('far', [anchorAt('2090-10-30T02:05:00Z')]);
    assert.deepEqual(reason(pathAt(parseInstant('2091-01-01T00:00:00Z'), bars, far)), [
      'missing',
      'calendar-too-short',
      true,
    ]);
  });

  it('says where a bar of it is simulated', () => {
    const made = bars.map((bar) =>
      bar.closeTime === later(5) ? { ...bar, provenance: 'simulated' as const } : bar,
    );
    assert.deepEqual([pathAt(later(60)).simulated, pathAt(later(60), made).simulated], [false, true]);
  });

  it('of an event without an anchor is a fault', () => {
    assert.throws(() => pathAt(later(60), bars, visibleEvent('none', [])), /none has no anchor/);
  });
});

describe('a path in sessions', () => {
  const event = visibleEvent('busan', [anchorAt('2025-10-30T02:05:00Z', { precision: 'day' })]);
  const bars = dailyFrom('2025-10-29', 30);
  const pathAt = (playhead: UtcMs, list: readonly Bar[] = bars) =>
    comparablePath(frameOf({ bars: list }, playhead), event, KOSPI, SEOUL, 'k');

  it('runs from the close of day −1 over the official closes', () => {
    const { state, at: steps, moves } = pathAt(parseInstant('2026-02-01T00:00:00Z'));
    assert.deepEqual([state, steps[0], steps[1], steps.length, steps.at(-1)], ['ok', -1, 0, 22, 20]);
    assert.deepEqual(
      moves,
      Array.from({ length: 22 }, (_, n) => (100 + n) / 100 - 1),
    );
  });

  it('knows no close before it, and fills none that is missing', () => {
    const gap = bars.filter((_, n) => n !== 3);
    const playhead = parseInstant('2025-11-05T06:29:00Z');
    const until = (minutes: number) =>
      pathAt((playhead + minutes * MINUTE_MS) as UtcMs, gap).moves.slice(0, 6);
    assert.deepEqual(until(0), [0, 101 / 100 - 1, 102 / 100 - 1, null, 104 / 100 - 1, null]);
    assert.equal(until(1)[5], 105 / 100 - 1);
  });

  it('is missing, with the reason, where there is none', () => {
    const reason = (path: ComparablePath) => [path.state, path.reason];
    assert.deepEqual(reason(pathAt(at('06:29'))), ['missing', 'not-yet']);
    assert.deepEqual(reason(pathAt(at('06:30'), bars.slice(1))), ['missing', 'no-history']);
    assert.deepEqual(reason(pathAt(at('06:30'), bars.slice(0, 1))), ['missing', 'no-history']);
  });
});

describe('what became of a comparable event', () => {
  const outcome = { status: 'came-undone' as const, date: '2025-11-20', note: null };
  const bars = dailyFrom('2025-10-29', 30);
  const of = (event: VisibleEvent, playhead: UtcMs) =>
    comparableOutcome(frameOf({ bars }, playhead), event, KOSPI, SEOUL);
  const event = visibleEvent('busan', [anchorAt('2025-10-29T20:00:00Z')]);

  it('stands beside the moves at the closes that have come', () => {
    const known = { ...event, detail: detailOf({ outcome }) };
    assert.deepEqual(of(known, parseInstant('2025-10-31T06:30:00Z')), {
      slug: 'busan',
      title: event.title,
      t0: parseInstant('2025-10-29T20:00:00Z'),
      outcome,
      moves: { '0d': 101 / 100 - 1, '1d': 102 / 100 - 1, '5d': null, '20d': null },
    });
  });

  it('is not said before the gate shows it', () => {
    assert.equal(of(event, parseInstant('2025-10-31T06:30:00Z')).outcome, null);
  });
});

describe('the comparison', () => {
  const path = (
    slug: string,
    moves: readonly (number | null)[],
    rest: Partial<ComparablePath> = {},
  ): ComparablePath => ({
    slug,
    title: slug,
    t0: T0,
    state: 'ok',
    reason: null,
    at: moves.map((_, n) => n),
    moves,
    simulated: false,
    ...rest,
  });
  const base = { instrument: KOSPI, axis: 'k' as const, outcomes: [] };
  const others = [
    path('a', [0, 0.01, 0.05]),
    path('b', [0, 0.02, null]),
    path('c', [0, 0.06, -0.01]),
    path('d', [null, 0.03, null]),
  ];

  it('gives mean, median, band and number of the predecessors, with the event on top', () => {
    const { steps } = compare({ ...base, own: path('own', [0, -0.02, null]), others });
    const [, one] = steps;
    assert.deepEqual([one?.n, one?.median, one?.move], [4, 0.025, -0.02]);
    assert.ok(Math.abs((one?.mean ?? 0) - 0.03) < 1e-15);
    assert.deepEqual([one?.bandLow, one?.bandHigh], [0.0175, 0.0375]);
  });

  it('gives none of them below three predecessors, whatever the event did', () => {
    const [zero, , two] = compare({ ...base, own: path('own', [0, 0, 0.04]), others }).steps;
    assert.deepEqual(two, {
      at: 2,
      n: 2,
      mean: null,
      median: null,
      bandLow: null,
      bandHigh: null,
      move: 0.04,
    });
    assert.deepEqual([zero?.n, zero?.median], [3, 0]);
  });

  it('refuses paths that are not aligned', () => {
    const own = path('own', [0, 0, 0]);
    assert.throws(() => compare({ ...base, own, others: [path('short', [0, 0])] }), /short has other steps/);
    assert.throws(
      () => compare({ ...base, own, others: [path('x', [0, 0, 0], { at: [0, 1, 3] })] }),
      RangeError,
    );
  });

  it('answers in a form that fits its schema, through JSON as well, and says how much is simulated', () => {
    const event = visibleEvent('busan-2025', [anchorAt('2025-10-30T02:05:00Z', { name: 'Handshake' })]);
    const gate = { playhead: at('06:30'), basis: 'published' as const };
    const answerWith = (simulated: readonly boolean[]) => {
      const paths = simulated.map((s, n) =>
        path(
          `e${n}`,
          STEPS.k.map(() => 0.01),
          { simulated: s, at: STEPS.k },
        ),
      );
      const [own, ...rest] = paths as [ComparablePath, ...ComparablePath[]];
      const missing = path(
        'gone',
        STEPS.k.map(() => null),
        { state: 'missing', reason: 'no-history', at: STEPS.k },
      );
      const market = compare({ ...base, own, others: [...rest, missing] });
      return makeComparableAnswer(gate, event, 'k', [event], [market]);
    };
    const answer = answerWith([false, true]);
    assert.deepEqual(comparableAnswer.parse(JSON.parse(JSON.stringify(answer))), answer);
    assert.deepEqual([answer.anchor, answer.simulated], ['Handshake', 'partly']);
    assert.equal(answerWith([true, true]).simulated, 'all');
    assert.equal(answerWith([false, false]).simulated, 'none');
    assert.equal(comparableAnswer.safeParse({ ...answer, extra: 1 }).success, false);
  });
});
