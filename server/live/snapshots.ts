import type { Clock } from '../../shared/time/clock.ts';
import type { Seq, UtcMs } from '../../shared/time/instant.ts';
import type { World } from './world.ts';

export interface Snapshot {
  readonly seq: Seq;
  readonly bytes: Uint8Array;
}

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

async function encode(world: World): Promise<Snapshot> {
  const window = await world.store.window(world.snapshotWindow());
  return { seq: window.seq, bytes: Buffer.from(JSON.stringify(window)) };
}
