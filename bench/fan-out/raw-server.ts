import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { serveSender } from './sender.ts';

/** The peer: `ws` alone, one text for all, sent to each. */
export function serveRaw(): void {
  const server = createServer();
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  serveSender({
    listen(snapshot) {
      if (snapshot !== null) sockets.on('connection', (socket) => socket.send(snapshot.bytes));
      return new Promise((resolve) => {
        server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
          resolve((server.address() as AddressInfo).port);
        });
      });
    },
    send(delta) {
      const bytes = Buffer.from(`42${JSON.stringify(['delta', delta])}`);
      for (const socket of sockets.clients) socket.send(bytes, { binary: false });
    },
  });
}
