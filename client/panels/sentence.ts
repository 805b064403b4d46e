import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { MarketReaction } from '../../shared/reaction/moves.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import { clockText, durationText, signed } from '../i18n/format.ts';
import type { Dictionary } from '../i18n/words.ts';

/** A peak counts as one when it stands at least this far beyond the move now, percentage points. */
const PEAK_MARGIN = 0.1;

export interface SentenceInput {
  readonly rows: readonly MarketReaction[];
  readonly host: InstrumentId | null;
  readonly playhead: UtcMs;
  readonly t0: UtcMs;
  readonly zone: string;
  /** Moves are measured from T0 itself: "since T0" may be said. */
  readonly sinceT0: boolean;
  /** z by market, of those that have ordinary days beside them. */
  readonly zs: ReadonlyMap<InstrumentId, number>;
}

/** From here on a sentence says how many usual moves it was. */
const UNUSUAL_FROM = 1.5;

/** `1.5 × usual`, or null where the move is usual or nothing is known of it. */
function timesUsual({ instrument }: MarketReaction, input: SentenceInput): string | null {
  const size = Math.abs(input.zs.get(instrument.id) ?? 0);
  return size < UNUSUAL_FROM ? null : size.toFixed(1);
}

type Answered = MarketReaction & { since: Extract<MarketReaction['since'], { state: 'ok' }> };

function lead(row: Answered, of: number, input: SentenceInput, words: Dictionary['sentence']): string {
  const { percent } = row.since;
  const { peak, instrument } = row;
  const now = signed(percent);
  if (peak === null || Math.abs(peak.percent) < Math.abs(percent) + PEAK_MARGIN) {
    const furthest =
      input.sinceT0 &&
      peak !== null &&
      Math.abs(peak.percent - percent) < 0.005 &&
      Math.abs(percent) >= PEAK_MARGIN;
    const times = timesUsual(row, input);
    if (times !== null) return words.unusual(instrument.shortName, now, times);
    if (furthest) return words.furthest(instrument.shortName, now);
    return of >= 3 ? words.largest(instrument.shortName, now, of) : words.plain(instrument.shortName, now);
  }
  const verb = peak.percent > 0 ? words.rose : words.fell;
  const size = Math.abs(peak.percent).toFixed(2);
  const reversed = percent === 0 || Math.sign(percent) !== Math.sign(peak.percent);
  return reversed
    ? words.gaveAll(instrument.shortName, verb, size, now)
    : words.gavePart(instrument.shortName, verb, size, clockText(peak.time, input.zone), now);
}

/**
 * One sentence of facts in the order of time, from the numbers of the frame: the largest move since T0 and that of the
 * host market. Never a cause.
 */
export function chartSentence(input: SentenceInput, words: Dictionary['sentence']): string {
  const { rows, host, playhead, t0, zone } = input;
  const parts: string[] = [];
  if (t0 > playhead) parts.push(words.ahead(durationText(Math.ceil((t0 - playhead) / 60_000) * 60_000)));
  const answered = rows
    .filter((r): r is Answered => r.since.state === 'ok')
    .sort((a, b) => Math.abs(b.since.percent) - Math.abs(a.since.percent));
  const first = answered[0];
  if (first === undefined) {
    const waiting = rows
      .flatMap((r) => (r.since.state === 'waiting' && r.since.answersFrom !== null ? [r] : []))
      .map((r) => ({ city: r.instrument.city, at: (r.since as { answersFrom: UtcMs }).answersFrom }))
      .sort((a, b) => a.at - b.at)[0];
    if (waiting !== undefined) {
      parts.push(words.noAnswer);
      parts.push(words.answersFirst(waiting.city, clockText(waiting.at, zone)));
    } else if (parts.length === 0) parts.push(words.noPrices);
    return parts.join('. ');
  }
  parts.push(lead(first, answered.length, input, words));
  const home = answered.find((r) => r.instrument.id === host && r !== first);
  const second = home ?? answered[1];
  if (second !== undefined) {
    const { shortName } = second.instrument;
    const now = signed(second.since.percent);
    const times = timesUsual(second, input);
    parts.push(times === null ? words.second(shortName, now) : words.unusual(shortName, now, times));
  }
  return parts.join('. ');
}
