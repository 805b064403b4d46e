import { computed, effect, signal } from '@preact/signals';
import type { Cancel, Clock } from '../../shared/time/clock.ts';
import { asUtcMs, DAY_MS, SECOND_MS } from '../../shared/time/instant.ts';
import { fetchWindow } from '../connection/windows.ts';
import { frame, range } from './frame.ts';
import type { Stretch } from './reread.ts';
import { heldHistory, heldStore, takeWindow, timelineVersion } from './timeline.ts';
import { view } from './view.ts';
import type { View } from './view-url.ts';

/** Longest windows that still hold minutes, and hours; a longer one holds days. The server chooses by the same lengths. */
const LEVELS: readonly number[] = [12 * DAY_MS, 120 * DAY_MS, 40 * 366 * DAY_MS];
/** Quiet time of the hand before anything is asked for, ms. */
const QUIET_MS = 200;
const RETRY_MS = 10 * SECOND_MS;

/** `loading`: older prices of the range are on their way; `failed`: they could not be read and are asked for again. */
export const historyState = signal<'ready' | 'loading' | 'failed'>('ready');

const levelOf = ({ from, to }: Stretch): number => LEVELS.findIndex((longest) => to - from <= longest);

/**
 * What has to be fetched so that `wanted` can be drawn from bars as fine as its length deserves, or null where it is
 * held. Widened to whole days and by a quarter to both sides, so that a hand that moves on finds it there.
 */
export function missingStretch(wanted: Stretch, held: readonly Stretch[]): Stretch | null {
  const level = levelOf(wanted);
  if (level < 0) return null;
  const fine = held.filter((h) => levelOf(h) <= level && levelOf(h) >= 0).sort((a, b) => a.from - b.from);
  let reached: number = wanted.from;
  for (const { from, to } of fine) if (from <= reached) reached = Math.max(reached, to);
  if (reached >= wanted.to) return null;
  const aside = (wanted.to - wanted.from) / 4;
  const from = Math.floor((wanted.from - aside) / DAY_MS) * DAY_MS;
  const to = Math.ceil((wanted.to + aside) / DAY_MS) * DAY_MS;
  const widened = { from: asUtcMs(from), to: asUtcMs(to) };
  return levelOf(widened) === level ? widened : wanted;
}

/** The part of the range that may be seen; null while the page chooses the range itself, for that is always there. */
const wanted = computed<Stretch | null>(() => {
  const { from, to, own } = range.value;
  timelineVersion.value;
  const until = Math.min(to, frame.value.playhead, heldHistory().liveFrom);
  return own && until > from ? { from, to: asUtcMs(until) } : null;
});

/** Fetches what the range lacks, one window at a time, once the hand rests. */
export function keepHistory(clock: Clock): void {
  let reading = false;
  let waiting = false;
  let cancel: Cancel = () => {};
  /** The range of the address that is waited for. */
  let rested: Pick<View, 'from' | 'to'> | null = null;
  /** Windows that came of this store, whatever wider and coarser ones are held. */
  let fetched: { readonly store: string | null; readonly stretches: Stretch[] } = {
    store: null,
    stretches: [],
  };
  const missing = (): Stretch | null => {
    const asked = wanted.peek();
    if (fetched.store !== heldStore()) fetched = { store: heldStore(), stretches: [] };
    return asked === null ? null : missingStretch(asked, [...heldHistory().stretches, ...fetched.stretches]);
  };
  const wakeIn = (delayMs: number): void => {
    cancel();
    waiting = true;
    cancel = clock.after(delayMs, () => void run());
  };
  const run = async (): Promise<void> => {
    waiting = false;
    const stretch = missing();
    if (reading) return;
    if (stretch === null) {
      historyState.value = 'ready';
      return;
    }
    reading = true;
    const read = await fetchWindow(stretch).then(takeWindow, () => false);
    reading = false;
    if (read) fetched.stretches.push(stretch);
    historyState.value = read ? 'loading' : 'failed';
    wakeIn(read ? 0 : RETRY_MS);
  };
  effect(() => {
    wanted.value;
    if (reading || missing() === null) {
      if (!reading) historyState.value = 'ready';
      return;
    }
    if (historyState.peek() === 'failed') return;
    const { from, to } = view.value;
    // Only a hand that moves on puts it off: a playhead that runs would do so for ever.
    if (waiting && rested?.from === from && rested.to === to) return;
    rested = { from, to };
    historyState.value = 'loading';
    wakeIn(QUIET_MS);
  });
}
