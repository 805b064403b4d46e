import type { Bar } from '../market/bar.ts';
import type { InstrumentId } from '../market/instrument.ts';
import type { Provenance } from '../market/provenance.ts';
import type { UtcMs } from '../time/instant.ts';
import type { BarInterval } from '../time/interval.ts';
import { BarSeries, type NumericColumn, type NumericColumns } from './bar-series.ts';

/** Bars that may be seen: every column has `length` values, ordered by time. Missing numbers are NaN. */
export interface BarView extends Readonly<NumericColumns> {
  readonly instrument: InstrumentId;
  readonly interval: BarInterval;
  readonly length: number;
  provider(index: number): string;
  provenance(index: number): Provenance;
  /** Bars that had closed by the playhead but came to us later, so "as known then" cannot show them. */
  readonly notRecorded: number;
  /** Identity for caches: equal keys mean equal contents. */
  readonly key: string;
  /** Two views with the same past hold the same bars, as far as the shorter one reaches. */
  readonly past: string;
  /** How many of these bars are simulated. */
  readonly simulatedCount: number;
}

/** The first bars of a series. A column is cut when it is first read: most readers want two of the ten. */
class PrefixView implements BarView {
  readonly instrument: InstrumentId;
  readonly interval: BarInterval;
  readonly length: number;
  readonly notRecorded: number;
  readonly past: string;
  /** Of the series when this view was made. */
  readonly version: number;
  readonly #series: BarSeries;
  readonly #whole: Readonly<NumericColumns>;
  readonly #cut: Partial<NumericColumns> = {};
  readonly #tag: string;

  constructor(series: BarSeries, length: number, notRecorded: number, tag: string) {
    this.instrument = series.instrument;
    this.interval = series.interval;
    this.length = length;
    this.notRecorded = notRecorded;
    this.past = series.past;
    this.version = series.version;
    this.#series = series;
    this.#whole = series.columns;
    this.#tag = tag;
  }

  get openTime(): Float64Array {
    return this.#column('openTime');
  }
  get closeTime(): Float64Array {
    return this.#column('closeTime');
  }
  get open(): Float64Array {
    return this.#column('open');
  }
  get high(): Float64Array {
    return this.#column('high');
  }
  get low(): Float64Array {
    return this.#column('low');
  }
  get close(): Float64Array {
    return this.#column('close');
  }
  get volume(): Float64Array {
    return this.#column('volume');
  }
  get receivedAt(): Float64Array {
    return this.#column('receivedAt');
  }
  get revision(): Float64Array {
    return this.#column('revision');
  }
  get seq(): Float64Array {
    return this.#column('seq');
  }

  get key(): string {
    return `${this.instrument}|${this.interval}|${this.#tag}${this.version}|${this.length}`;
  }

  provider(index: number): string {
    return this.#within(this.#series.providers, index);
  }

  provenance(index: number): Provenance {
    return this.#within(this.#series.provenances, index);
  }

  /** Exact at once where all or none of a series is simulated, which is the rule; counted otherwise. */
  get simulatedCount(): number {
    const { simulatedCount, length, provenances } = this.#series;
    if (simulatedCount === 0) return 0;
    if (simulatedCount === length) return this.length;
    let count = 0;
    for (let index = 0; index < this.length; index += 1) if (provenances[index] === 'simulated') count += 1;
    return count;
  }

  #column(name: NumericColumn): Float64Array {
    let column = this.#cut[name];
    if (column === undefined) {
      column = this.#whole[name].subarray(0, this.length);
      this.#cut[name] = column;
    }
    return column;
  }

  #within<T>(values: readonly T[], index: number): T {
    if (index < 0 || index >= this.length) {
      throw new RangeError(`bar ${index} of ${this.length} visible ones`);
    }
    return values[index] as T;
  }
}

/** Views without bars, made once: most markets lack most intervals, and a frame asks for all of them. */
const emptyViews: { readonly [I in BarInterval]: Map<InstrumentId, BarView> } = {
  '1m': new Map(),
  '5m': new Map(),
  '1h': new Map(),
  '1d': new Map(),
};

export function emptyView(instrument: InstrumentId, interval: BarInterval): BarView {
  let view = emptyViews[interval].get(instrument);
  if (view === undefined) {
    view = new PrefixView(new BarSeries(instrument, interval), 0, 0, '');
    emptyViews[interval].set(instrument, view);
  }
  return view;
}

/** The last prefix that was asked for: from one frame of a replay to the next most are the same. */
const lastViews = new WeakMap<BarSeries, PrefixView>();

export function prefixView(series: BarSeries, length: number): BarView {
  const last = lastViews.get(series);
  if (last !== undefined && last.length === length && last.version === series.version) return last;
  const view = new PrefixView(series, length, 0, '');
  lastViews.set(series, view);
  return view;
}

/** Of "as known then": the latest revision received by the playhead of each of the first `closed` bars. */
export function knownView(series: BarSeries, closed: number, playhead: UtcMs): BarView {
  const { receivedAt } = series.columns;
  let late = 0;
  for (let index = 0; index < closed; index += 1) if ((receivedAt[index] as number) > playhead) late += 1;
  if (late === 0) return prefixView(series, closed);
  const earlier = new Map<number, Bar>();
  for (const bar of series.superseded) if (bar.receivedAt <= playhead) earlier.set(bar.openTime, bar);
  const known = new BarSeries(series.instrument, series.interval);
  let notRecorded = 0;
  for (let index = 0; index < closed; index += 1) {
    if ((receivedAt[index] as number) <= playhead) known.upsert(series.at(index));
    else {
      const old = earlier.get(series.columns.openTime[index] as number);
      if (old === undefined) notRecorded += 1;
      else known.upsert(old);
    }
  }
  return new PrefixView(known, known.length, notRecorded, `known|${series.version}|${playhead}|`);
}
