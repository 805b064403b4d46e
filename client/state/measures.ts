import { computed, signal } from '@preact/signals';
import type { Anchor } from '../../shared/event/event.ts';
import type { Instrument, InstrumentId } from '../../shared/market/instrument.ts';
import type { ReactionNow, UsualProfile } from '../../shared/reaction/reaction.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import type { Frame } from '../../shared/timeline/visible.ts';
import { frame } from './frame.ts';
import { shown, subject, t0 } from './subject.ts';

/** Sets moves beside ordinary days. Its code and its profiles come after the first view. */
export interface Measuring {
  /** The newest comparable move of a market; costs nothing where no bar is new. */
  now(frame: Frame, instrument: Instrument, t0: UtcMs, precision: Anchor['precision']): ReactionNow;
  /** Usual moves of a market for this T0, or null. */
  profile(instrument: InstrumentId, t0: UtcMs): UsualProfile | null;
}

/** Null until its chunk is in; a new object whenever profiles have arrived. */
export const measuring = signal<Measuring | null>(null);

/** Whether the ordinary days of this view are in; where reading them failed they are asked for again. */
export const usualState = signal<'loading' | 'ready' | 'failed'>('loading');

const NONE: ReadonlyMap<InstrumentId, ReactionNow> = new Map();

/** What can be said of each shown market's move since T0 at the playhead; empty before T0 and before the chunk is in. */
export const measures = computed<ReadonlyMap<InstrumentId, ReactionNow>>(() => {
  const by = measuring.value;
  const f = frame.value;
  const at = t0.value;
  if (by === null || subject.value === null || at > f.playhead) return NONE;
  const { precision } = subject.value;
  return new Map(shown.value.map((i) => [i.id, by.now(f, i, at, precision)]));
});
