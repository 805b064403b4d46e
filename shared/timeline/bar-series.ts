import type { Bar } from '../market/bar.ts';
import type { InstrumentId } from '../market/instrument.ts';
import type { Provenance } from '../market/provenance.ts';
import type { BarColumns } from '../protocol/resources.ts';
import type { Seq, UtcMs } from '../time/instant.ts';
import type { BarInterval } from '../time/interval.ts';

/** The numeric columns; a missing number is NaN here and nowhere else. */
export const NUMERIC_COLUMNS = [
  'openTime',
  'closeTime',
  'open',
  'high',
  'low',
  'close',
  'volume',
  'receivedAt',
  'revision',
  'seq',
] as const;
export type NumericColumn = (typeof NUMERIC_COLUMNS)[number];
export type NumericColumns = Record<NumericColumn, Float64Array>;

const allocate = (capacity: number): NumericColumns =>
  Object.fromEntries(NUMERIC_COLUMNS.map((name) => [name, new Float64Array(capacity)])) as NumericColumns;

/** First index in `[0, length)` whose value is greater than `value`; `column` ascends. */
export function upperBound(column: ArrayLike<number>, length: number, value: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((column[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

let madeSoFar = 0;

/**
 * Bars of one instrument and interval, ordered by openTime, latest revision of each; superseded revisions are kept
 * beside them. Columns so that a prefix is a view and a seek costs a binary search.
 */
export class BarSeries {
  readonly instrument: InstrumentId;
  readonly interval: BarInterval;
  readonly providers: string[] = [];
  readonly provenances: Provenance[] = [];
  /** Earlier revisions, ordered by receivedAt. */
  readonly superseded: Bar[] = [];
  /** Grows with every change. */
  version = 0;
  /** How many of the bars are simulated. */
  simulatedCount = 0;
  readonly #number = ++madeSoFar;
  /** How often a bar was changed or put in between others, instead of at the end. */
  #rewrites = 0;
  #length = 0;
  #columns: NumericColumns = allocate(64);

  constructor(instrument: InstrumentId, interval: BarInterval) {
    this.instrument = instrument;
    this.interval = interval;
  }

  get length(): number {
    return this.#length;
  }

  /** Names all bars but the newest ones: while it stays the same, bars were only added at the end. */
  get past(): string {
    return `${this.#number}.${this.#rewrites}`;
  }

  /** The growing arrays themselves; only the first `length` values count. */
  get columns(): Readonly<NumericColumns> {
    return this.#columns;
  }

  /** Takes a bar in. Returns the index it changed, or null where a newer revision stands already. */
  upsert(bar: Bar): number | null {
    const at = upperBound(this.#columns.openTime, this.#length, bar.openTime);
    const here = at - 1;
    if (here >= 0 && this.#columns.openTime[here] === bar.openTime) {
      if ((this.#columns.seq[here] as number) > bar.seq) {
        this.#keepSuperseded(bar);
        return null;
      }
      if (this.#columns.seq[here] === bar.seq) return null;
      this.#keepSuperseded(this.at(here));
      this.#write(here, bar);
      this.version += 1;
      this.#rewrites += 1;
      return here;
    }
    if (at < this.#length) this.#rewrites += 1;
    this.#makeRoom(at);
    this.#write(at, bar);
    this.version += 1;
    return at;
  }

  /** Takes a window's columns in, bar by bar where they overlap, at once where they only append. */
  merge(columns: BarColumns): void {
    for (let index = 0; index < columns.openTime.length; index += 1) this.upsert(barAt(columns, index));
  }

  /** Keeps a revision that was replaced, for "as known then". */
  addSuperseded(columns: BarColumns): void {
    for (let index = 0; index < columns.openTime.length; index += 1)
      this.#keepSuperseded(barAt(columns, index));
  }

  at(index: number): Bar {
    const c = this.#columns;
    const nullable = (value: number | undefined): number | null =>
      value === undefined || Number.isNaN(value) ? null : value;
    return {
      instrument: this.instrument,
      interval: this.interval,
      openTime: c.openTime[index] as UtcMs,
      closeTime: c.closeTime[index] as UtcMs,
      open: nullable(c.open[index]),
      high: nullable(c.high[index]),
      low: nullable(c.low[index]),
      close: c.close[index] as number,
      volume: nullable(c.volume[index]),
      provider: this.providers[index] as string,
      provenance: this.provenances[index] as Provenance,
      receivedAt: c.receivedAt[index] as UtcMs,
      revision: c.revision[index] as number,
      seq: c.seq[index] as Seq,
    };
  }

  #keepSuperseded(bar: Bar): void {
    // Bars that came in one back-fill share a seq.
    if (this.superseded.some((old) => old.seq === bar.seq && old.openTime === bar.openTime)) return;
    let at = this.superseded.length;
    while (at > 0 && (this.superseded[at - 1] as Bar).receivedAt > bar.receivedAt) at -= 1;
    this.superseded.splice(at, 0, bar);
    this.version += 1;
  }

  #makeRoom(at: number): void {
    if (this.#length === this.#columns.openTime.length) {
      const grown = allocate(this.#length * 2);
      for (const name of NUMERIC_COLUMNS) grown[name].set(this.#columns[name]);
      this.#columns = grown;
    }
    if (at < this.#length) {
      for (const name of NUMERIC_COLUMNS) this.#columns[name].copyWithin(at + 1, at, this.#length);
    }
    this.providers.splice(at, 0, '');
    this.provenances.splice(at, 0, 'derived');
    this.#length += 1;
  }

  #write(index: number, bar: Bar): void {
    const c = this.#columns;
    c.openTime[index] = bar.openTime;
    c.closeTime[index] = bar.closeTime;
    c.open[index] = bar.open ?? Number.NaN;
    c.high[index] = bar.high ?? Number.NaN;
    c.low[index] = bar.low ?? Number.NaN;
    c.close[index] = bar.close;
    c.volume[index] = bar.volume ?? Number.NaN;
    c.receivedAt[index] = bar.receivedAt;
    c.revision[index] = bar.revision;
    c.seq[index] = bar.seq;
    if (this.provenances[index] === 'simulated') this.simulatedCount -= 1;
    if (bar.provenance === 'simulated') this.simulatedCount += 1;
    this.providers[index] = bar.provider;
    this.provenances[index] = bar.provenance;
  }
}

function barAt(columns: BarColumns, index: number): Bar {
  return {
    instrument: columns.instrument,
    interval: columns.interval,
    openTime: columns.openTime[index] as UtcMs,
    closeTime: columns.closeTime[index] as UtcMs,
    open: columns.open[index] ?? null,
    high: columns.high[index] ?? null,
    low: columns.low[index] ?? null,
    close: columns.close[index] as number,
    volume: columns.volume[index] ?? null,
    provider: columns.provider[index] as string,
    provenance: columns.provenance[index] as Provenance,
    receivedAt: columns.receivedAt[index] as UtcMs,
    revision: columns.revision[index] as number,
    seq: columns.seq[index] as Seq,
  };
}
