import type { IncomingBar } from '../../shared/market/bar.ts';
import { formatInstant, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { BarContext } from './quote-answer.ts';
import type { RefusalCount } from './refusal-count.ts';

/** Figures of a bar as an upstream gives them; null = it names none. */
export interface BarFigures {
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly close: number | null;
  readonly volume: number | null;
}

export type Priced = BarFigures & { readonly close: number };

type Draft = { -readonly [K in keyof IncomingBar]: IncomingBar[K] };

/** Providers widen float32, so a high can miss its own close by that much (as `incomingBar` allows). */
const TOLERANCE = 1e-6;

/** Zeros stand for unknown at several upstreams. */
const known = (price: number | null): number | null => (price !== null && price > 0 ? price : null);
const knownVolume = (volume: number | null): number | null =>
  volume !== null && volume >= 0 ? volume : null;

const extreme = (
  pick: (a: number, b: number) => number,
  a: number | null,
  b: number | null,
): number | null => (a === null ? b : b === null ? a : pick(a, b));

/** A second row of a bar: the open stays, extremes widen, its close counts. A live row has no volume of its own. */
function fold(draft: Draft, row: Priced): void {
  draft.high = extreme(Math.max, draft.high, known(row.high));
  draft.low = extreme(Math.min, draft.low, known(row.low));
  draft.close = row.close;
  draft.volume = extreme(Math.max, draft.volume, knownVolume(row.volume));
}

/**
 * Drops the figures that contradict the close: a high below it, a low above it, an open outside what then remains.
 * Adjusted and rounded histories miss by a cent; the close is worth keeping, the contradiction is not. False where
 * nothing had to go.
 */
function dropContradictions(draft: Draft): boolean {
  const { open, high, low, close } = draft;
  if (high !== null && close > high * (1 + TOLERANCE)) draft.high = null;
  if (low !== null && close < low * (1 - TOLERANCE)) draft.low = null;
  const above = open !== null && draft.high !== null && open > draft.high * (1 + TOLERANCE);
  const below = open !== null && draft.low !== null && open < draft.low * (1 - TOLERANCE);
  if (above || below) draft.open = null;
  return draft.open !== open || draft.high !== high || draft.low !== low;
}

/**
 * Bars in the making, one object each from the first row to the answer. Rows mostly come one a bar and in order; only
 * where they do not, bars are looked up by open time.
 */
export class BarDrafts {
  readonly #provider: string;
  readonly #context: BarContext;
  readonly #drafts: Draft[] = [];
  #byOpenTime: Map<UtcMs, Draft> | null = null;

  constructor(provider: string, context: BarContext) {
    this.#provider = provider;
    this.#context = context;
  }

  /** Adds a row to the bar of `[openTime, closeTime)`. */
  add(openTime: UtcMs, closeTime: UtcMs, row: Priced): void {
    const draft = this.#at(openTime);
    if (draft !== undefined) {
      fold(draft, row);
      return;
    }
    const made: Draft = {
      instrument: this.#context.instrument.id,
      interval: this.#context.interval,
      openTime,
      closeTime,
      open: known(row.open),
      high: known(row.high),
      low: known(row.low),
      close: row.close,
      volume: knownVolume(row.volume),
      provider: this.#provider,
      provenance: this.#context.provenance,
    };
    this.#drafts.push(made);
    this.#byOpenTime?.set(openTime, made);
  }

  /**
   * Those within the range that had ended by `latest`, or whose end and the market's delay have passed, in order.
   * Counts what contradicted itself.
   */
  finished(latest: number, refusals: RefusalCount): readonly IncomingBar[] {
    const { instrument, range, receivedAt } = this.#context;
    const sure = Math.max(latest, receivedAt - instrument.delayMinutes * MINUTE_MS);
    const bars = this.#drafts.filter(
      ({ openTime, closeTime }) => closeTime <= sure && openTime >= range.from && openTime < range.to,
    );
    for (const bar of bars) {
      if (dropContradictions(bar)) {
        refusals.add('bad-number', `${formatInstant(bar.openTime)}: open or close outside low and high`);
      }
    }
    return this.#byOpenTime === null ? bars : bars.sort((a, b) => a.openTime - b.openTime);
  }

  #at(openTime: UtcMs): Draft | undefined {
    const last = this.#drafts.at(-1);
    if (last === undefined || last.openTime === openTime) return last;
    if (this.#byOpenTime === null) {
      if (openTime > last.openTime) return undefined;
      this.#byOpenTime = new Map(this.#drafts.map((draft) => [draft.openTime, draft]));
    }
    return this.#byOpenTime.get(openTime);
  }
}
