import { Child } from '../run/child.ts';
import { median, percentile, short } from '../run/numbers.ts';
import {
  atLeast,
  atMost,
  type Context,
  type Part,
  type PartResult,
  pairedRow,
  plainRow,
  type Row,
} from '../run/row.ts';
import type { ClientHandlers } from './clients.ts';
import { deltaOf } from './deltas.ts';
import { measureJoins } from './joins.ts';
import { openFileLimit } from './open-files.ts';
import type { Run, SenderHandlers } from './sender.ts';
import type { Dialect } from './wire-client.ts';

const CLIENTS = 1000;
const MANY_CLIENTS = 5000;
/** Changes in the packet of a busy tick. */
const CHANGES = 50;
const TICK_MS = 100;
/** Volatile packets in one turn of the loop: all but the first would be lost if none waited for the one before. */
const AT_ONCE = 20;
/** More than elsewhere: two processes and a thousand sockets feel every neighbour of the machine. */
const ROUNDS = 5;
/** Files a process needs besides its clients. */
const SPARE_FILES = 200;

type SideName = 'gateway' | 'socket-io' | 'raw-ws';
const DIALECT: Readonly<Record<SideName, Dialect>> = {
  gateway: 'socket.io',
  'socket-io': 'socket.io',
  'raw-ws': 'plain',
};

/** What one process reached in one round. */
interface Side {
  /** Packets delivered per second, all clients together. */
  readonly single: number;
  readonly tick: number;
  /** Server CPU per delivered packet of a tick, µs. */
  readonly cpuMicros: number;
  readonly p50: number;
  readonly p99: number;
  /** CPU of all clients together per packet and client, µs. */
  readonly clientMicros: number;
  readonly lost: number;
}

async function measureSide(name: SideName, count: number): Promise<Side> {
  const server = new Child<SenderHandlers>(name);
  const clients = new Child<ClientHandlers>('clients');
  let lost = 0;
  const run = async (asked: Run) => {
    await clients.call('expect', asked.packets);
    const sent = await server.call('run', asked);
    const times = await clients.call('times');
    const lags: number[] = [];
    times.forEach((time, at) => {
      if (time === 0) lost += 1;
      else lags.push(time - (sent.at[Math.floor(at / count)] as number));
    });
    return { ...sent, lags, perSecond: lags.length / (sent.tookMs / 1000) };
  };
  try {
    const { port, controlPort } = await server.call('start', null);
    const joining = { port, controlPort, dialect: DIALECT[name], count, wantsSnapshot: false };
    await clients.call('join', joining);
    await run({ packets: 10, changes: CHANGES, everyMs: null });
    const single = await run({ packets: 40, changes: 1, everyMs: null });
    await clients.call('cpuMs');
    const tick = await run({ packets: 40, changes: CHANGES, everyMs: null });
    const clientCpu = await clients.call('cpuMs');
    const paced = await run({ packets: 20, changes: CHANGES, everyMs: TICK_MS });
    await run({ packets: AT_ONCE, changes: CHANGES, everyMs: 0 });
    return {
      single: single.perSecond,
      tick: tick.perSecond,
      cpuMicros: (tick.cpuMs * 1000) / tick.lags.length,
      p50: percentile(paced.lags, 0.5),
      p99: percentile(paced.lags, 0.99),
      clientMicros: (clientCpu * 1000) / tick.lags.length,
      lost,
    };
  } finally {
    await clients.stop();
    await server.stop();
  }
}

/** Alternates the sides, in turned order every other round. */
async function alternate(
  names: readonly SideName[],
  count: number,
  rounds: number,
): Promise<Record<SideName, Side[]>> {
  const sides: Record<SideName, Side[]> = { gateway: [], 'socket-io': [], 'raw-ws': [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed())
      sides[name].push(await measureSide(name, count));
  }
  return sides;
}

function rowsOf(ours: readonly Side[], library: readonly Side[], peer: readonly Side[]): Row[] {
  const row = (
    what: string,
    unit: string,
    pick: (side: Side) => number,
    target: Row['target'],
    pickPeer = pick,
  ): Row => pairedRow(what, unit, 'raw ws', { ours: ours.map(pick), peer: peer.map(pickPeer) }, target);
  const libraryRow = (what: string, unit: string, pick: (side: Side) => number): Row =>
    pairedRow(what, unit, 'raw ws', { ours: library.map(pick), peer: peer.map(pick) }, null);
  return [
    row(`packets of ${CHANGES} changes`, '/s', (side) => side.tick, atLeast(0.9)),
    libraryRow('… socket.io alone', '/s', (side) => side.tick),
    row('server CPU per packet and client', 'µs', (side) => side.cpuMicros, atMost(1.35)),
    libraryRow('… of socket.io alone', 'µs', (side) => side.cpuMicros),
    row(
      'updates, ours in ticks, raw one by one',
      '/s',
      (s) => s.tick * CHANGES,
      atLeast(20),
      (s) => s.single,
    ),
    row('packets of one change', '/s', (side) => side.single, null),
    row(`lag p50 at a tick of ${TICK_MS} ms`, 'ms', (side) => side.p50, null),
    row(`lag p99 at a tick of ${TICK_MS} ms`, 'ms', (side) => side.p99, atMost(1.2)),
  ];
}

/** What grows with the number of clients: throughput, CPU, and how long the last one waits. */
function manyRowsOf(ours: readonly Side[], peer: readonly Side[]): Row[] {
  const row = (what: string, unit: string, pick: (side: Side) => number, target: Row['target']): Row =>
    pairedRow(
      `${MANY_CLIENTS} clients: ${what}`,
      unit,
      'raw ws',
      { ours: ours.map(pick), peer: peer.map(pick) },
      target,
    );
  return [
    row(`packets of ${CHANGES} changes`, '/s', (side) => side.tick, atLeast(0.9)),
    row('server CPU per packet and client', 'µs', (side) => side.cpuMicros, atMost(1.35)),
    row(`lag p99 at a tick of ${TICK_MS} ms`, 'ms', (side) => side.p99, atMost(1.2)),
  ];
}

const lostOf = (sides: readonly Side[]): number => sides.reduce((sum, side) => sum + side.lost, 0);

async function run(context: Context): Promise<PartResult> {
  const limit = openFileLimit();
  if (limit < CLIENTS + SPARE_FILES) {
    return { rows: [], notes: [], notRun: `only ${limit} open files are allowed (ulimit -n)` };
  }
  const sides = await alternate(['gateway', 'socket-io', 'raw-ws'], CLIENTS, ROUNDS);
  const ours = sides.gateway;
  const many =
    limit < MANY_CLIENTS + SPARE_FILES
      ? null
      : await alternate(['gateway', 'raw-ws'], MANY_CLIENTS, context.rounds);
  const joins = await measureJoins(context, limit - SPARE_FILES);
  const kilobytes = JSON.stringify(deltaOf(0, CHANGES)).length / 1024;
  return {
    rows: [
      ...rowsOf(ours, sides['socket-io'], sides['raw-ws']),
      ...(many === null ? [] : manyRowsOf(many.gateway, many['raw-ws'])),
      plainRow(
        `our packets that did not arrive, ${AT_ONCE} at once among them`,
        short(lostOf(ours) + lostOf(many?.gateway ?? [])),
      ),
      ...joins.rows,
    ],
    notes: [
      `${CLIENTS} clients in a second process; a packet of ${CHANGES} changes is ${kilobytes.toFixed(1)} KB, and raw ws sends the same bytes, encoded once a packet as ours are`,
      'packets/s: the next packet goes out when the last client has the one before; the gateway’s own tail asks for 10 a second at most',
      `the clients, a process of their own, took ${short(median(ours.map((side) => side.clientMicros)))} µs of CPU a packet each`,
      ...(many === null
        ? [`${MANY_CLIENTS} clients were left out: ${limit} open files are allowed (ulimit -n)`]
        : []),
      ...joins.notes,
    ],
  };
}

export const part: Part = { id: 'fan-out', title: 'the gateway against raw ws', run };
