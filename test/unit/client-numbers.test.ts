import assert from 'node:assert/strict';
import { en } from '../../client/i18n/en.ts';
import { enNumber } from '../../client/i18n/en-number.ts';
import { clockText } from '../../client/i18n/format.ts';
import { cardFacts } from '../../client/panels/card-facts.ts';
import type { CardInput } from '../../client/panels/card-input.ts';
import { cardPlace } from '../../client/panels/card-place.ts';
import { numberOfSort } from '../../client/panels/row-keys.ts';
import { rowNumbers } from '../../client/panels/row-numbers.ts';
import { stripShape } from '../../client/panels/strip-shape.ts';
import { NUMBERS } from '../../client/state/card.ts';
import { sortedRows } from '../../client/state/table-rows.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import type { MarketReaction } from '../../shared/reaction/moves.ts';
import { type OrdinaryDays, ordinaryDays } from '../../shared/reaction/ordinary-days.ts';
import type { PathMeasures, ReactionNow, UsualProfile } from '../../shared/reaction/reaction.ts';
import { prepareProfile } from '../../shared/reaction/usual-lookup.ts';
import { asUtcMs, type LocalDate, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { market } from '../support/chart-input.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');
const NOW = parseInstant('2025-10-30T02:26:00Z');
const calendars = createCalendars();

const date = (n: number): LocalDate =>
  new Date(Date.UTC(2025, 4, 1) + n * 86_400_000).toISOString().slice(0, 10) as LocalDate;

/** `count` moves in even steps from −1 % to +1 %, in an order that is none; 0.1 % is never among them. */
function profileOf(count: number): UsualProfile {
  const moves = Array.from({ length: count }, (_, n) => ((2 * ((n * 7) % count)) / (count - 1) - 1) / 100);
  return {
    instrument: market('KS11').id,
    t0: T0,
    dayZero: '2025-10-30' as LocalDate,
    offsetMinutes: 125,
    lookback: 120,
    stepMinutes: 5,
    samples: [
      {
        key: 'm20',
        minutes: 20,
        interval: '5m',
        from: 'same-offset',
        moves,
        sessions: moves.map((_, n) => date(n)),
        skipped: [{ date: '2025-04-30' as LocalDate, reason: 'stale' }],
        overlapping: false,
      },
    ],
  };
}

const point = (move: number, minutes: number) => ({ move, minutes, time: asUtcMs(T0 + minutes * MINUTE_MS) });

function nowOf(profile: UsualProfile, move: number, path: Partial<PathMeasures> = {}): ReactionNow {
  return {
    key: 'm20',
    at: asUtcMs(T0 + 20 * MINUTE_MS),
    moveLog: move,
    unusual: prepareProfile(profile).look('m20', move),
    sample: { interval: '5m', from: 'same-offset', overlapping: false, moveLog: move },
    path: {
      peak: point(0.002, 3),
      trough: point(-0.01, 12),
      extreme: point(-0.01, 12),
      now: point(move, 20),
      fade: 1 - move / -0.01,
      halfLife: null,
      halfLifeAtLeast: 8,
      missing: { halfLife: 'not-reached' },
      ...path,
    },
  };
}

function row(name: string, percent: number | null): MarketReaction {
  const instrument = market(name);
  const base = { price: 4000, time: T0, from: '1m' as const };
  const price = 4000 * (1 + (percent ?? 0) / 100);
  return {
    instrument,
    session: calendars.get(instrument.mic).stateAt(NOW),
    last: {
      price,
      time: NOW,
      from: 'quote',
      provider: 'naver',
      provenance: 'simulated',
      receivedAt: NOW,
    },
    since:
      percent === null
        ? { state: 'waiting', base, answersFrom: parseInstant('2025-10-30T03:45:00Z') }
        : { state: 'ok', base, percent, at: NOW },
    todayPercent: null,
    peak: percent === null ? null : { percent, time: NOW },
  };
}

describe('the numbers of a row', () => {
  const usual = profileOf(101);
  const told = (move: number, path: Partial<PathMeasures> = {}) =>
    rowNumbers(row('KS11', move * 100), nowOf(usual, move, path), 'no-sample', en.table);
  const { scale } = prepareProfile(usual).look('m20', 0);

  it('say usual move, z, percentile, peak and what was given back', () => {
    const numbers = told(-0.0061);
    assert.ok(Math.abs((scale as number) - 1.4826 * 0.005) < 1e-12);
    assert.equal(numbers.usual.text, '0.74');
    assert.equal(numbers.z.text, '−0.8');
    assert.equal(numbers.percentile.text, '20');
    assert.equal(numbers.peak.text, '−1.00');
    assert.equal(numbers.peakTime, asUtcMs(T0 + 12 * MINUTE_MS));
    assert.equal(numbers.faded.text, '39 %');
    assert.equal(told(0.001, { fade: 1.1 }).faded.text, 'reversed');
  });
  it('earn their colour at one usual move and their weight at one and a half', () => {
    const at = (z: number) => {
      const { tone, strong } = told(z * (scale as number));
      return [tone, strong];
    };
    assert.deepEqual(at(0.999), [null, false]);
    assert.deepEqual(at(1.001), ['up', false]);
    assert.deepEqual(at(-1.001), ['down', false]);
    assert.deepEqual(at(-1.499), ['down', false]);
    assert.deepEqual(at(-1.501), ['down', true]);
  });
  it('never say a percentile of 100 or of 0: the sample is finite', () => {
    assert.equal(told(0.02).percentile.text, 'above all 101');
    assert.equal(told(-0.02).percentile.text, 'below all 101');
    assert.equal(told(0.00999).percentile.text, '99');
    assert.equal(told(-0.00999).percentile.text, '1');
  });
  it('give a reason for every dash', () => {
    const small = rowNumbers(row('KS11', 0.5), nowOf(profileOf(25), 0.005), 'no-sample', en.table);
    assert.notEqual(small.z.absent, small.percentile.absent);
    assert.equal(small.percentile.absent, 'insufficient-sample');
    const none = rowNumbers(row('KS11', 0.5), null, 'other-base', en.table);
    assert.deepEqual(
      [none.usual, none.z, none.percentile, none.faded].map((c) => [c.text, c.absent]),
      Array.from({ length: 4 }, () => ['–', 'other-base']),
    );
    assert.equal(none.peak.text, '+0.50', 'the peak from the chosen base stays');
    const waiting = rowNumbers(row('NSEI', null), null, 'loading', en.table);
    assert.equal(waiting.z.absent, 'waits');
    const early = rowNumbers(
      row('KS11', 0.1),
      { ...nowOf(usual, 0.001), key: null, unusual: null },
      'too-early',
      en.table,
    );
    assert.deepEqual([early.z.absent, early.faded.absent], ['too-early', 'too-early']);
    const floor = told(-0.001, { fade: null, missing: { fade: 'move-below-floor' } });
    assert.equal(floor.faded.absent, 'move-below-floor');
    for (const absent of [
      'waits',
      'other-base',
      'loading',
      'failed',
      'no-sample',
      'too-early',
      'stale',
    ] as const) {
      assert.notEqual(enNumber.why(absent), absent);
    }
  });
});

describe('the order of the table', () => {
  const usual = profileOf(101);
  const rows = [row('NSEI', null), row('HSI', 0.9), row('KS11', -0.7), row('N225', 0.8), row('TWII', 1.2)];
  const numbers = new Map([
    [market('HSI').id, nowOf(usual, 0.001)],
    [market('KS11').id, nowOf(usual, -0.014)],
    [market('N225').id, nowOf(usual, 0.004)],
  ]);
  const order = (sort: Parameters<typeof sortedRows>[1], descending: boolean, by = numbers) =>
    sortedRows(rows, sort, descending, by).map((r) => r.instrument.id);

  it('has the most unusual on top, then those without z by their move, and those that wait last', () => {
    assert.deepEqual(order('z', true), ['KS11', 'N225', 'HSI', 'TWII', 'NSEI']);
    assert.deepEqual(order('z', false), ['HSI', 'N225', 'KS11', 'TWII', 'NSEI']);
  });
  it('is by the move while nothing is known of usual moves', () => {
    assert.deepEqual(order('z', true, new Map()), ['TWII', 'HSI', 'N225', 'KS11', 'NSEI']);
  });
  it('goes by every number of the columns', () => {
    assert.deepEqual(order('percentile', true).slice(0, 3), ['N225', 'HSI', 'KS11']);
    assert.deepEqual(order('faded', true).slice(0, 3), ['N225', 'HSI', 'KS11']);
  });
  it('opens the card of the number it goes by', () => {
    for (const number of NUMBERS) assert.equal(numberOfSort(number), number);
    assert.equal(numberOfSort('session'), 'since');
  });
});

function cardOf(rest: Partial<CardInput> = {}): CardInput {
  const profile = profileOf(101);
  const now = nowOf(profile, -0.0061);
  return {
    number: 'z',
    row: row('KS11', -0.61),
    now,
    absent: 'no-sample',
    profile,
    days: ordinaryDays(profile, 'm20', now.moveLog),
    horizons: [
      {
        horizon: '15m',
        moveSimple: -0.005,
        usual: now.unusual,
        range: { minSimple: -0.006, maxSimple: 0.001, minZ: -0.8, maxZ: 0.1 },
      },
    ],
    mixed: [{ slug: 'fed', title: 'Fed cuts', time: parseInstant('2025-10-29T18:00:00Z'), when: 'before' }],
    previous: null,
    sinceName: enNumber.names.since,
    provenance: enNumber.allSimulated,
    simulated: true,
    running: true,
    known: false,
    time: (time) => `${clockText(time, 'Asia/Seoul')} KST`,
    words: enNumber,
    table: en.table,
    ...rest,
  };
}
const linesOf = (input: CardInput) =>
  new Map(
    [cardFacts(input)]
      .flatMap(({ facts, context }) => [...facts, ...context])
      .map((f) => [f.label, [f.text, f.note ?? []].flat().join(' / ')]),
  );

describe('the card of a number', () => {
  it('fills the formula with the values it came from', () => {
    const said = (rest: Partial<CardInput>) => {
      const { formula } = cardFacts(cardOf(rest));
      return formula === null ? null : `${formula.left} = ${formula.right}`;
    };
    assert.equal(said({ number: 'since' }), '(3,975.60 ÷ 4,000.00 − 1) × 100 = −0.61 %');
    assert.equal(said({ number: 'z' }), '(−0.61 − (0.00)) ÷ 0.74 = −0.82');
    assert.equal(said({ number: 'usual' }), '1.4826 × median of |day − (0.00)| = 0.74 %');
    assert.equal(said({ number: 'percentile' }), '100 × 20 lower ÷ 101 = 19.8');
    assert.equal(said({ number: 'peak' }), '(3,960.20 ÷ 4,000.00 − 1) × 100 = −1.00 %');
    assert.equal(said({ number: 'faded' }), '1 − (−0.61) ÷ (−1.00) = 39 %');
    assert.equal(said({ number: 'last' }), null);
    assert.equal(said({ number: 'z', now: null }), null);
  });
  it('names base, stretch, sample, range, other events and where the prices come from', () => {
    const facts = linesOf(cardOf());
    assert.equal(facts.get('Base'), '4,000.00, 11:05 KST, bar of 1 minute');
    assert.equal(facts.get('Compared'), '−0.61 %, the first 20 trading minutes, until 11:25 KST');
    assert.equal(facts.get('Usual ±'), '0.74 %, around a middle of 0.00 %');
    assert.equal(
      facts.get('Sample'),
      '101 sessions, 1 May – 9 Aug 2025, from bars of 5 minutes / 1 left out',
    );
    assert.equal(facts.get('Unusual'), 'z −0.8, percentile 20, p 0.40');
    assert.match(facts.get('If T0 moves') ?? '', /^−0\.60 to \+0\.10 % at 15 minutes, z −0\.8 to \+0\.1 \/ /);
    assert.equal(facts.get('Mixed with'), 'Fed cuts, 03:00 KST, before T0');
    assert.match(facts.get('Provenance') ?? '', /SIMULATED/);
    assert.match(facts.get('Caution') ?? '', /cannot be laid to one/);
  });
  it('says why there is no p and no percentile', () => {
    const profile = profileOf(25);
    const now = nowOf(profile, -0.0061);
    const facts = linesOf(cardOf({ profile, now, days: ordinaryDays(profile, 'm20', now.moveLog) }));
    assert.equal(
      facts.get('Unusual'),
      'z −0.8, no percentile: too few ordinary days, no p: too few ordinary days',
    );
  });
  it('says that a number is missing and why, and then neither "so far" nor a sum', () => {
    const card = cardFacts(cardOf({ now: null, absent: 'other-base', mixed: null }));
    assert.deepEqual([card.value, card.name, card.formula], ['–', 'z', null]);
    assert.equal(card.missing, 'Not given: it is measured from T0 only, and another base is chosen.');
    assert.equal(linesOf(cardOf({ mixed: null })).has('Mixed with'), false);
  });
  it('gives a sentence to paste that keeps times, comparison and the word for simulated prices', () => {
    assert.equal(
      cardFacts(cardOf({ number: 'since' })).sentence,
      'KOSPI moved −0.61 %, from 4,000.00 (11:05 KST) to 3,975.60 (11:26 KST), z −0.8 beside the same stretch of 101 ordinary sessions (bars of 5 minutes), percentile 20. Other dated events in this stretch: Fed cuts. SIMULATED prices, not traded.',
    );
    assert.match(
      cardFacts(cardOf({ number: 'z', now: null })).sentence,
      /^KOSPI, z: not given, .* SIMULATED/,
    );
  });
});

describe('the strip of ordinary days', () => {
  const days = ordinaryDays(profileOf(101), 'm20', -0.02) as OrdinaryDays;
  const shape = stripShape(days, { median: 0, scale: 0.005 }, 340, 6);
  it('has a mark for every day, zero in the middle and the event inside', () => {
    assert.equal(shape?.marks.length, 101);
    assert.equal(shape?.zero, 170);
    const xs = shape?.marks.map((m) => m.x) ?? [];
    assert.ok(Math.min(...xs) > (shape?.own as number), 'the event lies left of every day');
    assert.ok((shape?.own as number) >= 6);
    assert.ok(Math.abs(170 - (shape?.band?.from ?? 0) - ((shape?.band?.to ?? 0) - 170)) < 0.2);
  });
  it('is not drawn for a sample that is too small', () => {
    const few = ordinaryDays(profileOf(15), 'm20', 0) as OrdinaryDays;
    assert.equal(stripShape(few, null, 340, 6), null);
  });
});

describe('the place of a card', () => {
  const card = { width: 400, height: 600 };
  const screen = { width: 1280, height: 800 };
  const box = (left: number, top: number) => ({ left, top, right: left + 60, bottom: top + 24 });
  it('is right of its number, else left, and never over it', () => {
    assert.deepEqual(cardPlace(box(300, 600), card, screen), { left: 368, top: 192 });
    assert.deepEqual(cardPlace(box(900, 40), card, screen), { left: 492, top: 8 });
  });
  it('is above or below where neither side has room', () => {
    const narrow = { width: 700, height: 1000 };
    assert.deepEqual(cardPlace(box(320, 700), card, narrow), { left: 292, top: 92 });
    assert.deepEqual(cardPlace(box(320, 100), card, narrow), { left: 292, top: 132 });
  });
});
