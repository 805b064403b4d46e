import type { Socket } from 'socket.io';
import type { ClientToServer, PullAnswer, ServerToClient } from '../../shared/protocol/messages.ts';

export type LiveSocket = Socket<ClientToServer, ServerToClient>;

interface Question {
  readonly request: unknown;
  readonly reply: (answer: PullAnswer) => void;
}

/**
 * One client, given no more than it reads: one answer in flight, at most one question kept behind it, and nothing
 * while its transport still holds an earlier packet. So a client that does not read costs a fixed amount of memory.
 */
export class Connection {
  readonly #socket: LiveSocket;
  readonly #answer: (request: unknown) => Promise<PullAnswer>;
  #question: Question | null = null;
  #answering = false;
  #statusOwed = false;

  constructor(socket: LiveSocket, answer: (request: unknown) => Promise<PullAnswer>) {
    this.#socket = socket;
    this.#answer = answer;
  }

  /** True while something waits for the transport. */
  get stalled(): boolean {
    return this.#question !== null || this.#statusOwed;
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  /** What was handed to it has left the process (`drain` of the library comes earlier). */
  get writable(): boolean {
    return this.#socket.conn.transport.writable;
  }

  /** A later question takes the place of one that still waits; that one is never answered. */
  ask(request: unknown, reply: (answer: PullAnswer) => void): void {
    this.#question = { request, reply };
    this.#next();
  }

  /** A status broadcast was dropped for this client. */
  oweStatus(): void {
    this.#statusOwed = true;
  }

  /** Goes on where it waited. */
  proceed(status: Parameters<ServerToClient['status']>[0] | null): void {
    if (this.#statusOwed && this.writable && status !== null) {
      this.#statusOwed = false;
      this.#socket.emit('status', status);
      return;
    }
    this.#next();
  }

  #next(): void {
    if (this.#question === null || this.#answering || !this.writable) return;
    const { request, reply } = this.#question;
    this.#question = null;
    this.#answering = true;
    this.#answer(request).then((answer) => {
      this.#answering = false;
      if (this.#socket.connected) reply(answer);
    });
  }
}
