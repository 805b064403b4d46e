import { percentile, short } from '../run/numbers.ts';
import { type Context, type Part, type PartResult, plainRow, type Row } from '../run/row.ts';
import { Chain, type Passage } from './chain.ts';

const POLLS = 120;
/** Idle clients beside the one that is timed would only repeat the fan-out; a handful is a household. */
const CLIENTS = 10;

const STAGES: readonly (readonly [what: string, stage: (p: Passage) => number])[] = [
  ['request → answer of the stand-in', (p) => p.answered - p.asked],
  ['answer → parsed and validated', (p) => p.parsed - p.answered],
  ['parsed → stored, fsync included', (p) => p.stored - p.parsed],
  ['stored → with all clients, tick included', (p) => p.seen - p.stored],
  ['answer → with all clients', (p) => p.seen - p.answered],
];

async function run({ folder }: Context): Promise<PartResult> {
  const chain = await Chain.open(folder, CLIENTS);
  try {
    const passages: Passage[] = [];
    for (let poll = 0; poll < POLLS; poll += 1) passages.push(await chain.poll(poll));
    const rows: Row[] = STAGES.map(([what, stage]) => {
      const times = passages.map(stage);
      return plainRow(
        what,
        `p50 ${short(percentile(times, 0.5))} ms, p99 ${short(percentile(times, 0.99))} ms`,
      );
    });
    return {
      rows,
      notes: [
        `${POLLS} polls of the stand-in over HTTP at random moments 20 to 200 ms apart, each a new minute and its quote; the tail pushes at most every 100 ms`,
      ],
    };
  } finally {
    await chain.close();
  }
}

export const part: Part = { id: 'latency', title: 'from the upstream’s answer to the client', run };
