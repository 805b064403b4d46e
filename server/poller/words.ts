import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time/instant.ts';
import type { FeedError, FeedErrorKind } from '../feeds/feed.ts';

/** Begins the words of every feed that no connection reaches. */
export const UNREACHABLE = 'Cannot be reached';

const WORDS: Readonly<Record<FeedErrorKind, string>> = {
  network: UNREACHABLE,
  timeout: `${UNREACHABLE} in time`,
  'rate-limited': 'Rate limited',
  forbidden: 'Refuses to answer us',
  'not-found': 'Does not know what was asked',
  'server-error': 'Has a fault of its own',
  'html-instead': 'Sends a web page instead of data',
  truncated: 'Breaks off in the middle of an answer',
  'too-large': 'Sends more than we take',
  'bad-body': 'Sends something that cannot be read',
  'error-inside': 'Answers with an error inside',
  redirected: 'Sends us to another address',
  frozen: 'Answers, but its data are old',
  busy: 'Is busy and says so; no error of ours',
};

/** `3 h 5 min`, `14 min`, `20 s`: rounded up, so that a promise is never early. */
export function span(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.max(1, Math.ceil(ms / SECOND_MS))} s`;
  if (ms < HOUR_MS) return `${Math.ceil(ms / MINUTE_MS)} min`;
  const minutes = Math.ceil((ms % HOUR_MS) / MINUTE_MS);
  const hours = Math.floor(ms / HOUR_MS);
  return minutes === 0 || minutes === 60
    ? `${hours + (minutes === 60 ? 1 : 0)} h`
    : `${hours} h ${minutes} min`;
}

/** What went wrong, as a sentence for the page; with the pause where there is one. */
export function errorWords(error: Pick<FeedError, 'kind' | 'message'>, pauseMs: number | null): string {
  const pause = pauseMs === null || pauseMs <= 0 ? '' : `, asks again in ${span(pauseMs)}`;
  const bare = error.kind === 'rate-limited' || error.kind === 'busy';
  const detail = bare || error.message === '' ? '' : ` (${error.message.slice(0, 160)})`;
  return `${WORDS[error.kind]}${pause}${detail}`;
}

/** `label` answers with prices that stand still. */
export const staleWords = (label: string, ageMs: number): string =>
  `${label} answers, but its newest price is ${span(ageMs)} old`;
