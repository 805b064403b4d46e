import type { ExchangeCalendar } from '../calendar/calendar.ts';
import type { Instrument } from '../market/instrument.ts';
import type { Provenance } from '../market/provenance.ts';
import type { Side } from '../news/headline.ts';
import { type BaseAnswer, type BaseMode, basePrice } from '../reaction/base-price.ts';
import { finestView, type MarketReaction, marketReaction } from '../reaction/moves.ts';
import type { UtcMs } from '../time/instant.ts';
import { percentFrom } from '../timeline/rebase.ts';
import type { Frame } from '../timeline/visible.ts';
import type { ViewRow } from './view.ts';

/** What of a frame is on the screen. */
export interface ViewChoice {
  readonly instruments: readonly Instrument[];
  /** Throws RangeError for a MIC without a calendar. */
  readonly calendar: (mic: Instrument['mic']) => ExchangeCalendar;
  readonly t0: UtcMs;
  readonly base: BaseMode;
  /** `[from, to]` of the time axis. */
  readonly from: UtcMs;
  readonly to: UtcMs;
  /** Null = each exchange's own; what belongs to no exchange is then in UTC. */
  readonly zone: string | null;
  readonly side: Side | null;
  /** Words that must all occur in a headline's title. */
  readonly text: string;
}

type Fields = Pick<ViewRow, 'kind' | 'series'> & Partial<ViewRow>;

const stateOf = (answer: BaseAnswer): string =>
  answer.state === 'missing' ? `missing:${answer.reason}` : answer.state;

function* points(frame: Frame, choice: ViewChoice, instrument: Instrument): Generator<Fields> {
  const { base, t0, from, to } = choice;
  const answer =
    base === 'price' ? null : basePrice(frame, instrument.id, base, t0, choice.calendar(instrument.mic));
  const at = { kind: 'point', instrument: instrument.id, label: instrument.name } as const;
  const what =
    answer === null
      ? { series: 'price', unit: instrument.currency, state: 'ok' }
      : { series: 'pct_from_base', unit: '%', state: stateOf(answer) };
  if (answer?.state === 'missing') {
    yield { ...at, ...what };
    return;
  }
  const view = finestView(frame, instrument.id, from);
  for (let index = 0; index < view.length; index += 1) {
    const time = view.closeTime[index] as UtcMs;
    if (time < from || time > to) continue;
    const close = view.close[index] as number;
    const value = answer === null ? close : percentFrom(close, answer.base.price);
    yield { ...at, ...what, time, value, provenance: view.provenance(index) };
  }
}

function* cells(frame: Frame, choice: ViewChoice, instrument: Instrument): Generator<Fields> {
  const mode = choice.base === 'price' ? 't0' : choice.base;
  const reaction: MarketReaction = marketReaction(
    frame,
    instrument,
    mode,
    choice.t0,
    choice.calendar(instrument.mic),
  );
  const { since, last, peak, todayPercent, session } = reaction;
  const provenance: Provenance | null = last?.provenance ?? null;
  const at = { kind: 'cell', instrument: instrument.id, label: instrument.name, provenance } as const;
  yield { ...at, series: 'session', state: session.state, provenance: null };
  const state = since.state === 'missing' ? `missing:${since.reason}` : since.state;
  yield since.state === 'ok'
    ? { ...at, series: 'since_base_pct', unit: '%', state, value: since.percent, time: since.at }
    : { ...at, series: 'since_base_pct', unit: '%', state };
  if (todayPercent !== null) {
    yield {
      ...at,
      series: 'today_pct',
      unit: '%',
      value: todayPercent,
      ...(last ? { time: last.time } : {}),
    };
  }
  if (peak) yield { ...at, series: 'peak_pct', unit: '%', value: peak.percent, time: peak.time };
  if (last) yield { ...at, series: 'last', unit: instrument.currency, value: last.price, time: last.time };
}

function* annotations(frame: Frame, { from, to }: ViewChoice): Generator<Fields> {
  for (const event of frame.events) {
    for (const { name, time } of event.anchors) {
      if (time < from || time > to) continue;
      yield { kind: 'annotation', series: event.slug, label: `${event.title}: ${name}`, time };
    }
  }
}

function* headlines(frame: Frame, { from, to, side, text }: ViewChoice): Generator<Fields> {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  for (const headline of frame.headlines) {
    const { time, title, provenance } = headline;
    if (time < from || time > to || (side !== null && headline.side !== side)) continue;
    if (!words.every((word) => title.toLowerCase().includes(word))) continue;
    yield { kind: 'headline', series: headline.side, label: title, time, provenance };
  }
}

/** Everything a view shows, read from the frame and so from nothing after its playhead. */
export function* viewRows(frame: Frame, choice: ViewChoice): Generator<ViewRow> {
  const zones = new Map<string, string>(choice.instruments.map((i) => [i.id, i.timeZone]));
  let row = 0;
  const whole = (fields: Fields): ViewRow => {
    row += 1;
    const { instrument = null, time = null } = fields;
    return {
      instrument,
      time,
      timeZone: choice.zone ?? (instrument === null ? 'UTC' : (zones.get(instrument) ?? 'UTC')),
      tOffsetSeconds: time === null ? null : (time - choice.t0) / 1000,
      value: null,
      unit: '',
      label: '',
      state: 'ok',
      provenance: null,
      asOf: frame.playhead,
      basis: frame.basis,
      ...fields,
      row,
    };
  };
  for (const instrument of choice.instruments) {
    for (const fields of points(frame, choice, instrument)) yield whole(fields);
  }
  for (const instrument of choice.instruments) {
    for (const fields of cells(frame, choice, instrument)) yield whole(fields);
  }
  for (const fields of annotations(frame, choice)) yield whole(fields);
  for (const fields of headlines(frame, choice)) yield whole(fields);
}
