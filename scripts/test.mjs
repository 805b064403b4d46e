// `npm test [-- suite …]`: installs what is missing (on Debian as root also the browser and the database servers),
// builds the page, then runs every suite in one mocha run and prints what was really counted.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertPinnedNode, ensureBuilt, ensureInstalled, fail, ROOT, runPinned } from './bootstrap.mjs';

const SUITES = ['unit', 'property', 'contract', 'conformance', 'integration', 'faults', 'browser'];
/** Debian package → a file it brings. PostgreSQL's programs live outside PATH. */
const SYSTEM = [
  {
    apt: 'chromium',
    found: () => onPath('chromium') || onPath('chromium-browser') || onPath('google-chrome'),
  },
  { apt: 'fonts-noto-cjk', found: () => existsSync('/usr/share/fonts/opentype/noto') },
  { apt: 'postgresql', found: () => onPath('postgres') || existsSync('/usr/lib/postgresql') },
  { apt: 'redis-server', found: () => onPath('redis-server') },
];

const onPath = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

function ensureSystem() {
  const missing = SYSTEM.filter((s) => !s.found()).map((s) => s.apt);
  if (missing.length === 0) return;
  const debianRoot = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (!debianRoot)
    fail(`the tests need ${missing.join(', ')} (Debian's names): install them, then run npm test again`);
  process.stderr.write(`market-reaction: installing ${missing.join(', ')} …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 2], env }).status === 0;
  if (!apt('update', '-q')) fail('apt-get update failed');
  if (!apt('install', '-q', '-y', '--no-install-recommends', ...missing))
    fail(`apt-get could not install ${missing.join(', ')}`);
}

const asked = process.argv.slice(2);
const suites = asked.length === 0 ? SUITES : asked;
const unknown = suites.filter((s) => !SUITES.includes(s) && !existsSync(s));
if (unknown.length > 0) fail(`no such suite: ${unknown.join(', ')}; there are ${SUITES.join(', ')}`, 2);

ensureInstalled('develop');
assertPinnedNode();
if (suites.includes('browser')) ensureSystem();
if (suites.some((s) => ['browser', 'integration', 'faults'].includes(s))) ensureBuilt();

const folder = mkdtempSync(join(tmpdir(), 'market-reaction-test-'));
const counts = join(folder, 'counts.json');
const files = suites.map((s) => (SUITES.includes(s) ? join(ROOT, 'test', s, '**', '*.test.ts') : s));
const code = await runPinned(
  [join(ROOT, 'node_modules', 'mocha', 'bin', 'mocha.js'), '--config', join(ROOT, '.mocharc.json'), ...files],
  {
    env: { TEST_COUNTS: counts },
  },
);
let line = '0 passed, 1 failed, 0 skipped';
if (existsSync(counts)) {
  const c = JSON.parse(readFileSync(counts, 'utf8'));
  line = `${c.passed} passed, ${c.failed} failed, ${c.skipped} skipped`;
}
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${line}\n`);
process.exit(code);
