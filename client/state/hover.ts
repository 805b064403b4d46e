import { signal } from '@preact/signals';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { UtcMs } from '../../shared/time/instant.ts';

/** What the crosshair points at; chart, table and list all light up what it names. */
export interface Hover {
  /** Instant of the crosshair, UTC ms; null where there is none. */
  readonly time: UtcMs | null;
  readonly instrument: InstrumentId | null;
  readonly headlineId: string | null;
  /** Set by a click: the crosshair stays until Esc. */
  readonly locked: boolean;
}

export const NO_HOVER: Hover = { time: null, instrument: null, headlineId: null, locked: false };

export const hover = signal<Hover>(NO_HOVER);

const same = (a: Hover, b: Hover): boolean =>
  a.time === b.time &&
  a.instrument === b.instrument &&
  a.headlineId === b.headlineId &&
  a.locked === b.locked;

/** Changes parts of the hover; an equal value wakes nobody. */
export function changeHover(change: Partial<Hover>): void {
  const next = { ...hover.peek(), ...change };
  if (!same(next, hover.peek())) hover.value = next;
}

/** Esc, or the pointer has left: nothing is pointed at. */
export function clearHover(): void {
  if (!same(hover.peek(), NO_HOVER)) hover.value = NO_HOVER;
}
