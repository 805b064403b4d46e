import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Session } from '../../shared/calendar/calendar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { adjustForMany } from '../../shared/statistics/multiple-tests.ts';
import { marketStudy } from '../../shared/study/market-study.ts';
import { placebo } from '../../shared/study/placebo.ts';
import { alignAsOf, logReturns } from '../../shared/study/returns.ts';
import { type AbnormalStudy, MODELS, type Model, type ReturnSeries } from '../../shared/study/study.ts';
import { studySeries } from '../../shared/study/study-series.ts';
import { asUtcMs, parseInstant } from '../../shared/time/instant.ts';
import { calendars, frameOf } from '../support/bar-timeline.ts';
import { shippedInstrument } from '../support/chart-answer.ts';
import { makeBar } from '../support/records.ts';
import { dayStrings } from '../support/return-series.ts';

const RUNS = { seed: 20251030, numRuns: 100 };
const ROWS = 90;
const EVENT = 80;
const OPTIONS = { estimation: [-75, -6], window: [0, 3], lags: [0, 1] } as const;

/** Hundredths of a basis point up to five per cent, never all alike. */
const oneReturn = fc.integer({ min: -50_000, max: 50_000 }).map((n) => n / 1e6);
const column = fc.array(oneReturn, { minLength: ROWS, maxLength: ROWS });
const pair = fc
  .record({ asset: column, benchmark: column })
  .filter(({ asset, benchmark }) => new Set(asset).size > 10 && new Set(benchmark).size > 10)
  .map(
    ({ asset, benchmark }): ReturnSeries => ({
      dates: dayStrings(ROWS),
      asset,
      benchmark,
      eventIndex: EVENT,
    }),
  );

type Columns = Pick<ReturnSeries, 'asset' | 'benchmark'>;
const mapped = (series: ReturnSeries, asset: (r: number) => number, benchmark = asset): ReturnSeries => ({
  ...series,
  asset: series.asset.map((value) => (value === null ? null : asset(value))),
  benchmark: series.benchmark?.map((value) => (value === null ? null : benchmark(value))) ?? null,
});
const study = (series: ReturnSeries, model: Model): AbnormalStudy =>
  studySeries(series, { ...OPTIONS, model });

function near(
  found: number | null | undefined,
  expected: number | null | undefined,
  what: string,
  scale = 1,
): void {
  assert.ok(
    typeof found === 'number' && typeof expected === 'number' && Math.abs(found - expected) <= 1e-9 * scale,
    `${what}: ${found} instead of ${expected}`,
  );
}

/** Figures of days and of days cumulated, one list. */
const figures = ({ ar, car }: AbnormalStudy) => [
  ...ar.map((day) => ({ value: day.ar, se: day.se, t: day.t, p: day.p })),
  ...car.map((days) => ({ value: days.car, se: days.se, t: days.t, p: days.p })),
];

function sameFigures(found: AbnormalStudy, expected: AbnormalStudy, factor = 1): void {
  const others = figures(expected);
  figures(found).forEach(({ value, se, t, p }, index) => {
    const other = others[index] as (typeof others)[number];
    near(value, (other.value as number) * factor, 'abnormal return', Math.abs(factor));
    near(se, (other.se as number) * Math.abs(factor), 'standard error', Math.abs(factor));
    near(t, (other.t as number) * Math.sign(factor), 't', 10);
    near(p, other.p, 'p');
  });
}

describe('a study of one series', () => {
  it('does not see a constant that is added to every return of the asset', () => {
    fc.assert(
      fc.property(pair, oneReturn, (series, shift) => {
        const shifted = mapped(
          series,
          (value) => value + shift,
          (value) => value,
        );
        for (const model of ['mean', 'market', 'dimson', 'scholes-williams'] as const) {
          sameFigures(study(shifted, model), study(series, model));
        }
        near(study(shifted, 'market').alpha, (study(series, 'market').alpha as number) + shift, 'alpha');
        near(
          study(shifted, 'adjusted').ar[0]?.ar,
          (study(series, 'adjusted').ar[0]?.ar as number) + shift,
          'adjusted',
        );
      }),
      RUNS,
    );
  });

  it('scales returns and standard errors with the data, and leaves t, p and beta', () => {
    const factors = fc.oneof(fc.double({ min: 0.01, max: 100, noNaN: true }), fc.constant(-1));
    fc.assert(
      fc.property(pair, factors, (series, factor) => {
        const scaled = mapped(series, (value) => value * factor);
        for (const model of MODELS) sameFigures(study(scaled, model), study(series, model), factor);
        near(study(scaled, 'market').beta, study(series, 'market').beta, 'beta', 100);
        near(study(scaled, 'market').r2, study(series, 'market').r2, 'R²');
      }),
      RUNS,
    );
  });

  it('gives no abnormal return where the asset is its benchmark', () => {
    fc.assert(
      fc.property(pair, (series) => {
        const same = { ...series, benchmark: series.asset };
        for (const model of ['adjusted', 'market', 'dimson'] as const) {
          const { ar, car, bhar, warnings } = study(same, model);
          for (const { ar: value, t } of ar) {
            near(value, 0, model, 1e-3);
            assert.equal(t, null);
          }
          near(car.at(-1)?.car, 0, model, 1e-3);
          near(bhar.at(-1)?.bhar, 0, model, 1e-3);
          assert.deepEqual(warnings, ['zero-variance']);
        }
        near(study(same, 'market').beta, 1, 'beta');
      }),
      RUNS,
    );
  });

  it('does not depend on the order of the estimation window, but where the model has lags', () => {
    const keys = fc.array(fc.double({ noNaN: true }), { minLength: 70, maxLength: 70 });
    fc.assert(
      fc.property(pair, keys, (series, order) => {
        const from = EVENT - 75;
        const rows = order.map((key, at) => ({ key, row: from + at })).sort((a, b) => a.key - b.key);
        const shuffle = (values: Columns['asset']) =>
          values.map((value, row) =>
            row >= from && row < from + 70 ? (values[rows[row - from]?.row as number] ?? null) : value,
          );
        const shuffled = {
          ...series,
          asset: shuffle(series.asset),
          benchmark: shuffle(series.benchmark ?? []),
        };
        for (const model of ['mean', 'adjusted', 'market'] as const) {
          sameFigures(study(shuffled, model), study(series, model));
        }
      }),
      RUNS,
    );
  });

  it('does not change with rows that are appended', () => {
    fc.assert(
      fc.property(
        pair,
        fc.array(fc.tuple(oneReturn, fc.option(oneReturn)), { minLength: 1, maxLength: 30 }),
        (series, more) => {
          const longer: ReturnSeries = {
            ...series,
            dates: dayStrings(ROWS + more.length),
            asset: [...series.asset, ...more.map(([asset]) => asset)],
            benchmark: [...(series.benchmark ?? []), ...more.map(([, benchmark]) => benchmark)],
          };
          for (const model of MODELS) assert.deepEqual(study(longer, model), study(series, model));
        },
      ),
      RUNS,
    );
  });

  it('reads a missing row of the estimation window as one that is not there', () => {
    fc.assert(
      fc.property(
        pair,
        fc.integer({ min: EVENT - 75, max: EVENT - 6 }),
        fc.boolean(),
        (series, hole, ofAsset) => {
          const side = ofAsset ? 'asset' : 'benchmark';
          const holed = {
            ...series,
            [side]: series[side]?.map((value, row) => (row === hole ? null : value)),
          };
          const without = <T>(values: readonly T[]): readonly T[] => values.filter((_, row) => row !== hole);
          const shorter: ReturnSeries = {
            dates: dayStrings(ROWS - 1),
            asset: without(series.asset),
            benchmark: without(series.benchmark ?? []),
            eventIndex: EVENT - 1,
          };
          const options = { ...OPTIONS, estimation: [-74, -6] } as const;
          sameFigures(study(holed, 'market'), studySeries(shorter, { ...options, model: 'market' }));
        },
      ),
      RUNS,
    );
  });

  it('cumulates what it shows day by day, the first day being one', () => {
    fc.assert(
      fc.property(pair, fc.constantFrom(...MODELS), (series, model) => {
        const { ar, car } = study(series, model);
        let sum = 0;
        ar.forEach((day, row) => {
          sum += day.ar as number;
          near(car[row]?.car, sum, 'CAR', 1e-3);
        });
        assert.deepEqual([car[0]?.se, car[0]?.t, car[0]?.p], [ar[0]?.se, ar[0]?.t, ar[0]?.p]);
      }),
      RUNS,
    );
  });
});

describe('a placebo', () => {
  it('has a p above 0 and the same rank in any unit', () => {
    fc.assert(
      fc.property(pair, (series) => {
        const options = { estimation: [-40, -6], window: [0, 1] } as const;
        const rule = { exclude: 3, minPlacebos: 10 };
        const found = placebo(series, options, rule);
        assert.ok((found.pTwoSided as number) >= 1 / (found.placebos + 1));
        const doubled = placebo(
          mapped(series, (value) => value * 2),
          options,
          rule,
        );
        assert.deepEqual([doubled.percentile, doubled.pTwoSided], [found.percentile, found.pTwoSided]);
      }),
      RUNS,
    );
  });
});

describe('a benchmark paired by instant', () => {
  const HOUR = 3_600_000;
  const times = fc
    .uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 2, maxLength: 30 })
    .map((hours) => hours.sort((a, b) => a - b).map((hour) => asUtcMs(hour * HOUR)));
  const close = fc.option(fc.integer({ min: 1, max: 500 }), { freq: 5 });

  it('is the last close before each row, whatever follows', () => {
    fc.assert(
      fc.property(times, times, fc.array(close, { minLength: 30, maxLength: 30 }), (own, others, prices) => {
        const benchmark = others.map((closeTime, row) => ({ closeTime, close: prices[row] ?? null }));
        const rows = own.map((closeTime) => ({ closeTime }));
        const { returns, closeTimes } = alignAsOf(rows, benchmark);
        const last = (time: number) => benchmark.filter(({ closeTime }) => closeTime <= time).at(-1);
        own.slice(1).forEach((time, row) => {
          const [before, now] = [last(own[row] as number), last(time)];
          assert.equal(closeTimes[row], now?.closeTime ?? null);
          const [expected] = logReturns([before?.close ?? null, now?.close ?? null]);
          assert.equal(returns[row], before === now ? null : expected);
        });
        const until = own.at(-2) as number;
        const earlier = alignAsOf(
          rows.slice(0, -1),
          benchmark.filter(({ closeTime }) => closeTime <= until),
        );
        assert.deepEqual(earlier.returns, returns.slice(0, -1));
      }),
      RUNS,
    );
  });
});

describe('a study of a market at a playhead', () => {
  const KOSPI = shippedInstrument('KS11');
  const NEW_YORK = shippedInstrument('GSPC');
  const t0 = parseInstant('2025-10-30T02:05:00Z');
  const sessionsOf = (mic: Mic): readonly Session[] =>
    calendars.get(mic).sessions(parseInstant('2025-03-01T00:00:00Z'), parseInstant('2025-11-20T00:00:00Z'));
  const bars = [KOSPI, NEW_YORK].flatMap(({ id, mic }, market) =>
    sessionsOf(mic).map((session, row) =>
      makeBar(session.open, 100 + 10 * Math.sin(row * (market + 1.3)), {
        instrument: id,
        interval: '1d',
        closeTime: session.close,
      }),
    ),
  );
  const at = (held: typeof bars, playhead: number) =>
    marketStudy({
      frame: frameOf({ bars: held }, asUtcMs(playhead)),
      instrument: KOSPI,
      benchmark: NEW_YORK,
      calendars,
      t0,
    });

  it('does not change with anything that comes after the playhead', () => {
    const instants = fc.integer({ min: t0, max: parseInstant('2025-11-12T00:00:00Z') });
    fc.assert(
      fc.property(
        instants,
        fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 30 }),
        (playhead, prices) => {
          const altered = bars.flatMap((bar, row) => {
            if (bar.closeTime <= playhead) return [bar];
            const close = prices[row % prices.length] as number;
            return close % 5 === 0 ? [] : [{ ...bar, open: close, high: close, low: close, close }];
          });
          assert.deepEqual(at(altered, playhead), at(bars, playhead));
        },
      ),
      { ...RUNS, numRuns: 50 },
    );
  });
});

describe('p-values of many tests', () => {
  const many = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 4 }), {
    maxLength: 20,
  });

  it('are Holm’s at or above those of Benjamini and Hochberg, and these at or above the raw ones', () => {
    fc.assert(
      fc.property(many, (p) => {
        const { holm, benjaminiHochberg, tests } = adjustForMany(p);
        assert.equal(tests, p.filter((value) => value !== null).length);
        for (const [row, value] of p.entries()) {
          const [strict, mild] = [holm[row] ?? null, benjaminiHochberg[row] ?? null];
          if (value === null) assert.deepEqual([strict, mild], [null, null]);
          else {
            assert.ok(strict !== null && mild !== null && strict <= 1);
            assert.ok(strict + 1e-15 >= mild && mild + 1e-15 >= value);
          }
        }
      }),
      RUNS,
    );
  });

  it('follow their tests wherever these stand', () => {
    fc.assert(
      fc.property(many, (p) => {
        const back = adjustForMany([...p].reverse());
        assert.deepEqual([...back.holm].reverse(), adjustForMany(p).holm);
        assert.deepEqual([...back.benjaminiHochberg].reverse(), adjustForMany(p).benjaminiHochberg);
      }),
      RUNS,
    );
  });
});
