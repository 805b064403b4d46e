import type { InstrumentId } from '../../shared/market/instrument.ts';
import { NUMERIC_COLUMNS } from '../../shared/timeline/bar-series.ts';
import type { Frame } from '../../shared/timeline/visible.ts';

/** Everything a frame shows, as plain values, so that two frames can be compared. */
export function frameDigest(frame: Frame, instruments: readonly InstrumentId[]): unknown {
  return {
    playhead: frame.playhead,
    basis: frame.basis,
    headlines: frame.headlines,
    events: frame.events,
    earlier: frame.headlines.map((h) => frame.earlier(h.id)),
    simulated: frame.simulated(instruments),
    markets: instruments.map((instrument) => ({
      instrument,
      quotes: frame.quotes(instrument),
      last: frame.lastPrice(instrument),
      corrections: frame.corrections(instrument),
      bars: (['1m', '5m', '1h', '1d'] as const).map((interval) => {
        const view = frame.bars(instrument, interval);
        return {
          length: view.length,
          notRecorded: view.notRecorded,
          simulated: view.simulatedCount,
          columns: NUMERIC_COLUMNS.map((name) => [...view[name]]),
          providers: Array.from({ length: view.length }, (_, index) => [
            view.provider(index),
            view.provenance(index),
          ]),
        };
      }),
    })),
  };
}
