import type { Calendars } from '../../shared/calendar/calendar.ts';
import type { Provenance } from '../../shared/market/provenance.ts';
import type { Clock } from '../../shared/time/clock.ts';
import type { Http } from './http.ts';

/** What every quote feed is made from. */
export interface QuoteFeedOptions {
  readonly http: Http;
  readonly clock: Clock;
  readonly calendars: Calendars;
  readonly userAgent: string;
  /**
   * Asked once per answer. Default `polled`. A run against the stand-in gives `simulated`; a caller that back-fills
   * re-labels `polled` as `backfilled` and leaves `simulated` alone.
   */
  readonly provenance?: () => Provenance;
}

export const provenanceOf = (options: QuoteFeedOptions): Provenance => options.provenance?.() ?? 'polled';
