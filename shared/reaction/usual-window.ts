import type { LocalDate } from '../time/instant.ts';
import type { UsualProfile } from './reaction.ts';
import { MIN_PERCENTILE_SAMPLE, type PreparedSample, prepareSample } from './unusualness.ts';

/** What is usual for one market over a few steps of its grid that begin at another step of it. */
export interface UsualWindow {
  /** Ordinary days that have a move to every step. */
  readonly days: number;
  /** The largest |z| of any of these days at any step. */
  readonly widest: number;
  /** How unusual a log move to the step at `index` is; null where ordinary days do not move. */
  z(index: number, moveLog: number): number | null;
}

type MovesByDay = ReadonlyMap<LocalDate, number>;

interface KeptProfile {
  readonly moves: ReadonlyMap<string, MovesByDay>;
  readonly windows: Map<string, UsualWindow | null>;
}

const kept = new WeakMap<UsualProfile, KeptProfile>();

function keptOf(profile: UsualProfile): KeptProfile {
  let own = kept.get(profile);
  if (own === undefined) {
    const moves = profile.samples.map(
      ({ key, sessions, moves }) =>
        [key, new Map(sessions.map((date, at) => [date, moves[at] as number]))] as const,
    );
    own = { moves: new Map(moves), windows: new Map() };
    kept.set(profile, own);
  }
  return own;
}

const zOf = ({ median, scale }: PreparedSample, move: number): number | null =>
  scale === 0 ? null : (move - median) / scale;

/** Moves of ordinary days from one step to each of some later ones; days that lack one of them are left out. */
function movesBetween(
  moves: ReadonlyMap<string, MovesByDay>,
  from: number,
  steps: readonly number[],
): number[][] | null {
  const ends = steps.flatMap((minutes) => moves.get(`m${minutes}`) ?? []);
  // At the start of the grid every day has moved by nothing yet.
  const start = from === 0 ? null : moves.get(`m${from}`);
  if (start === undefined || ends.length < steps.length) return null;
  const days = [...(ends[0]?.keys() ?? [])].filter(
    (date) => (start === null || start.has(date)) && ends.every((end) => end.has(date)),
  );
  return ends.map((end) =>
    days.map((date) => (end.get(date) as number) - (start === null ? 0 : (start.get(date) as number))),
  );
}

function makeWindow(
  moves: ReadonlyMap<string, MovesByDay>,
  from: number,
  steps: readonly number[],
): UsualWindow | null {
  const between = movesBetween(moves, from, steps);
  const days = between?.[0]?.length ?? 0;
  if (between === null || days < MIN_PERCENTILE_SAMPLE) return null;
  const samples = between.map((sample) => prepareSample(sample));
  const sizes = between.flatMap((sample, at) =>
    sample.map((move) => Math.abs(zOf(samples[at] as PreparedSample, move) ?? 0)),
  );
  return {
    days,
    widest: sizes.reduce((most, size) => Math.max(most, size), 0),
    z: (index, moveLog) => zOf(samples[index] as PreparedSample, moveLog),
  };
}

/**
 * Usual moves from the step `from` (trading minutes since the reaction start) to each of `steps`, by differences of the
 * profile's samples: on one day the moves to two steps differ by the move between them. Kept with the profile.
 *
 * @returns null beyond the grid, and with fewer than 40 days.
 */
export function usualWindow(
  profile: UsualProfile,
  from: number,
  steps: readonly number[],
): UsualWindow | null {
  const { moves, windows } = keptOf(profile);
  const key = `${from}|${steps.join()}`;
  let window = windows.get(key);
  if (window === undefined) {
    window = makeWindow(moves, from, steps);
    windows.set(key, window);
  }
  return window;
}
