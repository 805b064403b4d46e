import { normalTwoSided, studentTwoSided } from '../../shared/statistics/tails.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import type { DailyClose, StudyWorld } from './world.ts';

/** Figures by name; null where one is missing. */
export type Figures = Map<string, number | null>;

interface Row {
  readonly date: string;
  readonly k: number;
  readonly ar: number | null;
  readonly se: number | null;
}
interface Market {
  readonly id: string;
  readonly sigma: number;
  readonly df: number;
  readonly m: number;
  readonly estimation: readonly Row[];
  readonly event: readonly Row[];
  readonly car: number | null;
  readonly carSe: number | null;
}

const FROM = -130;
const TO = -11;
const LAST = 5;
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const sd = (values: readonly number[]): number =>
  Math.sqrt(sum(values.map((v) => (v - mean(values)) ** 2)) / (values.length - 1));
const isNumber = (value: number | null): value is number => value !== null;

/** Solves A x = b by elimination with pivots. */
function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const rows = a.map((row, i) => [...row, b[i] as number]);
  for (let column = 0; column < rows.length; column += 1) {
    const best = rows
      .slice(column)
      .sort((p, q) => Math.abs(q[column] as number) - Math.abs(p[column] as number))[0];
    const at = rows.indexOf(best as number[]);
    [rows[column], rows[at]] = [rows[at] as number[], rows[column] as number[]];
    const pivot = rows[column] as number[];
    for (const row of rows.filter((other) => other !== pivot)) {
      const factor = (row[column] as number) / (pivot[column] as number);
      for (const [i, value] of pivot.entries()) row[i] = (row[i] as number) - factor * value;
    }
  }
  return rows.map((row, i) => (row.at(-1) as number) / (row[i] as number));
}

/** x' (X'X)⁻¹ x. */
const quadratic = (xx: readonly (readonly number[])[], x: readonly number[]): number =>
  sum(solve(xx, x).map((value, i) => value * (x[i] as number)));

/** What one writes first: rows as objects, the benchmark looked up for each, the regression solved from its sums. */
function market(
  id: string,
  all: readonly DailyClose[],
  benchmark: readonly DailyClose[],
  t0: UtcMs,
  playhead: UtcMs,
): Market {
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
      const x =
        now?.close != null && then?.close != null && now !== then ? Math.log(now.close / then.close) : null;
      return { date: row.date, k, y, x };
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
  const days = event.length;
  return {
    id,
    sigma,
    df,
    m: pairs.length,
    estimation: rows.filter((row) => row.k <= TO),
    event,
    car: whole ? sum(event.map((row) => row.ar as number)) : null,
    carSe: whole
      ? sigma * Math.sqrt(days + quadratic(xx, [days, sum(event.map((row) => row.x as number))]))
      : null,
  };
}

/** Estimation dates that at least half of the markets have, with each one's abnormal return. */
function byDate(markets: readonly Market[]): (number | null)[][] {
  const dates = [...new Set(markets.flatMap((m) => m.estimation.map((row) => row.date)))].sort();
  return dates
    .map((date) => markets.map((m) => m.estimation.find((row) => row.date === date)?.ar ?? null))
    .filter((row) => row.filter(isNumber).length * 2 >= markets.length);
}

function meanCorrelation(rows: readonly (readonly (number | null)[])[], n: number): number {
  const found: number[] = [];
  for (let a = 0; a < n; a += 1) {
    for (let b = 0; b < a; b += 1) {
      const both = rows.flatMap((row) => {
        const x = row[a] ?? null;
        const y = row[b] ?? null;
        return x === null || y === null ? [] : [{ x, y }];
      });
      if (both.length < 30) continue;
      const mx = mean(both.map((p) => p.x));
      const my = mean(both.map((p) => p.y));
      const xy = sum(both.map((p) => (p.x - mx) * (p.y - my)));
      found.push(
        xy / Math.sqrt(sum(both.map((p) => (p.x - mx) ** 2)) * sum(both.map((p) => (p.y - my) ** 2))),
      );
    }
  }
  return mean(found);
}

const bmp = (values: readonly number[]): number => mean(values) / (sd(values) / Math.sqrt(values.length));

/** Corrado–Zivney of each day: ranks by sorting, ties averaged. */
function corradoZivney(
  rows: readonly (readonly (number | null)[])[],
  event: readonly (readonly (number | null)[])[],
): number[] {
  const all = [...rows, ...event];
  const scores = (all[0] ?? []).map((_, i) => {
    const own = all
      .map((row) => row[i] ?? null)
      .filter(isNumber)
      .sort((a, b) => a - b);
    return all.map((row) => {
      const value = row[i] ?? null;
      if (value === null) return null;
      return (own.indexOf(value) + own.lastIndexOf(value) + 2) / 2 / (own.length + 1) - 0.5;
    });
  });
  const days = all.map((_, t) => {
    const present = scores.map((column) => column[t] ?? null).filter(isNumber);
    return sum(present) / Math.sqrt(present.length);
  });
  const root = Math.sqrt(mean(days.map((day) => day ** 2)));
  return days.slice(rows.length).map((day) => day / root);
}

function oneEvent(slug: string, markets: readonly Market[], out: Figures): void {
  for (const m of markets) {
    const t = m.car === null || m.carSe === null ? null : m.car / m.carSe;
    out.set(`${slug} ${m.id} car`, m.car);
    out.set(`${slug} ${m.id} t`, t);
    out.set(`${slug} ${m.id} p`, t === null ? null : studentTwoSided(t, m.df));
  }
  const rows = byDate(markets);
  const r = Math.max(0, meanCorrelation(rows, markets.length));
  const adjusted = (t: number, n: number): number => t * Math.sqrt((1 - r) / (1 + (n - 1) * r));
  const portfolio = sd(rows.map((row) => mean(row.filter(isNumber))));
  const days = Array.from({ length: LAST + 1 }, (_, k) => markets.map((m) => m.event[k] as Row));
  const ranks = corradoZivney(
    rows,
    days.map((day) => day.map((row) => row.ar)),
  );
  out.set(`${slug} r`, r);
  for (const [k, day] of days.entries()) {
    const ars = day.map((row) => row.ar).filter(isNumber);
    const few = ars.length < 5;
    const t = few ? 0 : bmp(day.flatMap(({ ar, se }) => (ar === null || se === null ? [] : [ar / se])));
    out.set(`${slug} ${k} aar`, ars.length === 0 ? null : mean(ars));
    out.set(`${slug} ${k} bmp`, few ? null : t);
    out.set(`${slug} ${k} adjusted`, few ? null : adjusted(t, ars.length));
    out.set(`${slug} ${k} portfolio`, few ? null : mean(ars) / portfolio);
    const fewAnywhere = days.some((d) => d.filter((row) => row.ar !== null).length < 5);
    out.set(`${slug} ${k} rank`, fewAnywhere ? null : (ranks[k] as number));
  }
  const whole = markets.flatMap((m) => (m.car === null || m.carSe === null ? [] : [m.car / m.carSe]));
  const few = whole.length < 5;
  out.set(`${slug} caar`, whole.length === 0 ? null : mean(markets.map((m) => m.car).filter(isNumber)));
  out.set(`${slug} window bmp`, few ? null : bmp(whole));
  out.set(`${slug} window adjusted`, few ? null : adjusted(bmp(whole), whole.length));
}

/** An event as one number: the mean CAR of its markets over the spread of their mean on estimation days. */
function averaged(markets: readonly Market[]): { car: number; scar: number } | null {
  const whole = markets.flatMap((m) =>
    m.car === null || m.carSe === null ? [] : [{ car: m.car, factor: m.carSe / m.sigma }],
  );
  if (whole.length === 0) return null;
  const means = byDate(markets).map((row) => mean(row.filter(isNumber)));
  const df = means.length - mean(markets.map((m) => m.m - m.df));
  const spread = Math.sqrt(sum(means.map((v) => (v - mean(means)) ** 2)) / df);
  const car = mean(whole.map((w) => w.car));
  return { car, scar: car / (spread * mean(whole.map((w) => w.factor))) };
}

/** The whole study in the plainest form. */
export function naiveStudy({ closes, markets, events }: StudyWorld, benchmark: string): Figures {
  const out: Figures = new Map();
  const studied = events.map(({ slug, t0, playhead }) => {
    const found = markets.map(({ id }) =>
      market(id, closes.get(id) ?? [], closes.get(benchmark) ?? [], t0, playhead),
    );
    oneEvent(slug, found, out);
    return found;
  });
  const over = studied.map(averaged).filter((event) => event !== null);
  const t = bmp(over.map(({ scar }) => scar));
  out.set('over caar', mean(over.map(({ car }) => car)));
  out.set('over bmp', t);
  out.set('over p', studentTwoSided(t, over.length - 1));
  for (const [i, { id }] of markets.entries()) {
    const own = studied.map((event) => event[i] as Market).filter((m) => m.car !== null);
    const share = mean(
      own.map((m) => {
        const ars = m.estimation.map((row) => row.ar).filter(isNumber);
        return ars.filter((ar) => ar > 0).length / ars.length;
      }),
    );
    const positive = own.filter((m) => (m.car as number) > 0).length;
    const z = (positive - own.length * share) / Math.sqrt(own.length * share * (1 - share));
    out.set(`${id} bmp`, bmp(own.map((m) => (m.car as number) / (m.carSe as number))));
    out.set(`${id} sign p`, normalTwoSided(z));
  }
  return out;
}
