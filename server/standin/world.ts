import type { UtcMs } from '../../shared/time/instant.ts';
import type { SeriesView } from './series.ts';
import type { UpstreamNames } from './symbols.ts';

export const PROVIDERS = [
  'yahoo',
  'eastmoney',
  'tencent',
  'naver',
  'twse',
  'frankfurter',
  'rss',
  'google-news',
  'gdelt',
] as const;
export type Provider = (typeof PROVIDERS)[number];

/** A headline that becomes public at `time`; an outlet carries it from that minute on. */
export interface StandinHeadline {
  readonly time: UtcMs;
  /** Outlet id, the last part of its address: `/rss/<outlet>`. */
  readonly outlet: string;
  readonly title: string;
  readonly url: string;
  readonly publisher: string;
  readonly language?: string;
}

/** What one upstream knows at the instant of one request; it has no way to look later. */
export interface World {
  /** The wall clock of the upstream. */
  readonly now: UtcMs;
  /** The series behind a symbol of this upstream; undefined for a symbol it does not know. */
  view(symbol: string): { readonly names: UpstreamNames; readonly view: SeriesView } | undefined;
  /** Published by now, newest first. */
  readonly headlines: readonly StandinHeadline[];
  /** Prices as 32-bit floats widened, as Yahoo sends them. */
  readonly widened: boolean;
}

export interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
}
