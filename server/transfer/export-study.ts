import type { MarketEvent } from '../../shared/event/event.ts';
import type { EventStudy } from '../../shared/study/event-study.ts';
import { type StudyRow, studyTable } from '../../shared/table/study.ts';
import { failedStudyRow, studyRows } from '../../shared/table/study-rows.ts';
import type { MeasureSource } from '../measures/frame-for.ts';
import { type StudyRequest, studyOf } from '../measures/study.ts';
import { type CsvExport, pagesOf, partsOf } from './csv-export.ts';

const rowsOf = ({ slug }: Pick<MarketEvent, 'slug'>, { markets, options }: EventStudy): StudyRow[] =>
  markets.flatMap((market) =>
    market.state === 'ok'
      ? studyRows(slug, market.instrument, market.study)
      : [failedStudyRow(slug, market.instrument, options.model, market.error.code)],
  );

/** Studies of some events, one after the other. Throws StudyError as `studyOf`. */
export async function exportStudy(
  source: MeasureSource,
  requests: readonly StudyRequest[],
): Promise<CsvExport> {
  const rows: StudyRow[] = [];
  let simulated = false;
  for (const request of requests) {
    const study = await studyOf(source, request);
    simulated ||= study.simulated !== 'none';
    rows.push(...rowsOf(request.event, study));
  }
  return { what: studyTable.what, simulated, parts: partsOf(studyTable, pagesOf(rows)) };
}
