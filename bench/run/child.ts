import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** What a child process can be asked. An argument and an answer are anything that can be cloned. */
export type Handlers = Record<string, (argument: never) => unknown>;

interface Question {
  readonly id: number;
  readonly method: string;
  readonly argument: unknown;
}
type Answer = { readonly id: number } & ({ readonly value: unknown } | { readonly failure: string });

/** A second process of the bench with methods of its own, so that its CPU and memory are its alone. */
export class Child<H extends Handlers> {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  #asked = 0;

  /** `name` as `bench/main.ts child <name>` knows it. */
  constructor(name: string) {
    this.#process = fork(join(import.meta.dirname, '..', 'main.ts'), ['child', name], {
      execArgv: ['--expose-gc', '--no-warnings'],
      serialization: 'advanced',
    });
    alive.add(this.#process);
    this.#process.on('message', (answer: Answer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if ('failure' in answer) waiting?.reject(new Error(`${name}: ${answer.failure}`));
      else waiting?.resolve(answer.value as never);
    });
    this.#process.on('exit', (code) => {
      alive.delete(this.#process);
      for (const { reject } of this.#waiting.values()) reject(new Error(`${name} ended with ${code}`));
      this.#waiting.clear();
    });
  }

  call<K extends keyof H & string>(
    method: K,
    ...[argument]: Parameters<H[K]> extends [] ? [] : [Parameters<H[K]>[0]]
  ): Promise<Awaited<ReturnType<H[K]>>> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#process.send({ id, method, argument } satisfies Question);
    });
  }

  /** Resolves once the process has ended. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await ended;
  }
}

const alive = new Set<ChildProcess>();

/** Ends every child still running; for the end of the bench itself. */
export function stopChildren(): void {
  for (const child of alive) child.kill('SIGKILL');
}

/** The child's side: answers until the parent lets go. */
export function serve(handlers: Handlers): void {
  const answer = (message: Answer): void => {
    process.send?.(message);
  };
  process.on('message', async ({ id, method, argument }: Question) => {
    try {
      answer({ id, value: await handlers[method]?.(argument as never) });
    } catch (error) {
      answer({ id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  process.on('disconnect', () => process.exit());
}

/** Resident memory after everything unreachable is gone, bytes. Needs --expose-gc. */
export async function settledMemory(): Promise<number> {
  for (let turn = 0; turn < 3; turn += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return process.memoryUsage.rss();
}
