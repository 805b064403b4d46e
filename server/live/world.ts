import type { ServerStatus } from '../../shared/protocol/status.ts';
import type { Store, WindowQuery } from '../store/store.ts';
import type { Tail } from './tail.ts';

/** What the gateway cannot know by itself; it adds protocol, store, head and server time. */
export type WorldStatus = Omit<ServerStatus, 'protocol' | 'storeId' | 'head' | 'serverTime'>;

/** What the sockets show: the live world, or the simulated day with a store of its own. */
export interface World {
  readonly store: Store;
  readonly tail: Tail;
  /** The stretch a client without anything is given. */
  snapshotWindow(): WindowQuery;
  status(): WorldStatus;
}
