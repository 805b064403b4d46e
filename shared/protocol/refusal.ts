/** Closed list of why a record was not taken; counted and shown. */
export type RefusalCode =
  | 'null-close'
  | 'unequal-arrays'
  | 'off-grid'
  | 'out-of-order'
  | 'bad-number'
  | 'bad-time'
  | 'no-time'
  | 'future-time'
  | 'too-old'
  | 'bad-link'
  | 'no-title'
  | 'implausible-change'
  | 'wrong-granularity'
  | 'unknown-symbol'
  | 'stale-quote'
  | 'stale-revision'
  | 'other-provider'
  | 'schema';

export interface Refusal {
  readonly code: RefusalCode;
  /** What it was about: an instrument id, a headline id, a row. */
  readonly subject: string;
  readonly detail: string;
  readonly count: number;
}
