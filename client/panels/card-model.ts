import { computed } from '@preact/signals';
import type { Instrument } from '../../shared/market/instrument.ts';
import { closeBefore } from '../../shared/reaction/base-price.ts';
import { eventTime } from '../../shared/reaction/event-time.ts';
import { prepareReaction } from '../../shared/reaction/measure-step.ts';
import { mixedWith } from '../../shared/reaction/mixed-with.ts';
import { ordinaryDays } from '../../shared/reaction/ordinary-days.ts';
import type { UsualProfile } from '../../shared/reaction/reaction.ts';
import { rangesOf } from '../../shared/reaction/t0-ranges.ts';
import { MINUTE_MS } from '../../shared/time/instant.ts';
import type { NumberWords } from '../i18n/en-number.ts';
import { numberWords } from '../i18n/number-words.ts';
import { words } from '../i18n/words.ts';
import { anchorNow } from '../state/anchor.ts';
import { card } from '../state/card.ts';
import { frame } from '../state/frame.ts';
import { measuring } from '../state/measures.ts';
import { mode } from '../state/playhead.ts';
import { baseInUse, numbers, rows } from '../state/rows.ts';
import { calendars, subject, t0 } from '../state/subject.ts';
import { view } from '../state/view.ts';
import { absentOf } from './absent.ts';
import { type CardFacts, cardFacts } from './card-facts.ts';
import type { CardHorizon, CardInput } from './card-input.ts';
import { timeText } from './time-text.ts';

interface Measured {
  readonly key: string;
  readonly horizons: readonly CardHorizon[];
}
let last: Measured = { key: '', horizons: [] };

function measured(instrument: Instrument, profile: UsualProfile | null): readonly CardHorizon[] {
  const f = frame.value;
  const { id } = instrument;
  const calendar = calendars.get(instrument.mic);
  const anchor = anchorNow.value;
  const { time, precision } = anchor;
  const steps = prepareReaction({ instrument: id, calendar, t0: time, precision, profile }).at(f).horizons;
  const ranges = rangesOf(f, id, calendar, anchor, steps);
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
    days:
      now?.key == null || profile === null
        ? null
        : ordinaryDays(profile, now.key, now.sample?.moveLog ?? null),
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
