import { z } from 'zod/mini';
import { provenance } from '../market/provenance.ts';
import { seq, utcMs } from '../time/instant.ts';

/** Whose voice an outlet is: US government and press, Chinese state and press, everybody else. */
export const side = z.enum(['us', 'china', 'other']);
export type Side = z.infer<typeof side>;

/** A link that may be followed from the page: http or https only. */
export const webUrl = z.url({ protocol: /^https?$/, hostname: /.+/ }).check(z.maxLength(2000));

const headlineShape = {
  /** Stable within its feed: guid, else the normalised link; prefixed with the feed. */
  id: z.string().check(z.minLength(1), z.maxLength(600)),
  /** Publication time, UTC ms, as far as the source gives it. */
  time: utcMs,
  /** 60 = to the minute, 3600 = to the hour, 900 = a GDELT slot, 86400 = only the day. */
  precisionSeconds: z.int().check(z.minimum(1)),
  feed: z.string().check(z.minLength(1), z.maxLength(60)),
  /** Outlet as shown. */
  source: z.string().check(z.minLength(1), z.maxLength(120)),
  side,
  /** BCP 47, `und` where unknown. */
  language: z.string().check(z.minLength(2), z.maxLength(12)),
  /** Plain text, never HTML. */
  title: z.string().check(z.minLength(1), z.maxLength(500)),
  url: z.nullable(webUrl),
  /** The source gave no time, or one that cannot be. */
  dateDoubtful: z.boolean(),
  provenance,
};

export const incomingHeadline = z.strictObject(headlineShape);
export type IncomingHeadline = z.infer<typeof incomingHeadline>;

/** A user's rule that matched. */
export const ruleMark = z.strictObject({
  rule: z.string().check(z.minLength(1), z.maxLength(80)),
  revision: z.int().check(z.minimum(1)),
});
export type RuleMark = z.infer<typeof ruleMark>;

export const headline = z.strictObject({
  ...headlineShape,
  receivedAt: utcMs,
  /** The same news carried by several outlets shares one story. */
  storyId: z.string().check(z.minLength(1), z.maxLength(600)),
  /** Lexicon score −1…1; null = not rated. */
  tone: z.nullable(z.number().check(z.minimum(-1), z.maximum(1))),
  /** Name and version of the lexicon that rated it; only where it is rated. */
  toneBy: z.optional(z.string().check(z.minLength(1), z.maxLength(120))),
  /** Rules of this server that matched this title when it came, each with its revision then; only where one did. */
  candidateOf: z.optional(z.array(ruleMark).check(z.minLength(1))),
  revision: z.int().check(z.minimum(1)),
  seq,
});
export type Headline = z.infer<typeof headline>;
