import { z } from 'zod/mini';
import { parseInstant, type UtcMs } from '../time/instant.ts';
import { incomingEvent } from './event.ts';

/** An instant as the catalogue writes it, `2025-10-30T02:05:00Z`, so that a person can check it; read as UTC ms. */
export const catalogueInstant = z.pipe(
  z
    .string()
    .check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'expected an instant like 2025-10-30T02:05:00Z')),
  z.transform((text): UtcMs => parseInstant(text)),
);

export const catalogueWindow = z
  .strictObject({ earliest: catalogueInstant, latest: catalogueInstant })
  .check(z.refine((span) => span.earliest <= span.latest, { message: 'earliest must not lie after latest' }));

/**
 * Reads one event of a catalogue file: the fields of an event with written-out instants. What a file need not say is
 * filled in (`origin` catalogue, `actor` archive) before the event's own schema judges it.
 */
export const catalogueEvent = z.pipe(
  z.looseObject({
    anchors: z.array(z.looseObject({ time: catalogueInstant, window: catalogueWindow })),
    end: z.nullable(catalogueInstant),
  }),
  z.transform((event, context) => {
    const read = incomingEvent.safeParse({ ...event, origin: 'catalogue', actor: 'archive' });
    if (read.success) return read.data;
    for (const { path, message } of read.error.issues) {
      context.issues.push({ code: 'custom', path: [...path], message, input: event });
    }
    return z.NEVER;
  }),
);
