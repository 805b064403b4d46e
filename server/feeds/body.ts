import type { z } from 'zod';
import { FeedError } from './feed.ts';
import { looksLikeHtml } from './html.ts';

/** Sentences with which upstreams refuse in a 200. */
const TOO_FAST = /^\s*(?:too many requests|please limit requests)/i;

function refuseForeignBody(text: string, body: Uint8Array, label: string): void {
  if (text.trim() === '') throw new FeedError('truncated', `${label}: empty body`);
  if (looksLikeHtml(body)) throw new FeedError('html-instead', `${label}: a web page instead of data`);
  if (TOO_FAST.test(text)) throw new FeedError('rate-limited', `${label}: ${text.trim().slice(0, 120)}`);
}

/** Text of a body in a named charset (`utf-8`, `gbk`, `euc-kr`), unless it is a page or a refusal in words. */
export function textBody(body: Uint8Array, charset: string, label: string): string {
  const text = new TextDecoder(charset).decode(body);
  refuseForeignBody(text, body, label);
  return text;
}

/**
 * JSON of a body. Throws FeedError `html-instead`, `rate-limited`, `truncated` (it starts as JSON and does not end)
 * or `bad-body`.
 */
export function jsonBody(body: Uint8Array, label: string): unknown {
  const text = textBody(body, 'utf-8', label);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const trimmed = text.trim();
    const cut = /^[[{]/.test(trimmed) && !/[\]}]$/.test(trimmed);
    const kind = cut || /unexpected end|unterminated/i.test(String(cause)) ? 'truncated' : 'bad-body';
    throw new FeedError(kind, `${label}: not JSON: ${trimmed.slice(0, 60)}`, { cause });
  }
}

/** Checks a decoded body against its schema; FeedError `bad-body` names the first field and the reason. */
export function checkBody<T>(schema: z.ZodType<T>, input: unknown, label: string): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.path.join('.') ?? '';
  throw new FeedError(
    'bad-body',
    `${label}: ${path === '' ? 'body' : path}: ${issue?.message ?? 'refused'}`,
    {
      cause: result.error,
    },
  );
}
