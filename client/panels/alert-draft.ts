import {
  type AlertCondition,
  type AlertDirection,
  type AlertRule,
  alertRule,
  DEFAULT_COOL_DOWN_MINUTES,
} from '../../shared/alert/alert-rule.ts';
import { DAY_MS, formatInstant, parseInstant } from '../../shared/time/instant.ts';
import type { KeptRecord } from '../state/records.ts';

/** A rule as the form holds it: what is typed stays text until it is saved. */
export interface Draft {
  /** Null of a rule that is not kept yet. */
  readonly kept: Pick<KeptRecord<AlertRule>, 'id' | 'revision'> | null;
  readonly name: string;
  readonly kind: AlertCondition['on'];
  readonly direction: AlertDirection;
  readonly percent: string;
  readonly usualMoves: string;
  readonly since: 't0' | 'close' | 'minutes';
  readonly minutes: string;
  /** Empty = the newest, or any. */
  readonly event: string;
  readonly minutesBefore: string;
  /** One a line. */
  readonly words: string;
  readonly match: 'any' | 'all';
  readonly sides: readonly string[];
  readonly markets: readonly string[];
  readonly feeds: readonly string[];
  readonly coolDown: string;
  readonly page: boolean;
  readonly notification: boolean;
  readonly sound: boolean;
  /** Empty = none. */
  readonly webhook: string;
  /** Day in UTC, the last on which the rule works; empty = no end. */
  readonly until: string;
  readonly enabled: boolean;
}

export const newDraft = (markets: readonly string[]): Draft => ({
  kept: null,
  name: '',
  kind: 'unusual',
  direction: 'either',
  percent: '1',
  usualMoves: '2',
  since: 't0',
  minutes: '15',
  event: '',
  minutesBefore: '0',
  words: '',
  match: 'any',
  sides: [],
  markets,
  feeds: [],
  coolDown: String(DEFAULT_COOL_DOWN_MINUTES),
  page: true,
  notification: false,
  sound: false,
  webhook: '',
  until: '',
  enabled: true,
});

function conditionFields(condition: AlertCondition): Partial<Draft> {
  switch (condition.on) {
    case 'move':
      return {
        direction: condition.direction,
        percent: String(condition.percent),
        since: condition.since,
        minutes: String(condition.minutes ?? 15),
        event: condition.event ?? '',
      };
    case 'unusual':
      return {
        direction: condition.direction,
        usualMoves: String(condition.usualMoves),
        event: condition.event ?? '',
      };
    case 'open':
      return {};
    case 'answer':
      return { event: condition.event ?? '' };
    case 'event':
      return { event: condition.event ?? '', minutesBefore: String(condition.minutesBefore) };
    case 'headline':
      return { words: condition.words.join('\n'), match: condition.match, sides: condition.sides };
    case 'stale':
      return { feeds: condition.feeds };
  }
}

/** A kept rule, to be edited. */
export function draftOf({ id, revision, body }: KeptRecord<AlertRule>): Draft {
  const { name, condition, markets, coolDownMinutes, channels, enabled, until } = body;
  return {
    ...newDraft(markets),
    kept: { id, revision },
    ...{ name, kind: condition.on, enabled, coolDown: String(coolDownMinutes) },
    ...conditionFields(condition),
    ...{ page: channels.page, notification: channels.notification, sound: channels.sound },
    webhook: channels.webhook ?? '',
    until: until === null ? '' : formatInstant((until - DAY_MS) as typeof until).slice(0, 10),
  };
}

/** A comma is a point where people write it so; an empty field is no number. */
const numberOf = (text: string): number =>
  text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'));

function conditionOf(draft: Draft): unknown {
  const event = draft.event === '' ? null : draft.event;
  const { direction } = draft;
  switch (draft.kind) {
    case 'move': {
      const own = draft.since === 't0' ? event : null;
      const minutes = draft.since === 'minutes' ? numberOf(draft.minutes) : null;
      const percent = numberOf(draft.percent);
      return { on: 'move', since: draft.since, event: own, minutes, percent, direction };
    }
    case 'unusual':
      return { on: 'unusual', event, usualMoves: numberOf(draft.usualMoves), direction };
    case 'open':
      return { on: 'open' };
    case 'answer':
      return { on: 'answer', event };
    case 'event':
      return { on: 'event', event, minutesBefore: numberOf(draft.minutesBefore) };
    case 'headline': {
      const words = draft.words
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
      return { on: 'headline', words, match: draft.match, sides: draft.sides };
    }
    case 'stale':
      return { on: 'stale', feeds: draft.feeds };
  }
}

/** The end of the day named is the end of the rule; text that is no day gives a number that no rule takes. */
function untilOf(text: string): number | null {
  if (text === '') return null;
  try {
    return parseInstant(`${text}T00:00Z`) + DAY_MS;
  } catch {
    return Number.NaN;
  }
}

const USES_MARKETS: ReadonlySet<Draft['kind']> = new Set(['move', 'unusual', 'open', 'answer', 'stale']);
export const usesMarkets = (kind: Draft['kind']): boolean => USES_MARKETS.has(kind);

export type DraftAnswer =
  | { readonly rule: AlertRule; readonly bad: null }
  /** The field at fault, by its name in the words. */
  | { readonly rule: null; readonly bad: string };

/** The rule that a form says; `nameOf` names one that was given no name. */
export function ruleOfDraft(draft: Draft, nameOf: (rule: AlertRule) => string): DraftAnswer {
  const { page, notification, sound } = draft;
  const read = alertRule.safeParse({
    name: draft.name.trim() === '' ? '?' : draft.name,
    condition: conditionOf(draft),
    markets: usesMarkets(draft.kind) ? draft.markets : [],
    coolDownMinutes: numberOf(draft.coolDown),
    channels: { page, notification, sound, webhook: draft.webhook === '' ? null : draft.webhook },
    enabled: draft.enabled,
    until: untilOf(draft.until),
  });
  if (!read.success) {
    const path = read.error.issues[0]?.path ?? [];
    return { rule: null, bad: String(path.filter((key) => typeof key === 'string').at(-1) ?? '') };
  }
  const rule = read.data;
  return { rule: draft.name.trim() === '' ? { ...rule, name: nameOf(rule) } : rule, bad: null };
}
