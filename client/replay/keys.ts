/** What a key asks for. */
export type KeyAction =
  | {
      readonly do:
        | 'toggle'
        | 'start'
        | 'end'
        | 't0'
        | 'go-to'
        | 'full-screen'
        | 'leave'
        | 'help'
        | 'picker'
        | 'zoom-back'
        | 't0-here'
        | 't0-back';
    }
  | { readonly do: 'bars'; readonly count: number }
  | { readonly do: 'minutes'; readonly count: number }
  | { readonly do: 'speed'; readonly faster: boolean }
  | { readonly do: 'tenth'; readonly tenth: number }
  | { readonly do: 'headline' | 'event'; readonly forward: boolean };

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
}

/** Where the key was pressed: in a field, on a control that has keys of its own, or anywhere else. */
export type KeyPlace = 'field' | 'control' | 'page';

export interface KeyContext {
  readonly place: KeyPlace;
  /** Single keys are switched on. */
  readonly enabled: boolean;
  readonly replaying: boolean;
  readonly paused: boolean;
  /** A sheet lies over the page. */
  readonly covered: boolean;
}

const LETTERS: Readonly<Record<string, KeyAction>> = {
  k: { do: 'toggle' },
  j: { do: 'minutes', count: -10 },
  l: { do: 'minutes', count: 10 },
  '<': { do: 'speed', faster: false },
  '>': { do: 'speed', faster: true },
  n: { do: 'headline', forward: true },
  p: { do: 'headline', forward: false },
  '[': { do: 'event', forward: false },
  ']': { do: 'event', forward: true },
  e: { do: 't0' },
};

/** Keys a focused control keeps for itself. */
const OF_CONTROLS: ReadonlySet<string> = new Set([' ', 'Enter', 'ArrowLeft', 'ArrowRight', 'Home', 'End']);

function inReplay(press: KeyPress, paused: boolean): KeyAction | null {
  switch (press.key) {
    case ' ':
      return { do: 'toggle' };
    case 'ArrowLeft':
      return { do: 'bars', count: press.shift ? -10 : -1 };
    case 'ArrowRight':
      return { do: 'bars', count: press.shift ? 10 : 1 };
    case ',':
      return paused ? { do: 'bars', count: -1 } : null;
    case '.':
      return paused ? { do: 'bars', count: 1 } : null;
    case 'Home':
      return { do: 'start' };
    case 'End':
      return { do: 'end' };
    case 'Escape':
      return { do: 'leave' };
  }
  if (/^[0-9]$/.test(press.key) && !press.shift) return { do: 'tenth', tenth: Number(press.key) };
  return LETTERS[press.key.toLowerCase()] ?? null;
}

/** What a key press means here, or null. Off while typing and behind a sheet; Ctrl/Cmd+K works everywhere. */
export function keyAction(press: KeyPress, context: KeyContext): KeyAction | null {
  const plain = !press.ctrl && !press.meta && !press.alt;
  if ((press.ctrl || press.meta) && !press.alt && press.key.toLowerCase() === 'k') return { do: 'picker' };
  if (!plain || !context.enabled || context.covered || context.place === 'field') return null;
  if (context.place === 'control' && OF_CONTROLS.has(press.key)) return null;
  if (press.shift && press.code === 'Digit0') return { do: 'zoom-back' };
  if (press.shift && press.key.toLowerCase() === 't') return { do: 't0-here' };
  if (press.shift && press.key.toLowerCase() === 'e') return { do: 't0-back' };
  if (press.key === '?') return { do: 'help' };
  if (press.key.toLowerCase() === 'g' && !press.shift) return { do: 'go-to' };
  if (press.key.toLowerCase() === 'f' && !press.shift) return { do: 'full-screen' };
  return context.replaying ? inReplay(press, context.paused) : null;
}
