import { computed, signal } from '@preact/signals';
import type { ServerStatus } from '../../shared/protocol/status.ts';
import { eventTimeAt, type ReplayClock } from '../../shared/replay/replay-clock.ts';
import { asUtcMs, type UtcMs } from '../../shared/time/instant.ts';
import type { ConnectionState } from '../connection/socket.ts';

export type { ConnectionState };

/** What the server says of itself; null before its first word. */
export const status = signal<ServerStatus | null>(null);
export const connection = signal<ConnectionState>({ state: 'connecting' });
/** Server wall time less ours, ms. */
export const clockOffset = signal(0);
/** Our wall time at the last tick, UTC ms. */
export const wallNow = signal<UtcMs>(asUtcMs(0));
/** Messages that did not fit their schema. */
export const unreadableMessages = signal(0);

/** Server wall time at the last tick, UTC ms. */
export const serverNow = computed(() => asUtcMs(wallNow.value + clockOffset.value));

const REAL_TIME: ReplayClock = {
  anchorEventTime: asUtcMs(0),
  anchorWallTime: asUtcMs(0),
  speed: 1,
  paused: false,
  rev: 0,
};

/** Event time of the server's now, UTC ms: the wall's time, or that of a simulated day. */
export const liveNow = computed<UtcMs>(() => eventTimeAt(status.value?.clock ?? REAL_TIME, serverNow.value));

/** Since when the server was not heard, in event time; null while connected or before the first connection. */
export const lostSince = computed<UtcMs | null>(() => {
  const line = connection.value;
  if (line.state !== 'lost' || status.value === null) return null;
  return eventTimeAt(status.value.clock, asUtcMs(line.since + clockOffset.value));
});
