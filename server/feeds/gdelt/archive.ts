import type { Provenance } from '../../../shared/market/provenance.ts';
import { asUtcMs, formatInstant, type UtcMs } from '../../../shared/time/instant.ts';
import { EMPTY_ANSWER, type FeedAnswer, FeedError } from '../feed.ts';
import type { Http } from '../http.ts';
import { type GdeltContext, GkgReader, SLOT_SECONDS } from './parse.ts';
import { unzipLines } from './unzip.ts';
import { readLastUpdate } from './wire.ts';

export const GDELT_BULK_BASE_URL = 'http://data.gdeltproject.org';
const MAX_ZIP_BYTES = 15 * 1024 * 1024;
const MAX_FILE_BYTES = 200 * 1024 * 1024;
const SLOT_MS = SLOT_SECONDS * 1000;

/** A title with one of these is about our subject. */
export const GDELT_WORDS = [
  'trump',
  'xi jinping',
  'tariff',
  'tariffs',
  'rare earth',
  'rare earths',
  'trade war',
  'trade truce',
  'export controls',
  'soybeans',
  'tiktok',
] as const;

export interface GdeltArchiveOptions {
  readonly http: Http;
  readonly baseUrl?: string;
  readonly words?: readonly string[];
  /** Default `backfilled`. */
  readonly provenance?: () => Provenance;
}

export interface GdeltArchive {
  /**
   * One answer per file of 15 minutes whose stamp lies in from ≤ stamp ≤ to (UTC ms), oldest first. A file that is
   * not there (GDELT has gaps) gives an empty answer with a refusal that names it; every other failure throws
   * FeedError and ends the run, which may be taken up again at that stamp.
   */
  readArchive(from: UtcMs, to: UtcMs, signal: AbortSignal): AsyncGenerator<FeedAnswer>;
  /** The file that `lastupdate.txt` names. Throws FeedError. */
  readLatest(signal: AbortSignal): Promise<FeedAnswer>;
}

/** `YYYYMMDDHHMMSS` in UTC, as the files are called. */
export const stampOf = (time: UtcMs): string => formatInstant(time).slice(0, 19).replace(/[-:T]/g, '');

/** GDELT 2.1 GKG files: the way to what was said on a past day, keyless and unthrottled. */
export function createGdeltArchive(options: GdeltArchiveOptions): GdeltArchive {
  const base = (options.baseUrl ?? GDELT_BULK_BASE_URL).replace(/\/+$/, '');
  const words = options.words ?? GDELT_WORDS;

  async function readFile(stamp: string, signal: AbortSignal): Promise<FeedAnswer> {
    const { body, receivedAt } = await options.http.get({
      url: `${base}/gdeltv2/${stamp}.gkg.csv.zip`,
      signal,
      maxBytes: MAX_ZIP_BYTES,
      timeoutMs: 60_000,
    });
    const context: GdeltContext = {
      feed: 'gdelt',
      provenance: options.provenance?.() ?? 'backfilled',
      receivedAt,
      maxAgeMs: Number.POSITIVE_INFINITY,
    };
    const reader = new GkgReader(context, words);
    await unzipLines(body, MAX_FILE_BYTES, signal, (line) => reader.line(line));
    return reader.answer();
  }

  function missing(stamp: string): FeedAnswer {
    const refusal = {
      code: 'no-time',
      subject: 'gdelt',
      detail: `there is no file ${stamp}`,
      count: 1,
    } as const;
    return { ...EMPTY_ANSWER, refusals: [refusal] };
  }

  return {
    async *readArchive(from, to, signal) {
      for (let slot = Math.ceil(from / SLOT_MS) * SLOT_MS; slot <= to; slot += SLOT_MS) {
        signal.throwIfAborted();
        const stamp = stampOf(asUtcMs(slot));
        try {
          yield await readFile(stamp, signal);
        } catch (error) {
          if (!(error instanceof FeedError) || error.kind !== 'not-found') throw error;
          yield missing(stamp);
        }
      }
    },
    async readLatest(signal) {
      const answer = await options.http.get({
        url: `${base}/gdeltv2/lastupdate.txt`,
        signal,
        maxBytes: 4096,
      });
      const { url } = readLastUpdate(new TextDecoder().decode(answer.body));
      const stamp = /(\d{14})\.gkg\.csv\.zip$/.exec(url)?.[1] ?? '';
      return readFile(stamp, signal);
    },
  };
}
