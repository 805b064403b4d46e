import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import { short } from '../run/numbers.ts';
import { atMost, type Context, type Part, type PartResult, plainRow } from '../run/row.ts';
import { largestModules } from './largest.ts';

const SCRIPT_IN_PAGE = /<(?:script[^>]*\bsrc|link[^>]*\brel="modulepreload"[^>]*\bhref)="([^"]+\.js)"/g;
/** Static imports of a built chunk; a dynamic `import(…)` is not loaded at first. */
const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+\.js)["']/g;

/** Every script that has to arrive before the first view: those the page names, and all they import statically. */
function firstLoad(site: string): string[] {
  const html = readFileSync(join(site, 'index.html'), 'utf8');
  const waiting = [...html.matchAll(SCRIPT_IN_PAGE)].map(([, path]) => join(site, path as string));
  const found = new Set<string>();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    for (const [, path] of readFileSync(file, 'utf8').matchAll(STATIC_IMPORT)) {
      waiting.push(normalize(join(dirname(file), path as string)));
    }
  }
  return [...found];
}

async function run({ root }: Context): Promise<PartResult> {
  const site = join(root, 'dist', 'client');
  if (!existsSync(join(site, 'index.html'))) {
    return { rows: [], notes: [], notRun: 'dist/client is missing: npm run build' };
  }
  const files = firstLoad(site);
  if (files.length === 0) return { rows: [], notes: [], notRun: 'the page names no script' };
  const bodies = files.map((file) => readFileSync(file));
  const zipped = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0) / 1024;
  const plain = bodies.reduce((sum, body) => sum + body.length, 0) / 1024;
  return {
    rows: [
      {
        what: 'scripts of the first view, gzip',
        ours: `${zipped.toFixed(1)} KB`,
        against: '',
        figure: zipped,
        figureUnit: 'KB',
        target: atMost(150),
      },
      plainRow('… unpacked', `${short(plain)} KB in ${files.length} file${files.length === 1 ? '' : 's'}`),
    ],
    notes: [
      'KB of 1,024 bytes; scripts the page names and all they import statically, gzip level 9',
      `largest modules before minifying, KB: ${await largestModules(root)}`,
    ],
  };
}

export const part: Part = { id: 'bundle', title: 'what a first visit loads', run };
