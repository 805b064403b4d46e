import {
  archiveConfounders,
  archiveEvents,
  busanQuotes,
  busanTimeline,
  publishedCloses,
} from '../../archive/index.ts';
import type { Change } from '../../shared/protocol/change.ts';
import type { Refusal } from '../../shared/protocol/refusal.ts';
import { asSeq } from '../../shared/time/instant.ts';
import type { Incoming, Ingest } from '../ingest/ingest.ts';
import type { Store } from '../store/store.ts';

export type ArchivePart = 'events' | 'headlines' | 'quotes' | 'bars';

export interface ArchiveReport {
  /** False where the store already held something of its own, or the whole archive. */
  readonly loaded: boolean;
  readonly created: number;
  readonly known: number;
  readonly refusals: readonly Refusal[];
}

const PARTS: Readonly<Required<Pick<Incoming, ArchivePart>>> = {
  events: [...archiveEvents, ...archiveConfounders],
  headlines: busanTimeline,
  quotes: busanQuotes,
  bars: publishedCloses,
};
const ALL_PARTS: readonly ArchivePart[] = ['events', 'headlines', 'quotes', 'bars'];

/**
 * Loads the shipped archive into an empty store, through ingest like anything else. A load that was cut short is
 * finished at the next call; a store that holds other records is left alone. A simulated day takes `parts` without
 * bars and quotes: its own prices run through those figures. Rejects with StoreError.
 */
export async function loadArchive(
  ingest: Ingest,
  store: Pick<Store, 'head' | 'journal' | 'openTimes'>,
  parts: readonly ArchivePart[] = ALL_PARTS,
): Promise<ArchiveReport> {
  if ((await store.head()) > 0 && !((await isUnfinished(store, parts)) && (await beganWithArchive(store)))) {
    return { loaded: false, created: 0, known: 0, refusals: [] };
  }
  // What the page opens on first, the many closes after it.
  const opening: Incoming = Object.fromEntries(
    parts.filter((part) => part !== 'bars').map((part) => [part, PARTS[part]]),
  );
  const reports = [await ingest.accept(opening)];
  if (parts.includes('bars')) reports.push(await ingest.accept({ bars: PARTS.bars }));
  return {
    loaded: true,
    created: reports.reduce((sum, report) => sum + report.created, 0),
    known: reports.reduce((sum, report) => sum + report.known, 0),
    refusals: reports.flatMap((report) => report.refusals),
  };
}

/** Bars come last, many to one entry of the journal; without them every record has an entry of its own. */
async function isUnfinished(
  store: Pick<Store, 'head' | 'openTimes'>,
  parts: readonly ArchivePart[],
): Promise<boolean> {
  const last = PARTS.bars.at(-1);
  if (parts.includes('bars') && last !== undefined) {
    const { instrument, interval, openTime, closeTime } = last;
    return (await store.openTimes(instrument, interval, openTime, closeTime)).length === 0;
  }
  return (await store.head()) < parts.reduce((sum, part) => sum + PARTS[part].length, 0);
}

async function beganWithArchive(store: Pick<Store, 'journal'>): Promise<boolean> {
  const [first] = await store.journal(asSeq(0), 1);
  return first !== undefined && isArchived(first);
}

const isArchived = (change: Change): boolean =>
  change.kind === 'event'
    ? change.record.actor === 'archive'
    : 'provenance' in change.record && change.record.provenance === 'published';
