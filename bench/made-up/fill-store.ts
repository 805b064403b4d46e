import type { Store } from '../../server/store/store.ts';
import type { IncomingBar } from '../../shared/market/bar.ts';
import { asUtcMs } from '../../shared/time/instant.ts';
import { byMinute } from './markets.ts';

/** Commits bars as they are, without the checks of ingest. */
export async function commitBars(store: Store, bars: readonly IncomingBar[]): Promise<void> {
  await store.transact({ bars, quotes: [], headlineIds: [], eventSlugs: [], records: [] }, () =>
    bars.map((bar) => ({
      kind: 'bar' as const,
      record: { ...bar, receivedAt: asUtcMs(bar.closeTime + 900), revision: 1 },
    })),
  );
}

/** `days` made-up days of all markets, in commits of 25 minutes. */
export async function fillStore(store: Store, days: number): Promise<void> {
  const minutes = byMinute(days);
  for (let at = 0; at < minutes.length; at += 25) await commitBars(store, minutes.slice(at, at + 25).flat());
}
