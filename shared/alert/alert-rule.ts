import * as z from 'zod/mini';
import { slug } from '../event/event.ts';
import { instrumentId } from '../market/instrument.ts';
import { side } from '../news/headline.ts';
import { term } from '../news/term.ts';
import { type UtcMs, utcMs } from '../time/instant.ts';

/** Which way a number has to go; `either` looks at its size. */
export const alertDirection = z.enum(['either', 'up', 'down']);
export type AlertDirection = z.infer<typeof alertDirection>;

/** The event whose T0 counts; null = the newest one that has begun. */
const ofEvent = z.nullable(slug);

const moveCondition = z
  .strictObject({
    on: z.literal('move'),
    /** `close`: the close before the session; `minutes`: the price so many minutes before the newest one. */
    since: z.enum(['t0', 'close', 'minutes']),
    event: ofEvent,
    /** Clock minutes, with `since` = `minutes` only. */
    minutes: z.nullable(z.int().check(z.gte(1), z.lte(240))),
    /** Simple move, percent. */
    percent: z.number().check(z.gte(0.05), z.lte(50)),
    direction: alertDirection,
  })
  .check(
    z.refine((c) => (c.minutes !== null) === (c.since === 'minutes'), {
      path: ['minutes'],
      error: 'expected a number of minutes where since is minutes, else null',
    }),
  );

export const alertCondition = z.discriminatedUnion('on', [
  moveCondition,
  /** The move since T0 in usual moves (z, EVENT-STUDY §3). */
  z.strictObject({
    on: z.literal('unusual'),
    event: ofEvent,
    usualMoves: z.number().check(z.gte(0.5), z.lte(20)),
    direction: alertDirection,
  }),
  /** The first open of a session; not the end of lunch. */
  z.strictObject({ on: z.literal('open') }),
  /** The first price after T0. */
  z.strictObject({ on: z.literal('answer'), event: ofEvent }),
  /** Any event where `event` is null. */
  z.strictObject({
    on: z.literal('event'),
    event: ofEvent,
    minutesBefore: z.int().check(z.gte(0), z.lte(10_080)),
  }),
  z.strictObject({
    on: z.literal('headline'),
    words: z.array(term).check(z.minLength(1), z.maxLength(20)),
    match: z.enum(['all', 'any']),
    /** Empty = every side. */
    sides: z.array(side).check(z.maxLength(3)),
  }),
  /** A market whose prices grow old while it trades, or a feed that fails or answers with old data. */
  z.strictObject({
    on: z.literal('stale'),
    feeds: z.array(z.string().check(z.minLength(1), z.maxLength(60))).check(z.maxLength(60)),
  }),
]);
export type AlertCondition = z.infer<typeof alertCondition>;
/** The condition of one kind. */
export type ConditionOn<On extends AlertCondition['on']> = Extract<AlertCondition, { on: On }>;

/** Names an address on the server; the address itself is a secret and is never sent to a page. */
export const webhookId = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/));

/** Where a firing is told. All firings are in the list of the page. */
const alertChannels = z.strictObject({
  page: z.boolean(),
  notification: z.boolean(),
  sound: z.boolean(),
  /** Id of an address kept on the server, or null. */
  webhook: z.nullable(webhookId),
});

export const DEFAULT_COOL_DOWN_MINUTES = 15;

const NEEDS_MARKET: ReadonlySet<AlertCondition['on']> = new Set(['move', 'unusual', 'open', 'answer']);
export const needsMarket = (condition: Pick<AlertCondition, 'on'>): boolean => NEEDS_MARKET.has(condition.on);

/** A rule as a person keeps it: the body of a record of the collection `alert`. */
export const alertRule = z
  .strictObject({
    name: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
    condition: alertCondition,
    markets: z.array(instrumentId).check(z.maxLength(60)),
    /** Shortest time between two firings for one market, minutes. */
    coolDownMinutes: z._default(z.int().check(z.gte(1), z.lte(1440)), DEFAULT_COOL_DOWN_MINUTES),
    channels: alertChannels,
    enabled: z.boolean(),
    /** The rule rests from then on, UTC ms; null = never. */
    until: z.nullable(utcMs),
  })
  .check(
    z.refine((rule) => !needsMarket(rule.condition) || rule.markets.length > 0, {
      path: ['markets'],
      error: 'expected at least one market',
    }),
    z.refine(
      ({ condition, markets }) => condition.on !== 'stale' || markets.length + condition.feeds.length > 0,
      { path: ['markets'], error: 'expected a market or a feed' },
    ),
  );
export type AlertRule = z.infer<typeof alertRule>;

/** A rule with what its record knows of it. */
export interface KeptRule {
  readonly id: string;
  readonly revision: number;
  /** When this revision was stored, UTC ms: what is older than it never fires. */
  readonly since: UtcMs;
  readonly rule: AlertRule;
}
