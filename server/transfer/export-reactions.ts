import { type ReactionRow, reactionTable } from '../../shared/table/reaction.ts';
import { reactionRows } from '../../shared/table/reaction-rows.ts';
import type { MeasureSource } from '../measures/frame-for.ts';
import { type MeasureRequest, reactionsOf } from '../measures/reactions.ts';
import { type CsvExport, pagesOf, partsOf } from './csv-export.ts';

/**
 * Reactions to some events, one after the other. All is measured before the first line leaves, for the name of the file
 * says whether any of it is simulated.
 */
export async function exportReactions(
  source: MeasureSource,
  requests: readonly MeasureRequest[],
): Promise<CsvExport> {
  const rows: ReactionRow[] = [];
  let simulated = false;
  for (const request of requests) {
    const measure = await reactionsOf(source, request);
    simulated ||= measure.simulated !== 'none';
    rows.push(...reactionRows(measure));
  }
  return { what: reactionTable.what, simulated, parts: partsOf(reactionTable, pagesOf(rows)) };
}
