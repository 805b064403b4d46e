import { z } from 'zod/mini';

/**
 * How a figure came to us. `simulated` never leaves the screen or an export without the word.
 * `derived` is computed here from other stored records.
 */
export const provenance = z.enum(['polled', 'backfilled', 'imported', 'published', 'derived', 'simulated']);
export type Provenance = z.infer<typeof provenance>;
