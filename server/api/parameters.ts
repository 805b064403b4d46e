import { z } from 'zod';
import { anchorBy, anchorKey } from '../../shared/event/anchor-key.ts';
import type { Anchor, MarketEvent } from '../../shared/event/event.ts';
import { slug } from '../../shared/event/event.ts';
import { type Instrument, type InstrumentId, instrumentId } from '../../shared/market/instrument.ts';
import { type Basis, basis, type Gate } from '../../shared/protocol/resources.ts';
import { asUtcMs, type UtcMs } from '../../shared/time/instant.ts';
import { type BarInterval, INTERVAL_MS } from '../../shared/time/interval.ts';
import {
  parseTimeExpression,
  TIME_EXPRESSION_RULE,
  type TimeContext,
} from '../../shared/time/time-expression.ts';
import { ApiError } from './problem.ts';
import type { World } from './world.ts';

/** Earliest and latest instants that a query may speak of: the years 1900 to 2200. */
const FIRST = asUtcMs(-2_208_988_800_000);
const LAST = asUtcMs(7_258_118_400_000);

export const timeText = z.string().min(1).max(60).describe(`A time: ${TIME_EXPRESSION_RULE}`);
export const eventKey = slug.check(z.describe('Slug of an event'));
export const anchorText = z
  .string()
  .min(1)
  .max(80)
  .describe(
    'Anchor of the event that is t0: its name with hyphens, or its number from 1; the first if left out',
  );

/** What everything that shows the past takes. */
export const gateShape = {
  asOf: timeText.optional().describe(`Nothing after this instant is in the answer: ${TIME_EXPRESSION_RULE}`),
  basis: z
    ._default(basis, 'published')
    .describe(
      'published: a record counts from its own time; known: only from when it had been received here too',
    ),
};

export const idList = z
  .string()
  .max(600)
  .describe('Ids of instruments with commas between; all if left out')
  .transform((text) => text.split(',').filter((part) => part !== ''))
  .pipe(z.array(instrumentId).max(200));

/** Reads a time parameter. Throws ApiError with its name and the rule. */
export function timeOf(parameter: string, text: string, context: TimeContext): UtcMs {
  try {
    const time = parseTimeExpression(text, context);
    if (time < FIRST || time > LAST) throw new RangeError('outside the years 1900 to 2200');
    return time;
  } catch (error) {
    const reason =
      error instanceof RangeError && /t0|outside/.test(error.message) ? `: ${error.message}` : '';
    throw new ApiError('bad-parameter', {
      detail: `${parameter} is not a time that can be used${reason}.`,
      parameter,
      received: text,
      expected: TIME_EXPRESSION_RULE,
    });
  }
}

/** The gate of a query; null where nothing was asked for, which means now and everything. */
export function gateOf(
  query: { asOf?: string | undefined; basis: Basis },
  context: TimeContext,
): Gate | null {
  const { asOf, basis } = query;
  if (asOf !== undefined) return { asOf: timeOf('asOf', asOf, context), basis };
  return basis === 'known' ? { asOf: context.now, basis } : null;
}

/** Part of a store query that keeps out what had not been received by then. */
export const receivedBy = (gate: Gate | null): { receivedBy?: UtcMs } =>
  gate?.basis === 'known' ? { receivedBy: gate.asOf } : {};

export interface Range {
  readonly from: UtcMs;
  readonly to: UtcMs;
}

/** A range `[from, to)`. Throws ApiError where it is empty or turned round. */
export function rangeOf(
  query: { from?: string | undefined; to?: string | undefined },
  context: TimeContext,
  otherwise: (to: UtcMs | null) => Range,
): Range {
  const to = query.to === undefined ? null : timeOf('to', query.to, context);
  const range = otherwise(to);
  const from = query.from === undefined ? range.from : timeOf('from', query.from, context);
  const end = to ?? range.to;
  if (end > from) return { from, to: end };
  throw new ApiError('bad-range', {
    detail: 'The range is empty: to must lie after from.',
    parameter: query.to === undefined ? 'from' : 'to',
    received: query.to ?? query.from ?? '',
    expected: 'to after from',
  });
}

/** All there is. */
export const EVERYTHING: Range = { from: FIRST, to: LAST };

/** Throws ApiError where a range of bars is larger than one answer may be. `series` is how many instruments. */
export function boundBars({ from, to }: Range, interval: BarInterval, series: number, most: number): void {
  const bars = Math.ceil((to - from) / INTERVAL_MS[interval]) * series;
  if (bars <= most) return;
  const days = Math.floor((most * INTERVAL_MS[interval]) / series / INTERVAL_MS['1d']);
  throw new ApiError('bad-range', {
    detail: `The range could hold ${bars} bars of ${interval}; one answer holds at most ${most}.`,
    parameter: 'from',
    expected: `at most ${days} days of ${interval} for ${series} instruments, a coarser interval, or export/bars.csv`,
  });
}

export const unknownInstrument = (
  code: 'unknown-instrument' | 'bad-body',
  parameter: string,
  id: string,
): ApiError =>
  new ApiError(code, {
    detail: 'No instrument has this id; instruments lists them.',
    parameter,
    received: id,
    expected: 'an id of instruments',
  });

/** Throws ApiError where the id is not one of this server's. */
export function instrumentOf(world: World, id: string, parameter = 'instrument'): Instrument {
  const found = world.instruments.find((i) => i.id === id);
  if (found) return found;
  throw unknownInstrument('unknown-instrument', parameter, id);
}

export function instrumentsOf(
  world: World,
  ids: readonly InstrumentId[] | undefined,
  parameter = 'instruments',
): readonly Instrument[] {
  if (ids === undefined || ids.length === 0) return world.instruments;
  return [...new Set(ids)].map((id) => instrumentOf(world, id, parameter));
}

/** Throws ApiError where there is no such event. */
export async function eventOf(world: World, key: string, parameter = 'event'): Promise<MarketEvent> {
  const event = await world.store.event(key);
  if (event && !event.deleted) return event;
  throw new ApiError('unknown-event', {
    detail: 'No event has this slug; events lists them.',
    parameter,
    received: key,
    expected: 'a slug of events',
  });
}

/** The anchor that is T0. Throws ApiError where the event has none of that name. */
export function anchorOf(event: MarketEvent, key: string | undefined): Anchor {
  const found = key === undefined ? event.anchors[0] : anchorBy(event.anchors, key);
  if (found) return found;
  throw new ApiError('bad-parameter', {
    detail: 'The event has no such anchor.',
    parameter: 'anchor',
    ...(key === undefined ? {} : { received: key }),
    expected: event.anchors.map((a) => anchorKey(a.name)).join(', '),
  });
}

/** An IANA zone, or null for each exchange's own. Throws ApiError on anything else. */
export function zoneOf(parameter: string, tz: string | undefined): string | null {
  if (tz === undefined || tz === 'exchange') return null;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(tz).timeZoneId;
  } catch {
    throw new ApiError('bad-parameter', {
      detail: 'There is no such time zone.',
      parameter,
      received: tz,
      expected: 'an IANA name such as Asia/Seoul, UTC, or exchange',
    });
  }
}
