import { binomialTails, normalTwoSided, studentTwoSided } from '../../shared/statistics/tails.ts';
import { correlation, mean, present, ranks, sd, sum } from './plain.ts';

export interface PlainRow {
  readonly date: string;
  readonly k: number;
  readonly ar: number | null;
  readonly se: number | null;
}
export interface PlainMember {
  readonly sigma: number;
  readonly df: number;
  readonly observations: number;
  readonly estimation: readonly PlainRow[];
  readonly event: readonly PlainRow[];
  readonly car: number | null;
  readonly carSe: number | null;
}

type Line = readonly (number | null)[];
const FEWEST = 5;
const ratio = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a / b;

/** Lines of the estimation window that at least half of the members have: by date, or by row from the event. */
export function linesOf(members: readonly PlainMember[], sameDate: boolean): Line[] {
  const keys = [
    ...new Set(members.flatMap((m) => m.estimation.map((row) => (sameDate ? row.date : row.k)))),
  ].sort((a, b) => (a < b ? -1 : 1));
  return keys
    .map((key) =>
      members.map((m) => m.estimation.find((row) => (sameDate ? row.date : row.k) === key)?.ar ?? null),
    )
    .filter((line) => present(line).length * 2 >= members.length);
}

function meanCorrelation(lines: readonly Line[], n: number): number {
  const found: number[] = [];
  for (let a = 0; a < n; a += 1) {
    for (let b = 0; b < a; b += 1) {
      const both = lines.flatMap((line) => {
        const x = line[a] ?? null;
        const y = line[b] ?? null;
        return x === null || y === null ? [] : [{ x, y }];
      });
      if (both.length >= 30) found.push(correlation(both));
    }
  }
  return mean(found);
}

const oneSample = (values: readonly number[]): number | null =>
  values.length < FEWEST ? null : mean(values) / (sd(values) / Math.sqrt(values.length));
const student = (t: number | null, df: number): number | null => (t === null ? null : studentTwoSided(t, df));
const normal = (z: number | null): number | null => (z === null ? null : normalTwoSided(z));
/** Missing where the spread of a single value would divide it. */
const over = (a: number | null, b: number): number | null => (a === null || !(b > 0) ? null : a / b);

interface Sample {
  readonly plain: Line;
  readonly scaled: Line;
  readonly patell: number;
  readonly r: number | null;
  /** Spread of the tested mean and its degrees of freedom; null where there is no portfolio test. */
  readonly portfolio: { readonly sd: number; readonly df: number } | null;
}

function meanTests({ plain, scaled, patell, r, portfolio }: Sample) {
  const own = present(plain);
  const n = present(scaled).length;
  const crossSectionalT = oneSample(own);
  const bmpT = oneSample(present(scaled));
  const patellZ = n < FEWEST ? null : patell;
  const factor = r === null ? null : 1 + (n - 1) * r;
  const adjustedBmpT =
    bmpT === null || factor === null || r === null ? null : bmpT * Math.sqrt((1 - r) / factor);
  const adjustedPatellZ = patellZ === null || factor === null ? null : patellZ / Math.sqrt(factor);
  const portfolioT = portfolio === null || own.length < FEWEST ? null : mean(own) / portfolio.sd;
  return {
    crossSectionalT,
    crossSectionalP: student(crossSectionalT, own.length - 1),
    patellZ,
    patellP: normal(patellZ),
    bmpT,
    bmpP: student(bmpT, n - 1),
    adjustedBmpT,
    adjustedBmpP: student(adjustedBmpT, n - 1),
    adjustedPatellZ,
    adjustedPatellP: normal(adjustedPatellZ),
    portfolioT,
    portfolioP: student(portfolioT, portfolio?.df ?? 1),
  };
}

/** Column by column: K / (M + 1) − ½. */
const uniformRanks = (lines: readonly Line[]): Line[] =>
  (lines[0] ?? []).map((_, i) => {
    const column = lines.map((line) => line[i] ?? null);
    const count = present(column).length;
    return ranks(column).map((rank) => (rank === null ? null : rank / (count + 1) - 0.5));
  });

function corradoZivney(lines: readonly Line[], event: readonly Line[]) {
  const columns = uniformRanks([...lines, ...event]);
  const days = [...lines, ...event].map((_, t) => {
    const own = present(columns.map((column) => column[t] ?? null));
    return own.length === 0 ? null : sum(own) / Math.sqrt(own.length);
  });
  const root = columns.length < FEWEST ? null : Math.sqrt(mean(present(days).map((day) => day ** 2)));
  const z = event.map((line, k) => {
    const day = days[lines.length + k] ?? null;
    return root === null || day === null || present(line).length < FEWEST ? null : day / root;
  });
  return { root, z };
}

function corradoRank(lines: readonly Line[], event: readonly Line[]): (number | null)[] {
  const all = [...lines, ...event];
  if (all.some((line) => line.includes(null)) || (all[0]?.length ?? 0) < FEWEST) return event.map(() => null);
  const columns = (all[0] ?? []).map((_, i) => ranks(all.map((line) => line[i] ?? null)));
  const excess = all.map((_, t) => mean(columns.map((c) => (c[t] as number) - (all.length + 1) / 2)));
  const root = Math.sqrt(mean(excess.map((value) => value ** 2)));
  return excess.slice(lines.length).map((value) => value / root);
}

function grank(scaledLines: readonly Line[], scar: Line) {
  const n = present(scar).length;
  if (n < FEWEST) return { z: null, t: null, p: null };
  const spread = sd(present(scar));
  const columns = uniformRanks([...scaledLines, scar.map((value) => ratio(value, spread))]);
  const days = scaledLines.length + 1;
  const means = Array.from({ length: days }, (_, t) => {
    const own = present(columns.map((column) => column[t] ?? null));
    return { u: mean(own), count: own.length };
  });
  const z =
    (means.at(-1)?.u as number) /
    Math.sqrt(mean(means.map(({ u, count }) => (count / scar.length) * u ** 2)));
  const t = z * Math.sqrt((days - 2) / (days - 1 - z ** 2));
  return { z, t, p: studentTwoSided(t, days - 2) };
}

function sign(members: readonly PlainMember[]) {
  const own = members.filter((m) => m.car !== null);
  if (own.length < FEWEST) return { z: null, p: null, pExact: null };
  const share = mean(
    own.map((m) => {
      const ars = present(m.estimation.map((row) => row.ar));
      return ars.filter((ar) => ar > 0).length / ars.length;
    }),
  );
  const w = own.filter((m) => (m.car as number) > 0).length;
  const z = (w - own.length * share) / Math.sqrt(own.length * share * (1 - share));
  const { lower, upper } = binomialTails(w, own.length, share);
  return { z, p: normalTwoSided(z), pExact: Math.min(1, 2 * Math.min(lower, upper)) };
}

/** The tests of a group by their names, each made on its own from lists of objects. */
export function naiveTests(members: readonly PlainMember[], sameDate: boolean) {
  const lines = linesOf(members, sameDate);
  const r = sameDate ? Math.max(0, meanCorrelation(lines, members.length)) : null;
  const daily = sameDate ? sd(lines.map((line) => mean(present(line)))) : null;
  const portfolio = (length: number) =>
    daily === null ? null : { sd: daily * Math.sqrt(length), df: lines.length - 1 };
  const variance = (m: PlainMember): number => m.df / (m.df - 2);
  const length = members[0]?.event.length ?? 0;
  const event = Array.from({ length }, (_, k) => members.map((m) => m.event[k] as PlainRow));
  const ar = event.map((day) => day.map((row) => row.ar));
  const sar = event.map((day) => day.map((row) => ratio(row.ar, row.se)));
  const scar = members.map((m) => ratio(m.car, m.carSe));
  const scaledLines = lines.map((line) => line.map((value, i) => over(value, members[i]?.sigma as number)));
  const rescaled = sar.map((day) => day.map((value) => over(value, sd(present(day)))));
  const whole = members.filter((m) => m.car !== null);
  const caar = present(members.map((m) => m.car));
  const totals = whole.map(
    (m) =>
      sum(m.event.map((row) => (row.ar as number) / (row.se as number))) / Math.sqrt(length * variance(m)),
  );
  const zivney = corradoZivney(lines, ar);
  return {
    meanCorrelationUsed: r,
    portfolioSd: daily,
    days: ar.map((plain, k) => {
      const scaled = sar[k] as Line;
      const having = members.filter((_, i) => scaled[i] !== null);
      const patell = sum(present(scaled)) / Math.sqrt(sum(having.map(variance)));
      const own = present(plain);
      return {
        aar: own.length === 0 ? null : mean(own),
        ...meanTests({ plain, scaled, patell, r, portfolio: portfolio(1) }),
      };
    }),
    window: {
      caar: caar.length === 0 ? null : mean(caar),
      ...meanTests({
        plain: members.map((m) => m.car),
        scaled: scar,
        patell: sum(totals) / Math.sqrt(whole.length),
        r,
        portfolio: whole.length < members.length ? null : portfolio(length),
      }),
    },
    rank: {
      corradoRankZ: corradoRank(lines, ar),
      corradoZivneyZ: zivney.z,
      p: zivney.z.map(normal),
      corradoZivneySd: zivney.root,
      corradoZivneyStandardisedZ: corradoZivney(scaledLines, rescaled).z,
    },
    grank: grank(scaledLines, scar),
    generalizedSign: sign(members),
  };
}
