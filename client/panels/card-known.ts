import type { Instrument } from '../../shared/market/instrument.ts';
import { movesSince } from '../../shared/reaction/horizon-moves.ts';
import { jumpStatistic } from '../../shared/reaction/jumps.ts';
import { firstMoves } from '../../shared/reaction/order.ts';
import { orderSteps } from '../../shared/reaction/order-steps.ts';
import type { FirstMove, JumpStatistic, VolatilityAround } from '../../shared/reaction/reaction.ts';
import { volatilityAround } from '../../shared/reaction/volatility.ts';
import { asUtcMs, MINUTE_MS } from '../../shared/time/instant.ts';
import type { NumberWords } from '../i18n/en-number.ts';
import { signed } from '../i18n/format.ts';
import { anchorNow } from '../state/anchor.ts';
import { frame } from '../state/frame.ts';
import { measuring } from '../state/measures.ts';
import { calendars } from '../state/subject.ts';
import { type Fact, pText } from './card-facts.ts';
import { timeText } from './time-text.ts';

export interface Statistics {
  readonly volatility: VolatilityAround;
  readonly jump: JumpStatistic;
  readonly first: FirstMove | null;
}

function measured(instrument: Instrument): Statistics {
  const f = frame.value;
  const { id, mic } = instrument;
  const { time: t0, precision } = anchorNow.value;
  const calendar = calendars.get(mic);
  const profile = measuring.value?.profile(id, t0) ?? null;
  const since = movesSince(f, id, calendar, t0, precision, ['1m']);
  const { reactionStart } = since.event;
  const steps = profile === null ? [] : orderSteps(f, id, calendar, since, profile);
  return {
    volatility: volatilityAround(f, id, calendar, t0),
    jump: jumpStatistic(f, id, calendar, t0),
    first: firstMoves([{ instrument: id, reactionStart, steps, profile }])[0] ?? null,
  };
}

let last: { readonly key: string; readonly statistics: Statistics } | null = null;

/** Statistics of one market; made again once a minute and with each new bar, not with every frame. */
export function statisticsOf(instrument: Instrument): Statistics {
  const f = frame.value;
  const { time } = anchorNow.value;
  const bars = (['1m', '5m', '1h', '1d'] as const).map((i) => f.bars(instrument.id, i).key);
  const known = measuring.value?.profile(instrument.id, time) !== null;
  const key = [instrument.id, time, Math.floor(f.playhead / MINUTE_MS), known, ...bars].join('|');
  if (last?.key !== key) last = { key, statistics: measured(instrument) };
  return last.statistics;
}

/** The lines that are known; what is not known yet is left out, for a card says enough. */
export function statisticsFacts({ volatility, jump, first }: Statistics, words: NumberWords): Fact[] {
  const { labels } = words;
  const facts: Fact[] = [];
  const { before, after, ratio, interval, windowMinutes } = volatility;
  if (before !== null && after !== null && ratio !== null && interval !== null) {
    const percent = (part: { readonly volatility: number }): string => (part.volatility * 100).toFixed(2);
    facts.push({
      label: labels.volatility,
      text: words.volatility(ratio.toFixed(1), String(windowMinutes)),
      note: words.volatilityNote(percent(before), percent(after), words.bars[interval]),
      term: 'realised-volatility',
    });
  }
  if (jump.share !== null) {
    const note =
      jump.z === null || jump.p === null ? {} : { note: words.jumpNote(signed(jump.z, 1), pText(jump.p)) };
    facts.push({
      label: labels.jump,
      text: words.jump((jump.share * 100).toFixed(0)),
      ...note,
      term: 'jump',
    });
  }
  if (first?.time != null && first.widthSeconds !== null && first.z !== null) {
    const from = timeText(asUtcMs(first.time - 1000 * first.widthSeconds));
    facts.push({
      label: labels.first,
      text: words.first(from, timeText(first.time), signed(first.z, 1)),
      note: words.firstNote,
      term: 'order-of-reaction',
    });
  }
  return facts;
}
