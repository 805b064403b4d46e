import type { InstrumentId } from '../market/instrument.ts';
import type { LocalDate, UtcMs } from '../time/instant.ts';
import type { UsualProfile, UsualSample } from './reaction.ts';

/** Log moves travel as integers, so many to a unit: a hundred-thousandth of a per cent each. */
const PER_UNIT = 1e7;

/** A sample without its dates: of the profile's dates all are held but those that its group leaves out. */
export type SampleOnWire = Omit<UsualSample, 'moves' | 'sessions' | 'skipped'> & {
  /** Position in the profile's `leftOut`. */
  readonly group: number;
  /** Log moves in units of 1e−7, in the order of the dates. */
  readonly moves: readonly number[];
};

/** A profile as `GET /api/v1/usual` sends it: the dates once, the patterns of what was left out once each. */
export interface ProfileOnWire {
  readonly instrument: InstrumentId;
  readonly t0: UtcMs;
  readonly dayZero: LocalDate | null;
  readonly offsetMinutes: number;
  readonly lookback: number;
  readonly stepMinutes: number | null;
  /** Sessions looked back on, oldest first. */
  readonly dates: readonly LocalDate[];
  /** Positions in `dates` with the reason, one list for all samples that leave out the same. */
  readonly leftOut: readonly (readonly (readonly [date: number, reason: string])[])[];
  readonly samples: readonly SampleOnWire[];
}

function encodeProfile({ samples, ...about }: UsualProfile): ProfileOnWire {
  const seen = new Set<LocalDate>();
  for (const { sessions, skipped } of samples) {
    for (const date of sessions) seen.add(date);
    for (const { date } of skipped) seen.add(date);
  }
  const dates = [...seen].sort();
  const position = new Map(dates.map((date, at) => [date, at]));
  const leftOut: ProfileOnWire['leftOut'][number][] = [];
  const groups = new Map<string, number>();
  const encoded = samples.map(({ moves, sessions, skipped, ...sample }): SampleOnWire => {
    if (sessions.length + skipped.length !== dates.length) {
      throw new RangeError(
        `sample ${sample.key} accounts for ${sessions.length + skipped.length} of ${dates.length} sessions`,
      );
    }
    const pattern = skipped.map(({ date, reason }) => [position.get(date) as number, reason] as const);
    const name = JSON.stringify(pattern);
    const group = groups.get(name) ?? leftOut.push(pattern) - 1;
    groups.set(name, group);
    return { ...sample, group, moves: moves.map((move) => Math.round(move * PER_UNIT) + 0) };
  });
  return { ...about, dates, leftOut, samples: encoded };
}

function decodeProfile({ dates, leftOut, samples, ...about }: ProfileOnWire): UsualProfile {
  const groups = leftOut.map((pattern) => {
    const left = new Set(pattern.map(([at]) => at));
    return {
      sessions: dates.filter((_, at) => !left.has(at)),
      skipped: pattern.map(([at, reason]) => ({ date: dates[at] as LocalDate, reason })),
    };
  });
  return {
    ...about,
    samples: samples.map(({ group, moves, ...sample }) => {
      const shared = groups[group];
      if (shared === undefined || shared.sessions.length !== moves.length) {
        throw new RangeError(
          `sample ${sample.key}: ${moves.length} moves do not fit the dates of group ${group}`,
        );
      }
      return { ...sample, ...shared, moves: moves.map((move) => move / PER_UNIT) };
    }),
  };
}

/**
 * Profiles for the wire; moves are rounded to 1e−7.
 *
 * @throws RangeError where a sample does not account for each session looked back on.
 */
export const encodeProfiles = (profiles: readonly UsualProfile[]): readonly ProfileOnWire[] =>
  profiles.map(encodeProfile);

/** @throws RangeError where moves and dates do not fit. */
export const decodeProfiles = (profiles: readonly ProfileOnWire[]): readonly UsualProfile[] =>
  profiles.map(decodeProfile);
