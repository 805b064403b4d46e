import { z } from 'zod';
import {
  type IncomingEvent,
  incomingEvent,
  type MarketEvent,
  marketEvent,
  slug,
} from '../../shared/event/event.ts';
import { pageOf } from '../../shared/protocol/resources.ts';
import { eventsThrough } from '../transfer/gate.ts';
import type { Guard } from './guard.ts';
import { eventOf, gateOf, gateShape } from './parameters.ts';
import { ApiError } from './problem.ts';
import { type RouteInput, readBy, route } from './route.ts';
import type { World } from './world.ts';

const one = z.strictObject({ slug });
const { actor: _actor, origin: _origin, ...fieldShape } = incomingEvent.shape;
const fields = z.strictObject(fieldShape);
const newEvent = fields.extend({
  origin: z.enum(['user', 'headline']).default('user'),
});
const patch = fields
  .omit({ slug: true })
  .partial()
  .extend({
    /** The revision that was read and is edited. */
    revision: z.int().min(1),
  });
const removal = z.strictObject({ revision: z.coerce.number<string>().int().min(1) });

type Edit = { world: World; event: IncomingEvent; revision: number; deleted: boolean };

/** Stores an edit by the one door. Throws ApiError where somebody was faster. */
async function storeEdit({ world, event, revision, deleted }: Edit): Promise<MarketEvent> {
  const report = await world.ingest.accept({ eventEdits: [{ event, revision, deleted }] });
  const change = report.changes.find((c) => c.kind === 'event' && c.record.slug === event.slug);
  if (change?.kind === 'event') return change.record;
  const refusal = report.refusals[0];
  if (refusal?.code === 'stale-revision') {
    throw new ApiError(revision === 0 ? 'already-exists' : 'stale-revision', {
      detail:
        revision === 0 ? 'There is an event with this slug.' : 'The event was changed since that revision.',
      parameter: revision === 0 ? 'slug' : 'revision',
      received: String(revision === 0 ? event.slug : revision),
      expected: revision === 0 ? 'a slug that is free' : 'the latest revision',
    });
  }
  if (refusal) throw new ApiError('bad-body', { detail: refusal.detail });
  // Nothing to store: the edit changes nothing.
  return eventOf(world, event.slug, 'slug');
}

function incomingOf(event: MarketEvent, actor: string): IncomingEvent {
  const { receivedAt: _r, revision: _v, deleted: _d, seq: _s, ...rest } = event;
  return { ...rest, actor };
}

const actorOf = (input: Pick<RouteInput<unknown, unknown, unknown>, 'req'> & { guard: Guard }): string =>
  input.guard.actor(input.req);

/** Where the page after the one that ended with `cursor` begins. */
function startAfter(all: readonly MarketEvent[], cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const index = all.findIndex((e) => e.slug === cursor);
  if (index >= 0) return index + 1;
  throw new ApiError('bad-parameter', {
    detail: 'The event this cursor stands for is gone; begin anew.',
    parameter: 'cursor',
    received: cursor,
    expected: 'cursor of the page before',
  });
}

const reading = [
  route({
    method: 'get',
    path: '/events',
    summary: 'Events by their first anchor',
    query: z.strictObject({
      limit: z.coerce.number<string>().int().min(1).max(1000).default(1000),
      cursor: z.optional(slug),
      ...gateShape,
    }),
    answer: { status: 200, schema: pageOf(marketEvent) },
    errors: ['store-unavailable'],
    handle: async ({ world, query }) => {
      const gate = gateOf(query, { now: world.clock.now(), t0: null });
      const seq = await world.store.head();
      const all = eventsThrough(await world.store.events(), gate);
      const start = startAfter(all, query.cursor);
      const items = all.slice(start, start + query.limit);
      const cursor = start + items.length < all.length ? (items.at(-1)?.slug ?? null) : null;
      return { json: { items, cursor, seq } };
    },
  }),
  route({
    method: 'get',
    path: '/events/{slug}',
    summary: 'One event',
    params: one,
    query: z.strictObject(gateShape),
    answer: { status: 200, schema: marketEvent },
    errors: ['unknown-event', 'store-unavailable'],
    handle: async ({ world, params, query }) => {
      const gate = gateOf(query, { now: world.clock.now(), t0: null });
      const event = await eventOf(world, params.slug, 'slug');
      const [seen] = eventsThrough([event], gate);
      if (seen) return { json: seen };
      throw new ApiError('unknown-event', {
        detail: 'At that instant nobody knew of this event here.',
        parameter: 'slug',
        received: params.slug,
      });
    },
  }),
];

const writing = [
  route({
    method: 'post',
    path: '/events',
    summary: 'Adds an event; it reaches every page as a change',
    body: newEvent,
    answer: { status: 201, schema: marketEvent },
    errors: ['already-exists', 'store-full', 'store-unavailable'],
    handle: async ({ world, body, guard, req }) => {
      const event = { ...body, actor: actorOf({ guard, req }) };
      const stored = await storeEdit({ world, event, revision: 0, deleted: false });
      return { json: stored, headers: { Location: `/api/v1/events/${stored.slug}` } };
    },
  }),
  route({
    method: 'patch',
    path: '/events/{slug}',
    summary: 'Changes the given fields of an event that still is at the given revision',
    params: one,
    body: patch,
    answer: { status: 200, schema: marketEvent },
    errors: ['unknown-event', 'stale-revision', 'store-full', 'store-unavailable'],
    handle: async ({ world, params, body, guard, req }) => {
      const { revision, ...changed } = body;
      const before = await eventOf(world, params.slug, 'slug');
      const merged = { ...incomingOf(before, actorOf({ guard, req })), ...changed };
      const event = readBy(incomingEvent, merged, 'bad-body');
      return { json: await storeEdit({ world, event, revision, deleted: false }) };
    },
  }),
  route({
    method: 'delete',
    path: '/events/{slug}',
    summary: 'Removes an event that still is at the given revision; the journal keeps it',
    params: one,
    query: removal,
    answer: { status: 204 },
    errors: ['unknown-event', 'stale-revision', 'store-full', 'store-unavailable'],
    handle: async ({ world, params, query, guard, req }) => {
      const before = await eventOf(world, params.slug, 'slug');
      const event = incomingOf(before, actorOf({ guard, req }));
      await storeEdit({ world, event, revision: query.revision, deleted: true });
      return {};
    },
  }),
];

export const eventRoutes = [...reading, ...writing];
