import { z } from 'zod';
import type { Anchor, MarketEvent } from '../../shared/event/event.ts';
import type { TimeContext } from '../../shared/time/time-expression.ts';
import { anchorOf, anchorText, eventKey, eventOf } from './parameters.ts';
import type { World } from './world.ts';

export const subjectShape = { event: z.optional(eventKey), anchor: anchorText.optional() };

/** The event a query speaks of, if any, and what its times are relative to. */
export interface Subject {
  readonly chosen: { readonly event: MarketEvent; readonly anchor: Anchor } | null;
  readonly context: TimeContext;
}

/** Throws ApiError where there is no such event or anchor. */
export async function subjectOf(
  world: World,
  query: { event?: string | undefined; anchor?: string | undefined },
): Promise<Subject> {
  const now = world.clock.now();
  if (query.event === undefined) return { chosen: null, context: { now, t0: null } };
  const event = await eventOf(world, query.event);
  const anchor = anchorOf(event, query.anchor);
  return { chosen: { event, anchor }, context: { now, t0: anchor.time } };
}
