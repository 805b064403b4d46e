import { z } from 'zod/mini';
import { instrumentId } from '../market/instrument.ts';
import { side } from '../news/headline.ts';
import { replayClock } from '../replay/replay-clock.ts';
import { seq, utcMs } from '../time/instant.ts';

/** What a feed is doing, in a closed list; `words` is a plain sentence for the page. */
export const feedState = z.enum([
  'waiting', // not asked yet
  'ok',
  'frozen', // answers 200 with old data
  'failing', // errors
  'paused', // rate limited or refused; resumes at nextRun
  'busy', // the upstream sheds load; no error of ours
  'off', // switched off by the operator
]);
export type FeedState = z.infer<typeof feedState>;

export const feedStatus = z.strictObject({
  feed: z.string(),
  label: z.string(),
  kind: z.enum(['quotes', 'headlines']),
  side: z.nullable(side),
  state: feedState,
  words: z.string(),
  /** Last run that ended without an error, UTC ms. */
  lastSuccess: z.nullable(utcMs),
  /** Time of the newest record it ever gave, UTC ms. */
  newestObservation: z.nullable(utcMs),
  /** Age of the newest observation when it was received, ms: the measured delay. */
  lagMs: z.nullable(z.number()),
  nextRun: z.nullable(utcMs),
  since: z.nullable(utcMs),
  refusals: z.int().check(z.minimum(0)),
});
export type FeedStatus = z.infer<typeof feedStatus>;

/** Freshness of one market, judged by the age of its newest observation against its calendar. */
export const marketFreshness = z.strictObject({
  instrument: instrumentId,
  state: z.enum(['fresh', 'delayed', 'stale', 'closed', 'no-data']),
  newestObservation: z.nullable(utcMs),
  provider: z.nullable(z.string()),
  /** Measured delay in minutes (receive time minus observation, minimum over open hours); null until measured. */
  delayMinutes: z.nullable(z.number()),
  staleSince: z.nullable(utcMs),
});
export type MarketFreshness = z.infer<typeof marketFreshness>;

/** The user's `calendars.json`, looked at while the server runs. */
export const userCalendars = z.strictObject({
  /** Closures in force that the user added; `GET /api/v1/calendars` lists them. */
  closures: z.int().check(z.minimum(0)),
  /** When they last changed, wall time, UTC ms: read the list again when this does. */
  changedAt: utcMs,
  /** Why the file as it stands cannot be used, by path and rule; its last good closures are in force. */
  fault: z.nullable(z.string()),
});
export type UserCalendars = z.infer<typeof userCalendars>;

/** What pages learn of alerts by themselves; the firings are asked for when `fired` grows. */
export const alertStatus = z.strictObject({
  /** All firings there ever were, tests among them. */
  fired: z.int().check(z.minimum(0)),
  /** On their way to a webhook. */
  waiting: z.int().check(z.minimum(0)),
  /** The newest that did not arrive and are not tried again: name of the rule, why, and when (wall time, UTC ms). */
  undelivered: z.array(z.strictObject({ name: z.string(), reason: z.string(), at: utcMs })),
});
export type AlertStatus = z.infer<typeof alertStatus>;

/**
 * Never journalled, sent whole. `source` is what the numbers are: live upstreams, the shipped archive (no upstream
 * answered yet), or the simulated day.
 */
export const serverStatus = z.strictObject({
  version: z.string(),
  protocol: z.int(),
  /** Identity of the store; a client that knew another one starts anew. */
  storeId: z.string(),
  head: seq,
  source: z.enum(['live', 'archive', 'simulated']),
  /** No upstream can be reached. */
  offline: z.boolean(),
  /** True where the simulated day can be started from the page. */
  canSimulate: z.boolean(),
  /** Seed of the simulated path, shown in the footer. */
  seed: z.nullable(z.int()),
  /** Event time of "now"; `anchorWallTime` is server wall time. */
  clock: replayClock,
  serverTime: utcMs,
  feeds: z.array(feedStatus),
  markets: z.array(marketFreshness),
  /** Missing where no CONFIG_DIR is set. */
  userCalendars: z.optional(userCalendars),
  /** Missing where no alerts are kept. */
  alerts: z.optional(alertStatus),
});
export type ServerStatus = z.infer<typeof serverStatus>;
