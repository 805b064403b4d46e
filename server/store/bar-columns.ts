import type { Bar } from '../../shared/market/bar.ts';
import type { BarColumns } from '../../shared/protocol/resources.ts';

/** Bars of one instrument and interval as columns, in the order given. */
export function barColumnsOf(
  { instrument, interval }: Pick<BarColumns, 'instrument' | 'interval'>,
  bars: readonly Bar[],
): BarColumns {
  return {
    instrument,
    interval,
    openTime: bars.map((b) => b.openTime),
    closeTime: bars.map((b) => b.closeTime),
    open: bars.map((b) => b.open),
    high: bars.map((b) => b.high),
    low: bars.map((b) => b.low),
    close: bars.map((b) => b.close),
    volume: bars.map((b) => b.volume),
    provider: bars.map((b) => b.provider),
    provenance: bars.map((b) => b.provenance),
    receivedAt: bars.map((b) => b.receivedAt),
    revision: bars.map((b) => b.revision),
    seq: bars.map((b) => b.seq),
  };
}
