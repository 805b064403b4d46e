import { z } from 'zod/mini';
import { marketEvent } from '../event/event.ts';
import { bar, barKey } from '../market/bar.ts';
import { instrumentId } from '../market/instrument.ts';
import { quote, quoteKey } from '../market/quote.ts';
import { headline } from '../news/headline.ts';
import { isForeignRecord, recordKey, userRecord } from '../record/user-record.ts';
import { seq, utcMs } from '../time/instant.ts';
import { barInterval } from '../time/interval.ts';
import { knownOnly } from './known-only.ts';

/**
 * Bars of one instrument and interval that were old when they came (a back-fill): told as a stretch, read by whoever
 * shows it. Each of them carries this `seq`.
 */
export const historyStretch = z.strictObject({
  instrument: instrumentId,
  interval: barInterval,
  /** openTime of the first bar, UTC ms. */
  from: utcMs,
  /** closeTime of the last bar, UTC ms. */
  to: utcMs,
  count: z.int().check(z.minimum(1)),
  receivedAt: utcMs,
  revision: z.literal(1),
  seq,
});
export type HistoryStretch = z.infer<typeof historyStretch>;

/** One accepted change as the journal keeps it. `record.seq` is its place in the journal. */
export const change = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bar'), record: bar }),
  z.strictObject({ kind: z.literal('history'), record: historyStretch }),
  z.strictObject({ kind: z.literal('quote'), record: quote }),
  z.strictObject({ kind: z.literal('headline'), record: headline }),
  z.strictObject({ kind: z.literal('event'), record: marketEvent }),
  z.strictObject({ kind: z.literal('record'), record: userRecord }),
]);
export type Change = z.infer<typeof change>;
export type ChangeKind = Change['kind'];

const KINDS: ReadonlySet<unknown> = new Set(
  change.def.options.flatMap((option) => option.shape.kind.def.values),
);

/** Of a kind that this program does not know: a newer server tells of what an older page does not show. */
function isForeign(candidate: unknown): boolean {
  if (typeof candidate !== 'object' || candidate === null || !('kind' in candidate)) return false;
  if (candidate.kind === 'record') return 'record' in candidate && isForeignRecord(candidate.record);
  return typeof candidate.kind === 'string' && !KINDS.has(candidate.kind);
}

/** Changes as they come over the wire. Those of a foreign kind are passed over; their seq counts as taken. */
export const changesRead = knownOnly(change, isForeign);

/** Identity of what a change is about, the same for all its revisions. */
export function changeKey(c: Change): string {
  switch (c.kind) {
    case 'bar':
      return barKey(c.record);
    case 'history': {
      const { instrument, interval, from, to } = c.record;
      return `${instrument}|${interval}|${from}|${to}`;
    }
    case 'quote':
      return quoteKey(c.record);
    case 'headline':
      return c.record.id;
    case 'event':
      return c.record.slug;
    case 'record':
      return recordKey(c.record);
  }
}
