// `npm run bench [-- part …]`: what we reach beside what others reach, in one run. Measures, never judges by exit code.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stopChildren } from './run/child.ts';
import { readMachine } from './run/machine.ts';
import { printMachine, printPart, printSum } from './run/report.ts';
import { type Part, type PartResult, verdict } from './run/row.ts';

const ROOT = join(import.meta.dirname, '..');
const ROUNDS = 3;

/** Loaded when they are wanted: a part that cannot be loaded must not take the others with it. */
const PARTS: readonly (readonly [id: string, load: () => Promise<{ part: Part }>])[] = [
  ['fan-out', () => import('./fan-out/part.ts')],
  ['latency', () => import('./latency/part.ts')],
  ['store', () => import('./store/part.ts')],
  ['parse', () => import('./parse/part.ts')],
  ['seek', () => import('./seek/part.ts')],
  ['reaction', () => import('./reaction/part.ts')],
  ['study', () => import('./study/part.ts')],
  ['drawing', () => import('./drawing/part.ts')],
  ['bundle', () => import('./bundle/part.ts')],
];

const CHILDREN: Readonly<Record<string, () => Promise<unknown>>> = {
  clients: async () => (await import('./fan-out/clients.ts')).serveClients(),
  gateway: async () => (await import('./fan-out/gateway-server.ts')).serveGateway(),
  'socket-io': async () => (await import('./fan-out/socket-io-server.ts')).serveSocketIo(),
  'raw-ws': async () => (await import('./fan-out/raw-server.ts')).serveRaw(),
};

interface Done {
  readonly id: string;
  readonly title: string;
  readonly seconds: number;
  readonly result: PartResult;
}

async function runPart(id: string, load: () => Promise<{ part: Part }>, folder: string): Promise<Done> {
  const begun = performance.now();
  const done = (title: string, result: PartResult): Done => ({
    id,
    title,
    seconds: (performance.now() - begun) / 1000,
    result,
  });
  let title = id;
  try {
    const { part } = await load();
    title = part.title;
    mkdirSync(folder, { recursive: true });
    return done(title, await part.run({ folder, root: ROOT, rounds: ROUNDS }));
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return done(title, { rows: [], notes: [], notRun: `it failed: ${reason}` });
  }
}

async function bench(wanted: readonly string[]): Promise<number> {
  const known = PARTS.map(([id]) => id);
  const unknown = wanted.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    process.stderr.write(`unknown part: ${unknown.join(', ')}; there are ${known.join(', ')}\n`);
    return 2;
  }
  const build = join(ROOT, '.build');
  mkdirSync(build, { recursive: true });
  const folder = mkdtempSync(join(build, 'bench-'));
  const end = (code: number) => () => {
    stopChildren();
    rmSync(folder, { recursive: true, force: true });
    process.exit(code);
  };
  process.once('SIGINT', end(130));
  process.once('SIGTERM', end(143));
  try {
    const machine = readMachine();
    printMachine(machine);
    const parts: Done[] = [];
    for (const [id, load] of PARTS) {
      if (wanted.length > 0 && !wanted.includes(id)) continue;
      const done = await runPart(id, load, join(folder, id));
      printPart(`${done.id}: ${done.title}`, done.result, done.seconds);
      parts.push(done);
    }
    printSum(parts.map((done) => done.result));
    const judged = parts.map(({ result, ...rest }) => ({
      ...rest,
      ...result,
      rows: result.rows.map((row) => ({ ...row, verdict: verdict(row) })),
    }));
    writeFileSync(join(build, 'bench.json'), `${JSON.stringify({ machine, parts: judged }, null, 2)}\n`);
    return 0;
  } finally {
    stopChildren();
    rmSync(folder, { recursive: true, force: true });
  }
}

const [first, ...rest] = process.argv.slice(2);
if (first === 'child') await CHILDREN[rest[0] ?? '']?.();
else process.exit(await bench(first === undefined ? [] : [first, ...rest]));
