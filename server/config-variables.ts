import { isIP } from 'node:net';

/** One variable of the environment. `read` gives its value or throws RuleBroken. */
export interface Variable<T> {
  readonly type: string;
  /** As text, read like a set value; empty = unset. */
  readonly default: string;
  readonly meaning: string;
  /** Also read from the file that `<NAME>_FILE` names. */
  readonly secret?: true;
  readonly read: (text: string) => T;
}

/** The value breaks the rule that the message names; the message never holds the value. */
export class RuleBroken extends Error {}

function refuse(rule: string): never {
  throw new RuleBroken(rule);
}

const anyText = (text: string): string => text;

function wholeNumber(from: number, to: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d{1,9}$/.test(text) || value < from || value > to) {
      refuse(`must be a whole number from ${from} to ${to}`);
    }
    return value;
  };
}

function truth(text: string): boolean {
  return text === 'true' || text === 'false' ? text === 'true' : refuse('must be true or false');
}

function oneOf<const T extends readonly string[]>(...allowed: T): (text: string) => T[number] {
  return (text) => allowed.find((a) => a === text) ?? refuse(`must be one of ${allowed.join(', ')}`);
}

const parts = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function feedIds(text: string): readonly string[] {
  if (text === 'none') return [];
  const ids = parts(text);
  if (ids.length === 0 || !ids.every((id) => /^[a-z0-9][a-z0-9-]{0,59}$/.test(id))) {
    refuse('must be feed ids (small letters, digits, hyphens) with commas between, or none');
  }
  return ids;
}

function baseUrl(text: string): string {
  const url = URL.parse(text);
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    url.search !== '' ||
    url.hash !== '' ||
    url.username !== ''
  ) {
    refuse('must be an http or https address without user, query or fragment');
  }
  return url.href.replace(/\/+$/, '');
}

function baseUrls(text: string): readonly string[] {
  return parts(text).map(baseUrl);
}

function proxies(text: string): false | number | readonly string[] {
  if (text === 'false') return false;
  if (/^\d$/.test(text)) return Number(text) || false;
  const addresses = parts(text);
  const known = (a: string): boolean =>
    ['loopback', 'linklocal', 'uniquelocal'].includes(a) || isIP(a.replace(/\/\d{1,3}$/, '')) !== 0;
  if (addresses.length === 0 || !addresses.every(known)) {
    refuse('must be false, the number of proxies (1 to 9), or their addresses with commas between');
  }
  return addresses;
}

function token(text: string): string {
  if (text.length < 16 || /\s/.test(text)) refuse('must have at least 16 characters and no white space');
  return text;
}

function notInThisVersion(why: string): (text: string) => null {
  return () => refuse(`is not used by this version (${why}); leave it unset`);
}

const seconds = (from: number): ((text: string) => number) => wholeNumber(from, 86_400);
const upstream = (what: string) => ({
  type: 'address',
  default: '' as const,
  meaning: `Where ${what} is asked instead of its public address`,
  read: baseUrl,
});

/**
 * Every variable that is read, in the order of the documentation: the one source of parsing, of
 * `docs/configuration.md` and of `.env.example`.
 */
export const CONFIG_VARIABLES = {
  HOST: {
    type: 'address or name',
    default: '127.0.0.1',
    meaning: 'Where the server listens. Another address than loopback needs `ACCESS_TOKEN`',
    read: (text: string) =>
      /^[a-zA-Z0-9.:_-]{1,253}$/.test(text) ? text : refuse('must be an address or a host name'),
  },
  PORT: {
    type: '0 to 65535',
    default: '8080',
    meaning: 'Port; 0 takes a free one',
    read: wholeNumber(0, 65_535),
  },
  DATA_DIR: { type: 'folder', default: './data', meaning: 'Where the database is kept', read: anyText },
  CONFIG_DIR: {
    type: 'folder',
    default: '',
    meaning:
      'May hold `instruments.json`, `calendars.json` and `feeds.json`, which add to what ships and win',
    read: anyText,
  },
  ACCESS_TOKEN: {
    type: 'text of at least 16 characters',
    default: '',
    meaning: 'Whoever calls must show it: `Authorization: Bearer …`, or the cookie of `POST /api/v1/session`',
    secret: true,
    read: token,
  },
  PUBLIC_READ: {
    type: 'true or false',
    default: 'false',
    meaning: 'With `ACCESS_TOKEN`: everybody may read, only writing needs the token',
    read: truth,
  },
  TRUST_PROXY: {
    type: 'false, a number or addresses',
    default: 'false',
    meaning: 'Reverse proxies in front whose `X-Forwarded-…` headers are believed',
    read: proxies,
  },
  ROOT_URL: {
    type: 'address',
    default: '',
    meaning: 'Address under which people reach the server; its host is accepted in `Host` and `Origin`',
    read: baseUrl,
  },
  QUOTE_FEEDS: {
    type: 'feed ids',
    default: '',
    meaning: 'Price providers that may be asked, in no order; unset = all, `none` = no one',
    read: feedIds,
  },
  HEADLINE_FEEDS: {
    type: 'feed ids',
    default: '',
    meaning: 'Headline feeds that are read; unset = all that are on by default, `none` = no one',
    read: feedIds,
  },
  POLL_OPEN_SECONDS: {
    type: 'seconds, from 15',
    default: '60',
    meaning: 'Between two polls of an index while its market is open',
    read: seconds(15),
  },
  POLL_CONTEXT_SECONDS: {
    type: 'seconds, from 60',
    default: '300',
    meaning: 'The same for the context sets (currencies, chips, rare earths …)',
    read: seconds(60),
  },
  POLL_FOLLOWED_SECONDS: {
    type: 'seconds, from 5',
    default: '15',
    meaning: 'Between two polls of providers that offer a quick quote (Naver, TWSE)',
    read: seconds(5),
  },
  POLL_HEADLINES_SECONDS: {
    type: 'seconds, from 60',
    default: '120',
    meaning: 'Shortest time between two reads of one headline feed',
    read: seconds(60),
  },
  RETENTION_DAYS: {
    type: 'days, 0 = all',
    default: '0',
    meaning: 'How far back the journal of changes reaches; tables keep their rows',
    read: wholeNumber(0, 36_500),
  },
  LOG_LEVEL: {
    type: 'trace, debug, info, warn, error or silent',
    default: 'info',
    meaning: 'What is logged',
    read: oneOf('trace', 'debug', 'info', 'warn', 'error', 'silent'),
  },
  WEBHOOK_SECRET: {
    type: 'text of at least 16 characters',
    default: '',
    meaning: 'Key with which webhooks of alerts are signed (docs/alerts.md); unset = they are not signed',
    secret: true,
    read: token,
  },
  ALLOW_PRIVATE_ADDRESSES: {
    type: 'true or false',
    default: 'false',
    meaning: 'Lets feeds of `feeds.json` and webhooks of alerts lie at private addresses',
    read: truth,
  },
  YAHOO_BASE_URL: {
    type: 'addresses',
    default: '',
    meaning: 'Where Yahoo is asked instead of its public twins; several with commas between',
    read: baseUrls,
  },
  EASTMONEY_BASE_URL: upstream('EastMoney (quotes)'),
  EASTMONEY_HISTORY_BASE_URL: upstream('EastMoney (history)'),
  TENCENT_BASE_URL: upstream('Tencent (quotes)'),
  TENCENT_CHART_BASE_URL: upstream('Tencent (minutes)'),
  NAVER_BASE_URL: upstream('Naver (quotes)'),
  NAVER_CHART_BASE_URL: upstream('Naver (minutes)'),
  TWSE_BASE_URL: upstream('TWSE MIS'),
  FRANKFURTER_BASE_URL: upstream('Frankfurter'),
  RSS_BASE_URL: upstream('every outlet read by RSS or Atom'),
  GOOGLE_NEWS_BASE_URL: upstream('Google News'),
  GDELT_BASE_URL: upstream('GDELT (search)'),
  GDELT_BULK_BASE_URL: upstream('GDELT (bulk files)'),
  DATABASE_URL: {
    type: 'not used yet',
    default: '',
    meaning: 'PostgreSQL instead of SQLite; refused by this version',
    secret: true,
    read: notInThisVersion('it stores in SQLite under DATA_DIR'),
  },
  REDIS_URL: {
    type: 'not used yet',
    default: '',
    meaning: 'Several nodes; refused by this version',
    read: notInThisVersion('it runs as one node'),
  },
} as const satisfies Record<string, Variable<unknown>>;
