// `npm run check`: types, lint and format, clocks, dependency direction, dead exports, licences, lock file.
// Every step runs, all faults are shown, one line each at the end.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkCatalogue } from './check-catalogue.ts';
import { checkDependencies } from './check-dependencies.ts';
import { checkLicences } from './check-licences.ts';
import { missingFromLock } from './complete-lock.mjs';

const root = join(import.meta.dirname, '..');
const bin = (name: string): string => join(root, 'node_modules', '.bin', name);

interface Step {
  name: string;
  run: () => Promise<boolean> | boolean;
}

function command(program: string, ...args: string[]): () => boolean {
  return () => spawnSync(program, args, { cwd: root, stdio: 'inherit' }).status === 0;
}

function report(faults: readonly string[]): boolean {
  for (const fault of faults) process.stdout.write(`  ${fault}\n`);
  return faults.length === 0;
}

const steps: Step[] = [
  { name: 'types', run: command(bin('tsc'), '-b') },
  {
    name: 'lint and format',
    run: command(
      bin('biome'),
      'ci',
      '--error-on-warnings',
      ...(process.stdout.isTTY ? [] : ['--colors=off']),
      '.',
    ),
  },
  { name: 'dependency direction', run: async () => report(await checkDependencies(root)) },
  { name: 'dead exports and packages', run: command(bin('knip'), '--no-progress') },
  { name: 'catalogue', run: () => report(checkCatalogue(root)) },
  { name: 'licences', run: () => report(checkLicences(root)) },
  {
    name: 'lock file',
    run: () => {
      const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
      return report(
        [...missingFromLock(lock).keys()].map(
          (name) => `${name} is missing: run node scripts/complete-lock.mjs`,
        ),
      );
    },
  },
];

const asked = process.argv.slice(2);
const results: string[] = [];
let failed = false;
for (const step of steps) {
  if (asked.length > 0 && !asked.some((a) => step.name.startsWith(a))) continue;
  const ok = await step.run();
  failed ||= !ok;
  results.push(`${ok ? 'ok  ' : 'FAIL'} ${step.name}`);
}
process.stdout.write(`${results.join('\n')}\n`);
process.exit(failed ? 1 : 0);
