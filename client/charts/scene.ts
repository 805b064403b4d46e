import type { InstrumentId } from '../../shared/market/instrument.ts';
import { asUtcMs, HOUR_MS } from '../../shared/time/instant.ts';
import { words } from '../i18n/words.ts';
import type { ChartInput } from './chart-input.ts';
import { emphasisedNow, type SeriesMark, seriesMarks } from './palette.ts';
import { showsPrices } from './rebasing.ts';
import { type ValueRange, valueRange } from './scale.ts';
import { type SceneSeries, SeriesCache, sceneSeries } from './series.ts';
import { bandAt } from './usual-band-at.ts';

/** A main market's lunch. */
export interface Lunch {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

/** What stands in the plot, in the units of the data; px come later. */
export interface Scene {
  /** Lowest first in drawing order: grey, then coloured, the selected one last. */
  readonly series: readonly SceneSeries[];
  readonly unit: 'percent' | 'price';
  readonly range: ValueRange;
  readonly lunches: readonly Lunch[];
  /** Bars missing of a market in colour while it was open, and a lost connection. */
  readonly outages: readonly { readonly from: number; readonly to: number }[];
}

/** On a longer axis lunches would be stripes, ms. */
const LUNCH_SPAN_MS = 26 * HOUR_MS;

/** Lunches of the coloured markets; one that lies inside another is not drawn twice. */
function lunchesOf(input: ChartInput, coloured: readonly InstrumentId[]): Lunch[] {
  if (input.to - input.from > LUNCH_SPAN_MS) return [];
  const found: Lunch[] = [];
  for (const instrument of input.instruments) {
    if (!coloured.includes(instrument.id)) continue;
    for (const session of input.calendars.get(instrument.mic).sessions(input.from, input.to)) {
      for (let i = 1; i < session.segments.length; i += 1) {
        const from = session.segments[i - 1]?.close as number;
        const to = session.segments[i]?.open as number;
        if (to > input.from && from < input.to)
          found.push({ from, to, name: words.peek().figure.lunchOf(instrument.city) });
      }
    }
  }
  found.sort((a, b) => a.from - b.from || b.to - a.to);
  return found.filter(
    (lunch, index) =>
      !found.some(
        (o, i) =>
          i !== index &&
          o.from <= lunch.from &&
          o.to >= lunch.to &&
          (i < index || o.to - o.from > lunch.to - lunch.from),
      ),
  );
}

const depth = (series: SceneSeries): number => (series.selected ? 2 : series.mark === null ? 0 : 1);

/** What is seen, and the usual range by now: the one is read against the other. */
function sceneRange(input: ChartInput, series: readonly SceneSeries[], unit: Scene['unit']): ValueRange {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const usual = input.usual === null || unit === 'price' ? null : bandAt(input.usual, seenUntil(input));
  if (usual !== null) [low, high] = [-usual, usual];
  for (const { extent } of series) {
    if (extent.low < low) low = extent.low;
    if (extent.high > high) high = extent.high;
  }
  return valueRange(low, high, unit);
}

function outagesOf(input: ChartInput, series: readonly SceneSeries[]): { from: number; to: number }[] {
  const lost = input.connectionLostSince;
  const found = series
    .filter((s) => s.mark !== null || s.selected)
    .flatMap((s) => [...s.path.outages, ...(s.outage === null ? [] : [s.outage])]);
  if (lost !== null && input.now.time > lost) found.push({ from: lost, to: input.now.time });
  found.sort((a, b) => a.from - b.from);
  const joined: { from: number; to: number }[] = [];
  for (const outage of found) {
    const last = joined.at(-1);
    if (last !== undefined && outage.from <= last.to) last.to = Math.max(last.to, outage.to);
    else joined.push({ ...outage });
  }
  return joined.filter((o) => o.to > input.from && o.from < input.to);
}

/** What still trades in the place of markets in colour that wait; a stand-in without a price since T0 says nothing. */
function standInsOf(input: ChartInput, own: readonly SceneSeries[], cache: SeriesCache): SceneSeries[] {
  const waiting = own.filter((s) => s.waiting !== null && (s.mark !== null || s.selected));
  return input.standIns.flatMap((standIn) => {
    const markets = waiting.filter((s) => s.instrument.standIn === standIn.id).map((s) => s.instrument);
    if (markets.length === 0 || own.some((s) => s.id === standIn.id)) return [];
    const series = sceneSeries(input, standIn, null, cache, markets);
    return series.state === 'line' ? [series] : [];
  });
}

/** What a chart shows of a frame. In price mode a selected market stands alone. */
export function buildScene(input: ChartInput, cache: SeriesCache = new SeriesCache()): Scene {
  const prices = showsPrices(input);
  const alone = prices && input.selected !== null;
  const shown = input.instruments.filter((i) => !alone || i.id === input.selected);
  const coloured = emphasisedNow(input.emphasised.filter((id) => shown.some((i) => i.id === id)));
  const withSelected =
    input.selected !== null &&
    !coloured.includes(input.selected) &&
    shown.some((i) => i.id === input.selected)
      ? emphasisedNow([...coloured, input.selected])
      : coloured;
  const marks: ReadonlyMap<InstrumentId, SeriesMark> = seriesMarks(withSelected);
  const own = shown.map((instrument) =>
    sceneSeries(input, instrument, marks.get(instrument.id) ?? null, cache),
  );
  const series = [...own, ...standInsOf(input, own, cache)];
  const unit = prices ? 'price' : 'percent';
  return {
    series: series
      .map((s, order) => ({ s, order }))
      .sort((a, b) => depth(a.s) - depth(b.s) || b.order - a.order)
      .map(({ s }) => s),
    unit,
    range: sceneRange(input, series, unit),
    lunches: lunchesOf(input, withSelected),
    outages: outagesOf(input, series),
  };
}

/** The last instant that is seen inside the range, UTC ms. */
export const seenUntil = (input: ChartInput) =>
  asUtcMs(Math.min(input.to, input.frame.playhead, Math.max(input.now.time, input.from)));
