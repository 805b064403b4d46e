import type { GroupStudy, GroupTest } from '../../shared/study/group/group.ts';
import type { AbnormalStudy } from '../../shared/study/study.ts';
import type { StudiedFile, StudyOfFiles, StudyRequest } from './study-files.ts';
import { figureText, pText, signedText, textOfLines, textTable } from './text-table.ts';
import { DAY_WORDS, GROUP_REASON_WORDS, WARNING_WORDS } from './words.ts';

const percent = (value: number | null): string => signedText(value === null ? null : 100 * value, 3);
const unsigned = (value: number | null): string => figureText(value === null ? null : 100 * value, 3);

function coefficients(study: AbnormalStudy): string {
  const { mean, alpha, beta, betas, sumBeta, lags, r2, sigma } = study;
  const parts: (readonly [string, number | undefined, number])[] = [
    ['mean %', mean === undefined ? undefined : 100 * mean, 4],
    ['alpha %', alpha === undefined ? undefined : 100 * alpha, 4],
    ['beta', beta, 4],
    ...(betas ?? []).map((value, at) => [`beta(${lags?.[at] ?? at})`, value, 4] as const),
    ['sum of betas', sumBeta, 4],
    ['R²', r2, 4],
    ['sigma %', 100 * sigma, 4],
  ];
  return parts
    .flatMap(([name, value, digits]) => (value === undefined ? [] : [`${name} ${value.toFixed(digits)}`]))
    .join('   ');
}

function leftOutText(name: string, dates: readonly string[]): string[] {
  const rows = dates.length === 1 ? 'row' : 'rows';
  return dates.length === 0
    ? []
    : [`Note: ${name}: ${dates.length} ${rows} on a day without a session, left out, such as ${dates[0]}.`];
}

function seriesText({ name, eventDate, study, leftOut }: StudiedFile): string[] {
  const { estimationDates, observations, ar, car, bhar, missing, warnings } = study;
  const rows = ar.map((day, at) => {
    const sum = car[at];
    const gone = missing.find((m) => m.k === day.k);
    return [
      String(day.k),
      percent(day.ar),
      unsigned(day.se),
      signedText(day.t, 3),
      pText(day.p),
      percent(sum?.car ?? null),
      unsigned(sum?.se ?? null),
      signedText(sum?.t ?? null, 3),
      pText(sum?.p ?? null),
      percent(bhar[at]?.bhar ?? null),
      gone === undefined ? '' : DAY_WORDS[gone.reason],
    ];
  });
  const titles = ['day', 'AR %', 'se', 't', 'p', 'CAR %', 'se', 't', 'p', 'BHAR %'];
  return [
    '',
    `${name}: day 0 is ${eventDate}; estimated over ${estimationDates[0]} to ${estimationDates[1]}, ${observations} pairs`,
    coefficients(study),
    ...textTable([...titles.map((title) => ({ title })), { title: '', align: 'left' as const }], rows),
    ...warnings.map((warning) => `Note: ${WARNING_WORDS[warning]}.`),
    ...leftOutText(name, leftOut),
  ];
}

/** Tests of a day or of the window, by the stem of their two fields. */
const MEAN_TESTS: Readonly<
  Partial<Record<GroupTest, readonly [name: string, p: keyof GroupStudy['window']]>>
> = {
  adjustedBmpT: ['adjusted BMP t', 'adjustedBmpP'],
  adjustedPatellZ: ['adjusted Patell Z', 'adjustedPatellP'],
  portfolioT: ['portfolio t', 'portfolioP'],
  bmpT: ['BMP t', 'bmpP'],
  patellZ: ['Patell Z', 'patellP'],
  crossSectionalT: ['cross-sectional t', 'crossSectionalP'],
};

/** Only tests that may be shown: members of a group move together, and the plain ones then say too much. */
function groupText(group: GroupStudy): string[] {
  const shown = group.show.flatMap((test) => {
    const known = MEAN_TESTS[test];
    return known === undefined
      ? []
      : [{ test: test as keyof GroupStudy['window'], name: known[0], p: known[1] }];
  });
  const line = (label: string, n: number, mean: number | null, at: (key: string) => unknown): string[] => [
    label,
    String(n),
    percent(mean),
    ...shown.flatMap(({ test, p }) => [
      signedText(at(test) as number | null, 3),
      pText(at(p) as number | null),
    ]),
  ];
  const { days, window } = group;
  const rows = [
    ...days.map((day) => line(`day ${day.k}`, day.n, day.aar, (key) => day[key as keyof typeof day])),
    line(
      `${window.from} to ${window.to}`,
      window.n,
      window.caar,
      (key) => window[key as keyof typeof window],
    ),
  ];
  const titles = ['n', 'AAR, CAAR %', ...shown.flatMap(({ name }) => [name, 'p'])];
  const columns = [{ title: '', align: 'left' as const }, ...titles.map((title) => ({ title }))];
  const r = group.meanCorrelation;
  return [
    '',
    `Group of ${group.n} on one date; mean correlation of their ordinary days ${figureText(r, 3)}`,
    ...textTable(columns, rows),
    ...(shown.length > 0 ? [] : ['No test of this group is shown.']),
    ...[...new Set(Object.values({ ...group.missing, ...window.missing }))].map(
      (reason) => `Note: ${GROUP_REASON_WORDS[reason]}.`,
    ),
  ];
}

/** A study for a terminal: log returns in percent. */
export function studyText({ options }: StudyRequest, studied: StudyOfFiles): string {
  const { benchmark, benchmarkLeftOut, align, series, group } = studied;
  const paired = align === null ? '' : align === 'date' ? ', paired by date' : ', paired as of each close';
  const against = benchmark === null ? 'without a benchmark' : `against ${benchmark}${paired}`;
  return textOfLines([
    `Model ${options.model} ${against}. Log returns in percent.`,
    ...series.flatMap(seriesText),
    ...(group === null ? [] : groupText(group)),
    ...leftOutText(benchmark ?? '', benchmarkLeftOut),
  ]);
}
