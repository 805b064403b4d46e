import type { UtcMs } from '../../shared/time/instant.ts';
import { changeHover, clearHover, hover } from '../state/hover.ts';
import type { ChartCallbacks } from './chart-input.ts';
import { closestHeadline, nextFlag, nextSeries, snap, walk } from './crosshair.ts';
import type { Figure } from './figure.ts';
import { rulerOf } from './hand-ruler.ts';
import { held, panned, type Range, zoomed } from './lens.ts';
import { shownMs } from './scale.ts';
import { seenUntil } from './scene.ts';

interface Stroke {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
}

function first(figure: Figure): Figure['scene']['series'][number]['id'] | null {
  const { series } = figure.scene;
  return (
    (series.findLast((s) => s.selected) ?? series.findLast((s) => s.mark !== null) ?? series.at(-1))?.id ??
    null
  );
}

function move(figure: Figure, bars: number): void {
  const { time, instrument } = hover.peek();
  changeHover({
    time: walk(figure.input, time, bars),
    instrument: instrument ?? first(figure),
    headlineId: null,
    locked: true,
  });
}

function toHeadline(figure: Figure): void {
  const { from, frame } = figure.input;
  const until = seenUntil(figure.input);
  const seen = frame.headlines.filter((h) => h.time >= from && h.time <= until);
  const found = closestHeadline(seen, hover.peek().time ?? until);
  if (found !== null) {
    changeHover({ time: snap(figure.input, found.time), headlineId: found.id, locked: true });
  }
}

function toSeries(figure: Figure, direction: 1 | -1): void {
  const { time, instrument } = hover.peek();
  const at: UtcMs = time ?? seenUntil(figure.input);
  changeHover({ time: at, instrument: nextSeries(figure.scene, at, instrument, direction), locked: true });
}

function toFlag(figure: Figure, direction: 1 | -1): void {
  const { time, instrument } = hover.peek();
  const found = nextFlag(figure.input, figure.flagItems, time, direction);
  if (found === null) return;
  changeHover({
    time: snap(figure.input, found.time),
    instrument: instrument ?? first(figure),
    headlineId: null,
    locked: true,
  });
}

/** One press of + or −, and of Page Up or Page Down as a share of what is shown. */
const ZOOM_STEP = 1.5;
const PAN_STEP = 0.5;

/** Zoom about the crosshair, else about the newest that is seen; or half a screen through time. */
function lens(key: string, figure: Figure, callbacks: ChartCallbacks): boolean {
  const { input, scale } = figure;
  const range = { from: input.from, to: input.to };
  const ruler = rulerOf(input, range);
  const about = hover.peek().time ?? seenUntil(input);
  const half = shownMs(scale) * PAN_STEP;
  const moves: Readonly<Record<string, () => Range>> = {
    '+': () => zoomed(range, about, 1 / ZOOM_STEP, ruler),
    '-': () => zoomed(range, about, ZOOM_STEP, ruler),
    PageUp: () => panned(range, -half, ruler),
    PageDown: () => panned(range, half, ruler),
  };
  const next = moves[key === '=' ? '+' : key]?.();
  if (next === undefined) return false;
  const { from, to } = held(next, input.bounds);
  callbacks.onRange(from, to);
  return true;
}

/** Keys of the focused chart: + − zoom, Page Up and Page Down pan, ←/→ bars (Shift ten), ↑/↓ series, H headline, M flag (Shift back), Enter, Esc, Shift+0. True where taken. */
export function pressKey(stroke: Stroke, figure: Figure, callbacks: ChartCallbacks): boolean {
  const bars = stroke.shiftKey ? 10 : 1;
  switch (stroke.key) {
    case 'ArrowLeft':
      move(figure, -bars);
      return true;
    case 'ArrowRight':
      move(figure, bars);
      return true;
    case 'ArrowUp':
      toSeries(figure, -1);
      return true;
    case 'ArrowDown':
      toSeries(figure, 1);
      return true;
    case 'h':
    case 'H':
      toHeadline(figure);
      return true;
    case 'm':
    case 'M':
      toFlag(figure, stroke.shiftKey ? -1 : 1);
      return true;
    case 'Enter':
      callbacks.onSelect(hover.peek().instrument);
      return true;
    case 'Escape':
      if (hover.peek().time === null) return false;
      clearHover();
      return true;
    default:
      if (!stroke.shiftKey || stroke.key === '+') {
        if (lens(stroke.key, figure, callbacks)) return true;
      }
      if (!(stroke.shiftKey && stroke.code === 'Digit0')) return false;
      callbacks.onRangeReset?.();
      return true;
  }
}
