import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { SnapshotEncoding } from '../../shared/protocol/messages.ts';
import type { WindowResource } from '../../shared/protocol/resources.ts';
import type { Clock } from '../../shared/time/clock.ts';
import type { Seq, UtcMs } from '../../shared/time/instant.ts';
import type { World } from './world.ts';

export interface Snapshot {
  readonly seq: Seq;
  readonly encoding: SnapshotEncoding;
  readonly bytes: Uint8Array;
}

/** Below this many bytes compressing saves less than a packet of the network. */
const SMALL_BYTES = 1024;
/** A day of 20 markets: a fifth of its bytes for 5 ms; the best level saves another tenth for 12 ms. */
const LEVEL = 4;
const compress = promisify(gzip);

/** A window is a stretch of time, so that it ages although nothing was stored; ms. */
const MAX_AGE_MS = 60_000;

/**
 * The snapshot of a world, read and encoded once per seq: a thousand clients that come at once share one buffer.
 */
export class Snapshots {
  readonly #clock: Clock;
  #kept: { world: World; head: Seq; madeAt: UtcMs; snapshot: Promise<Snapshot> } | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Rejects with StoreError. */
  async of(world: World): Promise<Snapshot> {
    const head = await world.store.head();
    const kept = this.#kept;
    const now = this.#clock.now();
    if (kept?.world === world && kept.head === head && now - kept.madeAt < MAX_AGE_MS) return kept.snapshot;
    const made = { world, head, madeAt: now, snapshot: encode(world) };
    this.#kept = made;
    made.snapshot.catch(() => {
      if (this.#kept === made) this.#kept = null;
    });
    return made.snapshot;
  }
}

const encode = async (world: World): Promise<Snapshot> =>
  packSnapshot(await world.store.window(world.snapshotWindow()));

/** The JSON of a window as it is sent, compressed off the event loop. */
export async function packSnapshot(window: WindowResource): Promise<Snapshot> {
  const { seq } = window;
  const bytes = Buffer.from(JSON.stringify(window));
  if (bytes.length < SMALL_BYTES) return { seq, encoding: 'identity', bytes };
  return { seq, encoding: 'gzip', bytes: await compress(bytes, { level: LEVEL }) };
}
