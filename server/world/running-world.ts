import type { World as ApiWorld } from '../api/world.ts';
import type { World as LiveWorld } from '../live/world.ts';

/** What the server shows: one store with its upstreams and its clock. Live or the simulated day, never both. */
export interface RunningWorld {
  readonly kind: 'live' | 'simulated';
  /** As the REST routes see it. */
  readonly api: ApiWorld;
  /** As the sockets see it. */
  readonly live: LiveWorld;
  /** Begins to poll. The store is open and the tail runs before that. */
  start(): void;
  /** Stops polling, then closes the store. */
  stop(): Promise<void>;
}
