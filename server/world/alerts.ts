import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { Calendars } from '../../shared/calendar/calendar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { AlertBook } from '../alert/book.ts';
import { AlertEngine, type ChangeSource } from '../alert/engine.ts';
import { Outbox } from '../alert/outbox.ts';
import { WatchedData } from '../alert/watched-data.ts';
import { openWebhooks } from '../alert/webhooks.ts';
import type { Config } from '../config.ts';
import { honestUserAgent } from '../feeds/user-agent.ts';
import type { Health } from '../runtime/health.ts';
import type { Log } from '../runtime/log.ts';
import type { Store } from '../store/store.ts';

/** What of the settings alerts go by, and whom they tell. */
export interface AlertParts {
  readonly config: Pick<Config, 'dataDir' | 'webhookSecret' | 'allowPrivateAddresses'>;
  /** `condition` of the rule that fired. */
  readonly onFired: (condition: string) => void;
  /** How a try to reach a webhook ended. */
  readonly onTried: (outcome: string) => void;
}

export interface AlertWorld {
  readonly alerts: AlertParts;
  readonly simulated: boolean;
  readonly version: string;
  readonly log: Log;
  readonly wall: Clock;
  readonly clock: Clock;
  readonly store: Store;
  readonly tail: ChangeSource;
  readonly health: Health;
  readonly calendars: Calendars;
  readonly instruments: readonly Instrument[];
  readonly onStatus: () => void;
}

const jitter = (): number => randomInt(2 ** 32) / 2 ** 32;

/**
 * Rules at work on a world. Live, what they remember lies in `DATA_DIR/alerts.json` and they send; the simulated day
 * begins without a memory each time and tells the page alone. Addresses of webhooks are in `DATA_DIR/webhooks.json`.
 */
export async function openAlerts(world: AlertWorld): Promise<AlertEngine> {
  const { alerts, simulated, log, wall, onStatus } = world;
  const { dataDir, webhookSecret, allowPrivateAddresses } = alerts.config;
  const onError = (err: unknown): void => log.error({ err }, 'alerts met a fault');
  const webhooks = await openWebhooks(join(dataDir, 'webhooks.json'), onError);
  const book = new AlertBook(simulated ? null : join(dataDir, 'alerts.json'), world.store.storeId, onError);
  await book.load();
  const outbox = new Outbox({
    ...{ book, webhooks, clock: wall, random: jitter, secret: webhookSecret, allowPrivateAddresses },
    userAgent: honestUserAgent(world.version),
    onTried: alerts.onTried,
    onLost: onStatus,
  });
  const data = new WatchedData({
    ...world,
    onUnreadable: (id) => log.warn({ id }, 'a rule for alerts does not fit this version and rests'),
  });
  return new AlertEngine({
    ...{ data, book, webhooks, wall, simulated, onStatus, onError },
    outbox: simulated ? null : outbox,
    source: world.tail,
    clock: world.clock,
    onFired: alerts.onFired,
  });
}
