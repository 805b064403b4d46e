import { asUtcMs, DAY_MS } from '../../shared/time/instant.ts';
import { ConfigFault } from '../config.ts';
import { createHttp } from '../feeds/axios-http.ts';
import { type FeedAnswer, FeedError } from '../feeds/feed.ts';
import { recordingHttp, writeAnswersTo } from '../feeds/record.ts';
import { createHeadlineFeeds } from '../feeds/registry-headlines.ts';
import { createQuoteFeeds } from '../feeds/registry-quotes.ts';
import { honestUserAgent } from '../feeds/user-agent.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { openSqliteStore } from '../store/sqlite.ts';
import { StoreError } from '../store/store.ts';
import { VERSION } from '../version.ts';
import { readSettings, type Settings } from '../world/settings.ts';

interface Finding {
  readonly what: string;
  readonly ok: boolean;
  readonly words: string;
}

const ASKED_WITHIN_MS = 20_000;

/** Says what is configured, reachable and wrong. Exit code 0 where the server could work, else 1. */
export async function doctor(options: { record?: string; json?: boolean }): Promise<void> {
  let settings: Settings;
  try {
    settings = readSettings(process.env, {});
  } catch (error) {
    if (!(error instanceof ConfigFault)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
  const findings: Finding[] = [
    { what: 'node', ok: true, words: process.version },
    { what: 'settings', ok: true, words: 'all can be used' },
    await storeFinding(settings),
    ...(await feedFindings(settings, options.record)),
  ];
  if (options.json) process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
  else
    for (const f of findings)
      process.stdout.write(`${f.ok ? 'ok     ' : 'wrong  '}${f.what.padEnd(22)}${f.words}\n`);
  const feeds = findings.slice(3);
  const works = findings.slice(0, 3).every((f) => f.ok) && (feeds.length === 0 || feeds.some((f) => f.ok));
  process.exit(works ? 0 : 1);
}

async function storeFinding({ config }: Settings): Promise<Finding> {
  const path = `${config.dataDir}/market.db`;
  try {
    const store = await openSqliteStore({ path, readOnly: true });
    const head = await store.head();
    await store.close();
    return { what: 'store', ok: true, words: `${head} changes in the journal` };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const missing = error.kind === 'unavailable';
    return {
      what: 'store',
      ok: missing,
      words: missing ? 'none yet; the first start makes it' : error.message,
    };
  }
}

async function feedFindings(settings: Settings, record: string | undefined): Promise<Finding[]> {
  const { config, calendars, instruments, outlets } = settings;
  const clock = systemClock;
  const userAgent = honestUserAgent(VERSION);
  const plain = createHttp({ clock, userAgent });
  const http = record === undefined ? plain : recordingHttp(plain, writeAnswersTo(record));
  const { baseUrls } = config;
  const feeds = createQuoteFeeds({ http, clock, calendars, userAgent, baseUrls, enabled: config.quoteFeeds });
  const headlineFeeds = createHeadlineFeeds({
    http,
    clock,
    outlets,
    baseUrls,
    enabled: config.headlineFeeds,
    googleNews: config.rootUrl === null,
  });
  const findings: Finding[] = [];
  for (const feed of feeds) {
    const instrument = instruments.find((i) => feed.carries(i));
    if (instrument === undefined) continue;
    const now = clock.now();
    findings.push(
      await ask(feed.label, async (signal) => {
        const quotes = await feed.quotes([instrument], signal);
        if (quotes.quotes.length > 0 || feed.intervals.length === 0) return quotes;
        return feed.bars(instrument, '1d', { from: asUtcMs(now - 10 * DAY_MS), to: now }, signal);
      }),
    );
  }
  for (const feed of headlineFeeds) findings.push(await ask(feed.label, (signal) => feed.read(signal)));
  return findings;
}

async function ask(what: string, request: (signal: AbortSignal) => Promise<FeedAnswer>): Promise<Finding> {
  const signal = AbortSignal.timeout(ASKED_WITHIN_MS);
  try {
    const answer = await request(signal);
    const count = answer.bars.length + answer.quotes.length + answer.headlines.length;
    return { what, ok: count > 0, words: count > 0 ? `${count} records` : 'answers, but with nothing in it' };
  } catch (error) {
    return { what, ok: false, words: error instanceof FeedError ? error.message : String(error) };
  }
}
