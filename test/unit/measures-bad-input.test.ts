import assert from 'node:assert/strict';
import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import { HORIZONS } from '../../shared/event/horizon.ts';
import type { Bar } from '../../shared/market/bar.ts';
import type { Instrument, Mic } from '../../shared/market/instrument.ts';
import { basePrice } from '../../shared/reaction/base-price.ts';
import { movesSince } from '../../shared/reaction/horizon-moves.ts';
import { jumpStatistic } from '../../shared/reaction/jumps.ts';
import { measureEvent } from '../../shared/reaction/measure-event.ts';
import { marketReaction } from '../../shared/reaction/moves.ts';
import { pathMeasures } from '../../shared/reaction/path-measures.ts';
import { PathTrack } from '../../shared/reaction/path-track.ts';
import type { HorizonMove, UsualSample } from '../../shared/reaction/reaction.ts';
import { unusualness } from '../../shared/reaction/unusualness.ts';
import { usualProfile } from '../../shared/reaction/usual-profile.ts';
import { volatilityAround } from '../../shared/reaction/volatility.ts';
import { type DatedClose, studyByDate } from '../../shared/study/dated-study.ts';
import { studyEvent } from '../../shared/study/event-study.ts';
import { StudyError, type StudyOptions } from '../../shared/study/study.ts';
import { studySeries } from '../../shared/study/study-series.ts';
import { asUtcMs, DAY_MS, MINUTE_MS, parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import type { Frame } from '../../shared/timeline/visible.ts';
import { at, calendars, frameOf } from '../support/bar-timeline.ts';
import { shippedInstrument } from '../support/chart-answer.ts';
import { id, makeBar } from '../support/records.ts';
import { dayStrings, wave } from '../support/return-series.ts';
import { barsOf, sessionsBefore } from '../support/usual-history.ts';

const KS11 = id('KS11');
const KOSPI = shippedInstrument('KS11');
const NEW_YORK = shippedInstrument('GSPC');
const calendarOf = (mic: string): ExchangeCalendar => calendars.get(mic as Mic);
const SEOUL = calendarOf('XKRX');
const T0 = at('02:05');
const EVENING = at('12:00');
const WEEK_LATER = asUtcMs(EVENING + 9 * DAY_MS);

const NOT_PRICES = [0, -100, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** The code of the error that is thrown, else null. */
function codeOf(compute: () => unknown): string | null {
  try {
    compute();
    return null;
  } catch (error) {
    if (error instanceof StudyError) return error.code;
    return (error as Error).name;
  }
}

const refuses = (code: string, compute: () => unknown): void => assert.equal(codeOf(compute), code);

/** Every number of an answer, however deep. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}
const allFinite = (value: unknown, what: string): void => {
  for (const number of numbersIn(value)) assert.ok(Number.isFinite(number), `${what}: ${number}`);
};

/** How each horizon is answered: `ok`, `waiting`, or the reason. */
const saidOf = (moves: readonly HorizonMove[]): string[] => [
  ...new Set(moves.map(({ state, reason }) => reason ?? state)),
];

const anchor = (time: UtcMs) => ({
  name: 'start',
  time,
  window: { earliest: time, latest: time },
  precision: 'minute' as const,
});

/** All that is measured of the Seoul index at T0. */
const measure = (frame: Frame, t0 = T0, instruments: readonly Instrument[] = [KOSPI]) =>
  measureEvent({ frame, instruments, calendars, event: null, anchor: anchor(t0), profiles: new Map() });

const minutes = (from: UtcMs, closes: readonly number[], rest: Partial<Bar> = {}): Bar[] =>
  closes.map((close, n) => makeBar(from + n * MINUTE_MS, close, rest));

describe('bars that hold no price', () => {
  const yesterday = makeBar(at('06:29') - DAY_MS, 100);
  for (const bad of NOT_PRICES) {
    it(`${bad} gives no figure that is not one`, () => {
      const bars = [
        yesterday,
        makeBar(at('00:00'), 101, { open: bad }),
        ...minutes(at('02:00'), [102, bad, 102, 103, 104]),
        ...minutes(T0, [bad, 105, bad, 106, bad]),
        makeBar(at('00:00'), bad, { interval: '1d', closeTime: at('06:30'), open: bad }),
      ];
      const frame = frameOf({ bars }, EVENING);
      const whole = measure(frame);
      allFinite(whole, 'reaction');
      const [reaction] = whole.reactions;
      assert.equal(reaction?.since.base?.price, 104);
      assert.ok(Math.abs((reaction?.horizons[1]?.moveLog ?? 0) - Math.log(106 / 104)) < 1e-12);
      const night = movesSince(frame, KS11, SEOUL, asUtcMs(at('00:00') - 60 * MINUTE_MS), 'minute');
      assert.deepEqual([night.base?.price, night.gap], [100, null]);
      assert.deepEqual(basePrice(frame, KS11, 'open', T0, SEOUL), { state: 'missing', reason: 'no-history' });
      const row = marketReaction(frame, KOSPI, 't0', T0, SEOUL);
      assert.ok(Math.abs((row.peak?.percent ?? 0) - 100 * (106 / 104 - 1)) < 1e-9);
    });

    it(`${bad} gives no reference on an ordinary day`, () => {
      const before = sessionsBefore(SEOUL, T0, 60);
      const daily = barsOf(before, '1d', (n) => (n === 30 || n === 31 ? bad : 100 + (n % 7)));
      const [sample] = usualProfile(frameOf({ bars: daily }, EVENING), KS11, SEOUL, T0).samples.filter(
        ({ key }) => key === '0d',
      );
      allFinite(sample, 'sample');
      const dates = [30, 31, 32].map((n) => before[n]?.date as string);
      const reasons = sample?.skipped.filter(({ date }) => dates.includes(date)).map((s) => s.reason);
      assert.deepEqual(reasons, ['no-close', 'no-base', 'no-base']);
    });

    it(`${bad} is refused in rows of prices and in returns, or is missing`, () => {
      const rows = (bads: number): DatedClose[] =>
        dayStrings(200).map((date, n) => ({ date, close: n === 150 ? bads : 100 + (n % 9) }));
      const study = () => studyByDate(rows(bad), null, dayStrings(200)[170] as string, { model: 'mean' });
      refuses('bad-price', study);
      if (!Number.isFinite(bad)) {
        const asset = wave(200, 1).map((value, n) => (n === 150 ? bad : value));
        const series = { dates: dayStrings(200), asset, benchmark: null, eventIndex: 170 };
        refuses('bad-price', () => studySeries(series, { model: 'mean' }));
        refuses('RangeError', () => unusualness(wave(60, 1), bad));
        assert.equal(unusualness([...wave(60, 1), bad], 0.01).n, 60);
      }
      refuses('RangeError', () => new PathTrack(SEOUL, { price: bad, time: T0 }, T0));
      if (!(bad >= 0)) refuses('RangeError', () => pathMeasures([], bad));
    });
  }
});

describe('times out of order', () => {
  it('bars in any order, and twice, are the bars in order', () => {
    const bars = minutes(at('02:00'), [100, 101, 102, 101, 104, 103, 105, 106]);
    const mixed = [...bars.toReversed(), ...bars];
    assert.deepEqual(measure(frameOf({ bars: mixed }, EVENING)), measure(frameOf({ bars }, EVENING)));
  });

  const dates = dayStrings(200);
  const swapped = dates.map((date, n) => (n === 150 ? (dates[151] as string) : date));
  const back = dates.map((date, n) => (n === 150 ? (dates[100] as string) : date));
  for (const [what, given] of [
    ['a date twice', swapped],
    ['a date that goes back', back],
    ['a date that is none', dates.map((date, n) => (n === 150 ? '2024-13-01' : date))],
  ] as const) {
    it(`${what} is refused in rows and in series`, () => {
      const rows = given.map((date, n) => ({ date, close: 100 + (n % 9) }));
      refuses('bad-dates', () => studyByDate(rows, null, dates[170] as string, { model: 'mean' }));
      const series = { dates: given as typeof dates, asset: wave(200, 1), benchmark: null, eventIndex: 170 };
      refuses('bad-dates', () => studySeries(series, { model: 'mean' }));
    });
  }
});

describe('too little of a series', () => {
  it('one bar gives reasons and no figure', () => {
    for (const bar of [
      makeBar(at('02:04'), 100),
      makeBar(T0, 100),
      makeBar(at('00:00'), 100, { interval: '1d', closeTime: at('06:30') }),
    ]) {
      const { reactions } = measure(frameOf({ bars: [bar] }, EVENING));
      const [reaction] = reactions;
      assert.ok(reaction !== undefined);
      assert.ok(reaction.horizons.every((h) => h.state === 'missing' && h.moveLog === null && h.reason));
      assert.equal(reaction.volatility.missing.ratio, 'insufficient-returns');
      assert.equal(reaction.jump.missing.z, 'insufficient-returns');
    }
    const one = [{ date: '2025-10-30', close: 100 }];
    refuses('bad-dates', () => studyByDate(one, null, '2025-10-30'));
  });

  it('the first session of an instrument has no base, and the minutes of it have one from then on', () => {
    const bars = [
      ...minutes(at('00:00'), [100, 101, 102]),
      makeBar(at('00:00'), 103, { interval: '1d', closeTime: at('06:30') }),
    ];
    const frame = frameOf({ bars }, EVENING);
    const early = movesSince(frame, KS11, SEOUL, at('00:00'), 'minute');
    assert.deepEqual([early.base, early.baseReason, early.gap], [null, 'no-history', null]);
    assert.deepEqual(saidOf(early.moves), ['no-history']);
    const later = movesSince(frame, KS11, SEOUL, at('00:02'), 'minute', ['1m', '0d']);
    assert.deepEqual(saidOf(later.moves), ['ok']);
    const { samples } = usualProfile(frame, KS11, SEOUL, T0);
    assert.ok(samples.length > 0 && samples.every(({ moves }) => moves.length === 0));
  });
});

describe('what a study cannot do', () => {
  const sessions = SEOUL.sessions(asUtcMs(T0 - 400 * DAY_MS), asUtcMs(T0 + 20 * DAY_MS));
  const steps = wave(sessions.length, 3);
  const seoul = barsOf(sessions, '1d', (n) => 100 + 1000 * (steps[n] as number));
  const newYork = calendarOf('XNYS').sessions(asUtcMs(T0 - 420 * DAY_MS), asUtcMs(T0 + 20 * DAY_MS));
  const drift = wave(newYork.length, 5);
  const benchmark = newYork.map((session, n) =>
    makeBar(session.open, 100 + 1000 * (drift[n] as number), {
      instrument: NEW_YORK.id,
      interval: '1d',
      closeTime: session.close,
    }),
  );
  const studied = (
    given: {
      readonly bars?: readonly Bar[];
      readonly playhead?: UtcMs;
      readonly t0?: UtcMs;
      readonly instrument?: Pick<Instrument, 'id' | 'mic'>;
      readonly against?: Pick<Instrument, 'id' | 'mic'> | null;
      readonly options?: Partial<StudyOptions>;
    } = {},
  ) => {
    const { bars = [...seoul, ...benchmark], playhead = WEEK_LATER, t0 = T0, instrument = KOSPI } = given;
    const { against = NEW_YORK, options = {} } = given;
    return studyEvent({
      frame: frameOf({ bars }, playhead),
      event: null,
      anchor: anchor(t0),
      instruments: [instrument],
      benchmark: against,
      calendars,
      options,
    }).markets[0];
  };
  const nowhere = { id: id('KS11'), mic: 'XXXX' as Mic };

  const rows: readonly (readonly [what: string, code: string, given: Parameters<typeof studied>[0]])[] = [
    ['a benchmark that is the instrument', 'benchmark-is-instrument', { against: KOSPI }],
    ['no benchmark', 'no-benchmark', { against: null }],
    ['a benchmark without bars', 'insufficient-estimation-window', { bars: seoul }],
    ['no bars at all', 'insufficient-estimation-window', { bars: [] }],
    ['one bar', 'insufficient-estimation-window', { bars: [...seoul.slice(-1), ...benchmark] }],
    ['an exchange that is not known', 'unknown-market', { instrument: nowhere }],
    [
      'a benchmark on an exchange that is not known',
      'unknown-market',
      { against: { ...nowhere, id: id('X') } },
    ],
    ['an event before the calendar', 'event-not-in-data', { t0: parseInstant('1980-01-01T00:00:00Z') }],
    ['an event years ahead', 'insufficient-estimation-window', { t0: asUtcMs(T0 + 500 * DAY_MS) }],
    [
      'an estimation window before the data',
      'insufficient-estimation-window',
      { options: { estimation: [-460, -400] } },
    ],
  ];
  for (const [what, code, given] of rows) {
    it(`${what}: ${code}`, () => {
      const market = studied(given);
      assert.equal(market?.state === 'error' ? market.error.code : 'studied', code);
    });
  }

  it('a constant benchmark is refused', () => {
    const benchmark = Array.from({ length: 200 }, () => 0.001);
    const series = { dates: dayStrings(200), asset: wave(200, 1), benchmark, eventIndex: 170 };
    refuses('zero-variance-benchmark', () => studySeries(series));
  });

  it('an event window beyond the rows is refused', () => {
    const series = { dates: dayStrings(150), asset: wave(150, 1), benchmark: null, eventIndex: 147 };
    refuses('event-window-out-of-range', () => studySeries(series, { model: 'mean' }));
  });

  it('an event of tomorrow has its estimate and days that are not yet', () => {
    const market = studied({ playhead: asUtcMs(T0 - DAY_MS) });
    assert.ok(market?.state === 'ok');
    assert.deepEqual([...new Set(market.study.missing.map(({ reason }) => reason))], ['not-yet']);
    assert.ok(market.study.ar.every(({ ar, t, p }) => ar === null && t === null && p === null));
    assert.equal(market.placebo?.percentile, null);
    allFinite(market, 'study');
  });

  it('an exchange that is not known stops a measure with its name', () => {
    const frame = frameOf({ bars: [] }, EVENING);
    assert.throws(() => measure(frame, T0, [{ ...KOSPI, mic: 'XXXX' as Mic }]), /XXXX/);
    refuses('UnknownExchangeError', () => measure(frame, T0, [{ ...KOSPI, mic: 'XXXX' as Mic }]));
  });

  it('filled-in closes are no ordinary days and no returns, and both say so', () => {
    const filled = seoul.map((bar, n) => {
      const from = sessions.findIndex(({ date }) => date === '2025-09-01');
      return n >= from && n < from + 3 ? { ...bar, close: (seoul[from] as Bar).close } : bar;
    });
    const market = studied({ bars: [...filled, ...benchmark] });
    assert.ok(market?.state === 'ok' && market.study.warnings.includes('forward-filled-closes'));
    const profile = usualProfile(frameOf({ bars: filled }, WEEK_LATER), KS11, SEOUL, T0);
    const sample = profile.samples.find(({ key }) => key === '0d') as UsualSample;
    assert.deepEqual(sample.skipped, [
      { date: '2025-09-01', reason: 'no-close' },
      { date: '2025-09-02', reason: 'no-base' },
      { date: '2025-09-03', reason: 'no-base' },
      { date: '2025-09-04', reason: 'no-base' },
    ]);
    // A run that has not come to three by T0 may be chance; what follows T0 tells nothing of it.
    const run = [...sessions.keys()].filter((n) => (sessions[n] as (typeof sessions)[number]).close <= T0);
    const late = seoul.map((bar, n) =>
      n >= (run.at(-2) as number) ? { ...bar, close: (seoul[run.at(-2) as number] as Bar).close } : bar,
    );
    const early = usualProfile(frameOf({ bars: late }, T0), KS11, SEOUL, T0);
    assert.deepEqual(usualProfile(frameOf({ bars: late }, WEEK_LATER), KS11, SEOUL, T0), early);
  });
});

describe('an event in the future', () => {
  it('has nothing but `not-yet`', () => {
    const sessions = sessionsBefore(SEOUL, T0, 60);
    const bars = [
      ...barsOf(sessions, '5m', (n, m) => 100 + ((n * 7 + m) % 11)),
      ...minutes(at('00:00'), [100]),
    ];
    const frame = frameOf({ bars }, at('01:00'));
    const { since, horizons, volatility, jump } = measure(frame).reactions[0] as ReturnType<
      typeof measure
    >['reactions'][number];
    assert.deepEqual([since.base, since.baseReason, since.gap], [null, 'not-yet', null]);
    assert.deepEqual(saidOf(horizons), ['not-yet']);
    assert.deepEqual(
      [volatility.before, volatility.after, volatility.missing.before],
      [null, null, 'not-yet'],
    );
    assert.deepEqual([jump.n, jump.z, jump.missing.share], [0, null, 'not-yet']);
    assert.equal(volatilityAround(frame, KS11, SEOUL, at('00:00')).before?.n, 12, 'of one that has begun');
    assert.equal(jumpStatistic(frame, KS11, SEOUL, at('00:00')).missing.z, 'insufficient-returns');
  });

  it('beyond the calendar says that the calendar ends', () => {
    const t0 = parseInstant('1980-01-01T00:00:00Z');
    const { since, horizons } = measure(frameOf({ bars: [] }, EVENING), t0).reactions[0] as ReturnType<
      typeof measure
    >['reactions'][number];
    assert.deepEqual([since.event.dayZero, since.event.reactionStart], [null, null]);
    assert.deepEqual(saidOf(horizons), ['calendar-too-short']);
    assert.equal(horizons.length, HORIZONS.length);
  });
});
