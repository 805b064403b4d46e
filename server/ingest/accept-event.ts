import type { IncomingEvent, MarketEvent } from '../../shared/event/event.ts';
import type { Unsequenced } from '../store/store.ts';
import type { EventEdit } from './ingest.ts';
import { sorted } from './sorted.ts';
import { KNOWN, type Stamp, type Verdict } from './verdict.ts';

const contentOf = (event: IncomingEvent | MarketEvent): string => {
  const { receivedAt, revision, deleted, seq, ...content } = event as MarketEvent;
  return JSON.stringify(sorted(content));
};

/** Of a catalogue or a file: what somebody else edited or removed since is theirs. */
export function judgeEvent(
  incoming: IncomingEvent,
  stored: MarketEvent | undefined,
  stamp: Stamp,
): Verdict<Unsequenced<MarketEvent>> {
  if (stored !== undefined && (stored.deleted || stored.actor !== incoming.actor)) return KNOWN;
  if (stored !== undefined && contentOf(incoming) === contentOf(stored)) return KNOWN;
  return taken(incoming, stored, stamp, false);
}

/** Of a user: taken only while the revision it was made from is still the latest. */
export function judgeEventEdit(
  edit: EventEdit,
  stored: MarketEvent | undefined,
  stamp: Stamp,
): Verdict<Unsequenced<MarketEvent>> {
  const shown = stored === undefined || stored.deleted ? 0 : stored.revision;
  if (edit.revision !== shown) {
    return {
      type: 'refused',
      code: 'stale-revision',
      detail: `it was edited from revision ${edit.revision}, the latest is ${shown}`,
    };
  }
  if (edit.deleted && shown === 0) return KNOWN;
  if (!edit.deleted && shown > 0 && contentOf(edit.event) === contentOf(stored as MarketEvent)) return KNOWN;
  return taken(edit.event, stored, stamp, edit.deleted);
}

const taken = (
  event: IncomingEvent,
  stored: MarketEvent | undefined,
  stamp: Stamp,
  deleted: boolean,
): Verdict<Unsequenced<MarketEvent>> => ({
  type: 'taken',
  record: { ...event, receivedAt: stamp.receivedAt, revision: (stored?.revision ?? 0) + 1, deleted },
});
