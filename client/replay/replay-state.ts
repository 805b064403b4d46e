import { effect } from '@preact/signals';
import { MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { leaveReplay, momentBeside, pause, playhead, playing, replayEnd, seek } from '../state/playhead.ts';
import { settings } from '../state/settings.ts';
import { calendars, day, running, shown, t0 } from '../state/subject.ts';
import { SPEEDS } from '../state/view-url.ts';
import { skipTo } from './skip.ts';

/** Length of a step, ms: the finest bar. */
export const BAR_MS = MINUTE_MS;

/** The edge of a bar `count` bars away; from inside a bar the first step goes to its edge. */
export function barEdge(time: number, count: number): number {
  const floor = Math.floor(time / BAR_MS) * BAR_MS;
  if (count > 0) return floor + count * BAR_MS;
  return (time === floor ? floor : floor + BAR_MS) + count * BAR_MS;
}

export function stepBars(count: number): void {
  seek(barEdge(playhead.value, count));
}

export const jumpMinutes = (minutes: number): void => seek(playhead.value + minutes * MINUTE_MS);
export const toTenth = (tenth: number): void =>
  seek(day.value.from + ((day.value.to - day.value.from) * tenth) / 10);
export const toStart = (): void => seek(day.value.from);
export const toEnd = (): void => seek(day.value.to);
export const toT0 = (): void => seek(t0.value);

/** Jumps to the next or previous headline or event of the day; to its edge where there is none. */
export function jumpTo(what: 'headline' | 'event', forward: boolean): void {
  seek(momentBeside(what, forward) ?? (forward ? day.value.to : day.value.from));
}

/** The next faster or slower speed of the list. */
export function nextSpeed(speed: number, faster: boolean): number {
  const list: readonly number[] = faster ? SPEEDS : SPEEDS.toReversed();
  return list.find((s) => (faster ? s > speed : s < speed)) ?? speed;
}

/** While playing: stops at the end, and jumps over closed hours where that is wanted. */
export function driveReplay(): () => void {
  return effect(() => {
    if (!playing.value) return;
    const time: UtcMs = playhead.value;
    // At the end of a day that is over it stops; one that is running has been caught up with.
    if (time >= replayEnd.value) return running.value ? leaveReplay() : pause();
    if (!settings.value.skipClosed) return;
    const to = skipTo(
      time,
      shown.value.map((i) => calendars.get(i.mic)),
      day.value.to,
    );
    if (to !== null) seek(to);
  });
}
