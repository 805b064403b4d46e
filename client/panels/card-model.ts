import { computed } from '@preact/signals';
import type { Anchor } from '../../shared/event/event.ts';
import { daysOf, HORIZONS, type Horizon } from '../../shared/event/horizon.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import { closeBefore } from '../../shared/reaction/base-price.ts';
import { eventTime } from '../../shared/reaction/event-time.ts';
import { dayMoveFromPreviousClose } from '../../shared/reaction/horizon-moves.ts';
import { prepareReaction } from '../../shared/reaction/measure-step.ts';
import { mixedWith } from '../../shared/reaction/mixed-with.ts';
import { type OrdinaryDays, ordinaryDays } from '../../shared/reaction/ordinary-days.ts';
import type { ReactionNow, UsualProfile } from '../../shared/reaction/reaction.ts';
import { sensitivity } from '../../shared/reaction/sensitivity.ts';
import { localDateAt, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { NumberWords } from '../i18n/en-number.ts';
import { clockText, dayText } from '../i18n/format.ts';
import { numberWords } from '../i18n/number-words.ts';
import { words } from '../i18n/words.ts';
import { card } from '../state/card.ts';
import { frame } from '../state/frame.ts';
import { measuring } from '../state/measures.ts';
import { mode } from '../state/playhead.ts';
import { baseInUse, numbers, rows } from '../state/rows.ts';
import { calendars, subject, t0, zone } from '../state/subject.ts';
import { view } from '../state/view.ts';
import { zoneShort } from '../state/zones.ts';
import { absentOf } from './absent.ts';
import { type CardFacts, cardFacts } from './card-facts.ts';
import type { CardHorizon, CardInput } from './card-input.ts';

/** A time of the card: its zone always, its date where it is not the day of T0. */
function timeText(time: UtcMs): string {
  const z = zone.value;
  const clock = `${clockText(time, z)} ${zoneShort(time, z)}`;
  return localDateAt(time, z) === localDateAt(t0.value, z) ? clock : `${dayText(time, z)} ${clock}`;
}

/** T0 with the span the sources allow; a T0 set by hand has none. */
function anchorNow(): Anchor {
  const about = subject.value;
  const event = frame.value.events.find((e) => e.slug === about?.slug);
  const own = event?.anchors.find((a) => a.time === t0.value && a.name === about?.t0Name);
  const time = t0.value;
  return own ?? { name: 'T0', time, window: { earliest: time, latest: time }, precision: 'minute' };
}

interface Measured {
  readonly key: string;
  readonly horizons: readonly CardHorizon[];
}
let last: Measured = { key: '', horizons: [] };

function measured(instrument: Instrument, profile: UsualProfile | null): readonly CardHorizon[] {
  const f = frame.value;
  const { id } = instrument;
  const calendar = calendars.get(instrument.mic);
  const anchor = anchorNow();
  const { time, precision } = anchor;
  const steps = prepareReaction({ instrument: id, calendar, t0: time, precision, profile }).at(f).horizons;
  const usual = new Map(steps.map(({ move, usual: own }) => [move.horizon, own]));
  const { ranges } = sensitivity(f, id, calendar, anchor, HORIZONS, (horizon) => usual.get(horizon) ?? null);
  return steps.flatMap(({ move: { horizon, state, moveSimple }, usual: own }, at) =>
    state === 'ok' ? [{ horizon, moveSimple, usual: own, range: ranges[at] ?? null }] : [],
  );
}

/** The horizons of one market; made again once a minute and with each new bar, not with every frame. */
function horizonsOf(instrument: Instrument, profile: UsualProfile | null): readonly CardHorizon[] {
  const f = frame.value;
  const bars = (['1m', '5m', '1h', '1d'] as const).map((i) => f.bars(instrument.id, i).key);
  const minute = Math.floor(f.playhead / MINUTE_MS);
  const key = [instrument.id, t0.value, minute, profile === null, ...bars].join('|');
  if (key !== last.key) last = { key, horizons: measured(instrument, profile) };
  return last.horizons;
}

/** The sample the newest move is set beside, with that move measured as the sample is. */
function daysNow(
  instrument: Instrument,
  now: ReactionNow | null,
  profile: UsualProfile | null,
): OrdinaryDays | null {
  if (now?.key == null || profile === null) return null;
  const { key } = now;
  const fromClose = now.sample?.from === 'previous-close' && daysOf(key as Horizon) !== null;
  const own = fromClose
    ? dayMoveFromPreviousClose(
        frame.value,
        instrument.id,
        calendars.get(instrument.mic),
        t0.value,
        key as Horizon,
      )
    : now;
  return ordinaryDays(profile, key, own?.moveLog ?? null);
}

function provenanceText({ id }: Instrument, w: NumberWords): { text: string; simulated: boolean } {
  const f = frame.value;
  const share = f.simulated([id]);
  if (share === 'all') return { text: w.allSimulated, simulated: true };
  const provenance = f.lastPrice(id)?.provenance;
  const text = provenance === undefined ? '' : w.provenance[provenance];
  return share === 'partly'
    ? { text: `${w.provenance.simulated}; ${text}`, simulated: true }
    : { text, simulated: false };
}

const sinceName = (w: NumberWords): string => {
  const { base, reason } = baseInUse.value;
  if (reason === 'no-price-at-t0') return w.sinceClose;
  return base === 'prev' ? w.sincePrev : base === 'open' ? w.sinceOpen : w.names.since;
};

/** What the open card is written from, or null while none is open. */
const input = computed<CardInput | null>(() => {
  const open = card.value;
  const w = numberWords.value;
  const row = rows.value.find((r) => r.instrument.id === open?.instrument);
  if (open === null || w === null || row === undefined) return null;
  const f = frame.value;
  const { instrument } = row;
  const calendar = calendars.get(instrument.mic);
  const now = numbers.value.get(instrument.id) ?? null;
  const profile = now === null ? null : (measuring.value?.profile(instrument.id, t0.value) ?? null);
  const session = calendar.stateAt(f.playhead).session ?? calendar.previousSession(f.playhead);
  const previous = session === null ? null : closeBefore(f, instrument.id, session, calendar);
  const why = absentOf(instrument.id);
  const slug = subject.value?.slug ?? null;
  const own = slug === null ? null : { slug };
  const { text: provenance, simulated } = provenanceText(instrument, w);
  return {
    number: open.number,
    row,
    now,
    absent: why,
    profile,
    days: daysNow(instrument, now, profile),
    horizons: now === null ? [] : horizonsOf(instrument, profile),
    mixed:
      why === 'other-base' || why === 'not-yet'
        ? null
        : mixedWith(f.events, own, eventTime(calendar, t0.value), calendar, f.playhead),
    previous: previous?.state === 'ok' ? previous.base : null,
    sinceName: sinceName(w),
    provenance,
    simulated,
    running: mode.value !== 'archive',
    known: view.value.basis === 'known',
    time: timeText,
    words: w,
    table: words.value.table,
  };
});

export interface CardModel {
  readonly input: CardInput;
  readonly facts: CardFacts;
}

/** The open card, or null. */
export const cardModel = computed<CardModel | null>(() =>
  input.value === null ? null : { input: input.value, facts: cardFacts(input.value) },
);
