import { midRankPercentile } from '../statistics/robust.ts';
import { median, ZERO_SPREAD } from '../statistics/summary.ts';
import { designOf } from './design.ts';
import { fitModel } from './fit-model.ts';
import { type Design, forecastTerm, normalReturn } from './normal-model.ts';
import { studyOptions } from './options.ts';
import { type ReturnSeries, StudyError, type StudyOptions } from './study.ts';
import { studySeries } from './study-series.ts';

export interface PlaceboRule {
  /** Rows on each side of the event that are no pseudo-event, default 20. */
  readonly exclude: number;
  /** Fewest pseudo-events for a percentile, default 100. */
  readonly minPlacebos: number;
}
export const PLACEBO_DEFAULTS: PlaceboRule = { exclude: 20, minPlacebos: 100 };

/** `no-statistic`: the event's own window has a hole, is not over yet, or has no variance to be judged by. */
export type PlaceboReason = 'insufficient-placebos' | 'no-statistic';

/** The event's statistic among those of ordinary days (EVENT-STUDY §8). Their windows overlap: B overstates them. */
export interface Placebo {
  /** t of the CAR over the whole event window. */
  readonly statistic: number | null;
  /** Number of pseudo-events, B. */
  readonly placebos: number;
  readonly required: number;
  readonly exclude: number;
  /** Rows of the pseudo-events in order, and the statistic of each. */
  readonly rows: readonly number[];
  readonly statistics: readonly number[];
  readonly firstIndex: number | null;
  readonly lastIndex: number | null;
  readonly median: number | null;
  /** Mid-rank, 0–100. */
  readonly percentile: number | null;
  /** (1 + number at least as far from zero) / (B + 1). */
  readonly pTwoSided: number | null;
  readonly missing: Readonly<Partial<Record<'statistic' | 'percentile' | 'pTwoSided', PlaceboReason>>>;
}

/** t of the CAR of an event at `row`; null where a day is missing, the estimate impossible or without variance. */
function carStatistic(design: Design, row: number, options: StudyOptions): number | null {
  const from = row + options.window[0];
  const to = row + options.window[1];
  for (let index = from; index <= to; index += 1) {
    if (Number.isNaN(design.y[index])) return null;
    for (const column of design.x) if (Number.isNaN(column[index])) return null;
  }
  try {
    const model = fitModel(design, row + options.estimation[0], row + options.estimation[1], options);
    if (model.sigma <= ZERO_SPREAD) return null;
    let car = 0;
    for (let index = from; index <= to; index += 1) {
      car += (design.y[index] as number) - normalReturn(model, design, index);
    }
    return car / (model.sigma * Math.sqrt(forecastTerm(model, design, from, to)));
  } catch (error) {
    if (error instanceof StudyError) return null;
    throw error;
  }
}

function checkRule(rule: PlaceboRule): void {
  for (const field of ['exclude', 'minPlacebos'] as const) {
    if (Number.isInteger(rule[field]) && rule[field] >= 0) continue;
    throw new RangeError(`${field} must be a whole number of rows, 0 or more, not ${rule[field]}`);
  }
}

/**
 * Sets an event beside every ordinary day: each row with full estimation and event windows, more than `exclude` rows away,
 * is a pseudo-event. No random draw, so the answer is the same every time (EVENT-STUDY §8).
 *
 * @throws StudyError as studySeries does for the event itself.
 */
export function placebo(
  series: ReturnSeries,
  options: Partial<StudyOptions> = {},
  rule: Partial<PlaceboRule> = {},
): Placebo {
  const chosen = studyOptions(options);
  const { exclude, minPlacebos } = { ...PLACEBO_DEFAULTS, ...rule };
  checkRule({ exclude, minPlacebos });
  const statistic = studySeries(series, chosen).car.at(-1)?.t ?? null;
  const design = designOf(series, chosen, 0, series.dates.length - 1);
  const rows: number[] = [];
  const statistics: number[] = [];
  const first = Math.max(0, -chosen.estimation[0], -chosen.window[0]);
  for (let row = first; row + chosen.window[1] < series.dates.length; row += 1) {
    if (Math.abs(row - series.eventIndex) <= exclude) continue;
    const t = carStatistic(design, row, chosen);
    if (t === null) continue;
    rows.push(row);
    statistics.push(t);
  }
  const placebos = rows.length;
  return {
    statistic,
    placebos,
    required: minPlacebos,
    exclude,
    rows,
    statistics,
    firstIndex: rows[0] ?? null,
    lastIndex: rows.at(-1) ?? null,
    median: median(statistics),
    ...(placebos < Math.max(1, minPlacebos)
      ? unranked(statistic, 'insufficient-placebos')
      : rankOf(statistic, statistics)),
  };
}

type Rank = Pick<Placebo, 'percentile' | 'pTwoSided' | 'missing'>;

const unranked = (statistic: number | null, reason: PlaceboReason): Rank => ({
  percentile: null,
  pTwoSided: null,
  missing: {
    ...(statistic === null ? { statistic: 'no-statistic' } : {}),
    percentile: reason,
    pTwoSided: reason,
  },
});

function rankOf(statistic: number | null, statistics: readonly number[]): Rank {
  if (statistic === null) return unranked(statistic, 'no-statistic');
  const asFar = statistics.filter((other) => Math.abs(other) >= Math.abs(statistic)).length;
  return {
    percentile: midRankPercentile(Float64Array.from(statistics).sort(), statistic),
    pTwoSided: (1 + asFar) / (statistics.length + 1),
    missing: {},
  };
}
