import type { Headline } from '../news/headline.ts';
import type { UtcMs } from '../time/instant.ts';
import type { BarInterval } from '../time/interval.ts';
import { type BarSeries, upperBound } from './bar-series.ts';
import type { Timeline } from './timeline.ts';

/** A close as one revision of a bar had it. */
export interface CloseVersion {
  readonly close: number;
  /** When it was stored here, UTC ms. */
  readonly receivedAt: UtcMs;
  readonly revision: number;
  readonly provider: string;
}

/** A finished bar whose close was changed. */
export interface BarCorrection {
  readonly interval: BarInterval;
  readonly openTime: UtcMs;
  readonly closeTime: UtcMs;
  /** Closes that had been received by the playhead, oldest first, at least two; neighbours differ. */
  readonly closes: readonly CloseVersion[];
}

/**
 * Bars of a series that had closed and whose close had been changed by the playhead, by time. A revision that was received
 * later counts for nothing, on either basis: by what came later nobody can tell here that a close was ever another one.
 */
export function barCorrections(series: BarSeries, playhead: UtcMs): BarCorrection[] {
  const { columns, length, interval, providers } = series;
  const earlier = new Map<UtcMs, CloseVersion[]>();
  for (const { openTime, closeTime, close, receivedAt, revision, provider } of series.superseded) {
    if (closeTime > playhead || receivedAt > playhead) continue;
    const known = earlier.get(openTime) ?? [];
    known.push({ close, receivedAt, revision, provider });
    earlier.set(openTime, known);
  }
  const found: BarCorrection[] = [];
  for (const [openTime, versions] of earlier) {
    const index = upperBound(columns.openTime, length, openTime) - 1;
    const closeTime = columns.closeTime[index] as UtcMs;
    if (columns.openTime[index] !== openTime || closeTime > playhead) continue;
    const receivedAt = columns.receivedAt[index] as UtcMs;
    if (receivedAt <= playhead) {
      const [close, revision] = [columns.close[index] as number, columns.revision[index] as number];
      versions.push({ close, receivedAt, revision, provider: providers[index] as string });
    }
    const closes = versions
      .sort((a, b) => a.revision - b.revision)
      .filter(({ close }, at, all) => close !== all[at - 1]?.close);
    if (closes.length >= 2) found.push({ interval, openTime, closeTime, closes });
  }
  return found.sort((a, b) => a.openTime - b.openTime);
}

/** Versions of a headline before the one that is shown, oldest first, whose title then was another one. */
export function earlierTitles(timeline: Timeline, shown: Headline, playhead: UtcMs): readonly Headline[] {
  return (timeline.supersededHeadlines.get(shown.id) ?? []).filter(
    (h, at, all) =>
      h.receivedAt <= playhead &&
      h.seq < shown.seq &&
      h.title !== shown.title &&
      h.title !== all[at - 1]?.title,
  );
}
