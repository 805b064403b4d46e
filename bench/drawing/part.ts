import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../run/machine.ts';
import { percentile } from '../run/numbers.ts';
import {
  atMost,
  type Context,
  type Part,
  type PartResult,
  pairedRow,
  type Row,
  type Target,
} from '../run/row.ts';
import { MARKS } from './data.ts';
import type { Figures, Library, Measure, Motion } from './figures.ts';
import { buildPage, servePage } from './site.ts';

const SIZES = [390, 3900] as const;
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Stretch {
  readonly library: Library;
  readonly motion: Motion;
  readonly points: number;
}
const STRETCHES: readonly Stretch[] = [
  { library: 'nothing', motion: 'live', points: 0 },
  ...SIZES.flatMap((points): Stretch[] => [
    { library: 'ours', motion: 'live', points },
    { library: 'uplot', motion: 'live', points },
    { library: 'ours', motion: 'replay', points },
  ]),
];

const keyOf = ({ library, motion, points }: Stretch): string => `${library} ${motion} ${points}`;

const measureIn = (page: Page, { library, motion, points }: Stretch): Promise<Figures> =>
  page.evaluate(([l, m, p]) => (globalThis as unknown as { measure: Measure }).measure(l, m, p), [
    library,
    motion,
    points,
  ] as const);

type Rounds = ReadonlyMap<string, readonly Figures[]>;

async function measureAll(page: Page, rounds: number): Promise<Rounds> {
  // The first stretch of each compiles what it runs and is not counted.
  for (const stretch of STRETCHES) await measureIn(page, stretch);
  const found = new Map<string, Figures[]>(STRETCHES.map((stretch) => [keyOf(stretch), []]));
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? STRETCHES : [...STRETCHES].reverse();
    for (const stretch of order) found.get(keyOf(stretch))?.push(await measureIn(page, stretch));
  }
  return found;
}

type Pick = (figures: Figures) => number;

function rowsOf(found: Rounds): Row[] {
  const of = (key: string, pick: Pick): number[] => (found.get(key) ?? []).map(pick);
  const row = (what: string, ours: string, peer: string, pick: Pick, target: Target | null): Row =>
    pairedRow(what, 'ms', 'uPlot live', { ours: of(ours, pick), peer: of(peer, pick) }, target);
  // Intervals come in whole frames: over all rounds together a percentile says more than a median of three.
  const frames = (what: string, ours: string, peer: string, q: number, target: Target | null): Row => {
    const all = (key: string): number[] => [
      percentile(
        (found.get(key) ?? []).flatMap((figures) => figures.frames),
        q,
      ),
    ];
    const peerName = peer.startsWith('uplot') ? 'uPlot live' : 'empty loop';
    return pairedRow(what, 'ms', peerName, { ours: all(ours), peer: all(peer) }, target);
  };
  const empty = 'nothing live 0';
  return SIZES.flatMap((points) => {
    const [live, replay, uplot] = [`ours live ${points}`, `ours replay ${points}`, `uplot live ${points}`];
    const at = `20 × ${points.toLocaleString('en')}`;
    const js50: Pick = ({ js }) => percentile(js, 0.5);
    const js95: Pick = ({ js }) => percentile(js, 0.95);
    return [
      row(`${at}: live update JS p50`, live, uplot, js50, atMost(points === 390 ? 1.5 : 0.5)),
      row(`${at}: live update JS p95`, live, uplot, js95, null),
      frames(`${at}: live frame interval p50`, live, uplot, 0.5, null),
      frames(`${at}: live frame interval p95`, live, uplot, 0.95, null),
      row(`${at}: replay frame JS p50`, replay, uplot, js50, null),
      frames(`${at}: replay frame interval p50`, replay, empty, 0.5, null),
      frames(`${at}: replay frame interval p95`, replay, empty, 0.95, points === 3900 ? atMost(1.05) : null),
      row(`${at}: first draw`, live, uplot, ({ first }) => first, atMost(1.2)),
    ];
  });
}

async function run({ folder, rounds }: Context): Promise<PartResult> {
  const executablePath = chromiumPath();
  if (executablePath === null) {
    return { rows: [], notes: [], notRun: 'no chromium (on Debian: apt-get install chromium)' };
  }
  const site = join(folder, 'page');
  await buildPage(site);
  const served = await servePage(site);
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1320, height: 700 } });
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(served.url);
    const found = await measureAll(page, rounds);
    if (faults.length > 0) throw new Error(faults[0]);
    return {
      rows: rowsOf(found),
      notes: [
        `1280 × 640 px, 20 series and ${MARKS} marks (ours: T0, 6 flags and 23 headlines in the lane; uPlot: ${MARKS} lines with names), one new bar a series in every frame; JS is all main-thread time from the data to the drawn canvas (ours: gate, scene, Chart.js, labels, axis, lane)`,
        'JS and first draw are medians of the rounds, frame intervals percentiles of all frames together; headless, drawn in software: absolute times are this machine’s, the frame interval shows what raster costs besides JS',
      ],
    };
  } finally {
    await browser.close();
    await served.close();
  }
}

export const part: Part = { id: 'drawing', title: 'drawing in headless chromium against uPlot', run };
