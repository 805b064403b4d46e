import assert from 'node:assert/strict';
import { HealthRegistry } from '../../server/runtime/health-registry.ts';
import { createMetrics } from '../../server/runtime/metrics.ts';
import {
  type FeedStatus,
  feedStatus,
  type MarketFreshness,
  marketFreshness,
} from '../../shared/protocol/status.ts';
import { TestClock } from '../support/test-clock.ts';

const feed = (words: string): FeedStatus =>
  feedStatus.parse({
    feed: 'yahoo',
    label: 'Yahoo',
    kind: 'quotes',
    side: null,
    state: 'ok',
    words,
    lastSuccess: 1_761_789_900_000,
    newestObservation: null,
    lagMs: null,
    nextRun: null,
    since: null,
    refusals: 0,
  });
const market = (newestObservation: number | null): MarketFreshness =>
  marketFreshness.parse({
    instrument: 'KS11',
    state: 'fresh',
    newestObservation,
    provider: 'yahoo',
    delayMinutes: null,
    staleSince: null,
  });

describe('health and metrics', () => {
  it('keeps the last word and says a burst once', async () => {
    const clock = new TestClock();
    const health = new HealthRegistry();
    let said = 0;
    const stop = health.onChange(() => {
      said += 1;
    });
    health.recordFeed(feed('one'));
    health.recordFeed(feed('two'));
    health.recordMarket(market(null));
    await clock.settle();
    assert.equal(said, 1);
    assert.deepEqual(
      health.feeds().map((f) => f.words),
      ['two'],
    );
    assert.equal(health.market(market(null).instrument)?.provider, 'yahoo');
    stop();
    health.recordFeed(feed('three'));
    await clock.settle();
    assert.equal(said, 1);
  });

  it('answers with the names of the contract', async () => {
    const clock = new TestClock();
    const health = new HealthRegistry();
    health.recordFeed(feed('fine'));
    health.recordMarket(market(clock.now() - 90_000));
    const metrics = createMetrics({
      health,
      clock,
      version: '1.2.3',
      head: async () => 42,
    });
    metrics.feedFetched('yahoo', 'ok', 0.2);
    metrics.pushed(0.1);
    metrics.setConnections(3);
    metrics.alertFired('move');
    metrics.webhookTried('delivered');
    const text = await metrics.text();
    for (const line of [
      'market_reaction_feed_last_success_timestamp_seconds{feed="yahoo"} 1761789900',
      'market_reaction_data_age_seconds{market="KS11"} 90',
      'market_reaction_feed_fetches_total{feed="yahoo",outcome="ok"} 1',
      'market_reaction_feed_fetch_duration_seconds_count{feed="yahoo"} 1',
      'market_reaction_journal_seq 42',
      'market_reaction_push_lag_seconds_count 1',
      'market_reaction_connections 3',
      'market_reaction_alert_firings_total{condition="move"} 1',
      'market_reaction_alert_deliveries_total{outcome="delivered"} 1',
      'market_reaction_replay_rooms 0',
      'market_reaction_leader 1',
      'market_reaction_build_info{version="1.2.3"} 1',
    ]) {
      assert.ok(text.includes(`${line}\n`), `missing: ${line}\n${text}`);
    }
  });
});
