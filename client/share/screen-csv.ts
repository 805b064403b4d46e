import type { Instrument } from '../../shared/market/instrument.ts';
import { type BaseMode, lastClosed } from '../../shared/reaction/base-price.ts';
import { finestView, type MarketReaction } from '../../shared/reaction/moves.ts';
import type { ViewRow } from '../../shared/table/view.ts';
import { asUtcMs, SECOND_MS, type UtcMs } from '../../shared/time/instant.ts';
import { percentFrom } from '../../shared/timeline/rebase.ts';
import type { Frame, VisibleEvent } from '../../shared/timeline/visible.ts';

export interface ScreenInput {
  readonly frame: Frame;
  /** Rows of the table in the order shown. */
  readonly rows: readonly MarketReaction[];
  readonly base: BaseMode;
  readonly t0: UtcMs;
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly zone: string;
  /** Events whose marks lie in the range. */
  readonly events: readonly VisibleEvent[];
  /** Items of the list as filtered. */
  readonly headlines: Frame['headlines'];
}

type Line = Omit<ViewRow, 'row' | 'timeZone' | 'tOffsetSeconds' | 'asOf' | 'basis'>;

const stateText = (row: MarketReaction): string =>
  row.since.state === 'missing' ? `missing: ${row.since.reason}` : row.since.state;

const unitOf = (instrument: Instrument): string =>
  instrument.kind === 'index' ? 'points' : instrument.currency;

function* points(input: ScreenInput): Generator<Line> {
  const { frame, from, to, base } = input;
  for (const row of input.rows) {
    if (row.since.state === 'missing' && base !== 'price') continue;
    const basePrice = row.since.state === 'missing' ? null : row.since.base.price;
    const view = finestView(frame, row.instrument.id, from);
    const last = lastClosed(view, to);
    for (let i = lastClosed(view, asUtcMs(from - 1)) + 1; i <= last; i += 1) {
      const close = view.close[i] as number;
      const asPrice = base === 'price' || basePrice === null;
      yield {
        kind: 'point',
        instrument: row.instrument.id,
        series: asPrice ? 'price' : 'pct_from_base',
        time: view.closeTime[i] as UtcMs,
        value: asPrice ? close : percentFrom(close, basePrice),
        unit: asPrice ? unitOf(row.instrument) : '%',
        label: row.instrument.name,
        state: 'ok',
        provenance: view.provenance(i),
      };
    }
  }
}

function* cells(input: ScreenInput): Generator<Line> {
  for (const row of input.rows) {
    const { instrument, since, last, peak, todayPercent } = row;
    const provenance = last?.provenance ?? null;
    const line = (series: string, time: UtcMs | null, value: number | null, unit: string): Line => ({
      kind: 'cell',
      instrument: instrument.id,
      series,
      time,
      value,
      unit,
      label: instrument.name,
      state: stateText(row),
      provenance,
    });
    yield { ...line('session', null, null, ''), state: row.session.state };
    const ok = since.state === 'ok';
    yield line('pct_from_base', ok ? since.at : null, ok ? since.percent : null, '%');
    yield line('today_pct', last?.time ?? null, todayPercent, '%');
    yield line('peak_pct', peak?.time ?? null, peak?.percent ?? null, '%');
    yield line('last', last?.time ?? null, last?.price ?? null, unitOf(instrument));
  }
}

function* annotations(input: ScreenInput): Generator<Line> {
  for (const event of input.events) {
    for (const anchor of event.anchors) {
      if (anchor.time < input.from || anchor.time > input.to) continue;
      yield {
        kind: 'annotation',
        instrument: null,
        series: event.slug,
        time: anchor.time,
        value: null,
        unit: '',
        label: `${event.title}: ${anchor.name}`,
        state: anchor.precision,
        provenance: null,
      };
    }
  }
}

function* news(input: ScreenInput): Generator<Line> {
  for (const headline of input.headlines) {
    yield {
      kind: 'headline',
      instrument: null,
      series: headline.side,
      time: headline.time,
      value: null,
      unit: '',
      label: `${headline.title} (${headline.source})`,
      state: headline.dateDoubtful ? 'date doubtful' : 'ok',
      provenance: headline.provenance,
    };
  }
}

/** What is on the screen as the lines of the `view` table, all of it from the frame. */
export function screenRows(input: ScreenInput): ViewRow[] {
  const lines = [...points(input), ...cells(input), ...annotations(input), ...news(input)];
  return lines.map((line, index) => ({
    ...line,
    row: index + 1,
    timeZone: input.zone,
    tOffsetSeconds: line.time === null ? null : (line.time - input.t0) / SECOND_MS,
    asOf: input.frame.playhead,
    basis: input.frame.basis,
  }));
}
