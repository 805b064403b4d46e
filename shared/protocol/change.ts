import { z } from 'zod';
import { marketEvent } from '../event/event.ts';
import { bar, barKey } from '../market/bar.ts';
import { quote, quoteKey } from '../market/quote.ts';
import { headline } from '../news/headline.ts';

/** One accepted change as the journal keeps it. `record.seq` is its place in the journal. */
export const change = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bar'), record: bar }),
  z.strictObject({ kind: z.literal('quote'), record: quote }),
  z.strictObject({ kind: z.literal('headline'), record: headline }),
  z.strictObject({ kind: z.literal('event'), record: marketEvent }),
]);
export type Change = z.infer<typeof change>;
export type ChangeKind = Change['kind'];

/** Identity of what a change is about, the same for all its revisions. */
export function changeKey(c: Change): string {
  switch (c.kind) {
    case 'bar':
      return barKey(c.record);
    case 'quote':
      return quoteKey(c.record);
    case 'headline':
      return c.record.id;
    case 'event':
      return c.record.slug;
  }
}
