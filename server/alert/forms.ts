import * as z from 'zod/mini';
import type { Firing } from '../../shared/alert/firing.ts';
import { firingText } from './firing-text.ts';

/** How a body is laid out: as plain data, or as a chat service wants it. */
export const webhookForm = z.enum(['json', 'slack', 'discord', 'teams']);
export type WebhookForm = z.infer<typeof webhookForm>;

/** Discord's limit is 2,000; a name and a title are far below. */
const LONGEST_TEXT = 1900;

/** Slack reads three characters as its own. */
const forSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** A headline is no Markdown. */
const literal = (text: string): string => text.replace(/[\\*_~`|<>#[\]()@]/g, '\\$&');

const adaptiveCard = (text: string) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.4',
        body: [{ type: 'TextBlock', text, wrap: true }],
      },
    },
  ],
});

function contentOf(form: WebhookForm, firing: Firing): object {
  const text = firingText(firing).slice(0, LONGEST_TEXT);
  switch (form) {
    case 'json': {
      const { channels: _, ...told } = firing;
      return { version: 1, text, firing: told };
    }
    case 'slack':
      return { text: forSlack(text) };
    case 'discord':
      return { content: literal(text).slice(0, 2000), allowed_mentions: { parse: [] } };
    case 'teams':
      return adaptiveCard(literal(text));
  }
}

/** The body of a webhook, JSON. */
export const bodyOf = (form: WebhookForm, firing: Firing): string => JSON.stringify(contentOf(form, firing));
