import { asUtcMs, MINUTE_MS, SECOND_MS, type UtcMs } from '../../shared/time/instant.ts';
import { mode, playhead } from './playhead.ts';
import { subject } from './subject.ts';
import { changeView, view } from './view.ts';

/** In a replay the address counts from T0: a new T0 keeps the playhead where it stands. */
const offsetFrom = (t0: UtcMs): number | null =>
  mode.peek() === 'replay' ? Math.round((playhead.peek() - t0) / SECOND_MS) : view.peek().t;

/** Makes any minute the T0 of the page, without making an event. */
export function setT0(time: number): void {
  const t0 = asUtcMs(Math.floor(time / MINUTE_MS) * MINUTE_MS);
  changeView({ t0, t: offsetFrom(t0) });
}

/** Makes the minute of the playhead the T0. */
export const nowAsT0 = (): void => setT0(playhead.peek());

/** Back to the T0 of the event or of the day. */
export function leaveOwnT0(): void {
  const about = subject.peek();
  if (about !== null) changeView({ t0: null, t: offsetFrom(about.anchor.time) });
}
