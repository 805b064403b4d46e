import { comparableRows, comparableTable } from '../../shared/table/comparable.ts';
import { type ComparableRequest, comparableOf } from '../measures/comparable.ts';
import type { MeasureSource } from '../measures/frame-for.ts';
import { type CsvExport, pagesOf, partsOf } from './csv-export.ts';

/** Paths of an event and of its comparable events. */
export async function exportComparable(
  source: MeasureSource,
  request: ComparableRequest,
): Promise<CsvExport> {
  const { markets, simulated } = await comparableOf(source, request);
  return {
    what: comparableTable.what,
    simulated: simulated !== 'none',
    parts: partsOf(comparableTable, pagesOf(markets.flatMap(comparableRows))),
  };
}
