import type { Headline } from '../../shared/news/headline.ts';
import { MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { HeadlineWords } from '../i18n/en-headlines.ts';
import { durationText } from '../i18n/format.ts';

/** When a headline was first seen here, as far as that is known at the playhead. */
export type FirstSeen =
  /** It came later, from a file or the archive: when it could have been seen is not recorded. */
  | { readonly kind: 'not-live' }
  | { readonly kind: 'not-yet' }
  | {
      readonly kind: 'seen';
      readonly at: UtcMs;
      /** After its publication, ms. */
      readonly delayMs: number;
      /** The time is that of an edited title; when the first one came is not at hand. */
      readonly wording: boolean;
    };

/** @param earlier versions of the headline with another title, oldest first. */
export function firstSeen(headline: Headline, earlier: readonly Headline[], playhead: UtcMs): FirstSeen {
  const first = earlier[0] ?? headline;
  if (first.provenance === 'imported' || first.provenance === 'published') return { kind: 'not-live' };
  if (first.receivedAt > playhead) return { kind: 'not-yet' };
  return {
    kind: 'seen',
    at: first.receivedAt,
    delayMs: Math.max(0, first.receivedAt - first.time),
    wording: first.revision > 1,
  };
}

/** `seen 2 min later`; null where nothing can be said in a few words. */
export function seenText(seen: FirstSeen, words: HeadlineWords['seen']): string | null {
  if (seen.kind !== 'seen' || seen.wording) return null;
  return seen.delayMs < MINUTE_MS ? words.atOnce : words.later(durationText(seen.delayMs));
}

/** How exact a time is, in words. */
export function precisionText(
  { precisionSeconds, dateDoubtful }: Pick<Headline, 'precisionSeconds' | 'dateDoubtful'>,
  words: HeadlineWords['times'],
): string {
  if (dateDoubtful) return words.doubtful;
  if (precisionSeconds <= 60) return words.precision.minute;
  if (precisionSeconds <= 900) return words.precision.slot;
  return precisionSeconds <= 3600 ? words.precision.hour : words.precision.day;
}

/** `Chinese` for `zh-Hans`; the code where it has no name here. */
export const languageText = (code: string, words: HeadlineWords['language']): string =>
  words[code.split('-', 1)[0]?.toLowerCase() ?? ''] ?? code;
