import type { PullAnswer } from '../../shared/protocol/messages.ts';
import { type WindowResource, windowResource } from '../../shared/protocol/resources.ts';

type Reset = Extract<PullAnswer, { type: 'reset' }>;

/** An answer whose snapshot, where it has one, was read. */
export type ReadAnswer =
  | Exclude<PullAnswer, Reset>
  | (Omit<Reset, 'encoding' | 'snapshot'> & { readonly snapshot: WindowResource });

async function unpacked({ encoding, snapshot }: Reset): Promise<ArrayBuffer | Uint8Array> {
  if (encoding === 'identity') return snapshot;
  const packed = new Blob([snapshot as Uint8Array<ArrayBuffer>]).stream();
  return new Response(packed.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

/** Reads the snapshot of a reset. Rejects on bytes that are not what they claim, or do not fit their schema. */
export async function readAnswer(answer: PullAnswer): Promise<ReadAnswer> {
  if (answer.type !== 'reset') return answer;
  const { type, reason, storeId, to } = answer;
  const text = new TextDecoder('utf-8', { fatal: true }).decode(await unpacked(answer));
  return { type, reason, storeId, to, snapshot: windowResource.parse(JSON.parse(text)) };
}
