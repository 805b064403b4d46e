import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Licences that may stand beside MIT in a product that is handed on. */
const ALLOWED = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'MPL-2.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'Python-2.0',
  'PSF-2.0',
  'Unlicense',
  'OFL-1.1',
  'WTFPL',
  'Artistic-2.0',
  'BSL-1.0',
]);

function isAllowed(expression: string): boolean {
  return expression
    .replace(/[()]/g, '')
    .split(/\s+OR\s+/i)
    .some((choice) => choice.split(/\s+AND\s+/i).every((name) => ALLOWED.has(name.trim())));
}

/** Packages of the installed tree whose licence is not on the list, or that name none. */
export function checkLicences(root: string): string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const faults: string[] = [];
  let looked = 0;
  for (const path of Object.keys(lock.packages)) {
    if (path === '') continue;
    let manifest: { license?: unknown; licenses?: { type?: string }[] };
    try {
      manifest = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
    } catch {
      continue; // A binary of another platform: not installed here.
    }
    looked += 1;
    const licence =
      typeof manifest.license === 'string'
        ? manifest.license
        : (manifest.licenses?.[0]?.type ?? 'none named');
    if (!isAllowed(licence)) faults.push(`${path}: ${licence}`);
  }
  if (looked < 100) faults.push(`only ${looked} packages looked at: is node_modules complete?`);
  return faults;
}
