import { readFileSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Ingest } from '../../server/ingest/ingest.ts';
import type { IncomingBar } from '../../shared/market/bar.ts';

const POLLS = 100;

/** Write calls of this process so far; null where the system does not count them. */
function writeCalls(): number | null {
  try {
    return Number(/syscw: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1] ?? Number.NaN);
  } catch {
    return null;
  }
}

const stamp = (file: string): string => {
  const { size, mtimeNs } = statSync(file, { bigint: true });
  return `${size}|${mtimeNs}`;
};

/**
 * Polls the same rows again. Counted as writes: commits that another connection sees, a log file that was touched,
 * and write calls of this process, whichever is most.
 */
export async function measureUnchanged(
  path: string,
  ingest: Ingest,
  bars: readonly IncomingBar[],
): Promise<{ polls: number; writes: number; microsPerPoll: number }> {
  await ingest.accept({ bars });
  const watcher = new DatabaseSync(path, { readOnly: true });
  const version = (): number => Number(watcher.prepare('pragma data_version').get()?.data_version);
  const before = { version: version(), log: stamp(`${path}-wal`), calls: writeCalls() };
  const begun = performance.now();
  for (let poll = 0; poll < POLLS; poll += 1) await ingest.accept({ bars });
  const microsPerPoll = ((performance.now() - begun) * 1000) / POLLS;
  const calls = before.calls === null ? 0 : (writeCalls() ?? 0) - before.calls;
  const touched = stamp(`${path}-wal`) === before.log ? 0 : 1;
  const commits = version() === before.version ? 0 : 1;
  watcher.close();
  return { polls: POLLS, writes: Math.max(calls, touched, commits), microsPerPoll };
}
