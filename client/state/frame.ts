import { computed } from '@preact/signals';
import { asUtcMs, HOUR_MS, MINUTE_MS, SECOND_MS, type UtcMs } from '../../shared/time/instant.ts';
import { followRange } from './day-range.ts';
import { mode, playhead } from './playhead.ts';
import { liveNow } from './status.ts';
import { inWindow, matches, onSide } from './stories.ts';
import { day, subject, t0 } from './subject.ts';
import { frameAt, timelineLoaded, timelineVersion } from './timeline.ts';
import { view } from './view.ts';
import { resolveTime, type TimeRef } from './view-url.ts';

/** False until the first data are in. */
export const loaded = computed(() => timelineLoaded.value);

/** All that may be seen now. Charts, tables, words, counts and exports read this and nothing else. */
export const frame = computed(() => {
  timelineVersion.value;
  return frameAt(playhead.value, view.value.basis);
});

/**
 * What the list of events may offer: in a replay only what had happened by the playhead, else what has happened by
 * now, so that a day in the archive does not hide the later ones.
 */
export const catalogueFrame = computed(() => {
  timelineVersion.value;
  return mode.value === 'archive' ? frameAt(catalogueNow.value, 'published') : frame.value;
});
const catalogueNow = computed<UtcMs>(() => asUtcMs(Math.floor(liveNow.value / MINUTE_MS) * MINUTE_MS));

/** Anchors of the event that lie at or before the playhead. */
export const visibleAnchors = computed(
  () => frame.value.events.find((e) => e.slug === subject.value?.slug)?.anchors ?? [],
);

/** Seconds, so that the axis of a running day is not laid out again for each new price. */
const followed = computed(() => Math.floor(playhead.value / SECOND_MS) * SECOND_MS);

/** A range that follows now moves in steps of about a pixel, ms: a week is not laid out anew for each second. */
const STEPS_A_RANGE = 2000;

function steppedNow(from: TimeRef | null, to: TimeRef | null): UtcMs {
  const span = from?.at === 'now' && to?.at === 'now' ? to.offset - from.offset : 0;
  const step = Math.max(SECOND_MS, Math.floor(span / STEPS_A_RANGE));
  return asUtcMs(Math.floor(followed.value / step) * step);
}

/** Range of the time axis: the link's, else what suits the mode. */
export const range = computed<{ readonly from: UtcMs; readonly to: UtcMs; readonly own: boolean }>(() => {
  const automatic =
    mode.value === 'live'
      ? followRange(t0.value, asUtcMs(followed.value))
      : mode.value === 'archive'
        ? { from: day.value.from, to: day.value.lastClose }
        : { from: day.value.from, to: day.value.to };
  const { from: askedFrom, to: askedTo } = view.value;
  if (askedFrom === null && askedTo === null) return { ...automatic, own: false };
  const now = steppedNow(askedFrom, askedTo);
  const from = askedFrom === null ? automatic.from : resolveTime(askedFrom, now, t0.value);
  const to = askedTo === null ? automatic.to : resolveTime(askedTo, now, t0.value);
  return to > from ? { from, to, own: true } : { ...automatic, own: false };
});

/** Headlines of the day that is shown, with two hours before it; older ones are not of it. */
export const dayHeadlines = computed(() =>
  inWindow(frame.value.headlines, asUtcMs(Math.min(day.value.from, range.value.from) - 2 * HOUR_MS)),
);

/** Those of them that side and search leave in the list. */
export const listedHeadlines = computed(() => {
  const { side, q } = view.value;
  if (side === 'all' && q === '') return dayHeadlines.value;
  return dayHeadlines.value.filter((h) => onSide(h, side) && matches(h, q));
});

/** Dated events beside the one the page is about, with a mark in the range. */
export const otherEvents = computed(() => {
  const { from, to } = range.value;
  return frame.value.events.filter(
    (e) => e.slug !== subject.value?.slug && e.anchors.some((a) => a.time >= from && a.time <= to),
  );
});
