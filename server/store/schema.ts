import type { Provenance } from '../../shared/market/provenance.ts';
import type { Side } from '../../shared/news/headline.ts';
import type { ChangeKind } from '../../shared/protocol/change.ts';
import type { RecordCollection } from '../../shared/record/user-record.ts';
import type { BarInterval } from '../../shared/time/interval.ts';

// Rows as the database holds them. Instants are UTC ms, truth values 0 or 1.

/** `store_id`, `schema_version`, `floor`. */
export interface MetaRow {
  name: string;
  value: string;
}

/** One accepted change; `payload` is the record as JSON. The newest row is never deleted: it is the head. */
export interface JournalRow {
  seq: number;
  kind: ChangeKind;
  key: string;
  received_at: number;
  payload: string;
}

export interface BarRow {
  instrument: string;
  interval: BarInterval;
  open_time: number;
  close_time: number;
  open: number | null;
  high: number | null;
  low: number | null;
  close: number;
  volume: number | null;
  provider: string;
  provenance: Provenance;
  received_at: number;
  revision: number;
  seq: number;
}

export interface QuoteRow {
  instrument: string;
  time: number;
  price: number;
  previous_close: number | null;
  halted: number | null;
  provider: string;
  provenance: Provenance;
  url: string | null;
  received_at: number;
  revision: number;
  seq: number;
}

export interface HeadlineRow {
  id: string;
  time: number;
  precision_seconds: number;
  feed: string;
  source: string;
  side: Side;
  language: string;
  title: string;
  /** Lower case by Unicode rules, which the database does not know. */
  title_folded: string;
  url: string | null;
  date_doubtful: number;
  provenance: Provenance;
  story_id: string;
  tone: number | null;
  tone_by: string | null;
  /** Marks of rules as JSON. */
  candidate_of: string | null;
  received_at: number;
  revision: number;
  seq: number;
}

export interface EventRow {
  slug: string;
  /** The whole event as JSON. */
  payload: string;
  received_at: number;
  revision: number;
  deleted: number;
  seq: number;
}

export interface UserRecordRow {
  collection: RecordCollection;
  id: string;
  /** The whole record as JSON. */
  payload: string;
  received_at: number;
  revision: number;
  deleted: number;
  seq: number;
}

/** A replaced revision; `superseded_at` is when its successor was received. */
export type Superseded<Row> = Row & { superseded_at: number };

export interface HoleRow {
  instrument: string;
  interval: BarInterval;
  from_time: number;
  to_time: number;
}

export interface Schema {
  meta: MetaRow;
  journal: JournalRow;
  bars: BarRow;
  bar_revisions: Superseded<BarRow>;
  quotes: QuoteRow;
  quote_revisions: Superseded<QuoteRow>;
  headlines: HeadlineRow;
  headline_revisions: Superseded<HeadlineRow>;
  events: EventRow;
  event_revisions: Superseded<EventRow>;
  lost_holes: HoleRow;
  user_records: UserRecordRow;
  user_record_revisions: Superseded<UserRecordRow>;
}
