import { spawn } from 'node:child_process';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '..', '..', 'server', 'cli', 'main.ts');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** Standard output as JSON; untyped on purpose. */
  json(): ReturnType<typeof JSON.parse>;
}

/** Runs the command line as a process of its own, in a bare environment, and waits for its end. */
export async function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  entry = MAIN,
): Promise<Ran> {
  const child = spawn(process.execPath, [entry, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    err += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, err, json: () => JSON.parse(out) };
}

/** Runs four at a time; answers stand in the order of the tasks. */
export async function inTurns<T>(tasks: readonly (() => Promise<T>)[]): Promise<readonly T[]> {
  const answers: T[] = [];
  const queue = tasks.entries();
  const work = async (): Promise<void> => {
    for (const [at, task] of queue) answers[at] = await task();
  };
  await Promise.all([work(), work(), work(), work()]);
  return answers;
}
