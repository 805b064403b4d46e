// A registry mirror may carry only its own platform's binaries; npm then leaves the others out of the lock and
// `npm ci` refuses it everywhere. This names every optional platform package in the lock again, at the exact version
// its parent asks for. Run after each `npm install`; `npm run check` fails while one is missing.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bootstrap.mjs';

const OS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'openharmony',
  'win32',
  'sunos',
  'openbsd',
  'netbsd',
  'aix',
];
const CPU = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'wasm32', 'mips64el'];
const LIBC = { gnu: 'glibc', musl: 'musl', gnueabihf: 'glibc', musleabihf: 'musl' };

/** Optional packages at an exact version that the lock does not hold: [name, version, development only]. */
export function missingFromLock(lock) {
  const missing = new Map();
  for (const entry of Object.values(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const held = Object.keys(lock.packages).some((key) => key.endsWith(`node_modules/${name}`));
      if (!held && /^\d+\.\d+\.\d+/.test(version)) missing.set(name, { version, dev: entry.dev === true });
    }
  }
  return missing;
}

function platformOf(name) {
  const words = name.split(/[/\-.]/);
  const pick = (known) => known.find((k) => words.includes(k));
  const os = pick(OS);
  const cpu = pick(CPU) ?? (words.includes('eabi') ? 'arm' : undefined);
  const libc = words.map((w) => LIBC[w]).find(Boolean);
  return {
    ...(cpu && { cpu: [cpu] }),
    ...(libc && os === 'linux' && { libc: [libc] }),
    ...(os && { os: [os] }),
  };
}

if (process.argv[1]?.endsWith('complete-lock.mjs')) {
  const path = join(ROOT, 'package-lock.json');
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  const missing = missingFromLock(lock);
  for (const [name, { version, dev }] of missing) {
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(dev && { dev }),
      optional: true,
      ...platformOf(name),
    };
  }
  const root = lock.packages[''];
  const sorted = Object.keys(lock.packages)
    .filter((k) => k !== '')
    .sort();
  lock.packages = Object.fromEntries([['', root], ...sorted.map((k) => [k, lock.packages[k]])]);
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  process.stdout.write(`package-lock.json: ${missing.size} platform packages added\n`);
}
