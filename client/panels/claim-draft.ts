import { type MarketClaim, marketClaim } from '../../shared/event/event.ts';

/** A claim as a person has typed it so far. */
export interface ClaimDraft {
  readonly words: string;
  readonly group: readonly string[];
  readonly direction: MarketClaim['direction'];
  readonly horizon: MarketClaim['horizon'];
  readonly anchor: string;
  readonly publisher: string;
  readonly title: string;
  readonly date: string;
  readonly url: string;
}

export const EMPTY_DRAFT: ClaimDraft = {
  words: '',
  group: [],
  direction: 'up',
  horizon: 'close',
  anchor: '',
  publisher: '',
  title: '',
  date: '',
  url: '',
};

export const DRAFT_FIELDS = ['words', 'group', 'anchor', 'publisher', 'title', 'date', 'url'] as const;
export type DraftField = (typeof DRAFT_FIELDS)[number];

const DATE = /^\d{4}-\d\d-\d\d$/;

/** The claim, or the fields that do not fit yet, in the order of the form. */
export function readDraft(
  draft: ClaimDraft,
): { readonly claim: MarketClaim } | { readonly faults: readonly DraftField[] } {
  const { words, group, direction, horizon, anchor, publisher, title, date, url } = draft;
  const typed = {
    words: words.trim(),
    group,
    direction,
    horizon,
    anchor,
    source: { publisher: publisher.trim(), title: title.trim(), date, url: url.trim() },
  };
  const read = marketClaim.safeParse(typed);
  const wrong = new Set(
    read.success ? [] : read.error.issues.map(({ path }) => path[path[0] === 'source' ? 1 : 0]),
  );
  if (!DATE.test(date)) wrong.add('date');
  const faults = DRAFT_FIELDS.filter((field) => wrong.has(field));
  return read.success && faults.length === 0 ? { claim: read.data } : { faults };
}
