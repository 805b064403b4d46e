import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { CONFIG_VARIABLES, RuleBroken, type Variable } from './config-variables.ts';

export { CONFIG_VARIABLES };

/** All that is wrong with the settings, in one message that names variables and rules and shows no value. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault';
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The settings cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

export type ConfigVariable = keyof typeof CONFIG_VARIABLES;
type Values = { readonly [K in ConfigVariable]: ReturnType<(typeof CONFIG_VARIABLES)[K]['read']> | null };
/** What the contents of the files are checked together with. */
type FeedVariable = 'QUOTE_FEEDS' | 'HEADLINE_FEEDS' | 'ALLOW_PRIVATE_ADDRESSES';
export type Environment = Readonly<Record<string, string | undefined>>;

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Absolute path. */
  readonly dataDir: string;
  readonly accessToken: string | null;
  readonly publicRead: boolean;
  readonly trustProxy: false | number | readonly string[];
  readonly rootUrl: string | null;
  /** Null = all that are on by default. */
  readonly quoteFeeds: readonly string[] | null;
  readonly headlineFeeds: readonly string[] | null;
  readonly poll: {
    readonly openSeconds: number;
    readonly contextSeconds: number;
    readonly followedSeconds: number;
    readonly headlinesSeconds: number;
  };
  /** Null = keep all. */
  readonly retentionDays: number | null;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly allowPrivateAddresses: boolean;
  /** Null = webhooks are not signed. */
  readonly webhookSecret: string | null;
  /** Null = the upstream's own public address. Without a slash at the end. */
  readonly baseUrls: {
    readonly yahoo: readonly string[] | null;
    readonly eastmoney: string | null;
    readonly eastmoneyHistory: string | null;
    readonly tencent: string | null;
    readonly tencentChart: string | null;
    readonly naver: string | null;
    readonly naverChart: string | null;
    readonly twse: string | null;
    readonly frankfurter: string | null;
    readonly rss: string | null;
    readonly googleNews: string | null;
    readonly gdelt: string | null;
    readonly gdeltBulk: string | null;
  };
  /** Null where there is none. */
  readonly configDir: string | null;
  /** Raw JSON of the files in CONFIG_DIR, null where there is none; their owners validate. */
  readonly files: {
    readonly instruments: unknown;
    readonly calendars: unknown;
    readonly feeds: unknown;
  };
}

function secretText(name: string, env: Environment, fault: (text: string) => void): string {
  const text = env[name] ?? '';
  const path = env[`${name}_FILE`] ?? '';
  if (path === '') return text;
  if (text !== '') {
    fault(`${name}_FILE must be unset where ${name} is set`);
    return '';
  }
  try {
    const read = readFileSync(path, 'utf8').trim();
    if (read === '') fault(`${name}_FILE must name a file that is not empty`);
    return read;
  } catch {
    fault(`${name}_FILE must name a file that can be read`);
    return '';
  }
}

function readVariables(env: Environment, fault: (text: string) => void): Values {
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries<Variable<unknown>>(CONFIG_VARIABLES)) {
    const set = variable.secret ? secretText(name, env, fault) : (env[name] ?? '').trim();
    values[name] = null;
    const text = set === '' ? variable.default : set;
    if (text === '') continue;
    try {
      values[name] = variable.read(text);
    } catch (error) {
      if (!(error instanceof RuleBroken)) throw error;
      fault(`${name} ${error.message}`);
    }
  }
  return values as Values;
}

/** Whether an address or name is this machine only. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

function readJson(dir: string | null, file: string, fault: (text: string) => void): unknown {
  if (dir === null) return null;
  const path = join(dir, file);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) {
      const where = /\(line \d+ column \d+\)/.exec(error.message)?.[0] ?? '';
      fault(`CONFIG_DIR: ${path} is not JSON ${where}`.trimEnd());
    } else if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      fault(`CONFIG_DIR: ${path} cannot be read`);
    }
    return null;
  }
}

/**
 * Reads the environment, `overrides` (from the command line, by the same names) first. `checkFiles` names what is
 * wrong inside the files of CONFIG_DIR. Throws ConfigFault with all faults at once.
 */
export function readConfig(
  env: Environment,
  overrides: Environment = {},
  checkFiles: (files: Config['files'], values: Pick<Values, FeedVariable>) => readonly string[] = () => [],
): Config {
  const faults: string[] = [];
  const fault = (text: string): void => void faults.push(text);
  const given = Object.entries(overrides).filter(([, text]) => text !== undefined);
  const v = readVariables({ ...env, ...Object.fromEntries(given) }, fault);
  const tokenAsked = v.ACCESS_TOKEN !== null || faults.some((f) => f.startsWith('ACCESS_TOKEN'));
  if (v.HOST !== null && !isLoopback(v.HOST) && !tokenAsked) {
    fault('ACCESS_TOKEN must be set where HOST is not a loopback address');
  }
  const files = {
    instruments: readJson(v.CONFIG_DIR, 'instruments.json', fault),
    calendars: readJson(v.CONFIG_DIR, 'calendars.json', fault),
    feeds: readJson(v.CONFIG_DIR, 'feeds.json', fault),
  };
  faults.push(...checkFiles(files, v));
  if (faults.length > 0) throw new ConfigFault(faults);
  return configOf(v as Required<NonNullValues>, files);
}

/** After all faults are out, what has a default is there. */
type NonNullValues = Values & {
  readonly [K in ConfigVariable as (typeof CONFIG_VARIABLES)[K]['default'] extends ''
    ? never
    : K]: NonNullable<Values[K]>;
};

function configOf(v: NonNullValues, files: Config['files']): Config {
  return {
    host: v.HOST,
    port: v.PORT,
    dataDir: resolve(v.DATA_DIR),
    configDir: v.CONFIG_DIR,
    accessToken: v.ACCESS_TOKEN,
    publicRead: v.PUBLIC_READ,
    trustProxy: v.TRUST_PROXY,
    rootUrl: v.ROOT_URL,
    quoteFeeds: v.QUOTE_FEEDS,
    headlineFeeds: v.HEADLINE_FEEDS,
    poll: {
      openSeconds: v.POLL_OPEN_SECONDS,
      contextSeconds: v.POLL_CONTEXT_SECONDS,
      followedSeconds: v.POLL_FOLLOWED_SECONDS,
      headlinesSeconds: v.POLL_HEADLINES_SECONDS,
    },
    retentionDays: v.RETENTION_DAYS === 0 ? null : v.RETENTION_DAYS,
    logLevel: v.LOG_LEVEL,
    allowPrivateAddresses: v.ALLOW_PRIVATE_ADDRESSES,
    webhookSecret: v.WEBHOOK_SECRET,
    baseUrls: {
      yahoo: v.YAHOO_BASE_URL,
      eastmoney: v.EASTMONEY_BASE_URL,
      eastmoneyHistory: v.EASTMONEY_HISTORY_BASE_URL,
      tencent: v.TENCENT_BASE_URL,
      tencentChart: v.TENCENT_CHART_BASE_URL,
      naver: v.NAVER_BASE_URL,
      naverChart: v.NAVER_CHART_BASE_URL,
      twse: v.TWSE_BASE_URL,
      frankfurter: v.FRANKFURTER_BASE_URL,
      rss: v.RSS_BASE_URL,
      googleNews: v.GOOGLE_NEWS_BASE_URL,
      gdelt: v.GDELT_BASE_URL,
      gdeltBulk: v.GDELT_BULK_BASE_URL,
    },
    files,
  };
}
