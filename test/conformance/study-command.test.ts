import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { CASES_ROOT, conformance } from '../support/conformance.ts';
import { type PriceRow, priceCsv, pricesAlong } from '../support/price-csv.ts';
import { inTurns, type Ran, runCommand } from '../support/run-command.ts';
import { tempFolder } from '../support/temp-folder.ts';

const FOLDER = 'cases/event-study';

/**
 * Cases are returns, the command reads closes. A close is written with every digit of its double, so that a return read
 * back is off by rounding alone, some 2e-16; through a regression and a t this stays below 1e-9 of a figure. Figures that
 * are zero themselves, and p, are compared to 1e-12 and 1e-9.
 */
const RELATIVE = 1e-9;
const ABSOLUTE = 1e-12;
const P_ABSOLUTE = 1e-9;
const P_KEY = /^p$|P$|^pExact$/;

interface Parameters {
  readonly model: string;
  readonly estimationWindow: readonly [number, number];
  readonly eventWindow: readonly [number, number];
  readonly lags?: readonly number[];
}
interface OneSeries {
  readonly dates: readonly string[];
  readonly asset: readonly (number | null)[];
  readonly benchmark?: readonly (number | null)[];
  readonly eventDate: string;
}
interface RealCloses {
  readonly series: readonly {
    readonly id: string;
    readonly closes: readonly number[];
    readonly eventIndex: number;
  }[];
  readonly closeDates: readonly string[];
  readonly benchmark: readonly (number | null)[];
  readonly benchmarkCloseDates: readonly string[];
  readonly benchmarkCloses: readonly number[];
}
interface Case<Inputs> {
  readonly inputs: Inputs;
  readonly parameters: Parameters;
  readonly expected: Readonly<Record<string, unknown>>;
}

const read = <T>(name: string): Case<T> =>
  JSON.parse(readFileSync(new URL(`${FOLDER}/${name}.json`, CASES_ROOT), 'utf8')) as Case<T>;

/** Every key and element of `expected` is in `found`, numbers within the tolerance. Returns how many were compared. */
function compare(found: unknown, expected: unknown, path: string, isP = false): number {
  if (typeof expected === 'number') {
    assert.ok(typeof found === 'number', `${path}: ${String(found)} instead of ${expected}`);
    const allowed = isP ? P_ABSOLUTE : Math.max(ABSOLUTE, RELATIVE * Math.abs(expected));
    assert.ok(Math.abs(found - expected) <= allowed, `${path}: ${found} instead of ${expected}`);
    return 1;
  }
  if (Array.isArray(expected)) {
    assert.ok(Array.isArray(found) && found.length === expected.length, `${path}: length`);
    return expected.reduce((n: number, value, at) => n + compare(found[at], value, `${path}[${at}]`, isP), 0);
  }
  if (typeof expected === 'object' && expected !== null) {
    assert.ok(typeof found === 'object' && found !== null, `${path} is no object`);
    return Object.entries(expected).reduce((n, [key, value]) => {
      assert.ok(Object.hasOwn(found, key), `${path}.${key} is not in the answer`);
      return n + compare(found[key as keyof typeof found], value, `${path}.${key}`, P_KEY.test(key));
    }, 0);
  }
  assert.equal(found, expected, path);
  return 1;
}

const rangeOption = (name: string, [from, to]: readonly [number, number]): string[] => [
  name,
  `${from},${to}`,
];

const options = ({ model, estimationWindow, eventWindow, lags }: Parameters): string[] => [
  ...['--model', model, '--json'],
  ...rangeOption('--estimation', estimationWindow),
  ...rangeOption('--window', eventWindow),
  ...(model === 'dimson' && lags !== undefined ? ['--lags', lags.join(',')] : []),
];

/** The day before all others. */
const FIRST = '1999-12-31';

const SINGLE = [
  '01-market-model',
  '02-mean-adjusted',
  '03-market-adjusted',
  '04-scholes-williams',
  '05-dimson-lag',
  '07-missing-benchmark-day',
  '08-zero-variance-benchmark',
  '09-zero-variance-asset',
  '10-too-few-observations',
  '11-thin-estimation-window',
  '12-event-window-out-of-range',
];

conformance('the command study', [FOLDER], () => {
  const folder = tempFolder();
  after(() => folder.remove());
  const write = (name: string, rows: readonly PriceRow[]): string => {
    writeFileSync(folder.file(name), priceCsv(rows));
    return folder.file(name);
  };

  /**
   * A day without a benchmark return has no row in the benchmark's file. A day without a return of the asset (one, in an
   * estimation window) cannot be told by closes without losing a second one: there the benchmark has no row either, and
   * the pair is dropped all the same.
   */
  function filesOf(name: string, { dates, asset, benchmark }: OneSeries): string[] {
    const prices = write(`${name}.csv`, pricesAlong(FIRST, dates, asset));
    if (benchmark === undefined) return ['--prices', prices];
    const paired = benchmark.map((value, row) => (asset[row] === null ? null : value));
    const rows = pricesAlong(FIRST, dates, paired).filter((_, row) => row === 0 || paired[row - 1] !== null);
    return ['--prices', prices, '--benchmark', write(`${name}-benchmark.csv`, rows)];
  }

  describe('on one series', function () {
    this.timeout(60_000);
    let ran: readonly Ran[];
    before(async () => {
      ran = await inTurns(
        SINGLE.map((name) => () => {
          const { inputs, parameters } = read<OneSeries>(name);
          const files = filesOf(name, inputs);
          return runCommand(['study', ...files, '--event-date', inputs.eventDate, ...options(parameters)]);
        }),
      );
    });
    for (const [at, name] of SINGLE.entries()) {
      it(name, () => {
        const { expected } = read<OneSeries>(name);
        const { code, err, json } = ran[at] as Ran;
        assert.equal(code, 'error' in expected ? 1 : 0, err);
        assert.ok(compare(json(), expected, name) > 0);
      });
    }
  });

  describe('on the real closes of five markets', function () {
    this.timeout(60_000);
    const NAME = '43-real-busan-five-markets';
    const MARKETS: Readonly<Record<string, string>> = {
      N225: 'XTKS',
      HSI: 'XHKG',
      SSEC: 'XSHG',
      KS11: 'XKRX',
      TWII: 'XTAI',
      AXJO: 'XASX',
      CSI300: 'XSHG',
      NSEI: 'XNSE',
    };
    const { inputs, parameters, expected } = read<RealCloses>(NAME);
    const { series, closeDates, benchmarkCloseDates, benchmarkCloses, benchmark } = inputs;
    const prices = (): string[] =>
      series.flatMap(({ id, closes }) => [
        '--prices',
        write(
          `${id}.csv`,
          closeDates.map((date, row): PriceRow => [date, closes[row] as number]),
        ),
      ]);
    const day = closeDates[(series[0]?.eventIndex ?? 0) + 1] as string;
    const study = (...args: string[]): Promise<Ran> =>
      runCommand(['study', ...prices(), '--event-date', day, ...options(parameters), ...args]);

    it('gives every test of the group, paired by date as the case pairs them', async () => {
      const dated = closeDates.map((date, row): PriceRow => [date, benchmarkCloses[row] as number]);
      const rows = dated.filter((_, row) => row === 0 || benchmark[row - 1] !== null);
      const { code, err, json } = await study('--benchmark', write('by-date.csv', rows));
      assert.equal(code, 0, err);
      assert.ok(compare(json(), expected, NAME) > 60);
    });

    it('gives the same from the own dates of the benchmark, paired as of each close', async () => {
      const own = new Map(benchmarkCloseDates.map((date, row) => [date, benchmarkCloses[row] as number]));
      const markets = series.flatMap(({ id }) => ['--market', MARKETS[id] as string]);
      const asOf = ['--align', 'as-of', ...markets, '--benchmark-market', 'XNYS'];
      const { code, err, json } = await study('--benchmark', write('own-dates.csv', [...own]), ...asOf);
      assert.equal(code, 0, err);
      assert.equal(json().align, 'as-of');
      assert.ok(compare(json(), expected, NAME) > 60);
    });
  });
});
