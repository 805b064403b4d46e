import type { Unusualness, UsualProfile } from './reaction.ts';
import { judge, type PreparedSample, prepareSample } from './unusualness.ts';

/** A profile whose samples are ordered once, so that each step of a replay only searches. */
export interface PreparedProfile {
  /**
   * How unusual a log move is against the sample of a key (a horizon, or `m<minutes>`); O(log n). A key without a
   * sample answers like an empty one.
   */
  look(key: string, moveLog: number): Unusualness;
}

const EMPTY = prepareSample([]);

/** Orders every sample of a profile. */
export function prepareProfile(profile: UsualProfile): PreparedProfile {
  const samples = new Map<string, PreparedSample>();
  for (const { key, moves, overlapping } of profile.samples)
    samples.set(key, prepareSample(moves, overlapping));
  return { look: (key, moveLog) => judge(samples.get(key) ?? EMPTY, moveLog) };
}
