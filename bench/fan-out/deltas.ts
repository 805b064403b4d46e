import type { Change } from '../../shared/protocol/change.ts';
import type { Delta } from '../../shared/protocol/messages.ts';
import { asSeq, asUtcMs } from '../../shared/time/instant.ts';
import { byMinute } from '../made-up/markets.ts';

const MINUTES = byMinute(1);
const STORE = '5f0c7a52-6a43-4ff3-9a0b-2d0e2f6a7d11';

/** The `index`-th packet of a run: `count` new minute bars with their journal places. */
export function deltaOf(index: number, count: number): Delta {
  const from = index * count;
  const changes: Change[] = [];
  for (let at = from; at < from + count; at += 1) {
    const minute = MINUTES[Math.floor(at / 20) % MINUTES.length];
    const bar = minute?.[at % 20];
    if (bar === undefined) throw new RangeError(`no bar ${at}`);
    const record = { ...bar, receivedAt: asUtcMs(bar.closeTime + 900), revision: 1, seq: asSeq(at + 1) };
    changes.push({ kind: 'bar', record });
  }
  return { storeId: STORE, from: asSeq(from), to: asSeq(from + count), changes };
}
