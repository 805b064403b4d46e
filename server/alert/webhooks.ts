import * as z from 'zod/mini';
import { webhookId } from '../../shared/alert/alert-rule.ts';
import { webUrl } from '../../shared/news/headline.ts';
import { type WebhookForm, webhookForm } from './forms.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';

/** An address that firings may be sent to. Whoever knows the address of a chat's webhook can write there. */
export const webhook = z.strictObject({
  id: webhookId,
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
  form: webhookForm,
  url: webUrl,
});
export type Webhook = z.infer<typeof webhook>;

/** What may be told of it: everything but the path, which is the secret. */
export interface ShownWebhook {
  readonly id: string;
  readonly name: string;
  readonly form: WebhookForm;
  readonly host: string;
}

const file = z.strictObject({ version: z.literal(1), webhooks: z.array(webhook) });

export interface Webhooks {
  list(): readonly ShownWebhook[];
  get(id: string): Webhook | undefined;
  /** Adds one, or replaces the one with its id. */
  put(webhook: Webhook): Promise<void>;
  /** False where there is none. */
  remove(id: string): Promise<boolean>;
}

const shown = ({ id, name, form, url }: Webhook): ShownWebhook => ({
  id,
  name,
  form,
  host: new URL(url).host,
});

async function read(path: string, onError: (error: unknown) => void): Promise<readonly Webhook[]> {
  try {
    const content = await readJsonFile(path);
    return content === undefined ? [] : file.parse(content).webhooks;
  } catch {
    // The error itself may quote what the file holds.
    onError(new Error(`${path} cannot be read as addresses of webhooks; none is known until one is added`));
    return [];
  }
}

/**
 * Addresses in a file of their own beside the database, so that no journal, export or page ever holds them. A file that
 * cannot be used is told and counts as empty.
 */
export async function openWebhooks(path: string, onError: (error: unknown) => void): Promise<Webhooks> {
  const kept = new Map((await read(path, onError)).map((each) => [each.id, each]));
  let writing: Promise<void> = Promise.resolve();
  const write = (): Promise<void> => {
    const done = writing.then(() => writeJsonFile(path, { version: 1, webhooks: [...kept.values()] }));
    writing = done.catch(() => undefined);
    return done;
  };
  return {
    list: () => [...kept.values()].map(shown).sort((a, b) => a.name.localeCompare(b.name)),
    get: (id) => kept.get(id),
    async put(each) {
      kept.set(each.id, each);
      await write();
    },
    async remove(id) {
      if (!kept.delete(id)) return false;
      await write();
      return true;
    },
  };
}
