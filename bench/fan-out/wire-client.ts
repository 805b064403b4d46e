import { connect, type Socket } from 'node:net';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { clientFrame, FrameReader } from './frames.ts';

/** `plain`: every text frame is a packet. `socket.io`: Engine.IO 4 and socket.io 5 written out by hand. */
export type Dialect = 'plain' | 'socket.io';

export interface WireEvents {
  /** Joined, and the snapshot is here where one was wanted. */
  readonly onReady: () => void;
  readonly onPacket: () => void;
  readonly onRefused: (why: string) => void;
}

const PONG = clientFrame('3');
const JOIN = clientFrame('40');
const PULL = clientFrame(
  `420${JSON.stringify(['pull', { protocol: PROTOCOL_VERSION, storeId: null, since: 0 }])}`,
);
/** One buffer for all sockets: what is read is used up before the next socket is read. */
const SHARED = Buffer.allocUnsafe(256 * 1024);

/** A websocket client that counts what it is sent and keeps nothing of it. */
export class WireClient {
  readonly #socket: Socket;
  readonly #frames: FrameReader;
  readonly #dialect: Dialect;
  readonly #wantsSnapshot: boolean;
  readonly #events: WireEvents;
  #handshake = '';
  #upgraded = false;

  constructor(port: number, dialect: Dialect, wantsSnapshot: boolean, events: WireEvents) {
    this.#dialect = dialect;
    this.#wantsSnapshot = wantsSnapshot;
    this.#events = events;
    this.#frames = new FrameReader((head, isText) => {
      if (dialect === 'plain') this.#plainFrame(isText);
      else this.#socketIoFrame(head, isText);
    });
    const read = (count: number): boolean => {
      this.#read(count);
      return true;
    };
    this.#socket = connect({
      host: '127.0.0.1',
      port,
      noDelay: true,
      onread: { buffer: SHARED, callback: read },
    });
    this.#socket.on('error', (error) => events.onRefused(error.message));
    this.#socket.on('connect', () => this.#socket.write(this.#request(port)));
  }

  close(): void {
    this.#socket.destroy();
  }

  #request(port: number): string {
    const path = this.#dialect === 'plain' ? '/' : '/socket.io/?EIO=4&transport=websocket';
    return (
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'
    );
  }

  #read(count: number): void {
    if (this.#upgraded) {
      this.#frames.read(SHARED, 0, count);
      return;
    }
    this.#handshake += SHARED.toString('latin1', 0, count);
    const end = this.#handshake.indexOf('\r\n\r\n');
    if (end === -1) return;
    if (!this.#handshake.startsWith('HTTP/1.1 101')) {
      this.#events.onRefused(this.#handshake.slice(0, 40));
      return;
    }
    const rest = this.#handshake.length - end - 4;
    this.#upgraded = true;
    this.#handshake = '';
    if (this.#dialect === 'plain' && !this.#wantsSnapshot) this.#events.onReady();
    this.#frames.read(SHARED, count - rest, count);
  }

  #plainFrame(isText: boolean): void {
    if (isText) this.#events.onPacket();
    else this.#events.onReady();
  }

  #socketIoFrame(head: string, isText: boolean): void {
    // The only binary frame is the snapshot that belongs to the answer of the pull.
    if (!isText) this.#events.onReady();
    else if (head.startsWith('42["delta"')) this.#events.onPacket();
    else if (head.startsWith('0')) this.#socket.write(JOIN);
    else if (head.startsWith('40')) {
      if (this.#wantsSnapshot) this.#socket.write(PULL);
      else this.#events.onReady();
    } else if (head === '2') this.#socket.write(PONG);
    else if (head.startsWith('430')) this.#events.onRefused('the pull was answered without a snapshot');
  }
}
