import { z } from 'zod/mini';
import { type Anchor, type MarketEvent, marketEvent } from '../event/event.ts';
import { asUtcMs, parseInstant } from '../time/instant.ts';
import { type Cells, instant, json, type Table, text, whole } from './column.ts';
import { utcText } from './instant-text.ts';

/** What the table holds of an event; the rest is in the journal's table. */
export type TableEvent = Omit<MarketEvent, 'marketNotes' | 'closedMarkets' | 'receivedAt' | 'deleted'>;

const anchorCell = (a: Anchor) => ({
  name: a.name,
  time_utc: utcText(a.time),
  earliest_utc: utcText(a.window.earliest),
  latest_utc: utcText(a.window.latest),
  precision: a.precision,
});

const isoTime = z.pipe(
  z.string(),
  z.transform((iso, context) => {
    try {
      return parseInstant(iso);
    } catch {
      context.issues.push({
        code: 'custom',
        message: 'must be a time in ISO 8601 with its zone',
        input: iso,
      });
      return asUtcMs(0);
    }
  }),
);

const anchorsCell = z.array(
  z.pipe(
    z.strictObject({
      name: z.string(),
      time_utc: isoTime,
      earliest_utc: isoTime,
      latest_utc: isoTime,
      precision: z.string(),
    }),
    z.transform((a) => ({
      name: a.name,
      time: a.time_utc,
      window: { earliest: a.earliest_utc, latest: a.latest_utc },
      precision: a.precision,
    })),
  ),
);

export const eventTable: Table<TableEvent> = {
  what: 'events',
  meaning: 'Events by their first anchor, latest revision of each, without removed ones.',
  columns: [
    text('slug', 'Stable name', (e) => e.slug),
    text('title', 'Title', (e) => e.title),
    json('anchors', 'List of `{name, time_utc, earliest_utc, latest_utc, precision}`; the first is T0', (e) =>
      e.anchors.map(anchorCell),
    ),
    instant('end_utc', 'End; empty where none is known', (e) => e.end),
    json('themes', 'List of themes', (e) => e.themes),
    text('place', 'Where', (e) => e.place),
    json('actors', 'List of who took part', (e) => e.actors),
    text('summary', 'Summary in our own words', (e) => e.summary),
    json('claims', '`{us, china, other}`: what each side said came of it', (e) => e.claims),
    json('market_claims', 'Claims about markets that measures can check', (e) => e.marketClaims),
    json('confounders', 'What else happened around it', (e) => e.confounders),
    text('outcome', 'held, came-undone or open', (e) => e.outcome.status),
    text('outcome_date', 'When that was settled', (e) => e.outcome.date),
    text('outcome_note', 'In words', (e) => e.outcome.note),
    text('time_basis', 'What the times rest on', (e) => e.timeBasis),
    text('time_confidence', 'high, medium or low', (e) => e.timeConfidence),
    text('confidence', 'high, medium or low', (e) => e.confidence),
    json('sources', 'List of `{publisher, title, date, url}`', (e) => e.sources),
    text('origin', 'catalogue, user or headline', (e) => e.origin),
    whole('revision', '', '1, and one more with each edit', (e) => e.revision),
    text('actor', 'Who wrote this revision', (e) => e.actor),
    whole('seq', '', 'Place in the journal', (e) => e.seq),
  ],
};

const tableEvent = z.omit(marketEvent, {
  marketNotes: true,
  closedMarkets: true,
  receivedAt: true,
  deleted: true,
});

/** Reads a line of ours back into the record. Throws CsvFault. */
export function readEvent(cells: Cells): TableEvent {
  return cells.checked(tableEvent, {
    slug: cells.text('slug'),
    title: cells.text('title'),
    anchors: cells.checked(anchorsCell, cells.json('anchors')),
    end: cells.instant('end_utc'),
    themes: cells.json('themes'),
    place: cells.text('place'),
    actors: cells.json('actors'),
    summary: cells.text('summary'),
    claims: cells.json('claims'),
    marketClaims: cells.json('market_claims'),
    confounders: cells.json('confounders'),
    outcome: {
      status: cells.text('outcome'),
      date: cells.optionalText('outcome_date'),
      note: cells.optionalText('outcome_note'),
    },
    timeBasis: cells.text('time_basis'),
    timeConfidence: cells.text('time_confidence'),
    confidence: cells.text('confidence'),
    sources: cells.json('sources'),
    origin: cells.text('origin'),
    revision: cells.number('revision'),
    actor: cells.text('actor'),
    seq: cells.number('seq'),
  });
}
