import type { Cancel } from '../../shared/time/clock.ts';
import { asUtcMs, MINUTE_MS } from '../../shared/time/instant.ts';
import { nextFrame } from '../runtime/frame-scheduler.ts';
import { changeHover, clearHover, hover } from '../state/hover.ts';
import type { ChartCallbacks, ChartInput } from './chart-input.ts';
import type { ChartView } from './chart-view.ts';
import { rulerOf } from './hand-ruler.ts';
import { type Hit, hitAt } from './hit.ts';
import { held, panned, type Range, wheelFactor, zoomed } from './lens.ts';
import type { Ruler } from './ruler.ts';
import { msPerPx, timeAt } from './scale.ts';

/** A finger that rests this long moves the crosshair, ms. */
const LONG_PRESS_MS = 350;
/** A drag is never a click: from this many px on it is a drag. */
const SLOP = 5;

type Grip =
  | { readonly kind: 'press' }
  | {
      readonly kind: 'pan';
      readonly range: Range;
      readonly x: number;
      readonly perPx: number;
      readonly ruler: Ruler;
    }
  | { readonly kind: 'seek' }
  | { readonly kind: 'crosshair' }
  | {
      readonly kind: 'pinch';
      readonly range: Range;
      readonly about: number;
      readonly apart: number;
      readonly ruler: Ruler;
    };

interface Touch {
  x: number;
  y: number;
}

/** Hands on the chart: hover, click, drag, wheel, pinch and long press. Everything else of the page stays untouched. */
export class Gestures {
  readonly #root: HTMLElement;
  readonly #view: ChartView;
  readonly #callbacks: () => ChartCallbacks & ChartInput;
  readonly #touches = new Map<number, Touch>();
  #down: { x: number; y: number; at: number; hit: Hit } | null = null;
  #grip: Grip | null = null;
  #longPress: Cancel | null = null;
  readonly #stop = new AbortController();

  constructor(root: HTMLElement, view: ChartView, callbacks: () => ChartCallbacks & ChartInput) {
    this.#root = root;
    this.#view = view;
    this.#callbacks = callbacks;
    const { signal } = this.#stop;
    const on = <K extends keyof HTMLElementEventMap>(
      type: K,
      run: (event: HTMLElementEventMap[K]) => void,
      options: AddEventListenerOptions = {},
    ): void => root.addEventListener(type, run, { signal, ...options });
    on('pointerdown', (e) => this.#press(e));
    on('pointermove', (e) => this.#move(e));
    on('pointerup', (e) => this.#release(e));
    on('pointercancel', (e) => this.#cancel(e));
    on('pointerleave', () => this.#leave());
    on('dblclick', () => this.#callbacks().onRangeReset?.());
    on('wheel', (e) => this.#wheel(e), { passive: false });
    // Scrolling is the browser's until the crosshair or a pinch has begun.
    on(
      'touchmove',
      (e) => {
        if (this.#grip !== null && this.#grip.kind !== 'press') e.preventDefault();
      },
      { passive: false },
    );
    on('contextmenu', (e) => {
      if (this.#grip?.kind === 'crosshair') e.preventDefault();
    });
  }

  detach(): void {
    this.#longPress?.();
    this.#stop.abort();
  }

  #at(event: MouseEvent): { x: number; y: number } {
    const box = this.#root.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #range(): Range {
    const { from, to } = this.#callbacks();
    return { from, to };
  }

  #show(range: Range): void {
    const { bounds, onRange } = this.#callbacks();
    const next = held(range, bounds);
    onRange(next.from, next.to);
  }

  #press(event: PointerEvent): void {
    const figure = this.#view.figure;
    if (figure === null || (event.pointerType === 'mouse' && event.button !== 0)) return;
    // The tooltip has a button of its own.
    if (event.target instanceof Element && event.target.closest('button') !== null) return;
    const point = this.#at(event);
    this.#touches.set(event.pointerId, point);
    if (this.#touches.size === 2) {
      this.#beginPinch();
      return;
    }
    const hit = hitAt(figure, point.x, point.y);
    this.#down = { ...point, at: event.timeStamp, hit };
    this.#grip = hit.playhead ? { kind: 'seek' } : { kind: 'press' };
    if (hit.part !== 'outside' && event.pointerType === 'mouse')
      this.#root.setPointerCapture(event.pointerId);
    if (event.pointerType === 'touch' && hit.bar !== null) this.#waitForLongPress(event.timeStamp);
  }

  #waitForLongPress(since: number): void {
    this.#longPress?.();
    this.#longPress = nextFrame((at) => {
      if (this.#grip?.kind !== 'press' || this.#down === null) return;
      if (at - since < LONG_PRESS_MS) {
        this.#waitForLongPress(since);
        return;
      }
      this.#grip = { kind: 'crosshair' };
      this.#pointAt(this.#down.x, this.#down.y, true);
    });
  }

  #beginPinch(): void {
    const figure = this.#view.figure;
    const [a, b] = [...this.#touches.values()];
    if (figure === null || a === undefined || b === undefined) return;
    this.#longPress?.();
    const about = timeAt(figure.scale, (a.x + b.x) / 2);
    const range = this.#range();
    const ruler = rulerOf(this.#callbacks(), range);
    this.#grip = { kind: 'pinch', range, about, apart: Math.max(20, Math.abs(a.x - b.x)), ruler };
    this.#view.hold(true);
  }

  #move(event: PointerEvent): void {
    const figure = this.#view.figure;
    if (figure === null) return;
    const point = this.#at(event);
    const touch = this.#touches.get(event.pointerId);
    if (touch !== undefined) this.#touches.set(event.pointerId, point);
    const grip = this.#grip;
    if (grip === null) {
      if (event.pointerType !== 'touch') this.#pointAt(point.x, point.y, false);
      return;
    }
    const down = this.#down;
    switch (grip.kind) {
      case 'press':
        if (down !== null) this.#perhapsPan(event, point, down, msPerPx(figure.scale));
        break;
      case 'pan':
        this.#show(panned(grip.range, (grip.x - point.x) * grip.perPx, grip.ruler));
        break;
      case 'seek':
        this.#seek(point.x);
        break;
      case 'crosshair':
        this.#pointAt(point.x, point.y, true);
        break;
      case 'pinch':
        this.#pinch(grip);
        break;
    }
  }

  #perhapsPan(
    event: PointerEvent,
    point: { x: number; y: number },
    down: { x: number; y: number; hit: Hit },
    perPx: number,
  ): void {
    const dx = point.x - down.x;
    const dy = point.y - down.y;
    if (Math.hypot(dx, dy) <= SLOP) return;
    if (event.pointerType === 'touch' && Math.abs(dy) > Math.abs(dx)) return;
    if (down.hit.time === null) return;
    this.#longPress?.();
    const range = this.#range();
    this.#grip = { kind: 'pan', range, x: down.x, perPx, ruler: rulerOf(this.#callbacks(), range) };
    this.#view.hold(true);
    if (!hover.peek().locked) clearHover();
  }

  #pinch(grip: Extract<Grip, { kind: 'pinch' }>): void {
    const [a, b] = [...this.#touches.values()];
    if (a === undefined || b === undefined) return;
    const factor = grip.apart / Math.max(20, Math.abs(a.x - b.x));
    this.#show(zoomed(grip.range, grip.about, factor, grip.ruler));
  }

  #release(event: PointerEvent): void {
    const grip = this.#grip;
    const down = this.#down;
    this.#end(event);
    if (grip?.kind === 'press' && down !== null) {
      if (event.shiftKey && down.hit.bar !== null) this.#callbacks().onSetT0?.(down.hit.bar);
      else this.#click(down.hit);
    }
    if (grip?.kind === 'crosshair') changeHover({ locked: true });
  }

  #cancel(event: PointerEvent): void {
    this.#end(event);
  }

  #end(event: PointerEvent): void {
    this.#touches.delete(event.pointerId);
    this.#longPress?.();
    this.#longPress = null;
    if (this.#grip?.kind === 'pan' || this.#grip?.kind === 'pinch') this.#view.hold(false);
    this.#grip = null;
    this.#down = null;
  }

  #leave(): void {
    if (this.#grip !== null) return;
    this.#view.point({ flag: null });
    if (!hover.peek().locked) clearHover();
  }

  #click(hit: Hit): void {
    const { onSelect, onPickTime, selected } = this.#callbacks();
    if (hit.part === 'label') onSelect(hit.instrument === selected ? null : hit.instrument);
    else if (hit.part === 'axis' && hit.time !== null)
      onPickTime(asUtcMs(Math.round(hit.time / MINUTE_MS) * MINUTE_MS));
    else if (hit.headline !== null) {
      changeHover({ headlineId: hit.headline.id, time: hit.bar, instrument: null, locked: true });
    } else if (hit.bar !== null) {
      const { locked, time } = hover.peek();
      if (locked && time === hit.bar) clearHover();
      else changeHover({ time: hit.bar, instrument: hit.instrument, headlineId: null, locked: true });
    } else if (hit.part === 'outside') clearHover();
  }

  #seek(x: number): void {
    const figure = this.#view.figure;
    if (figure === null) return;
    const hit = hitAt(figure, x, figure.geometry.axis.top + 2);
    if (hit.time !== null) this.#callbacks().onPickTime(hit.time);
  }

  #pointAt(x: number, y: number, always: boolean): void {
    const figure = this.#view.figure;
    if (figure === null) return;
    const hit = hitAt(figure, x, y);
    this.#view.point({ flag: hit.flag });
    this.#root.style.cursor = hit.playhead
      ? 'ew-resize'
      : hit.part === 'label' || hit.part === 'axis' || hit.headline !== null
        ? 'pointer'
        : '';
    if (hover.peek().locked && !always) return;
    const headlineId = hit.headline?.id ?? null;
    changeHover({
      time: hit.part === 'axis' ? null : hit.bar,
      instrument: hit.instrument,
      headlineId,
      locked: false,
    });
  }

  #wheel(event: WheelEvent): void {
    const figure = this.#view.figure;
    if (figure === null) return;
    const { x, y } = this.#at(event);
    const hit = hitAt(figure, x, y);
    if (hit.time === null) return;
    event.preventDefault();
    const range = this.#range();
    const ruler = rulerOf(this.#callbacks(), range);
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    const factor = wheelFactor(event.deltaY * (event.ctrlKey ? 4 : 1), event.deltaMode);
    this.#show(
      sideways
        ? panned(range, event.deltaX * msPerPx(figure.scale), ruler)
        : zoomed(range, hit.time, factor, ruler),
    );
  }
}
