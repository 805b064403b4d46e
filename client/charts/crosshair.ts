import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { Headline } from '../../shared/news/headline.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { words } from '../i18n/words.ts';
import type { ChartInput } from './chart-input.ts';
import type { FlagItem } from './flags.ts';
import { pointAt } from './path.ts';
import { type Scene, seenUntil } from './scene.ts';
import type { SceneSeries } from './series.ts';

interface CrosshairRow {
  readonly id: InstrumentId;
  readonly series: SceneSeries;
  /** In the unit of the axis; null while the market waits. */
  readonly value: number | null;
  /** When that value stood, UTC ms. */
  readonly time: number | null;
  /** Market state where it does not trade at that instant ("lunch"). */
  readonly note: string;
}

const NEAR_HEADLINE_MS = 30 * MINUTE_MS;
const BAR_MS = MINUTE_MS;

/** Value a series shows at an instant: its last point at or before it. */
export function valueAt(series: SceneSeries, time: number): { value: number; time: number } | null {
  if (series.state === 'marks') {
    const mark = series.marks.findLast((m) => m.time <= time);
    return mark === undefined ? null : { value: mark.value, time: mark.time };
  }
  if (series.head !== null && time >= series.head.time) return series.head;
  const at = pointAt(series.path, time);
  if (at < 0) return null;
  return { value: series.path.y[at] as number, time: series.path.x[at] as number };
}

/** What has to be said beside a value: what it stands in for, its own currency among dollars, or why it does not move. */
function noteAt(input: ChartInput, series: SceneSeries, time: UtcMs): string {
  if (series.standsFor.length > 0) return standsForText(series);
  if (series.currency !== null && series.currency !== 'USD') return series.currency;
  const { state } = input.calendars.get(series.instrument.mic).stateAt(time);
  return state === 'open' || state === 'unknown' ? '' : words.peek().figure.state[state];
}

/** "stand-in for Hang Seng", or for how many markets. */
function standsForText({ standsFor }: SceneSeries): string {
  const { standsFor: of, standsForMany } = words.peek().figure;
  const [first] = standsFor;
  return standsFor.length === 1 && first !== undefined
    ? of(first.shortName)
    : standsForMany(standsFor.length);
}

/** Rows of the tooltip, highest value first: the coloured markets, the hovered one, and coloured ones that wait. */
export function crosshairRows(
  input: ChartInput,
  scene: Scene,
  time: UtcMs,
  hovered: InstrumentId | null,
): readonly CrosshairRow[] {
  const rows: CrosshairRow[] = [];
  for (const series of scene.series) {
    const named = series.mark !== null || series.id === hovered || series.selected;
    if (!named && series.standsFor.length === 0) continue;
    const found = valueAt(series, time);
    const waits = series.waiting !== null && time >= series.waiting.from;
    if (found === null && !waits) continue;
    rows.push({
      id: series.id,
      series,
      value: waits ? null : (found?.value ?? null),
      time: waits ? null : (found?.time ?? null),
      note: waits ? words.peek().figure.waiting : noteAt(input, series, time),
    });
  }
  return rows.sort((a, b) => (b.value ?? Number.NEGATIVE_INFINITY) - (a.value ?? Number.NEGATIVE_INFINITY));
}

/** The newest headline at or before the instant, else the next one, within half an hour. */
export function nearestHeadline(headlines: readonly Headline[], time: number): Headline | null {
  let before: Headline | null = null;
  for (const headline of headlines) {
    if (headline.time > time) {
      if (before !== null && time - before.time <= NEAR_HEADLINE_MS) return before;
      return headline.time - time <= NEAR_HEADLINE_MS ? headline : null;
    }
    before = headline;
  }
  return before !== null && time - before.time <= NEAR_HEADLINE_MS ? before : null;
}

/** The headline H jumps to: the nearest in either direction, however far. */
export function closestHeadline(headlines: readonly Headline[], time: number): Headline | null {
  let best: Headline | null = null;
  for (const headline of headlines) {
    if (best === null || Math.abs(headline.time - time) < Math.abs(best.time - time)) best = headline;
  }
  return best;
}

/** Outlets beside the first that carry the same story. */
export function otherSources(headlines: readonly Headline[], headline: Headline): number {
  const sources = new Set(headlines.filter((h) => h.storyId === headline.storyId).map((h) => h.source));
  return Math.max(0, sources.size - 1);
}

/** The bar's instant nearest to a pointer: whole minutes inside what may be seen. */
export function snap(input: ChartInput, time: number): UtcMs {
  const rounded = Math.round(time / BAR_MS) * BAR_MS;
  const last = seenUntil(input);
  return asUtcMs(Math.max(input.from, Math.min(last, rounded)));
}

/** The line nearest to a height at an instant, coloured ones first; null when none lies within `reach` (axis units). */
export function nearestSeries(scene: Scene, time: number, value: number, reach: number): InstrumentId | null {
  let best: { id: InstrumentId; away: number } | null = null;
  for (const series of scene.series) {
    const found = valueAt(series, time);
    if (found === null) continue;
    const away = Math.abs(found.value - value) * (series.mark === null ? 1.6 : 1);
    if (away <= reach && (best === null || away < best.away)) best = { id: series.id, away };
  }
  return best?.id ?? null;
}

/** ←/→: the instant `bars` one-minute bars away, held inside what may be seen. */
export const walk = (input: ChartInput, time: UtcMs | null, bars: number): UtcMs =>
  snap(input, (time ?? seenUntil(input)) + bars * BAR_MS);

/** M: the next flag before or after the instant, going round; null where none may be seen. */
export function nextFlag(
  input: ChartInput,
  flags: readonly FlagItem[],
  time: UtcMs | null,
  direction: 1 | -1,
): FlagItem | null {
  const here = time ?? seenUntil(input);
  const seen = flags.filter((f) => f.time <= seenUntil(input)).sort((a, b) => direction * (a.time - b.time));
  return seen.find((f) => direction * (snap(input, f.time) - here) > 0) ?? seen[0] ?? null;
}

/** ↑/↓: the next series by value at that instant. */
export function nextSeries(
  scene: Scene,
  time: UtcMs,
  current: InstrumentId | null,
  direction: 1 | -1,
): InstrumentId | null {
  const order = scene.series
    .map((s) => ({ id: s.id, value: valueAt(s, time)?.value }))
    .filter((s): s is { id: InstrumentId; value: number } => s.value !== undefined)
    .sort((a, b) => b.value - a.value);
  if (order.length === 0) return null;
  const at = order.findIndex((s) => s.id === current);
  const next = at < 0 ? 0 : (at + direction + order.length) % order.length;
  return (order[next] as { id: InstrumentId }).id;
}
