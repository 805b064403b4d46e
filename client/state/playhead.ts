import { computed, signal } from '@preact/signals';
import { changeClock, eventTimeAt, type ReplayClock } from '../../shared/replay/replay-clock.ts';
import { asUtcMs, SECOND_MS, type UtcMs } from '../../shared/time/instant.ts';
import { liveNow, wallNow } from './status.ts';
import { day, running, t0 } from './subject.ts';
import { neighbours } from './timeline.ts';
import { changeView, view } from './view.ts';

/** Null while not replaying. */
export const replayClock = signal<ReplayClock | null>(null);

export type Mode = 'live' | 'archive' | 'replay';

/** Live while the day of T0 runs; archive when it is over and is shown whole; replay when somebody drives. */
export const mode = computed<Mode>(() => {
  if (replayClock.value !== null) return 'replay';
  return running.value ? 'live' : 'archive';
});

/** The last instant a replay can stand at: the end of the day, or now while the day is running. */
export const replayEnd = computed<UtcMs>(() => asUtcMs(Math.min(day.value.to, liveNow.value)));

const within = (time: number): UtcMs =>
  asUtcMs(Math.round(Math.max(day.value.from, Math.min(replayEnd.value, time))));

/** The instant up to which the page may know anything, UTC ms. */
export const playhead = computed<UtcMs>(() => {
  const clock = replayClock.value;
  if (clock !== null) return within(eventTimeAt(clock, wallNow.value));
  return running.value ? liveNow.value : day.value.lastClose;
});

export const playing = computed(() => replayClock.value !== null && !replayClock.value.paused);

/** Starts a replay of the day at `time`. */
export function startReplay(time: UtcMs, paused: boolean): void {
  replayClock.value = {
    anchorEventTime: within(time),
    anchorWallTime: wallNow.value,
    speed: view.value.speed,
    paused,
    rev: 0,
  };
  writeOffset();
}

/** A link with `t` opens the replay at that second, standing; only the first time. */
export function resumeFromAddress(): void {
  const { t } = view.peek();
  if (t !== null && replayClock.peek() === null) startReplay(asUtcMs(t0.peek() + t * SECOND_MS), true);
}

/** Back to live, or to the whole day. */
export function leaveReplay(): void {
  replayClock.value = null;
  changeView({ t: null, basis: 'published' });
}

function change(patch: Parameters<typeof changeClock>[2]): void {
  const clock = replayClock.value;
  if (clock === null) return;
  const eventTime = patch.eventTime ?? playhead.value;
  replayClock.value = changeClock(clock, wallNow.value, { ...patch, eventTime: within(eventTime) });
}

/** The address follows the playhead while it stands; while it moves, only on a stop. */
function writeOffset(): void {
  const clock = replayClock.value;
  if (clock?.paused) changeView({ t: Math.round((playhead.value - t0.value) / SECOND_MS) });
}

export function play(): void {
  const atEnd = playhead.value >= replayEnd.value;
  change(atEnd ? { paused: false, eventTime: day.value.from } : { paused: false });
}

export function pause(): void {
  change({ paused: true });
  writeOffset();
}

export const togglePlay = (): void => (playing.value ? pause() : play());

/** Moves the playhead; playing goes on from there. */
export function seek(time: number): void {
  change({ eventTime: asUtcMs(Math.round(time)) });
  writeOffset();
}

export function setSpeed(speed: number): void {
  change({ speed });
  changeView({ speed });
}

/** Instant of the next or previous headline or event, as a place to seek to; null where there is none. */
export function momentBeside(what: 'headline' | 'event', forward: boolean): UtcMs | null {
  const { before, after } = neighbours(what, playhead.value);
  return forward ? after : before;
}
