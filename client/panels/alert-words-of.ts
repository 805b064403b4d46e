import type { AlertRule } from '../../shared/alert/alert-rule.ts';
import type { Firing } from '../../shared/alert/firing.ts';
import type { enAlerts } from '../i18n/en-alerts.ts';
import { clockText, dateText, signed } from '../i18n/format.ts';
import type { ShownWebhook } from '../state/webhooks.ts';

type Words = typeof enAlerts;

export interface Names {
  market(id: string): string;
  /** Title of an event, or its slug. */
  event(slug: string): string;
  feed(id: string): string;
}

const plain = (value: number): string => String(value).replace('-', '−');

function sinceOf(event: string | null, words: Words, names: Names): string {
  return event === null ? words.sentence.sinceT0 : words.sentence.sinceEvent(names.event(event));
}

/** What a rule waits for, as the end of "Tell me when …". */
export function conditionSentence({ condition, markets }: AlertRule, words: Words, names: Names): string {
  const s = words.sentence;
  const of = s.oneOf(markets.map(names.market));
  switch (condition.on) {
    case 'move': {
      const { since, minutes, event, direction, percent } = condition;
      const from =
        since === 't0'
          ? sinceOf(event, words, names)
          : since === 'close'
            ? s.sinceClose
            : s.sinceMinutes(plain(minutes ?? 0));
      return s.move(of, direction, plain(percent), from);
    }
    case 'unusual':
      return s.unusual(
        of,
        condition.direction,
        plain(condition.usualMoves),
        sinceOf(condition.event, words, names),
      );
    case 'open':
      return s.open(of);
    case 'answer':
      return s.answer(of, sinceOf(condition.event, words, names));
    case 'event': {
      const { event, minutesBefore } = condition;
      return s.event(
        event === null ? null : names.event(event),
        minutesBefore === 0 ? null : plain(minutesBefore),
      );
    }
    case 'headline':
      return s.headline(
        condition.words,
        condition.match === 'all',
        condition.sides.map((side) => words.when.sideNames[side]),
      );
    case 'stale':
      return s.stale(s.oneOf([...markets.map(names.market), ...condition.feeds.map(names.feed)]));
  }
}

/** How often and where a rule tells it, and until when. */
export function mannerSentence(rule: AlertRule, words: Words, webhooks: readonly ShownWebhook[]): string {
  const s = words.sentence;
  const { page, notification, sound, webhook } = rule.channels;
  const channels = [
    ...(page ? [s.channels.page] : []),
    ...(notification ? [s.channels.notification] : []),
    ...(sound ? [s.channels.sound] : []),
    ...(webhook === null
      ? []
      : [s.channels.webhook(webhooks.find(({ id }) => id === webhook)?.name ?? webhook)]),
  ];
  return [
    s.coolDown(plain(rule.coolDownMinutes)),
    channels.length === 0 ? s.listOnly : s.by(channels),
    ...(rule.until === null ? [] : [s.until(dateText(rule.until, 'UTC'))]),
  ].join(' · ');
}

/** What fired, without the rule's name. */
export function firingSentence(firing: Firing, words: Words, zone: string): string {
  const f = words.fired;
  const { words: name, value, from } = firing;
  const since = from === null ? '' : ` ${f.since(clockText(from, zone))}`;
  const number = (decimals?: number): string => (value === null ? '–' : signed(value, decimals));
  switch (firing.kind) {
    case 'move':
      return `${f.move(name, number())}${since}`;
    case 'unusual':
      return `${f.unusual(name, number(1))}${since}`;
    case 'open':
      return f.open(name);
    case 'answer':
      return `${f.answer(name, value === null ? null : signed(value))}${since}`;
    case 'event':
      return f.event(name, value === null || value === 0 ? null : plain(value));
    case 'headline':
      return name;
    case 'stale':
      return f.stale(name);
    case 'test':
      return f.test;
  }
}
