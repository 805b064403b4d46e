import type { Clock } from '../../shared/time/clock.ts';
import type { Log } from './log.ts';

/** One part of the server that starts and stops. */
export interface Part {
  readonly name: string;
  start?(): Promise<void> | void;
  stop?(): Promise<void> | void;
}

export interface LifecycleOptions {
  readonly log: Log;
  readonly clock: Clock;
  /** Ends the process. */
  readonly exit: (code: number) => void;
  /** All parts together get this long to stop. */
  readonly stopWithinMs?: number;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
/** Where signals come from: `process`, or an emitter in tests. */
export interface SignalSource {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
}

/** Starts parts in the order of `parts` and stops them in the reverse one, each once. */
export class Lifecycle {
  readonly #options: LifecycleOptions;
  readonly #parts: readonly Part[];
  readonly #running: Part[] = [];
  #stopping: Promise<boolean> | null = null;

  constructor(parts: readonly Part[], options: LifecycleOptions) {
    this.#parts = parts;
    this.#options = options;
  }

  /** Rejects with the error of the first part that cannot start, after stopping those that had. */
  async start(): Promise<void> {
    for (const part of this.#parts) {
      if (this.#stopping) return;
      try {
        await part.start?.();
        this.#running.push(part);
      } catch (error) {
        await this.stop();
        throw error;
      }
    }
  }

  /** Resolves to whether all parts stopped in time; never rejects. Later calls get the first one's answer. */
  stop(): Promise<boolean> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<boolean> {
    const { clock, log, stopWithinMs = 5000 } = this.#options;
    const { promise: late, resolve } = Promise.withResolvers<false>();
    const cancel = clock.after(stopWithinMs, () => resolve(false));
    const inTime = await Promise.race([this.#stopInOrder(), late]);
    cancel();
    if (!inTime) log.error({ parts: this.#running.map((p) => p.name) }, 'did not stop in time');
    return inTime;
  }

  async #stopInOrder(): Promise<true> {
    for (let part = this.#running.at(-1); part; part = this.#running.at(-1)) {
      try {
        await part.stop?.();
      } catch (error) {
        this.#options.log.error({ err: error, part: part.name }, 'could not stop cleanly');
      }
      this.#running.pop();
    }
    return true;
  }

  /** The first SIGINT or SIGTERM stops and exits 0 (1 when late), the second exits at once. Returns an undo. */
  handleSignals(source: SignalSource): () => void {
    let asked = false;
    const onSignal = async (): Promise<void> => {
      if (asked) return this.#options.exit(130);
      asked = true;
      this.#options.log.info('stopping');
      this.#options.exit((await this.stop()) ? 0 : 1);
    };
    for (const signal of SIGNALS) source.on(signal, onSignal);
    return () => {
      for (const signal of SIGNALS) source.off(signal, onSignal);
    };
  }
}
