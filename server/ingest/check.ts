import { z } from 'zod';
import { incomingEvent } from '../../shared/event/event.ts';
import { incomingBar } from '../../shared/market/bar.ts';
import { incomingQuote } from '../../shared/market/quote.ts';
import { incomingHeadline } from '../../shared/news/headline.ts';
import { recordEdit } from '../../shared/record/user-record.ts';
import type { Incoming } from './ingest.ts';
import type { Refusals } from './refusals.ts';

const eventEdit = z.strictObject({ event: incomingEvent, revision: z.int().min(0), deleted: z.boolean() });

/** What the record calls itself, as far as that can be read. */
function subjectOf(record: unknown, place: string): string {
  if (typeof record !== 'object' || record === null) return place;
  for (const name of ['id', 'instrument', 'slug'] as const) {
    const value: unknown = (record as Record<string, unknown>)[name];
    if (typeof value === 'string' && value.length > 0) return value.slice(0, 200);
  }
  return place;
}

/** Path and reason of the first issue, never the value. */
function reasonOf(error: z.core.$ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.') || 'record'}: ${issue.message}` : 'does not fit its schema';
}

function checked<T>(
  name: string,
  schema: z.core.$ZodType<T>,
  records: readonly unknown[] | undefined,
  refusals: Refusals,
): T[] {
  const good: T[] = [];
  for (const [at, record] of (records ?? []).entries()) {
    const result = z.safeParse(schema, record);
    if (result.success) good.push(result.data);
    else refusals.add('schema', subjectOf(record, `${name}[${at}]`), reasonOf(result.error));
  }
  return good;
}

/** Keeps what fits its schema; the rest is refused one by one. */
export function checkIncoming(incoming: Incoming, refusals: Refusals): Required<Incoming> {
  return {
    bars: checked('bars', incomingBar, incoming.bars, refusals),
    quotes: checked('quotes', incomingQuote, incoming.quotes, refusals),
    headlines: checked('headlines', incomingHeadline, incoming.headlines, refusals),
    events: checked('events', incomingEvent, incoming.events, refusals),
    eventEdits: checked('eventEdits', eventEdit, incoming.eventEdits, refusals),
    recordEdits: checked('recordEdits', recordEdit, incoming.recordEdits, refusals),
  };
}
