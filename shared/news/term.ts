import * as z from 'zod/mini';

/** A word or phrase that titles are searched for; a star at its end stands for any ending. */
export const term = z
  .string()
  .check(
    z.trim(),
    z.minLength(1),
    z.maxLength(60),
    z.regex(/^[^*]+\*?$/, { error: 'a star may only stand at the end' }),
    z.regex(/[\p{L}\p{N}]/u, { error: 'must hold a letter or a digit' }),
  );
