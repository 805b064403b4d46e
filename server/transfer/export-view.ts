import type { Calendars } from '../../shared/calendar/calendar.ts';
import type { Anchor } from '../../shared/event/event.ts';
import type { Instrument, InstrumentId } from '../../shared/market/instrument.ts';
import type { Side } from '../../shared/news/headline.ts';
import type { Gate } from '../../shared/protocol/resources.ts';
import type { BaseMode } from '../../shared/reaction/base-price.ts';
import { marketReaction } from '../../shared/reaction/moves.ts';
import type { ReactionNow } from '../../shared/reaction/reaction.ts';
import { ReactionWatch } from '../../shared/reaction/reaction-now.ts';
import { viewTable } from '../../shared/table/view.ts';
import { viewRows } from '../../shared/table/view-rows.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import type { Frame } from '../../shared/timeline/visible.ts';
import { profilesFor } from '../measures/profile-book.ts';
import type { Store } from '../store/store.ts';
import { type CsvExport, pagesOf, partsOf } from './csv-export.ts';
import { dailyFrom, intervalsFor } from './event-range.ts';
import { frameOf } from './gate.ts';

/** What the address of a page chooses. */
export interface ViewChoice {
  readonly instruments: readonly Instrument[];
  readonly calendars: Calendars;
  readonly t0: UtcMs;
  /** Of the anchor; `minute` where T0 was set by hand. */
  readonly precision: Anchor['precision'];
  readonly base: BaseMode;
  readonly from: UtcMs;
  readonly to: UtcMs;
  /** Null = each exchange's own. */
  readonly zone: string | null;
  readonly side: Side | null;
  /** Words that must all occur in a headline's title. */
  readonly text: string;
}

function headlinesOf(frame: Frame, { from, to, side, text }: ViewChoice): Frame['headlines'] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return frame.headlines.filter(
    (h) =>
      h.time >= from &&
      h.time <= to &&
      (side === null || h.side === side) &&
      words.every((word) => h.title.toLowerCase().includes(word)),
  );
}

/** Moves since T0 beside ordinary days, where the table measures from T0. */
async function measuresOf(
  store: Store,
  frame: Frame,
  { instruments, calendars, t0, base, precision }: ViewChoice,
): Promise<ReadonlyMap<InstrumentId, ReactionNow>> {
  if (base !== 't0' || t0 > frame.playhead) return new Map();
  const gate = { asOf: frame.playhead, basis: frame.basis };
  const profiles = await profilesFor({ store, calendars }, instruments, { time: t0, precision }, gate);
  return new Map(
    instruments.map(({ id, mic }) => {
      const parts = { instrument: id, calendar: calendars.get(mic), t0, precision };
      return [id, new ReactionWatch({ ...parts, profile: profiles.get(id) ?? null }).at(frame)];
    }),
  );
}

/** What a page with this choice shows at the gate's playhead, made from the store through the page's own gate. */
export async function exportView(store: Store, choice: ViewChoice, gate: Gate): Promise<CsvExport> {
  const range = { from: choice.from, to: choice.to };
  const window = await store.window({
    ...range,
    instruments: choice.instruments.map((i) => i.id),
    intervals: intervalsFor(range),
    dailyFrom: dailyFrom(range),
    withSuperseded: gate.basis === 'known',
  });
  const frame = frameOf(window, gate);
  const mode = choice.base === 'price' ? 't0' : choice.base;
  const rows = viewRows({
    frame,
    rows: choice.instruments.map((i) =>
      marketReaction(frame, i, mode, choice.t0, choice.calendars.get(i.mic)),
    ),
    measures: await measuresOf(store, frame, choice),
    base: choice.base,
    t0: choice.t0,
    ...range,
    zone: choice.zone ?? 'exchange',
    events: frame.events,
    headlines: headlinesOf(frame, choice),
  });
  const simulated = rows.some((row) => row.provenance === 'simulated');
  return { what: 'view', simulated, parts: partsOf(viewTable, pagesOf(rows)) };
}
