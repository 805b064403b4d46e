import { type AlertRule, alertRule, type KeptRule } from '../../shared/alert/alert-rule.ts';
import type { AlertView } from '../../shared/alert/alert-view.ts';
import type { Level, Moment } from '../../shared/alert/reading.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { asUtcMs, MINUTE_MS, parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { visible } from '../../shared/timeline/visible.ts';

export const RULE_MADE = parseInstant('2025-10-30T01:00:00Z');

export const NOWHERE = { page: true, notification: false, sound: false, webhook: null };

/** KOSPI more than 2 % from T0, unless told otherwise. */
export const ruleOf = (rest: Record<string, unknown> = {}): AlertRule =>
  alertRule.parse({
    name: 'KOSPI moves',
    condition: { on: 'move', since: 't0', event: null, minutes: null, percent: 2, direction: 'either' },
    markets: ['KS11'],
    channels: NOWHERE,
    enabled: true,
    until: null,
    ...rest,
  });

export const kept = (rest: Record<string, unknown> = {}, made: UtcMs = RULE_MADE): KeptRule => ({
  id: 'kospi',
  revision: 1,
  since: made,
  rule: ruleOf(rest),
});

export const levelAt = (at: number, value: number, rest: Partial<Level> = {}): Level => ({
  shape: 'level',
  subject: 'KS11',
  words: 'KOSPI',
  value,
  unit: 'percent',
  threshold: 2,
  from: null,
  at: asUtcMs(at),
  receivedAt: asUtcMs(at),
  provenance: 'polled',
  mayLagMs: 10 * MINUTE_MS,
  base: 't0',
  baseTime: asUtcMs(RULE_MADE + 1),
  ...rest,
});

export const momentAt = (at: number, subject: string, rest: Partial<Moment> = {}): Moment => ({
  shape: 'moment',
  subject,
  words: subject,
  value: null,
  unit: null,
  threshold: null,
  from: null,
  at: asUtcMs(at),
  receivedAt: asUtcMs(at),
  provenance: 'polled',
  mayLagMs: 0,
  base: 'first heard',
  ...rest,
});

const calendars = createCalendars();

/** What rules see of a timeline at an instant. */
export function viewAt(
  now: UtcMs,
  timeline: Timeline = new Timeline(),
  rest: Partial<AlertView> = {},
): AlertView {
  return {
    now,
    simulated: false,
    frame: visible(timeline, now, 'published'),
    calendars,
    instrument: (id) => INSTRUMENTS.find((instrument) => instrument.id === id),
    headlines: [],
    events: [...timeline.events.values()],
    feeds: [],
    markets: [],
    unusual: () => null,
    ...rest,
  };
}
