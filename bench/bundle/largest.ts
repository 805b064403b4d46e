import { join, relative } from 'node:path';
import { build } from 'vite';
import { short } from '../run/numbers.ts';

const MOST = 10;

/** `zod/v4/core/util.js` of a package, `client/main.tsx` of ours; a module made in the build keeps its name. */
const nameOf = (id: string, root: string): string =>
  id.startsWith('\0') ? id.slice(1) : (id.split('/node_modules/').at(-1) as string).replace(`${root}/`, '');

/** The largest modules of the first view with their size after tree shaking, before they are minified. */
export async function largestModules(root: string): Promise<string> {
  const configFile = join(root, 'client', 'vite.config.ts');
  const [result] = [await build({ configFile, logLevel: 'error', build: { write: false } })].flat();
  if (result === undefined || !('output' in result))
    throw new Error(`${relative(root, configFile)} built nothing`);
  return result.output
    .flatMap((part) => (part.type === 'chunk' && part.isEntry ? Object.entries(part.modules) : []))
    .sort(([, a], [, b]) => b.renderedLength - a.renderedLength)
    .slice(0, MOST)
    .map(([id, { renderedLength }]) => `${nameOf(id, root)} ${short(renderedLength / 1024)}`)
    .join(', ');
}
