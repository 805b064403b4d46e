import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { serveSender } from './sender.ts';

/** The library alone with the gateway's settings: what lies between it and raw ws is not ours to mend. */
export function serveSocketIo(): void {
  const server = createServer();
  const io = new Server(server, {
    serveClient: false,
    transports: ['websocket'],
    perMessageDeflate: false,
    httpCompression: false,
  });
  serveSender({
    listen: () =>
      new Promise((resolve) => {
        server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
          resolve((server.address() as AddressInfo).port);
        });
      }),
    send: (delta) => {
      io.emit('delta', delta);
    },
  });
}
