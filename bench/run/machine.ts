import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { delimiter, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface Machine {
  readonly model: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly sqlite: string;
  /** Null where none is installed. */
  readonly chromium: string | null;
  /** ISO 8601, UTC. */
  readonly date: string;
  /** Running and waiting processes over 1, 5 and 15 minutes. */
  readonly load: readonly string[];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser to measure in: /usr/bin/chromium or the first on PATH; null where there is none. */
export function chromiumPath(): string | null {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)];
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable) ?? null;
}

function chromiumVersion(): string | null {
  const path = chromiumPath();
  if (path === null) return null;
  const answer = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return /[\d.]{5,}/.exec(answer.stdout ?? '')?.[0] ?? 'of an unknown version';
}

function sqliteVersion(): string {
  const database = new DatabaseSync(':memory:');
  const row = database.prepare('select sqlite_version() as version').get();
  database.close();
  return String(row?.version);
}

export function readMachine(): Machine {
  return {
    model: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version.slice(1),
    sqlite: sqliteVersion(),
    chromium: chromiumVersion(),
    date: new Date().toISOString(),
    load: loadavg().map((value) => value.toFixed(2)),
  };
}
