import { z } from 'zod/mini';

/** A list as it comes over the wire from a server that may be newer: what is foreign to this program is passed over. */
export const knownOnly = <T extends z.core.$ZodType>(item: T, isForeign: (candidate: unknown) => boolean) =>
  z.pipe(
    z.transform((sent: unknown) =>
      Array.isArray(sent) ? sent.filter((candidate) => !isForeign(candidate)) : sent,
    ),
    z.array(item),
  );
