import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Clock } from '../../shared/time/clock.ts';
import type { Health } from './health.ts';

const PREFIX = 'market_reaction_';

export interface MetricsOptions {
  readonly health: Pick<Health, 'feeds' | 'markets'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly version: string;
  /** Newest seq of the journal, asked for at each scrape. */
  readonly head: () => Promise<number>;
}

/** What the parts tell; `text` is what `/metrics` answers, in the Prometheus text form. */
export interface Metrics {
  /** `outcome` is `ok` or a FeedErrorKind. */
  feedFetched(feed: string, outcome: string, seconds: number): void;
  /** From stored to handed to the sockets. */
  pushed(lagSeconds: number): void;
  setConnections(count: number): void;
  /** `condition` is that of the rule. */
  alertFired(condition: string): void;
  /** `outcome` is `delivered` or why a try failed. */
  webhookTried(outcome: string): void;
  readonly contentType: string;
  text(): Promise<string>;
}

/** Gauges that are read off what others hold, at the moment of a scrape. */
function registerObserved({ health, clock, version, head }: MetricsOptions, registers: [Registry]): void {
  new Gauge({
    name: `${PREFIX}feed_last_success_timestamp_seconds`,
    help: 'Last run of a feed that ended without an error',
    labelNames: ['feed'],
    registers,
    collect() {
      this.reset();
      for (const { feed, lastSuccess } of health.feeds()) {
        if (lastSuccess !== null) this.set({ feed }, lastSuccess / 1000);
      }
    },
  });
  new Gauge({
    name: `${PREFIX}data_age_seconds`,
    help: 'Age of the newest observation of a market',
    labelNames: ['market'],
    registers,
    collect() {
      this.reset();
      for (const { instrument, newestObservation } of health.markets()) {
        if (newestObservation === null) continue;
        this.set({ market: instrument }, (clock.now() - newestObservation) / 1000);
      }
    },
  });
  new Gauge({
    name: `${PREFIX}journal_seq`,
    help: 'Newest seq of the journal',
    registers,
    async collect() {
      this.set(await head());
    },
  });
  const leader = new Gauge({ name: `${PREFIX}leader`, help: '1 where this node polls', registers });
  leader.set(1);
  const build = new Gauge({
    name: `${PREFIX}build_info`,
    help: 'Version',
    labelNames: ['version'],
    registers,
  });
  build.set({ version }, 1);
  new Gauge({ name: `${PREFIX}replay_rooms`, help: 'Shared replays that run', registers }).set(0);
}

export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers: [Registry] = [registry];
  registerObserved(options, registers);
  const fetches = new Counter({
    name: `${PREFIX}feed_fetches_total`,
    help: 'Requests to upstreams by how they ended',
    labelNames: ['feed', 'outcome'],
    registers,
  });
  const durations = new Histogram({
    name: `${PREFIX}feed_fetch_duration_seconds`,
    help: 'How long requests to upstreams took',
    labelNames: ['feed'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const lag = new Histogram({
    name: `${PREFIX}push_lag_seconds`,
    help: 'From stored to handed to the sockets',
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  const firings = new Counter({
    name: `${PREFIX}alert_firings_total`,
    help: 'Alerts by the condition of their rule',
    labelNames: ['condition'],
    registers,
  });
  const tries = new Counter({
    name: `${PREFIX}alert_deliveries_total`,
    help: 'Tries to reach a webhook by how they ended',
    labelNames: ['outcome'],
    registers,
  });
  const connections = new Gauge({ name: `${PREFIX}connections`, help: 'Open sockets of pages', registers });
  return {
    feedFetched(feed, outcome, seconds) {
      fetches.inc({ feed, outcome });
      durations.observe({ feed }, seconds);
    },
    pushed: (lagSeconds) => lag.observe(lagSeconds),
    alertFired: (condition) => firings.inc({ condition }),
    webhookTried: (outcome) => tries.inc({ outcome }),
    setConnections: (count) => connections.set(count),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
