import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { Lexicon } from '../../shared/news/tone.ts';
import type { Change } from '../../shared/protocol/change.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { asUtcMs } from '../../shared/time/instant.ts';
import type { Store } from '../store/store.ts';
import { type Accepted, accept } from './accept.ts';
import type { StoryOf } from './accept-headline.ts';
import { checkIncoming } from './check.ts';
import type { Incoming, Ingest, IngestReport } from './ingest.ts';
import { keptRules, titleReader } from './read-title.ts';
import { Refusals } from './refusals.ts';

export interface IngestParts {
  readonly store: Store;
  /** Of the world the records belong to: an event clock in the simulated day. */
  readonly clock: Clock;
  /** Default: every headline is a story of its own. */
  readonly storyOf?: StoryOf;
  /** What English titles are rated by. Default: they are not rated, as where the words are our own. */
  readonly lexicon?: Lexicon;
  /** Largest believable move of a quote from its previous close, as a fraction. Default 0.5. */
  readonly plausibleChange?: (instrument: InstrumentId) => number;
}

/**
 * Records in one transaction. A poll fits into one; a back-fill of years is many, with a turn of the event loop
 * between them so that nobody waits for it.
 */
const RECORDS_PER_COMMIT = 500;

/** The door into the store: one batch at a time, in the order they were handed in. */
export function createIngest(parts: IngestParts): Ingest {
  const { store, clock } = parts;
  const storyOf = parts.storyOf ?? ((headline) => headline.id);
  const plausibleChange = parts.plausibleChange ?? (() => 0.5);

  async function commit(part: Required<Incoming>, refusals: Refusals) {
    let accepted: Accepted = { changes: [], created: 0, corrected: 0, known: 0 };
    const keys = {
      bars: part.bars,
      quotes: part.quotes,
      headlineIds: part.headlines.map((h) => h.id),
      eventSlugs: [...part.events.map((e) => e.slug), ...part.eventEdits.map((e) => e.event.slug)],
      records: part.recordEdits,
    };
    const rulesOfUsers = part.headlines.length === 0 ? [] : keptRules(await store.records('rule'));
    const readTitle = titleReader(parts.lexicon ?? null, rulesOfUsers);
    const changes = await store.transact(keys, (known) => {
      const now = clock.now();
      // A clock that was set back must not date a change before the ones it follows.
      const receivedAt = asUtcMs(Math.max(now, known.newestReceivedAt ?? now));
      const rules = { stamp: { now, receivedAt }, storyOf, readTitle, plausibleChange };
      accepted = accept(part, known, rules, refusals);
      return accepted.changes;
    });
    return { changes, accepted };
  }

  async function take(incoming: Incoming): Promise<IngestReport> {
    const refusals = new Refusals();
    const changes: Change[] = [];
    const count = { created: 0, corrected: 0, known: 0 };
    let first = true;
    for (const unchecked of partsOf(incoming)) {
      if (!first) await turnOfTheLoop();
      first = false;
      const part = checkIncoming(unchecked, refusals);
      if (isEmpty(part)) continue;
      const done = await commit(part, refusals);
      changes.push(...done.changes);
      count.created += done.accepted.created;
      count.corrected += done.accepted.corrected;
      count.known += done.accepted.known;
    }
    return { changes, ...count, refusals: refusals.list() };
  }

  let last: Promise<unknown> = Promise.resolve();
  return {
    accept(incoming) {
      const report = last.then(() => take(incoming));
      last = report.catch(() => undefined);
      return report;
    },
  };
}

const isEmpty = (part: Required<Incoming>): boolean =>
  Object.values(part).every((records: readonly unknown[]) => records.length === 0);

/** Cuts a batch into parts of at most RECORDS_PER_COMMIT records, keeping the order within each kind. */
function* partsOf(incoming: Incoming): Generator<Incoming> {
  const total = Object.values(incoming).reduce((sum, records: readonly unknown[]) => sum + records.length, 0);
  if (total <= RECORDS_PER_COMMIT) {
    yield incoming;
    return;
  }
  for (const [name, records] of Object.entries(incoming) as [string, readonly unknown[]][]) {
    for (let at = 0; at < records.length; at += RECORDS_PER_COMMIT) {
      yield { [name]: records.slice(at, at + RECORDS_PER_COMMIT) };
    }
  }
}
