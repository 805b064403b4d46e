import * as z from 'zod/mini';
import { asUtcMs, DAY_MS, MINUTE_MS, type UtcMs, utcMs } from '../time/instant.ts';
import type { AlertDirection, KeptRule } from './alert-rule.ts';
import type { Firing } from './firing.ts';
import { counts, type Level, type Moment, type Reading } from './reading.ts';

/** A level that has fired is armed again when it has come back below this share of its threshold. */
export const RE_ARM_SHARE = 0.8;

const sideOf = z.union([z.literal(-1), z.literal(0), z.literal(1)]);
type SideOf = z.infer<typeof sideOf>;

const progress = z.strictObject({
  revision: z.int(),
  /** What the number is measured from, or the occurrence that was seen. */
  base: z.string(),
  /** Beyond the threshold upwards, downwards, or within. */
  side: sideOf,
  /** Newest datum it was judged by, UTC ms. */
  at: utcMs,
  firedAt: z.nullable(utcMs),
});
type Progress = z.infer<typeof progress>;

/** Where every rule stands, by rule and subject. Kept over a restart. */
export const alertState = z.record(z.string(), progress);
export type AlertState = Readonly<Record<string, Progress>>;

export interface Evaluation {
  readonly firings: readonly Firing[];
  readonly state: AlertState;
  /** False where nothing but the newest datum's time changed. */
  readonly changed: boolean;
}

export interface AlertScene {
  /** Time of the world, UTC ms. */
  readonly now: UtcMs;
  readonly simulated: boolean;
  readings(rule: KeptRule): readonly Reading[];
}

/** An occurrence is remembered this long; it is too late to be told long before that. */
const REMEMBERED_MS = 14 * DAY_MS;

function sideAt({ value, threshold }: Level, direction: AlertDirection, before: SideOf): SideOf {
  if (value >= threshold && direction !== 'down') return 1;
  if (value <= -threshold && direction !== 'up') return -1;
  const held = before !== 0 && Math.sign(value) === before && Math.abs(value) >= threshold * RE_ARM_SHARE;
  return held ? before : 0;
}

const directionOf = ({ rule: { condition } }: KeptRule): AlertDirection =>
  'direction' in condition ? condition.direction : 'up';

/** One headline after another is one subject: the cool-down counts for the rule. */
const coolKey = (kept: KeptRule, subject: string): string =>
  kept.rule.condition.on === 'headline' ? `${kept.id}|*` : `${kept.id}|${subject}`;

function firingOf(kept: KeptRule, reading: Reading, scene: AlertScene): Firing {
  const { subject, words, value, unit, threshold, from, at } = reading;
  const { page, notification, sound } = kept.rule.channels;
  return {
    id: `${kept.id}|${subject}|${at}`,
    rule: kept.id,
    name: kept.rule.name,
    kind: kept.rule.condition.on,
    ...{ subject, words, value, unit, threshold, from, at },
    firedAt: scene.now,
    simulated: scene.simulated,
    channels: { page, notification, sound },
  };
}

class Round {
  readonly #scene: AlertScene;
  readonly state: Record<string, Progress>;
  readonly firings: Firing[] = [];
  changed = false;

  constructor(state: AlertState, scene: AlertScene) {
    this.state = { ...state };
    this.#scene = scene;
  }

  look(kept: KeptRule, reading: Reading): void {
    if (!counts(reading, kept, this.#scene.now, this.#scene.simulated)) return;
    if (reading.shape === 'level') this.#level(kept, reading);
    else this.#moment(kept, reading);
  }

  /**
   * Fires when the number goes beyond its threshold. What was beyond it already when the rule was made is no crossing. A
   * crossing inside the cool-down waits for its end, and fires then if it still stands.
   */
  #level(kept: KeptRule, reading: Level): void {
    const key = `${kept.id}|${reading.subject}`;
    const old = this.state[key];
    const goesOn = old !== undefined && old.revision === kept.revision && old.base === reading.base;
    if (goesOn && reading.at < old.at) return;
    const fresh = reading.baseTime !== null && reading.baseTime > kept.since;
    const before = goesOn ? old.side : fresh ? 0 : sideAt(reading, directionOf(kept), 0);
    const side = sideAt(reading, directionOf(kept), before);
    const crossed = side !== 0 && side !== before;
    if (crossed && this.#cooling(kept, reading.subject)) {
      this.#keep(kept, key, reading, before);
      return;
    }
    this.#keep(kept, key, reading, side);
    if (crossed) this.#fire(kept, reading);
  }

  #moment(kept: KeptRule, reading: Moment): void {
    const key = `${kept.id}|${reading.subject}`;
    const old = this.state[key];
    if (old !== undefined && old.base === reading.base && old.revision === kept.revision) return;
    // The edit of a rule does not tell anew what it told before.
    const told = old?.base === reading.base && old.side === 1;
    this.#keep(kept, key, reading, 1);
    if (!told && !this.#cooling(kept, reading.subject)) this.#fire(kept, reading);
  }

  #cooling(kept: KeptRule, subject: string): boolean {
    const firedAt = this.state[coolKey(kept, subject)]?.firedAt ?? null;
    return firedAt !== null && this.#scene.now < firedAt + kept.rule.coolDownMinutes * MINUTE_MS;
  }

  #keep(kept: KeptRule, key: string, { base, at }: Reading, side: SideOf): void {
    const old = this.state[key];
    const { revision } = kept;
    this.changed ||= old?.revision !== revision || old.base !== base || old.side !== side;
    this.state[key] = { revision, base, side, at, firedAt: old?.firedAt ?? null };
  }

  #fire(kept: KeptRule, reading: Reading): void {
    const key = coolKey(kept, reading.subject);
    const { revision } = kept;
    const { base, at } = reading;
    const own = this.state[key] ?? { revision, base, side: 0, at, firedAt: null };
    this.state[key] = { ...own, at, firedAt: this.#scene.now };
    this.firings.push(firingOf(kept, reading, this.#scene));
  }

  /** Lets go of rules that are gone and of occurrences long past. */
  forget(rules: readonly KeptRule[]): void {
    const ids = new Set(rules.map((kept) => kept.id));
    const before = asUtcMs(this.#scene.now - REMEMBERED_MS);
    for (const [key, { at }] of Object.entries(this.state)) {
      if (ids.has(key.slice(0, key.indexOf('|'))) && at >= before) continue;
      delete this.state[key];
      this.changed = true;
    }
  }
}

/**
 * Looks at every rule once: which of them fire now, and where all of them stand after it. Pure: the same rules, state and
 * scene give the same answer, and the state that comes back fires nothing more on the same scene.
 */
export function evaluate(rules: readonly KeptRule[], state: AlertState, scene: AlertScene): Evaluation {
  const round = new Round(state, scene);
  for (const kept of rules) {
    const { enabled, until } = kept.rule;
    if (!enabled || (until !== null && scene.now >= until)) continue;
    for (const reading of scene.readings(kept)) round.look(kept, reading);
  }
  round.forget(rules);
  const { firings, changed } = round;
  return { firings, state: round.state, changed: changed || firings.length > 0 };
}
