import { z } from 'zod';
import {
  type RecordCollection,
  recordId,
  type UserRecord,
  userRecord,
} from '../../shared/record/user-record.ts';
import { seq } from '../../shared/time/instant.ts';
import { ApiError } from './problem.ts';
import { recordOf, storeRecordEdit } from './record-edits.ts';
import { type Route, route } from './route.ts';
import type { World } from './world.ts';

/** What people keep in one collection: every page holds all of it. */
export const MOST_RECORDS = 200;

export interface RecordDoor<Body extends object> {
  readonly collection: RecordCollection;
  /** Such as `/rules`. */
  readonly path: `/${string}`;
  /** Strict; what is kept is what it gives back. A text `name` or `title` in it makes the id of a new record. */
  readonly schema: z.core.$ZodType<Body>;
  /** What one record is, with its article: `a headline rule`. */
  readonly summary: string;
  /** Looks at what no schema knows, before anything is stored. Throws ApiError. */
  readonly check?: (world: World, body: Body) => void;
}

const LONGEST_BASE = 70;

/** `Tariffs & chips` → `tariffs-chips`; a name without a Latin letter or digit gives the collection's. */
function idBase(body: object, collection: RecordCollection): string {
  const { name, title } = body as { name?: unknown; title?: unknown };
  const words = [name, title].find((text) => typeof text === 'string') ?? '';
  const slug = String(words)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_BASE)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? collection : slug;
}

/** An id that no record of the collection has had. */
async function freeId(world: World, collection: RecordCollection, body: object): Promise<string> {
  const base = idBase(body, collection);
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`;
    if ((await world.store.recordRevisions({ collection, id })).length === 0) return id;
  }
}

async function boundCount(world: World, collection: RecordCollection): Promise<void> {
  if ((await world.store.records(collection)).length < MOST_RECORDS) return;
  throw new ApiError('bad-body', {
    detail: `At most ${MOST_RECORDS} records can be kept here; remove one first.`,
    expected: `at most ${MOST_RECORDS} records`,
  });
}

/** The answer of a collection: a record whose body fits that collection's schema. */
const answerOf = (collection: RecordCollection, body: z.core.$ZodType<object>) =>
  z.strictObject({ ...userRecord.shape, collection: z.literal(collection), body });

const removal = z.strictObject({ revision: z.coerce.number<string>().int().min(1) });
const one = z.strictObject({ id: recordId });
const WRITE_ERRORS = ['stale-revision', 'store-full', 'store-unavailable'] as const;

function reading<Body extends object>({ collection, path, schema, summary }: RecordDoor<Body>): Route[] {
  const record = answerOf(collection, schema);
  return [
    route({
      method: 'get',
      path,
      summary: `Every record that is ${summary}, by id`,
      answer: { status: 200, schema: z.strictObject({ items: z.array(record), seq }) },
      errors: ['store-unavailable'],
      handle: async ({ world }) => {
        const at = await world.store.head();
        return { json: { items: await world.store.records(collection), seq: at } };
      },
    }),
    route({
      method: 'get',
      path: `${path}/{id}`,
      summary: `One record that is ${summary}`,
      params: one,
      answer: { status: 200, schema: record },
      errors: ['not-found', 'store-unavailable'],
      handle: async ({ world, params }) => ({ json: await recordOf(world, { collection, ...params }) }),
    }),
    route({
      method: 'get',
      path: `${path}/{id}/revisions`,
      summary: `Every revision of ${summary}, oldest first, also of one that was removed`,
      params: one,
      answer: { status: 200, schema: z.strictObject({ items: z.array(record) }) },
      errors: ['not-found', 'store-unavailable'],
      handle: async ({ world, params }) => {
        const items = await world.store.recordRevisions({ collection, ...params });
        return items.length > 0
          ? { json: { items } }
          : { json: await recordOf(world, { collection, ...params }) };
      },
    }),
  ];
}

function writing<Body extends object>(door: RecordDoor<Body>): Route[] {
  const { collection, path, schema, summary, check } = door;
  const record = answerOf(collection, schema);
  const content = (body: Body) => ({ collection, body: body as UserRecord['body'] });
  return [
    route({
      method: 'post',
      path,
      summary: `Adds ${summary}; the id is made from its name unless one is given`,
      body: z.strictObject({ id: z.optional(recordId), body: schema }),
      answer: { status: 201, schema: record },
      errors: ['already-exists', ...WRITE_ERRORS],
      handle: async ({ world, body: sent, guard, req }) => {
        const body = sent.body as Body;
        check?.(world, body);
        await boundCount(world, collection);
        const id = sent.id ?? (await freeId(world, collection, body));
        const edit = { ...content(body), id, actor: guard.actor(req), revision: 0, deleted: false };
        const stored = await storeRecordEdit(world, edit);
        return { json: stored, headers: { Location: `/api/v1${path}/${id}` } };
      },
    }),
    route({
      method: 'patch',
      path: `${path}/{id}`,
      summary: `Gives ${summary} another body, where it still is at the given revision`,
      params: one,
      body: z.strictObject({ revision: z.int().min(1), body: schema }),
      answer: { status: 200, schema: record },
      errors: ['not-found', ...WRITE_ERRORS],
      handle: async ({ world, params: { id }, body: sent, guard, req }) => {
        const body = sent.body as Body;
        await recordOf(world, { collection, id });
        check?.(world, body);
        const { revision } = sent;
        const edit = { ...content(body), id, actor: guard.actor(req), revision, deleted: false };
        return { json: await storeRecordEdit(world, edit) };
      },
    }),
    route({
      method: 'delete',
      path: `${path}/{id}`,
      summary: `Removes ${summary} that still is at the given revision; its revisions are kept`,
      params: one,
      query: removal,
      answer: { status: 204 },
      errors: ['not-found', ...WRITE_ERRORS],
      handle: async ({ world, params: { id }, query: { revision }, guard, req }) => {
        const { body } = await recordOf(world, { collection, id });
        await storeRecordEdit(world, {
          collection,
          id,
          body,
          actor: guard.actor(req),
          revision,
          deleted: true,
        });
        return {};
      },
    }),
  ];
}

/** The door of a collection: list, one, its revisions, add, change, remove. */
export const recordRoutes = <Body extends object>(door: RecordDoor<Body>): readonly Route[] => [
  ...reading(door),
  ...writing(door),
];
