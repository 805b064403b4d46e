import type { Design } from './normal-model.ts';
import { type ReturnSeries, StudyError, type StudyOptions } from './study.ts';

/** Rows `from` to `to` moved back by `lag` rows, NaN = missing. Rows outside the series are missing. */
function columnOf(
  values: readonly (number | null)[],
  from: number,
  to: number,
  lag: number,
  field: 'asset' | 'benchmark',
): Float64Array {
  const column = new Float64Array(to - from + 1).fill(Number.NaN);
  for (let row = Math.max(from, lag); row <= to; row += 1) {
    const value = values[row - lag] ?? null;
    if (value === null) continue;
    if (!Number.isFinite(value)) {
      throw new StudyError(
        'bad-price',
        `${field} return of row ${row - lag} must be a finite number, not ${value}`,
        {
          field,
          row: row - lag,
          value: String(value),
        },
      );
    }
    column[row - from] = value;
  }
  return column;
}

/**
 * The columns a model reads, rows `from` to `to` of the series.
 *
 * @throws StudyError `no-benchmark` where the model needs one; `bad-price` for a return that is not finite.
 */
export function designOf(series: ReturnSeries, options: StudyOptions, from: number, to: number): Design {
  const { model } = options;
  const y = columnOf(series.asset, from, to, 0, 'asset');
  if (model === 'mean') return { first: from, y, x: [] };
  const { benchmark } = series;
  if (benchmark === null) {
    throw new StudyError('no-benchmark', `the model ${model} needs a benchmark, and there is none`, {
      model,
    });
  }
  const lags = model === 'dimson' ? options.lags : [0];
  return { first: from, y, x: lags.map((lag) => columnOf(benchmark, from, to, lag, 'benchmark')) };
}
