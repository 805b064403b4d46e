import type { Anchor, MarketEvent } from '../../shared/event/event.ts';
import { HORIZONS, type Horizon } from '../../shared/event/horizon.ts';
import { cityOfZone, zoneOfPlace } from '../../shared/event/place-zone.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { Provenance } from '../../shared/market/provenance.ts';
import type { Breadth } from '../../shared/reaction/breadth.ts';
import type { EventMeasure } from '../../shared/reaction/event-measure.ts';
import type { HorizonReaction } from '../../shared/reaction/reaction.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import type { SimulatedShare } from '../../shared/timeline/visible.ts';
import { PRECISION_WORDS } from './precision-words.ts';

/** Size that the services which show previews ask for, px. */
export const CARD_WIDTH = 1200;
export const CARD_HEIGHT = 630;

/** One market on the card; texts as they are drawn. */
export interface CardMove {
  readonly name: string;
  readonly move: string;
  readonly z: string;
  /** Direction that is coloured; null inside the usual range, where z is missing, or at zero. */
  readonly tone: 'up' | 'down' | null;
}

/** What a preview card says, as it is drawn. */
export interface EventCard {
  readonly title: string;
  readonly when: string;
  /** Breadth and horizon, or why there is none yet. */
  readonly breadth: string;
  /** At most three, the largest move first. */
  readonly moves: readonly CardMove[];
  readonly source: string;
  readonly simulated: SimulatedShare;
}

export interface EventCardInput {
  readonly event: Pick<MarketEvent, 'title' | 'place'>;
  readonly anchor: Anchor;
  readonly instruments: readonly Instrument[];
  /** Measured by the gate: nothing after its playhead is in it. */
  readonly measure: EventMeasure;
}

const MOST_MOVES = 3;
/** Horizons of day 0; a card is about the answer, not about what became of it. */
const SHOWN = HORIZONS.slice(0, HORIZONS.indexOf('0d') + 1);

const UNTIL: Readonly<Partial<Record<Horizon, string>>> = {
  '1m': '1 trading minute after T0',
  '5m': '5 trading minutes after T0',
  '15m': '15 trading minutes after T0',
  '30m': '30 trading minutes after T0',
  '1h': '1 trading hour after T0',
  '2h': '2 trading hours after T0',
  close: 'by the close of the day',
  '0d': 'by the official close of the day',
};

const PROVENANCE: Readonly<Record<Provenance, string>> = {
  polled: 'polled from public sources',
  backfilled: 'polled from public sources',
  imported: 'imported from a file',
  published: 'published figures',
  derived: 'derived from other records',
  simulated: 'SIMULATED, not traded',
};

/** True minus, always a sign, `0.00` without one. */
function signed(value: number, decimals: number): string {
  const size = Math.abs(value).toFixed(decimals);
  return Number(size) === 0 ? size : `${value < 0 ? '−' : '+'}${size}`;
}

const percent = (move: number): string => signed(move * 100, 2);

/** `UTC+9`, `UTC−3:30`, `UTC`. */
function offsetText(at: Temporal.ZonedDateTime): string {
  const minutes = Math.round(at.offsetNanoseconds / 6e10);
  if (minutes === 0) return 'UTC';
  const rest = Math.abs(minutes) % 60;
  const hours = Math.floor(Math.abs(minutes) / 60);
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

const inZone = (time: UtcMs, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone);

const dateText = (at: Temporal.ZonedDateTime): string =>
  at.toPlainDate().toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

const clockText = (at: Temporal.ZonedDateTime, zone: string): string =>
  `${at.toPlainTime().toString({ smallestUnit: 'minute' })} ${cityOfZone(zone)} (${offsetText(at)})`;

/** Date, time with city and offset, and how well it is known: `T0 30 Oct 2025, 11:05 Seoul (UTC+9), to the minute`. */
export function whenText(place: string, { time, precision }: Anchor): string {
  const zone = zoneOfPlace(place);
  const at = inZone(time, zone);
  const clock = precision === 'day' ? '' : `, ${precision === 'hour' ? '~' : ''}${clockText(at, zone)}`;
  return `T0 ${dateText(at)}${clock}, ${PRECISION_WORDS[precision]}`;
}

/** The latest horizon of day 0 that at least half as many markets have answered as any. */
function shownBreadth(breadths: readonly Breadth[]): Breadth | null {
  const candidates = breadths.filter((b) => SHOWN.includes(b.horizon) && b.of > 0);
  const most = Math.max(...candidates.map((b) => b.of));
  return candidates.findLast((b) => 2 * b.of >= most) ?? null;
}

function breadthText({ up, of, medianSimple, horizon }: Breadth): string {
  const median = medianSimple === null ? '' : `, median ${percent(medianSimple)} %`;
  return `${up} of ${of} markets up${median}, ${UNTIL[horizon]}`;
}

interface Answered {
  readonly name: string;
  readonly move: number;
  readonly at: HorizonReaction;
}

function moveOf({ name, move, at }: Answered): CardMove {
  const z = at.usual?.z ?? null;
  const unusual = z !== null && Math.abs(z) >= 1;
  return {
    name,
    move: `${percent(move)} %`,
    z: z === null ? 'no z' : `z ${signed(z, 1)}`,
    tone: !unusual || move === 0 ? null : move > 0 ? 'up' : 'down',
  };
}

/** What the preview card of an event says at a playhead. */
export function eventCardOf({ event, anchor, instruments, measure }: EventCardInput): EventCard {
  const zone = zoneOfPlace(event.place);
  const shown = shownBreadth(measure.breadth);
  const answered = measure.reactions.flatMap(({ instrument, horizons }): Answered[] => {
    const at = horizons.find((h) => h.horizon === shown?.horizon);
    const name = instruments.find((i) => i.id === instrument)?.name ?? instrument;
    return at === undefined || at.moveSimple === null ? [] : [{ name, move: at.moveSimple, at }];
  });
  const points = answered.flatMap(({ at }) => [at.base, at.price]).filter((point) => point !== null);
  const provenances = [...new Set(points.map((point) => PROVENANCE[point.provenance]))];
  const known = inZone(measure.playhead, zone);
  const begun = anchor.time <= measure.playhead;
  const none = begun ? 'No market has answered yet' : 'T0 is still ahead';
  const prices = provenances.length === 0 ? '' : `Prices: ${provenances.join('; ')}. `;
  return {
    title: event.title,
    when: whenText(event.place, anchor),
    breadth: shown === null ? none : breadthText(shown),
    moves: answered
      .sort((a, b) => Math.abs(b.move) - Math.abs(a.move))
      .slice(0, MOST_MOVES)
      .map(moveOf),
    source: `${prices}Known by ${dateText(known)}, ${clockText(known, zone)}`,
    simulated: shown === null ? 'none' : measure.simulated,
  };
}
