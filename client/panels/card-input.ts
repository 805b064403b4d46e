import type { Horizon } from '../../shared/event/horizon.ts';
import type { MarketReaction } from '../../shared/reaction/moves.ts';
import type { OrdinaryDays } from '../../shared/reaction/ordinary-days.ts';
import type {
  MixedWith,
  MoveRange,
  PricePoint,
  ReactionNow,
  Unusualness,
  UsualProfile,
} from '../../shared/reaction/reaction.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import type { NumberWords } from '../i18n/en-number.ts';
import type { Dictionary } from '../i18n/words.ts';
import type { NumberName } from '../state/card.ts';
import type { Absent } from './row-numbers.ts';

export interface CardHorizon {
  readonly horizon: Horizon;
  readonly moveSimple: number | null;
  readonly usual: Unusualness | null;
  readonly range: MoveRange | null;
}

/** All that a card is written from, read from the frame at the playhead. */
export interface CardInput {
  readonly number: NumberName;
  readonly row: MarketReaction;
  readonly now: ReactionNow | null;
  /** Why there is nothing to set the move beside. */
  readonly absent: Absent;
  readonly profile: UsualProfile | null;
  readonly days: OrdinaryDays | null;
  /** The horizons that have passed, each with its usual move and the range of its move as T0 shifts. */
  readonly horizons: readonly CardHorizon[];
  /** Other dated events between the close before day 0 and the playhead; null where the move is not one since T0. */
  readonly mixed: readonly MixedWith[] | null;
  /** Close that "today" is measured from. */
  readonly previous: Pick<PricePoint, 'price' | 'time' | 'from'> | null;
  /** Name of the move in words: since T0, or since another base. */
  readonly sinceName: string;
  readonly provenance: string;
  readonly simulated: boolean;
  /** The stretch goes on. */
  readonly running: boolean;
  readonly known: boolean;
  /** A time as the page tells it, with its date where that is not the day of T0. */
  readonly time: (time: UtcMs) => string;
  readonly words: NumberWords;
  readonly table: Dictionary['table'];
}
