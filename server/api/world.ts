import type { Calendars } from '../../shared/calendar/calendar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { ServerStatus } from '../../shared/protocol/status.ts';
import type { Clock } from '../../shared/time/clock.ts';
import type { AlertDesk } from '../alert/desk.ts';
import type { Config } from '../config.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Health } from '../runtime/health.ts';
import type { Store } from '../store/store.ts';

/**
 * Everything the API speaks about. Live and the simulated day are two worlds with a store each; main swaps them, and
 * the API asks anew for each request.
 */
export interface World {
  readonly store: Store;
  readonly ingest: Ingest;
  readonly calendars: Calendars;
  readonly instruments: readonly Instrument[];
  readonly health: Health;
  /** Event time: of the simulated day where that runs. */
  readonly clock: Clock;
  /** Missing where none are kept. */
  readonly alerts?: AlertDesk;
  status(): ServerStatus;
  /** Missing where this world cannot be left for the simulated day. */
  startSimulation?(): Promise<void>;
  /** Missing where no simulated day runs. */
  stopSimulation?(): Promise<void>;
}

/** The settings the API goes by. */
export type ApiConfig = Pick<Config, 'host' | 'accessToken' | 'publicRead' | 'trustProxy' | 'rootUrl'>;
