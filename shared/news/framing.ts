import { asUtcMs, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type UtcMs } from '../time/instant.ts';
import type { Headline, Side } from './headline.ts';

/** How much one side said in a stretch of time, and how it sounded. */
export interface Voice {
  readonly items: number;
  /** Items with a tone. */
  readonly rated: number;
  /** Mean tone of the rated ones, −1…1; null where none is rated. */
  readonly tone: number | null;
}

export type Voices = Readonly<Record<Side, Voice>>;

export interface FramingBin {
  readonly from: UtcMs;
  /** Its end; of the last one the playhead, where that comes first. */
  readonly to: UtcMs;
  readonly voices: Voices;
}

/** Volume and tone by side over time. */
export interface Framing {
  readonly from: UtcMs;
  /** Up to here anything was looked at: the end of the range or the playhead. */
  readonly until: UtcMs;
  readonly binMs: number;
  /** One after another from `from`; the empty ones too. None lies after `until`. */
  readonly bins: readonly FramingBin[];
  readonly total: Voices;
  /** The same since T0; null while T0 is ahead. */
  readonly sinceT0: Voices | null;
  /** Items of the range whose time is doubtful or known to the day only: in no bin and in no total. */
  readonly unplaced: number;
}

export interface FramingRange {
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly t0: UtcMs;
  readonly playhead: UtcMs;
}

const WIDTHS = [5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 3 * HOUR_MS, 6 * HOUR_MS, DAY_MS];
const MOST_BINS = 36;

/** The narrowest even width that cuts a span into at most 36 bins, ms; beyond 36 days as many days as needed. */
export function binWidth(spanMs: number): number {
  const fits = WIDTHS.find((width) => spanMs <= width * MOST_BINS);
  return fits ?? Math.ceil(spanMs / MOST_BINS / DAY_MS) * DAY_MS;
}

const isPlaced = (headline: Headline): boolean =>
  !headline.dateDoubtful && headline.precisionSeconds * SECOND_MS < DAY_MS;

function voiceOf(headlines: readonly Headline[]): Voice {
  const tones = headlines.flatMap((h) => h.tone ?? []);
  const tone = tones.length === 0 ? null : tones.reduce((sum, one) => sum + one, 0) / tones.length;
  return { items: headlines.length, rated: tones.length, tone };
}

const voicesOf = (headlines: readonly Headline[]): Voices => ({
  us: voiceOf(headlines.filter((h) => h.side === 'us')),
  china: voiceOf(headlines.filter((h) => h.side === 'china')),
  other: voiceOf(headlines.filter((h) => h.side === 'other')),
});

/**
 * How the sides spoke in `[from, to]`, in bins of time. Items are counted, not stories: that one side repeats itself is
 * part of the picture. Nothing after the playhead is looked at, and no bin reaches past it.
 */
export function framing(headlines: readonly Headline[], { from, to, t0, playhead }: FramingRange): Framing {
  const until = asUtcMs(Math.max(from, Math.min(to, playhead)));
  // Of the whole range, so that bins stay where they are while the playhead goes on.
  const binMs = binWidth(Math.max(to - from, MINUTE_MS));
  const inRange = headlines.filter((h) => h.time >= from && h.time <= Math.min(to, playhead));
  const placed = inRange.filter(isPlaced);
  const byBin = Map.groupBy(placed, (h) => Math.floor((h.time - from) / binMs));
  // An item of this very instant begins the next bin; an empty one of no length is none.
  const count = byBin.has((until - from) / binMs)
    ? (until - from) / binMs + 1
    : Math.ceil((until - from) / binMs);
  const bins = Array.from({ length: count }, (_, at): FramingBin => {
    const start = from + at * binMs;
    return {
      from: asUtcMs(start),
      to: asUtcMs(Math.min(start + binMs, until)),
      voices: voicesOf(byBin.get(at) ?? []),
    };
  });
  return {
    from,
    until,
    binMs,
    bins,
    total: voicesOf(placed),
    sinceT0: t0 > until ? null : voicesOf(placed.filter((h) => h.time >= t0)),
    unplaced: inRange.length - placed.length,
  };
}
