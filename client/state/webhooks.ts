import { signal } from '@preact/signals';
import {
  fetchWebhooks,
  forgetWebhook,
  keepWebhook,
  type ShownWebhook,
  type WebhookForm,
} from '../connection/alerts.ts';

export type { ShownWebhook, WebhookForm };

/** Addresses that the server keeps for alerts, without what is secret of them. */
export const webhooks = signal<readonly ShownWebhook[]>([]);

/** Rejects with RequestError, as all of these do. */
export async function readWebhooks(): Promise<void> {
  webhooks.value = await fetchWebhooks();
}

/** An id for an address, from its name; one that is taken gets a number. */
function freeId(name: string): string {
  const base =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+/, '')
      .slice(0, 30)
      .replace(/-+$/, '') || 'webhook';
  const taken = new Set(webhooks.value.map(({ id }) => id));
  let id = base;
  for (let n = 2; taken.has(id); n += 1) id = `${base}-${n}`;
  return id;
}

export async function addWebhook(name: string, form: WebhookForm, url: string): Promise<void> {
  await keepWebhook({ id: freeId(name), name, form, url });
  await readWebhooks();
}

export async function removeWebhook(id: string): Promise<void> {
  await forgetWebhook(id);
  await readWebhooks();
}
