import { parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import { FeedError, type FeedErrorKind } from './feed.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7); null for the two obsolete forms and for nonsense. */
function httpDate(text: string): UtcMs | null {
  const parts = /^[A-Za-z]{3}, (\d\d) ([A-Za-z]{3}) (\d{4}) (\d\d:\d\d:\d\d) GMT$/.exec(text);
  const [, day, name = '', year, time] = parts ?? [];
  const month = String(MONTHS.indexOf(name) + 1).padStart(2, '0');
  if (parts === null || month === '00') return null;
  try {
    return parseInstant(`${year}-${month}-${day}T${time}Z`);
  } catch {
    return null;
  }
}

/** `Retry-After` in ms from now: seconds or an HTTP date; null where it is missing, unreadable or past. */
export function retryAfterMs(header: string | undefined, now: UtcMs): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const at = httpDate(text);
  return at === null || at <= now ? null : at - now;
}

function kindOfStatus(status: number, unavailableMeansBusy: boolean): FeedErrorKind {
  if (status === 429) return 'rate-limited';
  if (status === 503 && unavailableMeansBusy) return 'rate-limited';
  if (status === 401 || status === 403 || status === 407 || status === 451) return 'forbidden';
  if (status === 404 || status === 410 || status === 422) return 'not-found';
  if (status >= 500) return 'server-error';
  if (status >= 300 && status < 400) return 'redirected';
  return 'bad-body';
}

/** One line of a short text body, so that the reason an upstream gives is seen. */
function bodyExcerpt(body: Uint8Array): string {
  const text = new TextDecoder().decode(body.subarray(0, 300)).replace(/\s+/g, ' ').trim();
  return text === '' || text.startsWith('<') ? '' : `: ${text.slice(0, 160)}`;
}

export interface RefusedAnswer {
  readonly status: number;
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The error for every status but 200 and an asked-for 304. */
export function statusError(answer: RefusedAnswer, now: UtcMs, unavailableMeansBusy: boolean): FeedError {
  return new FeedError(
    kindOfStatus(answer.status, unavailableMeansBusy),
    `${answer.host} answered ${answer.status}${bodyExcerpt(answer.body)}`,
    { retryAfterMs: retryAfterMs(answer.headers['retry-after'], now) },
  );
}
