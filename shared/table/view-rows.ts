import type { Instrument, InstrumentId } from '../market/instrument.ts';
import type { BaseMode } from '../reaction/base-price.ts';
import { finestView, type MarketReaction } from '../reaction/moves.ts';
import type { ReactionNow } from '../reaction/reaction.ts';
import { SECOND_MS, type UtcMs } from '../time/instant.ts';
import { upperBound } from '../timeline/bar-series.ts';
import { percentFrom } from '../timeline/rebase.ts';
import type { Frame, VisibleEvent } from '../timeline/visible.ts';
import type { ViewRow } from './view.ts';

/** What of a frame is on the screen. */
export interface ViewInput {
  readonly frame: Frame;
  /** Rows of the table in the order shown. */
  readonly rows: readonly MarketReaction[];
  /** Moves since T0 beside ordinary days; empty where another base is shown or none are known. */
  readonly measures: ReadonlyMap<InstrumentId, ReactionNow>;
  readonly base: BaseMode;
  readonly t0: UtcMs;
  /** `[from, to]` of the time axis. */
  readonly from: UtcMs;
  readonly to: UtcMs;
  /** IANA name, or `exchange`: each market's own, and UTC for what belongs to none. */
  readonly zone: string;
  /** Events whose marks may lie in the range. */
  readonly events: readonly VisibleEvent[];
  /** Items of the list as filtered. */
  readonly headlines: Frame['headlines'];
}

type Line = Omit<ViewRow, 'row' | 'timeZone' | 'tOffsetSeconds' | 'asOf' | 'basis'>;

const stateText = ({ since }: MarketReaction): string =>
  since.state === 'missing' ? `missing:${since.reason}` : since.state;

const unitOf = (instrument: Instrument): string =>
  instrument.kind === 'index' ? 'points' : instrument.currency;

function* points({ frame, rows, base, from, to }: ViewInput): Generator<Line> {
  for (const { instrument, since } of rows) {
    if (since.state === 'missing' && base !== 'price') continue;
    const basePrice = base === 'price' || since.state === 'missing' ? null : since.base.price;
    const view = finestView(frame, instrument.id, from);
    const end = upperBound(view.closeTime, view.length, to);
    for (let i = upperBound(view.closeTime, view.length, from - 1); i < end; i += 1) {
      const close = view.close[i] as number;
      yield {
        kind: 'point',
        instrument: instrument.id,
        series: basePrice === null ? 'price' : 'pct_from_base',
        time: view.closeTime[i] as UtcMs,
        value: basePrice === null ? close : percentFrom(close, basePrice),
        unit: basePrice === null ? unitOf(instrument) : '%',
        label: instrument.name,
        state: 'ok',
        provenance: view.provenance(i),
      };
    }
  }
}

/** A log move as the table shows it. */
const percentOfLog = (log: number | null | undefined): number | null =>
  log == null ? null : 100 * Math.expm1(log);

function* cells({ rows, measures }: ViewInput): Generator<Line> {
  for (const row of rows) {
    const { instrument, since, last, peak, todayPercent } = row;
    const line = (series: string, time: UtcMs | null, value: number | null, unit: string): Line => ({
      kind: 'cell',
      instrument: instrument.id,
      series,
      time,
      value,
      unit,
      label: instrument.name,
      state: stateText(row),
      provenance: last?.provenance ?? null,
    });
    yield { ...line('session', null, null, ''), state: row.session.state };
    const ok = since.state === 'ok';
    yield line('pct_from_base', ok ? since.at : null, ok ? since.percent : null, '%');
    yield line('today_pct', last?.time ?? null, todayPercent, '%');
    const now = measures.get(instrument.id);
    const { unusual = null, path = null, at = null } = now ?? {};
    yield line('usual_pct', at, percentOfLog(unusual?.scale), '%');
    yield line('z', at, unusual?.z ?? null, 'usual moves');
    yield line('percentile', at, unusual?.percentile ?? null, '0-100');
    const extreme = path?.extreme ?? null;
    const furthest = extreme === null ? peak : { time: extreme.time, percent: percentOfLog(extreme.move) };
    yield line('peak_pct', furthest?.time ?? null, furthest?.percent ?? null, '%');
    yield line('faded', path?.now?.time ?? null, path?.fade ?? null, 'share of the peak');
    yield line('last', last?.time ?? null, last?.price ?? null, unitOf(instrument));
  }
}

const ofNoMarket = { instrument: null, value: null, unit: '' } as const;

function* annotations({ events, from, to }: ViewInput): Generator<Line> {
  for (const event of events) {
    for (const { name, time, precision } of event.anchors) {
      if (time < from || time > to) continue;
      const label = `${event.title}: ${name}`;
      yield {
        ...ofNoMarket,
        kind: 'annotation',
        series: event.slug,
        time,
        label,
        state: precision,
        provenance: null,
      };
    }
  }
}

function* news({ headlines }: ViewInput): Generator<Line> {
  for (const { side, time, title, source, dateDoubtful, provenance } of headlines) {
    const state = dateDoubtful ? 'date doubtful' : 'ok';
    yield {
      ...ofNoMarket,
      kind: 'headline',
      series: side,
      time,
      label: `${title} (${source})`,
      state,
      provenance,
    };
  }
}

/** What is on the screen as the lines of the `view` table, all of it from the frame. */
export function viewRows(input: ViewInput): ViewRow[] {
  const zones = new Map<string, string>(
    input.rows.map(({ instrument }) => [instrument.id, instrument.timeZone]),
  );
  const zoneOf = ({ instrument }: Line): string => {
    if (input.zone !== 'exchange') return input.zone;
    return instrument === null ? 'UTC' : (zones.get(instrument) ?? 'UTC');
  };
  const lines = [...points(input), ...cells(input), ...annotations(input), ...news(input)];
  return lines.map((line, index) => ({
    ...line,
    row: index + 1,
    timeZone: zoneOf(line),
    tOffsetSeconds: line.time === null ? null : (line.time - input.t0) / SECOND_MS,
    asOf: input.frame.playhead,
    basis: input.frame.basis,
  }));
}
