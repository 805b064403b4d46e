import { type Kysely, sql } from 'kysely';
import type { Headline, RuleMark } from '../../shared/news/headline.ts';
import { asSeq, asUtcMs, type UtcMs } from '../../shared/time/instant.ts';
import type { HeadlineRow, Schema } from './schema.ts';
import { once, prepare, type SqlConnection } from './statement.ts';
import type { HeadlineQuery } from './store.ts';

const ALL = [
  'id',
  'time',
  'precision_seconds',
  'feed',
  'source',
  'side',
  'language',
  'title',
  'title_folded',
  'url',
  'date_doubtful',
  'provenance',
  'story_id',
  'tone',
  'tone_by',
  'candidate_of',
  'received_at',
  'revision',
  'seq',
] as const;

/** Words of a search beyond this many are left out. */
const MAX_WORDS = 8;

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Also reads every column off the slots of a statement, so that each is bound by name. */
const pick = (v: HeadlineRow): HeadlineRow => ({
  id: v.id,
  time: v.time,
  precision_seconds: v.precision_seconds,
  feed: v.feed,
  source: v.source,
  side: v.side,
  language: v.language,
  title: v.title,
  title_folded: v.title_folded,
  url: v.url,
  date_doubtful: v.date_doubtful,
  provenance: v.provenance,
  story_id: v.story_id,
  tone: v.tone,
  tone_by: v.tone_by,
  candidate_of: v.candidate_of,
  received_at: v.received_at,
  revision: v.revision,
  seq: v.seq,
});

const rowOf = (headline: Headline): HeadlineRow => ({
  id: headline.id,
  time: headline.time,
  precision_seconds: headline.precisionSeconds,
  feed: headline.feed,
  source: headline.source,
  side: headline.side,
  language: headline.language,
  title: headline.title,
  title_folded: fold(headline.title),
  url: headline.url,
  date_doubtful: Number(headline.dateDoubtful),
  provenance: headline.provenance,
  story_id: headline.storyId,
  tone: headline.tone,
  tone_by: headline.toneBy ?? null,
  candidate_of: headline.candidateOf === undefined ? null : JSON.stringify(headline.candidateOf),
  received_at: headline.receivedAt,
  revision: headline.revision,
  seq: headline.seq,
});

const headlineOf = (row: HeadlineRow): Headline => ({
  id: row.id,
  time: asUtcMs(row.time),
  precisionSeconds: row.precision_seconds,
  feed: row.feed,
  source: row.source,
  side: row.side,
  language: row.language,
  title: row.title,
  url: row.url,
  dateDoubtful: row.date_doubtful === 1,
  provenance: row.provenance,
  storyId: row.story_id,
  tone: row.tone,
  ...(row.tone_by !== null && { toneBy: row.tone_by }),
  ...(row.candidate_of !== null && { candidateOf: JSON.parse(row.candidate_of) as RuleMark[] }),
  receivedAt: asUtcMs(row.received_at),
  revision: row.revision,
  seq: asSeq(row.seq),
});

function statements(db: Kysely<Schema>) {
  const one = (v: { id: string }) => db.selectFrom('headlines').where('id', '=', v.id);
  return {
    find: prepare((v: { id: string }) => one(v).select(ALL)),
    insert: prepare((v: HeadlineRow) => db.insertInto('headlines').values(pick(v))),
    update: prepare((v: HeadlineRow) => {
      const { id, ...rest } = pick(v);
      return db.updateTable('headlines').set(rest).where('id', '=', id);
    }),
    keep: prepare((v: { id: string; superseded_at: number }) =>
      db
        .insertInto('headline_revisions')
        .columns([...ALL, 'superseded_at'])
        .expression(one(v).select((eb) => [...ALL, eb.val(v.superseded_at).as('superseded_at')])),
    ),
    span: prepare((v: { from: number; to: number }) =>
      db
        .selectFrom('headlines')
        .select(ALL)
        .where('time', '>=', v.from)
        .where('time', '<', v.to)
        .orderBy('time')
        .orderBy('id'),
    ),
    replaced: prepare((v: { from: number; to: number }) =>
      db
        .selectFrom('headline_revisions')
        .select(ALL)
        .where('time', '>=', v.from)
        .where('time', '<', v.to)
        .orderBy('seq'),
    ),
    newestOf: prepare((v: { feed: string }) =>
      db.selectFrom('headlines').select('time').where('feed', '=', v.feed).orderBy('time', 'desc').limit(1),
    ),
  };
}

/** The search as it stands (or stood at `receivedBy`), newest first. */
function search(db: Kysely<Schema>, query: HeadlineQuery) {
  const { receivedBy } = query;
  const then =
    receivedBy === undefined
      ? db.selectFrom('headlines').select(ALL)
      : db
          .selectFrom('headlines')
          .select(ALL)
          .where('received_at', '<=', receivedBy)
          .unionAll(
            db
              .selectFrom('headline_revisions')
              .select(ALL)
              .where('received_at', '<=', receivedBy)
              .where('superseded_at', '>', receivedBy),
          );
  let found = db
    .selectFrom(then.as('h'))
    .selectAll()
    .where('time', '>=', query.from)
    .where('time', '<', query.to);
  if (query.side !== undefined) found = found.where('side', '=', query.side);
  if (query.storyId !== undefined) found = found.where('story_id', '=', query.storyId);
  for (const word of fold(query.text ?? '')
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, MAX_WORDS)) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    found = found.where(sql<boolean>`title_folded like ${pattern} escape '\\'`);
  }
  const { before } = query;
  if (before !== undefined) {
    found = found.where((eb) =>
      eb.or([eb('time', '<', before.time), eb.and([eb('time', '=', before.time), eb('id', '<', before.id)])]),
    );
  }
  return found.orderBy('time', 'desc').orderBy('id', 'desc').limit(query.limit);
}

/** Headlines by id. Every method runs on the connection it is given. */
export class HeadlineTable {
  readonly #db: Kysely<Schema>;
  readonly #sql: ReturnType<typeof statements>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
    this.#sql = statements(db);
  }

  async find(on: SqlConnection, id: string): Promise<Headline | undefined> {
    const [row] = await on.all(this.#sql.find, { id });
    return row && headlineOf(row);
  }

  /** Revision 1 is new; a later one takes the place of the stored one, which is kept aside. */
  async write(on: SqlConnection, headline: Headline): Promise<void> {
    const row = rowOf(headline);
    if (headline.revision === 1) return on.run(this.#sql.insert, row);
    await on.run(this.#sql.keep, { id: row.id, superseded_at: row.received_at });
    await on.run(this.#sql.update, row);
  }

  async search(on: SqlConnection, query: HeadlineQuery): Promise<Headline[]> {
    return (await on.all(once(search(this.#db, query)), {})).map(headlineOf);
  }

  /** All of `[from, to)`, oldest first. */
  async span(on: SqlConnection, from: UtcMs, to: UtcMs): Promise<Headline[]> {
    return (await on.all(this.#sql.span, { from, to })).map(headlineOf);
  }

  /** Revisions of headlines of `[from, to)` that were replaced, in the order in which they were stored. */
  async superseded(on: SqlConnection, from: UtcMs, to: UtcMs): Promise<Headline[]> {
    return (await on.all(this.#sql.replaced, { from, to })).map(headlineOf);
  }

  async newestTime(on: SqlConnection, feed: string): Promise<UtcMs | null> {
    const [row] = await on.all(this.#sql.newestOf, { feed });
    return row ? asUtcMs(row.time) : null;
  }
}
