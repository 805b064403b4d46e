import { claimRows, claimTable } from '../../shared/table/claim.ts';
import { type ClaimsRequest, claimsOf } from '../measures/claims.ts';
import type { MeasureSource } from '../measures/frame-for.ts';
import { type CsvExport, pagesOf, partsOf } from './csv-export.ts';

/** Market claims of some events beside what the markets did, one event after the other. */
export async function exportClaims(
  source: MeasureSource,
  requests: readonly ClaimsRequest[],
): Promise<CsvExport> {
  const answers = [];
  for (const request of requests) answers.push(await claimsOf(source, request));
  const evidence = answers.flatMap(({ checks }) => checks.flatMap((check) => check.evidence));
  return {
    what: claimTable.what,
    simulated: evidence.some((e) => e.simulated),
    parts: partsOf(claimTable, pagesOf(answers.flatMap(({ event, checks }) => claimRows(event, checks)))),
  };
}
