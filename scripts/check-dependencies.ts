import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cruise, type ICruiseResult } from 'dependency-cruiser';

const ROOMS = ['shared', 'server', 'client', 'archive'];

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Sources that stand in no room, or in a room the rules do not know. */
function strangers(root: string, sources: readonly string[], rules: string): string[] {
  return sources
    .map((file) => relative(root, file))
    .filter((file) => {
      const [top, room] = file.split('/');
      return file.split('/').length > 2 && !rules.includes(room as string) && top !== 'archive';
    })
    .map((file) => `${file}: no rule knows this folder; add it to .dependency-cruiser.mjs`);
}

/**
 * Holds every import of shared, server, client and archive against the allow-list. Fails closed: when fewer modules
 * were seen than there are files, that is a fault too (a parser that sees nothing would say "no violations").
 */
export async function checkDependencies(root: string): Promise<string[]> {
  const config = (await import(pathToFileURL(join(root, '.dependency-cruiser.mjs')).href)).default;
  const sources = ROOMS.flatMap((room) => sourcesBelow(join(root, room)));
  const before = process.cwd();
  process.chdir(root);
  let result: ICruiseResult;
  try {
    const answer = await cruise(ROOMS, {
      ...config.options,
      ruleSet: {
        allowed: config.allowed,
        allowedSeverity: config.allowedSeverity,
        forbidden: config.forbidden,
      },
      validate: true,
    });
    result = answer.output as ICruiseResult;
  } finally {
    process.chdir(before);
  }
  const seen = new Set(result.modules.map((module) => module.source));
  const unseen = sources.map((file) => relative(root, file)).filter((file) => !seen.has(file));
  return [
    ...unseen.map((file) => `${file}: not seen by the checker`),
    ...strangers(root, sources, JSON.stringify(config.allowed)),
    ...result.summary.violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`),
  ];
}
