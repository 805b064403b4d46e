import { type Headline, headline } from '../news/headline.ts';
import { type Cells, instant, number, type Table, text, truth, whole } from './column.ts';

export const headlineTable: Table<Headline> = {
  what: 'headlines',
  meaning: 'Headlines, newest first.',
  columns: [
    text('headline_id', 'Stable id, beginning with the feed', (h) => h.id),
    text('story_id', 'The same news carried by several outlets shares one', (h) => h.storyId),
    instant('time_utc', 'Publication, as far as the source gives it', (h) => h.time),
    whole(
      'precision_s',
      'seconds',
      'How exact that time is: 60, 900, 3600 or 86400',
      (h) => h.precisionSeconds,
    ),
    instant('received_at_utc', 'When this revision was stored here', (h) => h.receivedAt),
    text('feed', 'Feed it came by', (h) => h.feed),
    text('source', 'Outlet', (h) => h.source),
    text('side', 'us, china or other', (h) => h.side),
    text('language', 'BCP 47; und = unknown', (h) => h.language),
    text('title', 'Plain text', (h) => h.title),
    text('url', 'Link; empty where the feed had none that can be followed', (h) => h.url),
    number('tone', '−1 to 1', 'Lexicon score; empty = not rated', (h) => h.tone),
    truth('date_doubtful', 'The source gave no time, or one that cannot be', (h) => h.dateDoubtful),
    text('provenance', 'As in bars', (h) => h.provenance),
    whole('revision', '', '1, and one more with each correction', (h) => h.revision),
    whole('seq', '', 'Place in the journal', (h) => h.seq),
  ],
};

/** Reads a line of ours back into the record. Throws CsvFault. */
export function readHeadline(cells: Cells): Headline {
  return cells.checked(headline, {
    id: cells.text('headline_id'),
    storyId: cells.text('story_id'),
    time: cells.instant('time_utc'),
    precisionSeconds: cells.number('precision_s'),
    receivedAt: cells.instant('received_at_utc'),
    feed: cells.text('feed'),
    source: cells.text('source'),
    side: cells.text('side'),
    language: cells.text('language'),
    title: cells.text('title'),
    url: cells.optionalText('url'),
    tone: cells.number('tone'),
    dateDoubtful: cells.truth('date_doubtful'),
    provenance: cells.text('provenance'),
    revision: cells.number('revision'),
    seq: cells.number('seq'),
  });
}
