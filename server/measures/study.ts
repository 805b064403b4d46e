import type { Instrument } from '../../shared/market/instrument.ts';
import { type EventStudy, studyEvent } from '../../shared/study/event-study.ts';
import type { StudyOptions } from '../../shared/study/study.ts';
import type { SimulatedShare } from '../../shared/timeline/visible.ts';
import { frameFor, type MeasureSource } from './frame-for.ts';
import type { MeasureRequest } from './reactions.ts';

/** What a market's return is measured against where nothing else is asked for. */
export const DEFAULT_BENCHMARK = 'GSPC';

/** Rows that daily bars are read for: about two years before day 0, and 45 sessions after it. */
export const FARTHEST_ROWS = { before: -480, after: 40 } as const;

export interface StudyRequest extends MeasureRequest {
  /** Not read by the model `mean`. */
  readonly benchmark: Instrument | null;
  readonly options: Partial<StudyOptions>;
  readonly withPlacebo: boolean;
}

/**
 * Event study of these markets at the gate's playhead, from daily bars (EVENT-STUDY §6–§9). A market that cannot be
 * studied stands in the answer with its error. `simulated` speaks of the bars that were read.
 *
 * Throws StudyError `bad-window` or `bad-lags` where the options hold for no market. Rejects with StoreError.
 */
export async function studyOf(
  source: MeasureSource,
  request: StudyRequest,
): Promise<EventStudy & { readonly simulated: SimulatedShare }> {
  const { event, anchor, instruments, gate, benchmark, options, withPlacebo } = request;
  const read = benchmark === null ? instruments : [...new Set([...instruments, benchmark])];
  const parts = read.map((instrument) => ({ instrument, anchor, depth: 'daily' as const }));
  const frame = await frameFor(source, parts, gate);
  const { calendars } = source;
  const study = studyEvent({
    frame,
    event: event.slug,
    anchor,
    instruments,
    benchmark,
    calendars,
    options,
    withPlacebo,
  });
  return { ...study, simulated: frame.simulated(read.map((i) => i.id)) };
}
