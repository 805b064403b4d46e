// Plain JavaScript for any Node from 20 on: brings a bare clone to where the pinned Node can run it.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
export const PINNED_NODE = join(
  ROOT,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

const INSTALL_STAMP = join(ROOT, 'node_modules', '.market-reaction-install.json');
const BUILD_STAMP = join(ROOT, 'dist', 'client', '.build-stamp');

/** Prints one line and ends with a code. */
export function fail(line, code = 1) {
  process.stderr.write(`market-reaction: ${line}\n`);
  process.exit(code);
}

const say = (line) => process.stderr.write(`market-reaction: ${line}\n`);

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
}

function installedScope() {
  try {
    const stamp = JSON.parse(readFileSync(INSTALL_STAMP, 'utf8'));
    return stamp.lock === lockHash() && existsSync(PINNED_NODE) ? stamp.scope : null;
  } catch {
    return null;
  }
}

/**
 * Installs what is missing from the lock file. `run` needs no development packages, `develop` needs all.
 * Install scripts are switched on for this one call: the pinned Node comes by one (package.json names it alone).
 */
export function ensureInstalled(scope) {
  const installed = installedScope();
  if (installed === 'develop' || installed === scope) return;
  say(
    scope === 'run'
      ? 'installing packages (once, about half a minute) …'
      : 'installing all packages (once, about a minute) …',
  );
  const omit = scope === 'run' ? ['--omit=dev'] : [];
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['ci', '--ignore-scripts=false', '--no-audit', '--no-fund', '--loglevel=error', ...omit];
  const result = spawnSync(npm, args, { cwd: ROOT, stdio: ['ignore', 2, 2], env: cleanNpmEnv() });
  if (result.error) fail(`npm could not be started: ${result.error.message}`);
  if (result.status !== 0) fail('npm ci failed; its own words stand above');
  if (!existsSync(PINNED_NODE))
    fail(`the pinned Node is missing after the install; expected ${relative(ROOT, PINNED_NODE)}`);
  writeFileSync(INSTALL_STAMP, JSON.stringify({ lock: lockHash(), scope }));
}

/** npm's own settings for the running script would change what a nested npm does. */
function cleanNpmEnv() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(lifecycle|package)_/.test(name)),
  );
}

/** Stops with a clear line where the Node that was installed is not the one package.json pins. */
export function assertPinnedNode() {
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).dependencies.node;
  const found = spawnSync(PINNED_NODE, ['--version'], { encoding: 'utf8' }).stdout?.trim();
  if (found !== `v${wanted}`)
    fail(
      `Node ${wanted} is pinned, but node_modules holds ${found || 'none that runs here'}; delete node_modules and start again`,
    );
}

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

function sourceHash() {
  const hash = createHash('sha256').update(lockHash());
  for (const folder of ['client', 'shared']) {
    for (const path of [...filesBelow(join(ROOT, folder))].sort()) {
      hash.update(relative(ROOT, path)).update(readFileSync(path));
    }
  }
  return hash.digest('hex');
}

/** Builds the page where its sources changed since the last build. */
export function ensureBuilt({ force = false } = {}) {
  const wanted = sourceHash();
  const stamp = existsSync(BUILD_STAMP) ? readFileSync(BUILD_STAMP, 'utf8') : '';
  if (!force && stamp === wanted) return;
  say('building the page …');
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--config', join(ROOT, 'client', 'vite.config.ts'), '--logLevel', 'warn'];
  const result = spawnSync(PINNED_NODE, args, { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (result.status !== 0) fail('the page could not be built; the reason stands above');
  mkdirSync(dirname(BUILD_STAMP), { recursive: true });
  writeFileSync(BUILD_STAMP, wanted);
}

/** The process whose end should end us: npm itself, above the shell that it starts scripts with. */
function npmAbove() {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return null;
  const ask = (pid, what) =>
    spawnSync('ps', ['-o', `${what}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '';
  const parent = process.ppid;
  const pid = /^(-?)(ba|da|z)?sh$/.test(ask(parent, 'comm')) ? Number(ask(parent, 'ppid')) : parent;
  return pid > 1 ? pid : null;
}

/**
 * Goes on under the pinned Node. Signals are passed on; where npm started us and is killed alone, the child is
 * stopped too, so that no server is left behind. Resolves with the exit code.
 */
export function runPinned(args, { env = {} } = {}) {
  const child = spawn(PINNED_NODE, args, {
    cwd: process.cwd(),
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const stop = (signal) => child.exitCode === null && child.kill(signal);
  // A terminal sends Ctrl-C to the whole group, so the child has it already.
  process.on('SIGINT', () => process.stdin.isTTY || stop('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));
  const npm = npmAbove();
  const watch = npm === null ? null : setInterval(() => isAlive(npm) || stop('SIGTERM'), 1000);
  return new Promise((resolve) => {
    child.on('error', (error) => fail(`the pinned Node could not be started: ${error.message}`));
    child.on('exit', (code, signal) => {
      if (watch) clearInterval(watch);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
