import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Clock } from '../../shared/time/clock.ts';
import { SECOND_MS } from '../../shared/time/instant.ts';
import { addressOf, isPrivateAddress, PrivateAddress, publicLookup } from './address.ts';

export interface Post {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface PostOptions {
  /** Wall time. */
  readonly clock: Clock;
  readonly allowPrivateAddresses: boolean;
}

/** Closed list of why a webhook did not arrive. */
export const POST_FAULTS = [
  'private-address',
  'redirect',
  'refused',
  'busy',
  'time-out',
  'unreachable',
] as const;
export type PostFault = (typeof POST_FAULTS)[number];

export type PostOutcome =
  | { readonly delivered: true; readonly status: number }
  | {
      readonly delivered: false;
      readonly fault: PostFault;
      readonly status: number | null;
      /** A later try may succeed. */
      readonly again: boolean;
      /** What the receiver asked to wait, ms. */
      readonly waitMs: number | null;
    };

/** From the first byte sent to the head of the answer. */
export const POST_TIMEOUT_MS = 10 * SECOND_MS;
/** Of an answer nothing is needed but its status. */
const MOST_READ_BYTES = 64 * 1024;
const LONGEST_WAIT_MS = 3600 * SECOND_MS;

const failed = (fault: PostFault, again: boolean, status: number | null = null): PostOutcome => ({
  delivered: false,
  fault,
  status,
  again,
  waitMs: null,
});

/** `Retry-After` in seconds; its other form, a date, is left alone. */
function waitOf({ headers }: IncomingMessage): number | null {
  const seconds = headers['retry-after'];
  return seconds !== undefined && /^\d{1,6}$/.test(seconds)
    ? Math.min(Number(seconds) * SECOND_MS, LONGEST_WAIT_MS)
    : null;
}

function outcomeOf(answer: IncomingMessage): PostOutcome {
  const status = answer.statusCode ?? 0;
  if (status >= 200 && status < 300) return { delivered: true, status };
  if (status >= 300 && status < 400) return failed('redirect', false, status);
  if ([408, 425, 429].includes(status) || status >= 500) {
    return { delivered: false, fault: 'busy', status, again: true, waitMs: waitOf(answer) };
  }
  return failed('refused', false, status);
}

/** Reads an answer away so that the connection ends well; one that does not end is cut. */
function drain(answer: IncomingMessage): void {
  let read = 0;
  answer.on('error', () => undefined);
  answer.on('data', (part: Buffer) => {
    read += part.length;
    if (read > MOST_READ_BYTES) answer.destroy();
  });
}

/** Sends once. Never rejects; no redirect is followed, and no private address is asked unless that is allowed. */
export function post({ url, body, headers }: Post, options: PostOptions): Promise<PostOutcome> {
  const to = new URL(url);
  const address = addressOf(to);
  if (!options.allowPrivateAddresses && address !== null && isPrivateAddress(address)) {
    return Promise.resolve(failed('private-address', false));
  }
  return new Promise((resolve) => {
    const request = (to.protocol === 'https:' ? httpsRequest : httpRequest)(to, {
      method: 'POST',
      agent: false,
      headers: {
        ...headers,
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
      },
      ...(!options.allowPrivateAddresses && { lookup: publicLookup }),
    });
    let late = false;
    const cancel = options.clock.after(POST_TIMEOUT_MS, () => {
      late = true;
      request.destroy();
      resolve(failed('time-out', true));
    });
    request.on('response', (answer) => {
      cancel();
      drain(answer);
      // What trickles is not waited for: the status is all that counts.
      answer.on(
        'close',
        options.clock.after(POST_TIMEOUT_MS, () => answer.destroy()),
      );
      resolve(outcomeOf(answer));
    });
    request.on('error', (error) => {
      cancel();
      if (late) return;
      const shut = error instanceof PrivateAddress;
      resolve(shut ? failed('private-address', false) : failed('unreachable', true));
    });
    request.end(body);
  });
}
