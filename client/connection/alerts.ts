import { z } from 'zod/mini';
import { webhookId } from '../../shared/alert/alert-rule.ts';
import { firing } from '../../shared/alert/firing.ts';
import { utcMs } from '../../shared/time/instant.ts';
import { readJson } from './windows.ts';

const firingList = z.object({
  items: z.array(firing),
  undelivered: z.array(
    z.object({
      name: z.string(),
      webhook: z.string(),
      reason: z.string(),
      status: z.nullable(z.number()),
      at: utcMs,
    }),
  ),
});
export type FiringList = z.infer<typeof firingList>;

const form = z.enum(['json', 'slack', 'discord', 'teams']);
export type WebhookForm = z.infer<typeof form>;
const webhook = z.object({ id: webhookId, name: z.string(), form, host: z.string() });
export type ShownWebhook = z.infer<typeof webhook>;

const testReport = z.object({
  webhook: z.nullable(
    z.object({ delivered: z.boolean(), fault: z.optional(z.string()), status: z.nullable(z.number()) }),
  ),
});
export type TestReport = z.infer<typeof testReport>;

const post = (body?: unknown): RequestInit => ({
  method: 'POST',
  headers: { accept: 'application/json', 'content-type': 'application/json' },
  ...(body !== undefined && { body: JSON.stringify(body) }),
});

// Each rejects with RequestError.

/** What fired, newest first. */
export const fetchFirings = (): Promise<FiringList> => readJson('/api/v1/firings', firingList);

export const testAlert = (id: string): Promise<TestReport> =>
  readJson(`/api/v1/alerts/${id}/test`, testReport, post());

export const fetchWebhooks = async (): Promise<readonly ShownWebhook[]> =>
  (await readJson('/api/v1/webhooks', z.object({ items: z.array(webhook) }))).items;

/** The address goes there once and never comes back. */
export const keepWebhook = (
  body: Omit<ShownWebhook, 'host'> & { readonly url: string },
): Promise<ShownWebhook> => readJson('/api/v1/webhooks', webhook, post(body));

export async function forgetWebhook(id: string): Promise<void> {
  await readJson(`/api/v1/webhooks/${id}`, z.null(), { method: 'DELETE' });
}
