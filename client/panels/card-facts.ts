import type { OrdinaryDays } from '../../shared/reaction/ordinary-days.ts';
import { parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import { dateText, dayText, signed } from '../i18n/format.ts';
import type { NumberName } from '../state/card.ts';
import type { CardInput } from './card-input.ts';
import { cardSentence } from './card-sentence.ts';
import { type Formula, formulaOf, priceOf, shownValue, UNIT } from './card-value.ts';
import { fadedText, percentileText, percentOf } from './row-numbers.ts';

export interface Fact {
  readonly label: string;
  /** Lines, most facts have one. */
  readonly text: string | readonly string[];
  /** A second line in quieter text. */
  readonly note?: string;
  /** Entry of the glossary that explains the label. */
  readonly term?: string;
}

export interface CardFacts {
  /** The number itself, as in the table; a dash where it is missing. */
  readonly value: string;
  readonly name: string;
  readonly missing: string | null;
  readonly formula: Formula | null;
  readonly facts: readonly Fact[];
  /** Other events, provenance and cautions. */
  readonly context: readonly Fact[];
  /** Entry of the glossary for the number. */
  readonly term: string;
  /** It speaks of the move since T0, which has ordinary days beside it. */
  readonly compares: boolean;
  readonly sentence: string;
}

const TERM: Readonly<Record<NumberName, string>> = {
  since: 'move',
  usual: 'usual-move',
  z: 'z',
  percentile: 'percentile',
  peak: 'peak',
  faded: 'fade',
  today: 'today',
  last: 'last',
};

const dateOf = (date: string): UtcMs => parseInstant(`${date}T00:00:00Z`);

export const pText = (p: number): string => (p < 0.001 ? '< 0.001' : p.toFixed(p < 0.1 ? 3 : 2));

/** `5 May – 29 Oct 2025`. */
function spanText(days: OrdinaryDays): string | null {
  const [first, last] = [days.days[0], days.days.at(-1)];
  if (first === undefined || last === undefined) return null;
  const from = dateOf(first.date);
  const to = dateOf(last.date);
  const sameYear = first.date.slice(0, 4) === last.date.slice(0, 4);
  return `${sameYear ? dayText(from, 'UTC') : dateText(from, 'UTC')} – ${dateText(to, 'UTC')}`;
}

function priceFacts(input: CardInput): Fact[] {
  const { number, row, previous, time, words } = input;
  const { labels } = words;
  const facts: Fact[] = [];
  const base = row.since.state === 'missing' ? null : row.since.base;
  if (number === 'today') {
    if (previous !== null)
      facts.push({
        label: labels.previous,
        text: words.priceAt(priceOf(input, previous.price), time(previous.time), words.bar[previous.from]),
      });
  } else if (number !== 'last' && base !== null) {
    const text = words.priceAt(priceOf(input, base.price), time(base.time), words.bar[base.from]);
    facts.push({ label: labels.base, text, term: 'base' });
  }
  if (row.since.state === 'waiting' && row.since.answersFrom !== null) {
    const text = words.answersFrom(row.instrument.city, time(row.since.answersFrom));
    facts.push({ label: labels.answers, text });
  }
  if (row.last !== null && row.since.state !== 'waiting') {
    const { last } = row;
    const from = last.from === 'quote' ? words.bar.quote : words.lastBar;
    facts.push({
      label: labels.price,
      text: words.priceAt(priceOf(input, last.price), time(last.time), from),
    });
    if (number === 'last') {
      facts.push({ label: labels.feed, text: words.feedOf(last.provider, time(last.receivedAt)) });
    }
  }
  return facts;
}

/** Which stretch of the move is set beside ordinary days. */
function comparedText(input: CardInput): string | null {
  const { now, days, time, words } = input;
  if (now?.key == null || now.at === null || days?.own == null) return null;
  const move = signed(percentOf(days.own));
  const minutes = /^m(\d+)$/.exec(now.key)?.[1];
  if (minutes !== undefined) return words.comparedMinutes(move, minutes, time(now.at));
  if (now.key === 'close') return words.comparedClose(move);
  return words.comparedDays(move, Number.parseInt(now.key, 10));
}

function unusualText(input: CardInput): string | null {
  const { now, words, table } = input;
  const unusual = now?.unusual ?? null;
  if (unusual?.z == null) return null;
  const { percentile, n, p, missing } = unusual;
  return [
    words.z(signed(unusual.z, 1)),
    percentile === null
      ? words.noPercentile(words.why(missing.percentile ?? 'insufficient-sample'))
      : percentile >= 100 || percentile <= 0
        ? percentileText(percentile, n, table)
        : words.percentile(percentileText(percentile, n, table)),
    p === null ? words.noP(words.why(missing.p ?? 'insufficient-sample')) : words.p(pText(p)),
  ].join(', ');
}

function usualFacts(input: CardInput): Fact[] {
  const { now, days, profile, words } = input;
  const { labels } = words;
  const unusual = now?.unusual ?? null;
  if (unusual === null || days === null) return [];
  const facts: Fact[] = [];
  const compared = comparedText(input);
  if (compared !== null) {
    const note = days.from === 'previous-close' && days.interval === '1d' ? words.fromClose : undefined;
    facts.push({ label: labels.compared, text: compared, ...(note && { note }), term: 'ordinary-days' });
  }
  if (unusual.scale !== null && unusual.median !== null) {
    const text = words.usual(percentOf(unusual.scale).toFixed(2), signed(percentOf(unusual.median)));
    facts.push({ label: labels.usual, text, term: 'usual-move' });
  }
  const span = spanText(days);
  if (span !== null) {
    const left = profile?.samples.find((s) => s.key === days.key)?.skipped.length ?? 0;
    const note = left > 0 ? { note: words.leftOut(left) } : {};
    facts.push({
      label: labels.sample,
      text: words.sample(days.n, span, words.bars[days.interval]),
      ...note,
      term: 'ordinary-days',
    });
  }
  const said = unusualText(input);
  if (said !== null) facts.push({ label: labels.unusual, text: said, term: 'z' });
  return facts;
}

function pathFacts(input: CardInput): Fact[] {
  const { number, now, time, words, table } = input;
  const path = now?.path ?? null;
  if ((number !== 'peak' && number !== 'faded') || path?.peak == null || path.trough === null) return [];
  const { labels } = words;
  const facts: Fact[] = [
    {
      label: labels.path,
      text: words.path(
        signed(percentOf(path.peak.move)),
        time(path.peak.time),
        signed(percentOf(path.trough.move)),
        time(path.trough.time),
      ),
      term: 'trough',
    },
  ];
  if (path.fade !== null) {
    const half =
      path.halfLife !== null
        ? words.halfLife(String(path.halfLife))
        : path.halfLifeAtLeast !== null && path.halfLifeAtLeast > 0
          ? words.halfLifeAtLeast(String(path.halfLifeAtLeast))
          : undefined;
    facts.push({
      label: labels.fade,
      text: fadedText(path.fade, table),
      ...(half !== undefined && { note: half }),
      term: 'half-life',
    });
  }
  return facts;
}

/** Range of the last horizon that has passed, as T0 moves. */
function rangeFacts({ number, horizons, words }: CardInput): Fact[] {
  if (number === 'peak' || number === 'faded') return [];
  const last = horizons.findLast((h) => h.range !== null);
  if (last?.range == null) return [];
  const { minSimple, maxSimple, minZ, maxZ } = last.range;
  // Daily closes alone know no other minute: nothing was tried.
  if (minSimple === maxSimple) return [];
  const at = words.atHorizon(words.horizon[last.horizon] ?? last.horizon);
  const moves = words.range(signed(minSimple * 100), signed(maxSimple * 100), at);
  const zs = minZ === null || maxZ === null ? '' : `, ${words.rangeZ(signed(minZ, 1), signed(maxZ, 1))}`;
  return [{ label: words.labels.range, text: `${moves}${zs}`, note: words.rangeNote, term: 'sensitivity' }];
}

function contextFacts(input: CardInput): Fact[] {
  const { number, mixed, provenance, running, known, time, words } = input;
  const { labels } = words;
  const facts: Fact[] = [];
  const sinceT0 = number !== 'today' && number !== 'last' && mixed !== null;
  if (sinceT0) {
    const named = mixed.map((m) =>
      (m.when === 'before' ? words.mixedBefore : words.mixedInside)(m.title, time(m.time)),
    );
    facts.push({
      label: labels.mixed,
      text: named.length === 0 ? words.mixedNone : named,
      term: 'mixed',
    });
  }
  if (provenance !== '') facts.push({ label: labels.provenance, text: provenance, term: 'simulated' });
  const cautions = [
    ...(sinceT0 ? [mixed.length > 0 ? words.cautionMixed : words.cautionAlone] : []),
    ...(sinceT0 && running ? [words.cautionSoFar] : []),
    ...(known ? [words.cautionKnown] : []),
  ];
  if (cautions.length > 0) facts.push({ label: labels.caution, text: cautions.join(' ') });
  return facts;
}

/** Everything a card says of its number. */
export function cardFacts(input: CardInput): CardFacts {
  const { number, words, sinceName, running } = input;
  const value = shownValue(input);
  const aboutMove = number !== 'today' && number !== 'last';
  const name = number === 'since' ? sinceName : words.names[number];
  return {
    value: value.absent === null ? `${value.text}${UNIT[number]}` : '–',
    name: running && aboutMove && value.absent === null ? `${name}, ${words.soFar}` : name,
    missing: value.absent === null ? null : words.notGiven(words.why(value.absent)),
    formula: value.absent === null ? formulaOf(input) : null,
    facts: [
      ...priceFacts(input),
      ...(aboutMove ? [...usualFacts(input), ...pathFacts(input), ...rangeFacts(input)] : []),
    ],
    context: contextFacts(input),
    term: TERM[number],
    compares: aboutMove,
    sentence: cardSentence(input),
  };
}

/** A day of the sample as the strip writes it, `29 Oct 2025`. */
export const dayName = (date: string): string => dateText(dateOf(date), 'UTC');
