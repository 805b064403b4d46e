import { random } from '../../shared/simulation/random.ts';
import type { LocalDate } from '../../shared/time/instant.ts';

export interface MadeUp {
  readonly assets: readonly (readonly (number | null)[])[];
  readonly benchmark: readonly number[];
}

/** Log returns of `count` markets that follow a benchmark, and one another by `correlation` beyond it. */
export function madeUpReturns(of: {
  readonly seed: number;
  readonly count: number;
  readonly rows: number;
  readonly correlation: number;
}): MadeUp {
  const { normal } = random(of.seed);
  const benchmark = Array.from({ length: of.rows }, () => 0.01 * normal());
  const common = benchmark.map(() => normal());
  const assets = Array.from({ length: of.count }, (_, i) =>
    benchmark.map((market, row) => {
      const own = normal() * Math.sqrt(1 - of.correlation);
      const shared = (common[row] as number) * Math.sqrt(of.correlation);
      return 0.0002 * i + (0.4 + 0.05 * i) * market + (0.008 + 0.001 * i) * (own + shared);
    }),
  );
  return { assets, benchmark };
}

/** Weekdays from a day on. */
export function weekdays(from: string, count: number): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = Temporal.PlainDate.from(from); days.length < count; day = day.add({ days: 1 })) {
    if (day.dayOfWeek <= 5) days.push(day.toString() as LocalDate);
  }
  return days;
}
