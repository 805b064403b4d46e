import { studentTwoSided } from '../../shared/statistics/tails.ts';
import { linesOf, naiveTests, type PlainMember } from './naive-tests.ts';
import { mean, present, quadratic, solve, sum } from './plain.ts';
import type { DailyClose, StudyWorld } from './world.ts';

const FROM = -130;
const TO = -11;
const LAST = 5;

type Event = StudyWorld['events'][number];

/** What one writes first: rows as objects, the benchmark looked up for each, the regression solved from its sums. */
function market(
  all: readonly DailyClose[],
  benchmark: readonly DailyClose[],
  { t0, playhead }: Event,
): PlainMember {
  const seen = all.filter((row) => row.closeTime <= playhead);
  const known = benchmark.filter((row) => row.closeTime <= playhead);
  const dayZero = seen.findIndex((row) => row.closeTime > t0);
  const paired = seen
    .map((row, i) => ({ row, before: seen[i - 1], k: i - dayZero }))
    .filter(({ k }) => k >= FROM && k <= LAST)
    .map(({ row, before, k }) => {
      const now = known.findLast((b) => b.closeTime <= row.closeTime);
      const then = known.findLast((b) => b.closeTime <= (before?.closeTime ?? 0));
      const y = row.close !== null && before?.close != null ? Math.log(row.close / before.close) : null;
      const both = now?.close != null && then?.close != null && now !== then;
      return { date: row.date, k, y, x: both ? Math.log((now.close ?? 0) / (then.close ?? 0)) : null };
    });
  const pairs = paired.flatMap(({ k, x, y }) => (k <= TO && x !== null && y !== null ? [{ x, y }] : []));
  const xx = [
    [pairs.length, sum(pairs.map((p) => p.x))],
    [sum(pairs.map((p) => p.x)), sum(pairs.map((p) => p.x ** 2))],
  ];
  const [alpha = 0, beta = 0] = solve(xx, [sum(pairs.map((p) => p.y)), sum(pairs.map((p) => p.x * p.y))]);
  const df = pairs.length - 2;
  const sigma = Math.sqrt(sum(pairs.map((p) => (p.y - alpha - beta * p.x) ** 2)) / df);
  const rows = paired.map(({ date, k, x, y }) => ({
    date,
    k,
    x,
    ar: x === null || y === null ? null : y - alpha - beta * x,
    se: x === null || y === null ? null : sigma * Math.sqrt(1 + quadratic(xx, [1, x])),
  }));
  const event = rows.filter((row) => row.k >= 0);
  const whole = event.every((row) => row.ar !== null);
  const total = [event.length, sum(event.map((row) => row.x ?? 0))];
  return {
    sigma,
    df,
    observations: pairs.length,
    estimation: rows.filter((row) => row.k <= TO),
    event,
    car: whole ? sum(present(event.map((row) => row.ar))) : null,
    carSe: whole ? sigma * Math.sqrt(event.length + quadratic(xx, total)) : null,
  };
}

/** An event as one member: the mean of its markets over the spread of that mean on estimation days. */
function averaged(markets: readonly PlainMember[]): PlainMember {
  const dates = [...new Set(markets.flatMap((m) => m.estimation.map((row) => row.date)))].sort();
  const kept = dates.filter((date) => {
    const own = markets.map((m) => m.estimation.find((row) => row.date === date)?.ar ?? null);
    return present(own).length * 2 >= markets.length;
  });
  const means = linesOf(markets, true).map((line) => mean(present(line)));
  const df = means.length - mean(markets.map((m) => m.observations - m.df));
  const sigma = Math.sqrt(sum(means.map((v) => (v - mean(means)) ** 2)) / df);
  const meanOf = (values: readonly (number | null)[]): number | null =>
    present(values).length === 0 ? null : mean(present(values));
  const scaled = (values: readonly (number | null)[]): number | null => {
    const factor = meanOf(values.map((se, i) => (se === null ? null : se / (markets[i]?.sigma as number))));
    return factor === null ? null : sigma * factor;
  };
  return {
    sigma,
    df,
    observations: means.length,
    estimation: means.map((ar, i) => ({ date: kept[i] as string, k: i - means.length, ar, se: null })),
    event: (markets[0]?.event ?? []).map(({ date, k }, day) => ({
      date,
      k,
      ar: meanOf(markets.map((m) => m.event[day]?.ar ?? null)),
      se: scaled(markets.map((m) => m.event[day]?.se ?? null)),
    })),
    car: meanOf(markets.map((m) => m.car)),
    carSe: scaled(markets.map((m) => m.carSe)),
  };
}

function carOf({ car, carSe, df }: PlainMember) {
  const t = car === null || carSe === null ? null : car / carSe;
  return { car, se: carSe, t, p: t === null ? null : studentTwoSided(t, df) };
}

/** The whole study in the plainest form; its figures lie under the names that the study gives them. */
export function naiveStudy({ closes, markets, events }: StudyWorld, benchmark: string) {
  const studied = events.map((event) =>
    markets.map(({ id }) => market(closes.get(id) ?? [], closes.get(benchmark) ?? [], event)),
  );
  return {
    events: studied.map((found) => ({
      markets: found.map((m) => ({ study: { sigma: m.sigma, car: { [LAST]: carOf(m) } } })),
      group: naiveTests(found, true),
    })),
    overEvents: { group: naiveTests(studied.map(averaged), false) },
    byMarket: markets.map((_, i) => ({
      group: naiveTests(
        studied.map((event) => event[i] as PlainMember),
        false,
      ),
    })),
  };
}
