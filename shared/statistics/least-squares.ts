import { mean } from './summary.ts';

/** A regression with an intercept. */
export interface LeastSquares {
  readonly intercept: number;
  /** One per column. */
  readonly slopes: Float64Array;
  readonly meanY: number;
  /** Mean of each column. */
  readonly means: Float64Array;
  /** Inverse of the cross-products of the centred columns, row by row. */
  readonly inverse: Float64Array;
  readonly residualSquares: number;
  /** Sum of squares of y about its mean. */
  readonly totalSquares: number;
}

/** A pivot below this share of its column's own sum of squares is no independent column. */
const COLLINEAR = 1e-12;
/** Spread below this share of the level, squared, is the rounding of a constant. */
const CONSTANT = 1e-24;

/** Columns here are never empty. */
const meanOf = (values: Float64Array): number => mean(values) as number;

function crossOf(a: Float64Array, meanA: number, b: Float64Array, meanB: number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += ((a[i] as number) - meanA) * ((b[i] as number) - meanB);
  return sum;
}

/** Inverse of a symmetric positive definite matrix by Gauss–Jordan on its diagonal; null where it is singular. */
function inverseOf(matrix: Float64Array, size: number): Float64Array | null {
  const a = Float64Array.from(matrix);
  const at = (row: number, column: number): number => a[row * size + column] as number;
  for (let k = 0; k < size; k += 1) {
    const pivot = at(k, k);
    if (!(pivot > COLLINEAR * (matrix[k * size + k] as number))) return null;
    for (let i = 0; i < size; i += 1) {
      if (i === k) continue;
      const factor = at(i, k) / pivot;
      for (let j = 0; j < size; j += 1) if (j !== k) a[i * size + j] = at(i, j) - factor * at(k, j);
      a[i * size + k] = -factor;
    }
    for (let j = 0; j < size; j += 1) a[k * size + j] = j === k ? 1 / pivot : at(k, j) / pivot;
  }
  return a;
}

/**
 * Ordinary least squares of `y` on `columns` with an intercept. Columns are centred before solving, so that a level far
 * from zero costs no digits.
 *
 * @param y n values.
 * @param columns each n values; none gives the mean.
 * @returns null where a column is constant or depends on the others, or where n = 0.
 */
export function leastSquares(y: Float64Array, columns: readonly Float64Array[]): LeastSquares | null {
  if (y.length === 0) return null;
  const size = columns.length;
  const meanY = meanOf(y);
  const means = Float64Array.from(columns, meanOf);
  const cross = new Float64Array(size * size);
  const withY = new Float64Array(size);
  columns.forEach((column, i) => {
    const mean = means[i] as number;
    withY[i] = crossOf(column, mean, y, meanY);
    for (let j = 0; j <= i; j += 1) {
      const product = crossOf(column, mean, columns[j] as Float64Array, means[j] as number);
      cross[i * size + j] = product;
      cross[j * size + i] = product;
    }
  });
  for (let i = 0; i < size; i += 1) {
    const square = cross[i * size + i] as number;
    if (square <= CONSTANT * (square + y.length * (means[i] as number) ** 2)) return null;
  }
  const inverse = inverseOf(cross, size);
  if (inverse === null) return null;
  const slopes = new Float64Array(size);
  let intercept = meanY;
  for (let i = 0; i < size; i += 1) {
    let slope = 0;
    for (let j = 0; j < size; j += 1) slope += (inverse[i * size + j] as number) * (withY[j] as number);
    slopes[i] = slope;
    intercept -= slope * (means[i] as number);
  }
  let residualSquares = 0;
  let totalSquares = 0;
  for (let row = 0; row < y.length; row += 1) {
    const deviation = (y[row] as number) - meanY;
    let residual = deviation;
    for (let i = 0; i < size; i += 1) {
      residual -=
        (slopes[i] as number) * (((columns[i] as Float64Array)[row] as number) - (means[i] as number));
    }
    totalSquares += deviation * deviation;
    residualSquares += residual * residual;
  }
  return { intercept, slopes, meanY, means, inverse, residualSquares, totalSquares };
}
