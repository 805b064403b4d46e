import type { InstrumentId } from '../market/instrument.ts';
import type { LocalDate, UtcMs } from '../time/instant.ts';
import type { FirstMove, UsualProfile, UsualSample } from './reaction.ts';
import { MIN_PERCENTILE_SAMPLE, type PreparedSample, prepareSample } from './unusualness.ts';

/** The move at one step of the profile's grid, measured as the sample of that key was. */
export interface OrderStep {
  /** Key of the sample it is judged by. */
  readonly key: string;
  /** End of the bar it was read from, UTC ms. */
  readonly time: UtcMs;
  /** Log move from the base. */
  readonly move: number;
  /** Where the base lies before T0, so that the move may too: the open from which it could show, UTC ms. */
  readonly since?: UtcMs;
}

export interface OrderInput {
  readonly instrument: InstrumentId;
  /** T0, or the open where the market was shut then; null beyond the calendar. */
  readonly reactionStart: UtcMs | null;
  /** Steps reached by the playhead, ascending in time. */
  readonly steps: readonly OrderStep[];
  readonly profile: UsualProfile | null;
}

/** Share of ordinary days on which a market may pass for having moved, at any step of its grid. */
const FALSE_ALARMS = 0.05;

interface Watch {
  readonly centres: ReadonlyMap<string, PreparedSample>;
  /** |z| above which a move is significant. */
  readonly threshold: number;
}

const zOf = (move: number, { median, scale }: PreparedSample): number => (move - median) / scale;

/**
 * Samples that the order is judged by, of 40 days at least: those of intraday steps, ascending, or, where there are none,
 * that of the official close of day 0 from the close before.
 */
export function watchedSamples({ samples }: UsualProfile): readonly UsualSample[] {
  const enough = samples.filter((s) => s.moves.length >= MIN_PERCENTILE_SAMPLE);
  const intraday = enough.filter((s) => s.minutes !== null);
  if (intraday.length === 0) return enough.filter((s) => s.key === '0d' && s.from === 'previous-close');
  return intraday.sort((a, b) => (a.minutes as number) - (b.minutes as number));
}

function prepare(profile: UsualProfile): Watch | null {
  const centres = new Map<string, PreparedSample>();
  const widest = new Map<LocalDate, number>();
  const steps = new Map<LocalDate, number>();
  for (const sample of watchedSamples(profile)) {
    const centre = prepareSample(sample.moves);
    if (centre.scale === 0) continue;
    centres.set(sample.key, centre);
    for (const [at, date] of sample.sessions.entries()) {
      const size = Math.abs(zOf(sample.moves[at] as number, centre));
      widest.set(date, Math.max(widest.get(date) ?? 0, size));
      steps.set(date, (steps.get(date) ?? 0) + 1);
    }
  }
  // A day of which most steps are missing had no fair chance to pass.
  const days = [...widest].filter(([date]) => 2 * (steps.get(date) as number) >= centres.size);
  if (days.length < MIN_PERCENTILE_SAMPLE) return null;
  const sizes = days.map(([, size]) => size).sort((a, b) => b - a);
  const mayPass = Math.floor(FALSE_ALARMS * (sizes.length + 1)) - 1;
  return { centres, threshold: sizes[mayPass] as number };
}

const watches = new WeakMap<UsualProfile, Watch | null>();

function watchOf(profile: UsualProfile): Watch | null {
  let watch = watches.get(profile);
  if (watch === undefined) {
    watch = prepare(profile);
    watches.set(profile, watch);
  }
  return watch;
}

const NONE: FirstMove = { rank: null, time: null, widthSeconds: null, z: null };

/** The first significant step of one market, not ranked yet. */
function firstOf({ reactionStart, steps, profile }: OrderInput): FirstMove {
  const watch = profile === null ? null : watchOf(profile);
  if (watch === null || reactionStart === null) return NONE;
  let judgedUntil = reactionStart;
  for (const { key, time, move, since = judgedUntil } of steps) {
    const centre = watch.centres.get(key);
    if (centre === undefined || time <= judgedUntil) continue;
    const z = zOf(move, centre);
    if (Math.abs(z) > watch.threshold) return { rank: null, time, widthSeconds: (time - since) / 1000, z };
    judgedUntil = time;
  }
  return NONE;
}

/**
 * The order in which markets first moved significantly; an order in time, never a cause.
 *
 * **Significant** (docs/decisions/0010-order-of-reaction.md): the market's |z| against the usual move of the same elapsed
 * time exceeds a threshold that at most 5 % of its own ordinary days exceed at *any* step of the whole grid. A single
 * |z| ≥ 2 would be passed somewhere on a quarter to two fifths of them, for each further step is a further chance. Where
 * only daily bars go back 40 days, the one step is the official close of day 0. Fewer ordinary days: not judged.
 *
 * **Uncertainty**: the move came after the step judged before (or T0, or the open of a market that was shut) and by `time`;
 * `widthSeconds` is the length of that span. A close that is measured from the close before may have been reached by what
 * was traded before T0: its span begins with the open of day 0.
 *
 * **Rank**: 1 + the markets that had surely moved before, their span having ended by the time this one's began. Spans that
 * overlap are not ranked against each other.
 *
 * @returns one for each input, in the same order; the bars at hand decide, so a playhead's frame sees no later one.
 */
export function firstMoves(inputs: readonly OrderInput[]): FirstMove[] {
  const found = inputs.map(firstOf);
  return found.map((own) => {
    if (own.time === null || own.widthSeconds === null) return own;
    const began = own.time - 1000 * own.widthSeconds;
    const before = found.filter((other) => other.time !== null && other.time <= began);
    return { ...own, rank: 1 + before.length };
  });
}
