import { z } from 'zod';
import { type AlertRule, alertRule, webhookId } from '../../shared/alert/alert-rule.ts';
import { firing } from '../../shared/alert/firing.ts';
import { recordId } from '../../shared/record/user-record.ts';
import { undelivered } from '../alert/book.ts';
import type { AlertDesk } from '../alert/desk.ts';
import { webhookForm } from '../alert/forms.ts';
import { POST_FAULTS } from '../alert/post.ts';
import { webhook } from '../alert/webhooks.ts';
import { unknownInstrument } from './parameters.ts';
import { ApiError } from './problem.ts';
import { unknownId } from './record-edits.ts';
import { recordRoutes } from './records.ts';
import { route } from './route.ts';
import type { World } from './world.ts';

const shownWebhook = z.strictObject({
  id: webhookId,
  name: z.string(),
  form: webhookForm,
  host: z.string(),
});
const outcome = z.discriminatedUnion('delivered', [
  z.strictObject({ delivered: z.literal(true), status: z.int() }),
  z.strictObject({
    delivered: z.literal(false),
    fault: z.enum(POST_FAULTS),
    status: z.int().nullable(),
    again: z.boolean(),
    waitMs: z.int().nullable(),
  }),
]);
const report = z.strictObject({ firing, webhook: outcome.nullable() });

/** Throws ApiError where this world keeps no alerts. */
function deskOf({ alerts }: World): AlertDesk {
  if (alerts !== undefined) return alerts;
  throw new ApiError('not-found', { detail: 'No alerts are kept here.' });
}

/** Throws ApiError where a rule names a market or a webhook that this server does not have. */
function checkRule(world: World, { markets, channels }: AlertRule): void {
  const known = new Set(world.instruments.map((instrument) => instrument.id));
  for (const [at, id] of markets.entries()) {
    if (!known.has(id)) throw unknownInstrument('bad-body', `body.markets.${at}`, id);
  }
  if (channels.webhook !== null && world.alerts?.webhooks.get(channels.webhook) === undefined) {
    throw new ApiError('bad-body', {
      detail: 'No webhook has this id; webhooks lists them.',
      parameter: 'body.channels.webhook',
      received: channels.webhook,
      expected: 'an id of webhooks, or null',
    });
  }
}

const webhookRoutes = [
  route({
    method: 'get',
    path: '/webhooks',
    summary: 'Addresses that alerts can be sent to, without the part that is secret',
    answer: { status: 200, schema: z.strictObject({ items: z.array(shownWebhook) }) },
    errors: ['not-found'],
    handle: async ({ world }) => ({ json: { items: deskOf(world).webhooks.list() } }),
  }),
  route({
    method: 'post',
    path: '/webhooks',
    summary: 'Keeps an address for alerts, in the place of one with the same id',
    body: z.strictObject(webhook.shape),
    answer: { status: 201, schema: shownWebhook },
    errors: ['not-found'],
    handle: async ({ world, body }) => {
      const { webhooks } = deskOf(world);
      await webhooks.put(body);
      return { json: webhooks.list().find(({ id }) => id === body.id) };
    },
  }),
  route({
    method: 'delete',
    path: '/webhooks/{id}',
    summary: 'Forgets an address; rules that name it send nothing any more',
    params: z.strictObject({ id: webhookId }),
    answer: { status: 204 },
    errors: ['not-found'],
    handle: async ({ world, params: { id } }) => {
      if (!(await deskOf(world).webhooks.remove(id))) throw unknownId('webhook', id);
      return {};
    },
  }),
];

const firingRoutes = [
  route({
    method: 'get',
    path: '/firings',
    summary: 'What alerts fired, newest first, and what of it did not reach its webhook',
    answer: {
      status: 200,
      schema: z.strictObject({ items: z.array(firing), undelivered: z.array(undelivered) }),
    },
    errors: ['not-found'],
    handle: async ({ world }) => {
      const desk = deskOf(world);
      return { json: { items: desk.firings(), undelivered: desk.undelivered() } };
    },
  }),
  route({
    method: 'post',
    path: '/alerts/{id}/test',
    summary: 'Lets a rule fire once as a test: on the page, and on its webhook without a second try',
    params: z.strictObject({ id: recordId }),
    answer: { status: 200, schema: report },
    errors: ['not-found', 'store-unavailable'],
    handle: async ({ world, params: { id } }) => {
      const tested = await deskOf(world).test(id);
      if (tested === undefined) throw unknownId('alert', id);
      return { json: tested };
    },
  }),
];

export const alertRoutes = [
  ...recordRoutes({
    collection: 'alert',
    path: '/alerts',
    schema: alertRule,
    summary: 'a rule for alerts',
    check: checkRule,
  }),
  ...firingRoutes,
  ...webhookRoutes,
];
