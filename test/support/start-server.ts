import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '..', '..', 'server', 'cli', 'main.ts');

export interface ServerProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Everything it said so far on both streams. */
  output(): string;
  /** Asks it to stop and waits for its end; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
}

const running = new Set<ChildProcess>();

/** Ends whatever a failed test left running; call it in an afterEach. */
export function killStarted(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** A folder for DATA_DIR that `remove` takes away again. */
export function dataFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'market-reaction-data-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts the product as a process of its own on a free port and waits until it says that it is ready. */
export async function startServer(
  command: 'serve' | 'demo',
  env: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [MAIN, command], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', PORT: '0', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let said = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const ready = /is ready at (\S+)/.exec(said);
      if (ready?.[1] !== undefined) resolve(ready[1]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    ended.then((code) =>
      reject(new Error(`the server ended with code ${code} before it was ready:\n${said}`)),
    );
  });
  return {
    url,
    child,
    output: () => said,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
