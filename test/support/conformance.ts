import { existsSync } from 'node:fs';

/** The folder of recorded cases beside the repository, not part of it. */
export const CASES_ROOT = new URL('../../../shared/', import.meta.url);

/**
 * A suite that needs files beside the repository. Where they are absent the suite is not listed, and one line says so.
 * `needs` are paths below that folder.
 */
export function conformance(title: string, needs: readonly string[], body: () => void): void {
  const absent = needs.filter((path) => !existsSync(new URL(path, CASES_ROOT)));
  if (absent.length === 0) describe(`conformance: ${title}`, body);
  else process.stdout.write(`conformance: not run, ../shared/${absent[0]} is absent: ${title}\n`);
}
