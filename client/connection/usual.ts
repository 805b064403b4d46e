import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { Gate } from '../../shared/protocol/resources.ts';
import type { UsualProfile } from '../../shared/reaction/reaction.ts';
import { usualAnswer } from '../../shared/reaction/usual-answer.ts';
import { decodeProfiles } from '../../shared/reaction/usual-wire.ts';
import { formatInstant, type UtcMs } from '../../shared/time/instant.ts';
import { readJson } from './windows.ts';

export interface UsualQuery {
  /** An anchor of an event, or a T0 of the person's own. */
  readonly at: { readonly event: string; readonly anchor: string } | { readonly t0: UtcMs };
  readonly instruments: readonly InstrumentId[];
  /** Null: everything stored. */
  readonly gate: Gate | null;
}

/** Usual moves of some markets. Throws RequestError, or ZodError and RangeError on a body that does not fit. */
export async function fetchUsual({ at, instruments, gate }: UsualQuery): Promise<readonly UsualProfile[]> {
  const query = new URLSearchParams(
    'event' in at ? { event: at.event, anchor: at.anchor } : { t0: formatInstant(at.t0) },
  );
  query.set('instruments', instruments.join(','));
  if (gate !== null) {
    query.set('asOf', formatInstant(gate.asOf));
    query.set('basis', gate.basis);
  }
  return decodeProfiles((await readJson(`/api/v1/usual?${query}`, usualAnswer)).profiles);
}
