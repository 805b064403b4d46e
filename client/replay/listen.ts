import { hover } from '../state/hover.ts';
import { leaveOwnT0, setT0 } from '../state/own-t0.ts';
import {
  leaveReplay,
  mode,
  playhead,
  playing,
  replayClock,
  setSpeed,
  togglePlay,
} from '../state/playhead.ts';
import { settings } from '../state/settings.ts';
import { openSheet, sheet } from '../state/sheet.ts';
import { changeView } from '../state/view.ts';
import { type KeyAction, type KeyPlace, keyAction } from './keys.ts';
import { jumpMinutes, jumpTo, nextSpeed, stepBars, toEnd, toStart, toT0, toTenth } from './replay-state.ts';

function placeOf(target: EventTarget | null): KeyPlace {
  if (!(target instanceof HTMLElement)) return 'page';
  if (target.isContentEditable || target.matches('textarea, select')) return 'field';
  if (target instanceof HTMLInputElement) {
    return ['range', 'checkbox', 'radio', 'button'].includes(target.type) ? 'control' : 'field';
  }
  return target.closest(
    'button, a, summary, [role="grid"], [role="slider"], [role="application"], canvas',
  ) === null
    ? 'page'
    : 'control';
}

function toggleFullScreen(): void {
  void (document.fullscreenElement === null
    ? document.documentElement.requestFullscreen()
    : document.exitFullscreen());
}

/** Actions that need nothing but their name. */
const SIMPLE = {
  toggle: togglePlay,
  start: toStart,
  end: toEnd,
  t0: toT0,
  leave: leaveReplay,
  'go-to': () => openSheet('go-to'),
  help: () => openSheet('help'),
  picker: () => openSheet('picker'),
  'zoom-back': () => changeView({ from: null, to: null }),
  't0-here': () => setT0(hover.peek().time ?? playhead.peek()),
  't0-back': leaveOwnT0,
  'full-screen': toggleFullScreen,
} as const;

function act(action: KeyAction): void {
  if (action.do === 'bars') stepBars(action.count);
  else if (action.do === 'minutes') jumpMinutes(action.count);
  else if (action.do === 'speed') setSpeed(nextSpeed(replayClock.value?.speed ?? 60, action.faster));
  else if (action.do === 'tenth') toTenth(action.tenth);
  else if (action.do === 'headline' || action.do === 'event') jumpTo(action.do, action.forward);
  else SIMPLE[action.do]();
}

/** Keys of the whole page. */
export function listenToKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    // Esc frees a locked crosshair first; the chart does that.
    if (event.key === 'Escape' && hover.value.locked) return;
    const action = keyAction(
      {
        key: event.key,
        code: event.code,
        shift: event.shiftKey,
        ctrl: event.ctrlKey,
        meta: event.metaKey,
        alt: event.altKey,
      },
      {
        place: placeOf(event.target),
        enabled: settings.value.keys,
        replaying: mode.value === 'replay',
        paused: !playing.value,
        covered: sheet.value !== null,
      },
    );
    if (action === null) return;
    event.preventDefault();
    act(action);
  });
}
