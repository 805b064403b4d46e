import { z } from 'zod/mini';
import { slug } from '../event/event.ts';
import { HORIZONS } from '../event/horizon.ts';
import { instrumentId } from '../market/instrument.ts';
import { type ClaimCheck, VERDICTS } from '../reaction/claim.ts';
import { REASONS } from '../reaction/reaction.ts';
import { type Cells, number, type Table, text, truth } from './column.ts';

/** One market of the group that a claim speaks of. */
export const claimRow = z.strictObject({
  event: slug,
  /** The claim in our words. */
  claim: z.string(),
  instrument: instrumentId,
  horizon: z.enum(HORIZONS),
  moveSimple: z.nullable(z.number()),
  z: z.nullable(z.number()),
  supports: z.nullable(z.boolean()),
  /** Of the whole group. */
  verdict: z.enum(VERDICTS),
  reason: z.nullable(z.enum(REASONS)),
});
export type ClaimRow = z.infer<typeof claimRow>;

export const claimTable: Table<ClaimRow> = {
  what: 'claims',
  meaning: 'Market claims of events beside what the markets did, one line a market of the group.',
  columns: [
    text('event', 'Slug of the event', (r) => r.event),
    text('claim', 'The claim in our words', (r) => r.claim),
    text('instrument', 'Id of the instrument', (r) => r.instrument),
    text('horizon', 'Horizon that was read, as in reactions', (r) => r.horizon),
    number('move_simple', 'fraction', 'Move of this market; empty where there is none', (r) => r.moveSimple),
    number('z', 'usual moves', 'As in reactions', (r) => r.z),
    truth('supports', 'Whether it moved as claimed; empty where there is no move', (r) => r.supports),
    text(
      'verdict',
      'On the whole claim: borne-out, partly, not-borne-out or cannot-be-judged',
      (r) => r.verdict,
    ),
    text('reason', 'Why this market has no move', (r) => r.reason),
  ],
};

/** The lines of an event's checked claims; a market that waits is `no-trade-yet`. */
export const claimRows = (event: string, checks: readonly ClaimCheck[]): ClaimRow[] =>
  checks.flatMap(({ claim, verdict, evidence }) =>
    evidence.map((e) => ({
      event,
      claim: claim.words,
      instrument: e.instrument,
      horizon: e.horizon,
      moveSimple: e.moveSimple,
      z: e.z,
      supports: e.supports,
      verdict,
      reason: e.reason ?? (e.state === 'waiting' ? 'no-trade-yet' : null),
    })),
  );

/** Reads a line of ours back. Throws CsvFault. */
export function readClaimRow(cells: Cells): ClaimRow {
  return cells.checked(claimRow, {
    event: cells.text('event'),
    claim: cells.text('claim'),
    instrument: cells.text('instrument'),
    horizon: cells.text('horizon'),
    moveSimple: cells.number('move_simple'),
    z: cells.number('z'),
    supports: cells.optionalTruth('supports'),
    verdict: cells.text('verdict'),
    reason: cells.optionalText('reason'),
  });
}
