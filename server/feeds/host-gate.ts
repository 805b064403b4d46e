import {
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  type IBackoff,
  type IBackoffFactory,
  type IHalfOpenAfterBackoffContext,
  type RetryPolicy,
  retry,
} from 'cockatiel';
import PQueue from 'p-queue';
import type { Clock } from '../../shared/time/clock.ts';
import { asUtcMs, HOUR_MS, MINUTE_MS } from '../../shared/time/instant.ts';
import { FeedError, type FeedErrorKind } from './feed.ts';
import type { HostPolicy } from './host-policy.ts';

export interface GateOptions {
  /** Consecutive failures that open the breaker. */
  readonly failures: number;
  /** First pause after failures, ms; doubles up to `maxFailurePauseMs`. */
  readonly failurePauseMs: number;
  readonly maxFailurePauseMs: number;
  /** First pause after a 429, ms; doubles up to `maxRateLimitPauseMs`. A longer Retry-After wins. */
  readonly rateLimitPauseMs: number;
  readonly maxRateLimitPauseMs: number;
  readonly retries: number;
  readonly retryDelayMs: number;
}

export const DEFAULT_GATE: GateOptions = {
  failures: 5,
  failurePauseMs: MINUTE_MS,
  maxFailurePauseMs: 15 * MINUTE_MS,
  rateLimitPauseMs: 15 * MINUTE_MS,
  maxRateLimitPauseMs: 4 * HOUR_MS,
  retries: 2,
  retryDelayMs: 500,
};

/** The caller's signal ended the request: says nothing about the host. */
export class CallerGaveUp extends Error {
  override readonly name = 'CallerGaveUp';
}

type Run<T> = () => Promise<T>;

export interface HostGate {
  /** Runs one request behind queue, retry and breaker of its host. */
  run<T>(attempt: Run<T>, signal: AbortSignal, mayRetry: boolean): Promise<T>;
}

const FAULTS = new Set<FeedErrorKind>(['network', 'timeout', 'server-error', 'forbidden', 'truncated']);
const PASSING = new Set<FeedErrorKind>(['network', 'timeout', 'server-error', 'truncated']);

const isFault = (error: unknown): boolean => error instanceof FeedError && FAULTS.has(error.kind);
const isRateLimit = (error: unknown): boolean => error instanceof FeedError && error.kind === 'rate-limited';
/** A host that says when to come back is not asked again sooner. */
const isPassing = (error: unknown): boolean =>
  error instanceof FeedError && PASSING.has(error.kind) && error.retryAfterMs === null;

/** Doubling pause; `Retry-After` of the failure that opened the circuit is a lower bound. */
function doublingPause(
  firstMs: number,
  maxMs: number,
  onPause: (ms: number) => void,
): IBackoffFactory<IHalfOpenAfterBackoffContext> {
  const step = (context: IHalfOpenAfterBackoffContext): IBackoff<IHalfOpenAfterBackoffContext> => {
    const error = 'error' in context.result ? context.result.error : undefined;
    const asked = error instanceof FeedError ? (error.retryAfterMs ?? 0) : 0;
    const duration = Math.max(asked, Math.min(maxMs, firstMs * 2 ** (context.attempt - 1)));
    onPause(duration);
    return { duration, next: step };
  };
  return { next: step };
}

function throttled(policy: HostPolicy): <T>(attempt: Run<T>, signal: AbortSignal) => Promise<T> {
  const paced = policy.intervalMs > 0 ? { interval: policy.intervalMs, intervalCap: 1, strict: true } : {};
  const queue = new PQueue({ concurrency: policy.concurrency, ...paced });
  const hourly =
    policy.perHour === undefined
      ? undefined
      : new PQueue({ interval: HOUR_MS, intervalCap: policy.perHour, strict: true });
  return (attempt, signal) => {
    const enqueue = () => queue.add(attempt, { signal });
    return hourly === undefined ? enqueue() : hourly.add(enqueue, { signal });
  };
}

/** A breaker, its pause, and the sentence for a request it does not let out. */
interface Watch {
  readonly policy: CircuitBreakerPolicy;
  refuseIfOpen(host: string): void;
}

function watch(
  clock: Clock,
  counts: (error: unknown) => boolean,
  failures: number,
  pauses: readonly [firstMs: number, maxMs: number],
): Watch {
  let until = clock.now();
  const policy = circuitBreaker(handleWhen(counts), {
    breaker: new ConsecutiveBreaker(failures),
    halfOpenAfter: doublingPause(...pauses, (ms) => {
      until = asUtcMs(clock.now() + ms);
    }),
  });
  return {
    policy,
    refuseIfOpen(host) {
      if (policy.state !== CircuitState.Open) return;
      const last = policy.lastFailure;
      const error: unknown = last !== undefined && 'error' in last ? last.error : undefined;
      const words = error instanceof Error ? error.message : 'failures';
      const rest = Math.max(0, until - clock.now());
      throw new FeedError(
        error instanceof FeedError ? error.kind : 'network',
        `${host} is paused for ${Math.ceil(rest / 1000)} s after: ${words}`,
        { retryAfterMs: rest, cause: error },
      );
    },
  };
}

/** Queue, retry and circuit breaker of one host. */
export function createHostGate(
  host: string,
  policy: HostPolicy,
  clock: Clock,
  options: GateOptions = DEFAULT_GATE,
): HostGate {
  const enqueue = throttled(policy);
  const rateLimits = watch(clock, isRateLimit, 1, [options.rateLimitPauseMs, options.maxRateLimitPauseMs]);
  const faults = watch(clock, isFault, options.failures, [options.failurePauseMs, options.maxFailurePauseMs]);
  const retrying: RetryPolicy = retry(handleWhen(isPassing), {
    maxAttempts: options.retries,
    backoff: new ExponentialBackoff({
      initialDelay: options.retryDelayMs,
      maxDelay: 20 * options.retryDelayMs,
    }),
  });

  async function guarded<T>(attempt: Run<T>, signal: AbortSignal, mayRetry: boolean): Promise<T> {
    const queued = () =>
      enqueue(async () => {
        // Others may have met a 429 while this one stood in the queue.
        rateLimits.refuseIfOpen(host);
        return attempt();
      }, signal);
    return mayRetry ? retrying.execute(queued, signal) : queued();
  }

  return {
    async run(attempt, signal, mayRetry) {
      try {
        return await rateLimits.policy.execute(
          () => faults.policy.execute(() => guarded(attempt, signal, mayRetry), signal),
          signal,
        );
      } catch (error) {
        if (error instanceof FeedError) throw error;
        if (signal.aborted) throw new CallerGaveUp('given up by the caller', { cause: error });
        // What is left is the library's own refusal of an open circuit.
        rateLimits.refuseIfOpen(host);
        faults.refuseIfOpen(host);
        throw error;
      }
    },
  };
}
