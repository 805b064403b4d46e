import type { Connection } from './connection.ts';

/**
 * Says when a packet has left for all who could take it. Whoever could not take it when it was handed over is not
 * waited for: a volatile packet was dropped there. Each connection is passed once per packet, however often it is asked.
 */
export class Departure {
  #leaving: Connection[] = [];
  #passed = 0;

  /** Call it right before the packet is handed over. */
  begin(connections: Iterable<Connection>): void {
    this.#leaving = [];
    this.#passed = 0;
    for (const connection of connections) if (connection.writable) this.#leaving.push(connection);
  }

  /** True once the transports of all that are still connected can take another packet. */
  over(): boolean {
    while (this.#passed < this.#leaving.length) {
      const connection = this.#leaving[this.#passed] as Connection;
      if (connection.connected && !connection.writable) return false;
      this.#passed += 1;
    }
    this.#leaving = [];
    this.#passed = 0;
    return true;
  }
}
