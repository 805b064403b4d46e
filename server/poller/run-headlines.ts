import { asFeedError, type PollWorld } from './world.ts';

/** One read of a headline feed; true where it answered. Never rejects because of an upstream; rejects with StoreError. */
export async function runHeadlines(world: PollWorld, feedId: string): Promise<boolean> {
  const feed = world.headlineFeeds.get(feedId);
  if (feed === undefined) return false;
  let answer: Awaited<ReturnType<typeof feed.read>>;
  try {
    answer = await feed.read(world.signal);
  } catch (error) {
    if (!world.signal.aborted) world.feeds.failed(feedId, feedId, asFeedError(error));
    return false;
  }
  world.feeds.answered(feedId, feedId, {
    newestObservation: answer.newestObservation,
    refusals: answer.refusals.reduce((sum, r) => sum + r.count, 0),
    stale: false,
    measures: true,
  });
  if (answer.headlines.length > 0) await world.ingest.accept({ headlines: answer.headlines });
  return true;
}
