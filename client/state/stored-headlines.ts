import { signal } from '@preact/signals';
import type { Headline } from '../../shared/news/headline.ts';
import { fetchNewestHeadlines } from '../connection/stored-headlines.ts';
import { frame } from './frame.ts';

/** Stored headlines that a rule is tried on. */
const MOST_TRIED = 2000;

/** `null` while they are being read; `failed` where that went wrong. */
export const storedHeadlines = signal<readonly Headline[] | 'failed' | null>(null);

/** Reads the newest stored headlines, none from after the playhead. Never rejects. */
export async function readStoredHeadlines(): Promise<void> {
  storedHeadlines.value = null;
  const { playhead, basis } = frame.peek();
  storedHeadlines.value = await fetchNewestHeadlines({ asOf: playhead, basis }, MOST_TRIED).catch(
    () => 'failed' as const,
  );
}
