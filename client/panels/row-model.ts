import type { MarketState } from '../../shared/calendar/calendar.ts';
import type { Instrument, InstrumentId } from '../../shared/market/instrument.ts';
import type { MarketReaction } from '../../shared/reaction/moves.ts';
import type { ReactionNow } from '../../shared/reaction/reaction.ts';
import { HOUR_MS, type UtcMs } from '../../shared/time/instant.ts';
import { clockText, dayText, priceText, signed } from '../i18n/format.ts';
import type { Dictionary } from '../i18n/words.ts';
import type { NumberName } from '../state/card.ts';
import { type Absent, type CellText, rowNumbers } from './row-numbers.ts';

/** A last price older than this is told with its day, ms. */
const OLD_MS = 20 * HOUR_MS;

export interface RowCell extends CellText {
  /** Classes of colour and weight. */
  readonly tone: string;
  /** Quieter words before the number. */
  readonly before?: string;
}

/** All that one row of the table shows, in words ready to be shown. */
export interface RowModel {
  readonly id: InstrumentId;
  readonly name: string;
  readonly shortName: string;
  readonly state: 'ok' | 'waiting' | 'missing';
  readonly session: MarketState;
  readonly sessionText: string;
  readonly cells: Readonly<Record<NumberName, RowCell>>;
  /** Time of the peak. */
  readonly at: string;
  /** Place on the bar of percentiles, 0–100. */
  readonly bar: number | null;
  readonly barTone: 'up' | 'down' | null;
  /** No flash when a number changes. */
  readonly quiet: boolean;
  /** The market that this one trades for while it waits. */
  readonly standInFor: string | null;
}

export interface RowModelInput {
  readonly row: MarketReaction;
  readonly now: ReactionNow | null;
  /** Why there is nothing to set the move beside. */
  readonly absent: Absent;
  /** The market had no minute of trading since T0. */
  readonly waits: boolean;
  readonly loaded: boolean;
  readonly sessionText: string;
  /** Move in US dollars, percent; undefined where local moves are shown, null where the market has no pair. */
  readonly dollars: number | null | undefined;
  readonly replaying: boolean;
  readonly playhead: UtcMs;
  readonly zone: string;
  readonly standInFor: Instrument | null;
  readonly words: Dictionary['table'];
}

/** A move in dollars for one in the market's own currency; peak and z stay as they are measured. */
function sinceCell(input: RowModelInput, tone: string, strong: string): RowCell {
  const { row, waits, loaded, dollars, words } = input;
  const { since } = row;
  if (since.state !== 'ok') {
    const text = !loaded ? '' : waits ? words.waiting : words.none;
    return { text, absent: since.state === 'waiting' ? 'waits' : since.reason, tone: '' };
  }
  const colour = tone === '' ? '' : since.percent < 0 ? 'tone-down' : 'tone-up';
  return {
    text: signed(dollars ?? since.percent),
    absent: null,
    tone: `${colour}${strong}`,
    ...(dollars === null && { before: row.instrument.currency }),
  };
}

export function rowModel(input: RowModelInput): RowModel {
  const { row, now, absent, waits, playhead, zone, standInFor, words } = input;
  const { instrument, since, last, todayPercent } = row;
  const told = rowNumbers(row, now, absent, words);
  const tone = told.tone === null ? '' : `tone-${told.tone}`;
  const strong = told.strong ? ' strong' : '';
  const plain = (cell: CellText): RowCell => ({ ...cell, tone: '' });
  const old = last !== null && playhead - last.time > OLD_MS;
  return {
    id: instrument.id,
    name: instrument.name,
    shortName: instrument.shortName,
    state: since.state === 'waiting' && !waits ? 'missing' : since.state,
    session: row.session.state,
    sessionText: input.sessionText,
    cells: {
      since: sinceCell(input, tone, strong),
      usual: plain(told.usual),
      z: { ...told.z, tone: `${tone}${strong}` },
      percentile: plain(told.percentile),
      peak: plain(told.peak),
      faded: plain(told.faded),
      today: {
        text: todayPercent === null ? '–' : signed(todayPercent),
        absent: todayPercent === null ? 'no-today' : null,
        tone: '',
      },
      last: {
        text: last === null ? '–' : priceText(last.price, instrument.priceTick),
        absent: last === null ? 'no-history' : null,
        tone: '',
        ...(old && { before: dayText(last.time, zone) }),
      },
    },
    at: told.peakTime === null ? '' : clockText(told.peakTime, zone),
    bar: told.bar,
    barTone: told.tone,
    // Quiet text keeps its contrast on its own ground only.
    quiet: input.replaying || since.state !== 'ok',
    standInFor: standInFor?.shortName ?? null,
  };
}
