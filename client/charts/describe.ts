import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import { clockText, durationText } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { zoneMark } from '../i18n/zone-names.ts';
import { valueAt } from './crosshair.ts';
import { type Figure, labelled } from './figure.ts';
import { valueText } from './paint/labels.ts';
import { seenUntil } from './scene.ts';
import { bandAt } from './usual-band-at.ts';

/** A market is not spoken of more often than this without being asked, ms. */
const SPEAK_EVERY_MS = 30_000;

function after(figure: Figure, time: number): string {
  const away = time - figure.input.t0;
  const { said } = words.peek().figure;
  if (Math.abs(away) < 60_000) return said.atT0;
  return (away < 0 ? said.before : said.after)(durationText(away));
}

const standInWords = (figure: Figure): string[] =>
  figure.scene.series
    .filter((s) => s.standsFor.length > 0 && s.end !== null)
    .map((s) => {
      const value = valueText(figure, s, s.end?.value as number);
      const markets = s.standsFor.map((i) => i.name).join(', ');
      return words.peek().figure.said.standIn(s.instrument.name, value, markets);
    });

function usualWords({ input, scene }: Figure): string {
  const market = scene.series.find((s) => s.id === input.usual?.instrument);
  const percent = input.usual === null ? null : bandAt(input.usual, seenUntil(input));
  if (market === undefined || percent === null || scene.unit !== 'percent') return '';
  return words.peek().figure.said.usual(market.instrument.name, percent.toFixed(2));
}

/** The chart in words, for those who do not see it: range, T0, and every line's end, highest first. */
export function describeFigure(figure: Figure): string {
  const { input, scene } = figure;
  const at = (time: UtcMs): string => clockText(time, input.timeZone);
  const ends = labelled(scene)
    .filter((s) => s.standsFor.length === 0)
    .sort((a, b) => (b.end?.value ?? 0) - (a.end?.value ?? 0))
    .map((s) => `${s.instrument.name} ${valueText(figure, s, s.end?.value as number)}`);
  const waiting = scene.series.filter((s) => s.state === 'waiting').map((s) => s.instrument.name);
  const flags = figure.flagItems.map((f) => f.text);
  const zone = zoneMark(input.from, input.timeZone);
  const { said } = words.peek().figure;
  return [
    said.lines(ends.length, at(input.from), at(input.to), zone, scene.unit === 'percent'),
    flags.length > 0 ? said.marked(flags.join('; ')) : '',
    ends.length > 0 ? said.ends(ends.join(', ')) : said.noPrices,
    waiting.length > 0 ? said.notTraded(waiting.join(', ')) : '',
    ...standInWords(figure),
    said.axis[input.axis],
    input.currency === 'usd' && scene.unit === 'percent' ? said.dollars : '',
    usualWords(figure),
  ]
    .filter((s) => s !== '')
    .join(' ');
}

/** "KOSPI −0.69 percent, 3 h 37 min after T0". */
export function sentenceAt(figure: Figure, instrument: InstrumentId, time: UtcMs): string | null {
  const series = figure.scene.series.find((s) => s.id === instrument);
  if (series === undefined) return null;
  const clock = clockText(time, figure.input.timeZone);
  const { said } = words.peek().figure;
  const { name } = series.instrument;
  if (series.waiting !== null) return said.notTradedYet(name, clock);
  const found = valueAt(series, time);
  if (found === null) return said.noPrice(name, clock);
  const value = valueText(figure, series, found.value);
  return said.value(name, value, figure.scene.unit === 'percent', clock, after(figure, time));
}

/** Lets one sentence per market through in 30 s. `at` is any clock that only grows, ms. */
export class Announcer {
  readonly #last = new Map<InstrumentId, { at: number; text: string }>();

  say(at: number, instrument: InstrumentId, text: string): string | null {
    const last = this.#last.get(instrument);
    if (last !== undefined && (at - last.at < SPEAK_EVERY_MS || last.text === text)) return null;
    this.#last.set(instrument, { at, text });
    return text;
  }
}
