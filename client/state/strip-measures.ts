import { effect, signal } from '@preact/signals';
import type { Anchor } from '../../shared/event/event.ts';
import type { Instrument, InstrumentId } from '../../shared/market/instrument.ts';
import type { Basis } from '../../shared/protocol/resources.ts';
import { movesSince } from '../../shared/reaction/horizon-moves.ts';
import {
  type PreparedReaction,
  prepareReaction,
  type StepHorizon,
} from '../../shared/reaction/measure-step.ts';
import type { OrderInput } from '../../shared/reaction/order.ts';
import { orderSteps } from '../../shared/reaction/order-steps.ts';
import type { MoveRange, MovesSince, UsualProfile } from '../../shared/reaction/reaction.ts';
import { rangesOf } from '../../shared/reaction/t0-ranges.ts';
import { MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { Frame } from '../../shared/timeline/visible.ts';
import { whenIdle } from '../runtime/idle.ts';
import { anchorNow } from './anchor.ts';
import { frame } from './frame.ts';
import { measuring } from './measures.ts';
import { calendars, shown } from './subject.ts';
import type { StripName } from './table-view.ts';

/** What the strips show of one market; a strip that is not open has its part left out. */
export interface StripMeasure {
  readonly since: Omit<MovesSince, 'moves'>;
  /** Of `held` and `sensitivity`: every horizon. */
  readonly steps: readonly StepHorizon[];
  /** Of `order`. */
  readonly order: OrderInput | null;
  /** Of `sensitivity`: ranges in the order of the horizons. */
  readonly ranges: readonly (MoveRange | null)[];
}

interface Kept {
  readonly key: string;
  /** Playhead it was made at, UTC ms: one from a later moment is not shown at an earlier. */
  readonly at: UtcMs;
  /** One of what was published is not shown as what was known. */
  readonly basis: Basis;
  readonly measure: StripMeasure;
}

interface Subject {
  readonly frame: Frame;
  readonly anchor: Anchor;
  readonly instrument: Instrument;
  readonly profile: UsualProfile | null;
}

/** Preparations of a market by what they are made from: tracks of its path grow with the frames. */
const prepared = new Map<InstrumentId, PreparedReaction>();

function preparedFor({ anchor, instrument, profile }: Subject): PreparedReaction {
  const { id, mic } = instrument;
  const { time: t0, precision } = anchor;
  const known = prepared.get(id);
  const parts = known?.parts;
  if (known !== undefined && parts?.t0 === t0 && parts.precision === precision && parts.profile === profile)
    return known;
  const made = prepareReaction({ instrument: id, calendar: calendars.get(mic), t0, precision, profile });
  prepared.set(id, made);
  return made;
}

function measure(strip: StripName, of: Subject): StripMeasure {
  const { frame: f, anchor, instrument, profile } = of;
  const { id, mic } = instrument;
  const calendar = calendars.get(mic);
  const { moves, ...since } = movesSince(f, id, calendar, anchor.time, anchor.precision, []);
  const steps = strip === 'held' || strip === 'sensitivity' ? preparedFor(of).at(f).horizons : [];
  const whole = { ...since, moves };
  return {
    since,
    steps,
    order:
      strip !== 'order'
        ? null
        : {
            instrument: id,
            reactionStart: since.event.reactionStart,
            steps: profile === null ? [] : orderSteps(f, id, calendar, whole, profile),
            profile,
          },
    ranges: strip === 'sensitivity' ? rangesOf(f, id, calendar, anchor, steps) : [],
  };
}

const kept = signal<ReadonlyMap<InstrumentId, Kept>>(new Map());

/** Equal words mean an equal measure: it is made again once a minute, and with each new bar of that market. */
function keyOf(strip: StripName, { frame: f, anchor, instrument, profile }: Subject): string {
  const bars = (['1m', '5m', '1h', '1d'] as const).map((i) => f.bars(instrument.id, i).key);
  const { earliest, latest } = anchor.window;
  const minute = Math.floor(f.playhead / MINUTE_MS);
  const usual = profile === null ? '' : `${profile.t0}/${profile.samples.length}`;
  return [strip, anchor.time, earliest, latest, f.basis, minute, usual, ...bars].join('|');
}

const subjectOf = (instrument: Instrument): Subject => {
  const anchor = anchorNow.value;
  return {
    frame: frame.value,
    anchor,
    instrument,
    profile: measuring.value?.profile(instrument.id, anchor.time) ?? null,
  };
};

/**
 * Keeps the measures of one strip up to date while it is open: one market in each idle moment, and only those of which
 * something is new. Returns what stops it.
 */
export function keepMeasures(strip: StripName): () => void {
  let cancel: (() => void) | null = null;
  const later = (): void => {
    cancel ??= whenIdle(() => {
      cancel = null;
      next();
    });
  };
  const next = (): void => {
    for (const instrument of shown.peek()) {
      const of = subjectOf(instrument);
      const key = keyOf(strip, of);
      if (kept.peek().get(instrument.id)?.key === key) continue;
      const made: Kept = { key, at: of.frame.playhead, basis: of.frame.basis, measure: measure(strip, of) };
      kept.value = new Map([...kept.peek(), [instrument.id, made]]);
      later();
      return;
    }
  };
  kept.value = new Map();
  const stop = effect(() => {
    frame.value;
    measuring.value;
    shown.value;
    anchorNow.value;
    later();
  });
  return () => {
    stop();
    cancel?.();
  };
}

/** What is known of a market at the playhead; null until it has been measured. */
export function measureOf(id: InstrumentId): StripMeasure | null {
  const own = kept.value.get(id);
  const { playhead, basis } = frame.value;
  if (
    own === undefined ||
    own.at > playhead ||
    own.basis !== basis ||
    own.measure.since.event.t0 !== anchorNow.value.time
  )
    return null;
  return own.measure;
}
