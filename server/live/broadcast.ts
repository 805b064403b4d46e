import type { ServerToClient } from '../../shared/protocol/messages.ts';
import type { Cancel, Clock } from '../../shared/time/clock.ts';

/** In the order of their urgency. */
const KINDS = ['delta', 'status', 'head'] as const;
type Kind = (typeof KINDS)[number];
type Message<K extends Kind> = Parameters<ServerToClient[K]>[0];

/** Longest wait from one packet to the next, ms: who has not read by then misses the next one and pulls. */
const LONGEST_WAIT_MS = 20;
/** Of it, least time that is left for the packet to leave once it was handed to all sockets, ms. */
const LEAVING_MS = 5;
/** How often it is looked whether a packet has left, ms. */
const LOOK_EVERY_MS = 1;

/**
 * Volatile packets to all, one at a time: of two in one turn of the event loop the second is dropped even for healthy
 * clients, because their sockets count as busy until the first was written. So the next one waits until the last has
 * `left` for everybody, stragglers apart. A newer message of a kind takes the place of one that still waits, but for
 * deltas, which are all sent.
 */
export class Broadcast {
  readonly #clock: Clock;
  readonly #emit: <K extends Kind>(kind: K, message: Message<K>) => void;
  readonly #left: () => boolean;
  readonly #deltas: Message<'delta'>[] = [];
  #status: (() => Message<'status'>) | null = null;
  #head: (() => Message<'head'>) | null = null;
  #busy: Cancel | null = null;

  /** `left` is asked every millisecond while a packet is on its way. */
  constructor(
    clock: Clock,
    emit: <K extends Kind>(kind: K, message: Message<K>) => void,
    left: () => boolean,
  ) {
    this.#clock = clock;
    this.#emit = emit;
    this.#left = left;
  }

  delta(message: Message<'delta'>): void {
    this.#deltas.push(message);
    this.#pump();
  }

  /** Made when it is sent, so that it says how things are then. */
  status(make: () => Message<'status'>): void {
    this.#status = make;
    this.#pump();
  }

  head(make: () => Message<'head'>): void {
    this.#head = make;
    this.#pump();
  }

  /** Drops what waits. */
  clear(): void {
    this.#deltas.length = 0;
    this.#status = null;
    this.#head = null;
  }

  stop(): void {
    this.clear();
    this.#busy?.();
    this.#busy = null;
  }

  #pump(): void {
    if (this.#busy !== null) return;
    const begun = this.#clock.now();
    if (!this.#sendNext()) return;
    // To a thousand sockets the handing over alone takes most of the wait.
    this.#wait(Math.max(begun + LONGEST_WAIT_MS, this.#clock.now() + LEAVING_MS));
  }

  #wait(until: number): void {
    this.#busy = this.#clock.after(LOOK_EVERY_MS, () => {
      this.#busy = null;
      if (this.#left() || this.#clock.now() >= until) this.#pump();
      else this.#wait(until);
    });
  }

  #sendNext(): boolean {
    const delta = this.#deltas.shift();
    if (delta !== undefined) {
      this.#emit('delta', delta);
      return true;
    }
    if (this.#status !== null) {
      const make = this.#status;
      this.#status = null;
      this.#emit('status', make());
      return true;
    }
    if (this.#head !== null) {
      const make = this.#head;
      this.#head = null;
      this.#emit('head', make());
      return true;
    }
    return false;
  }
}
