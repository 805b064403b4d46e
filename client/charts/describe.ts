import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import { clockText, durationText } from '../i18n/format.ts';
import { valueAt } from './crosshair.ts';
import { type Figure, labelled } from './figure.ts';
import { valueText } from './paint/labels.ts';
import { zoneMark } from './zone.ts';

/** A market is not spoken of more often than this without being asked, ms. */
const SPEAK_EVERY_MS = 30_000;

const unitWord = (figure: Figure): string => (figure.scene.unit === 'percent' ? ' percent' : '');

function after(figure: Figure, time: number): string {
  const away = time - figure.input.t0;
  if (Math.abs(away) < 60_000) return 'at T0';
  return `${durationText(away)} ${away < 0 ? 'before' : 'after'} T0`;
}

/** The chart in words, for those who do not see it: range, T0, and every line's end, highest first. */
export function describeFigure(figure: Figure): string {
  const { input, scene } = figure;
  const at = (time: UtcMs): string => clockText(time, input.timeZone);
  const ends = [...labelled(scene)]
    .sort((a, b) => (b.end?.value ?? 0) - (a.end?.value ?? 0))
    .map((s) => `${s.instrument.name} ${valueText(figure, s, s.end?.value as number)}`);
  const waiting = scene.series.filter((s) => s.state === 'waiting').map((s) => s.instrument.name);
  const flags = figure.flagItems.map((f) => f.text);
  return [
    `Lines of ${ends.length} markets from ${at(input.from)} to ${at(input.to)} ${zoneMark(input.from, input.timeZone)}, in ${scene.unit === 'percent' ? 'percent' : 'points'}.`,
    flags.length > 0 ? `Marked: ${flags.join('; ')}.` : '',
    ends.length > 0 ? `Line ends: ${ends.join(', ')}.` : 'No prices in this range.',
    waiting.length > 0 ? `Not traded since T0: ${waiting.join(', ')}.` : '',
  ]
    .filter((s) => s !== '')
    .join(' ');
}

/** "KOSPI −0.69 percent, 3 h 37 min after T0". */
export function sentenceAt(figure: Figure, instrument: InstrumentId, time: UtcMs): string | null {
  const series = figure.scene.series.find((s) => s.id === instrument);
  if (series === undefined) return null;
  const clock = clockText(time, figure.input.timeZone);
  if (series.waiting !== null) return `${series.instrument.name} has not traded since T0, ${clock}`;
  const found = valueAt(series, time);
  if (found === null) return `${series.instrument.name}, no price at ${clock}`;
  return `${series.instrument.name} ${valueText(figure, series, found.value)}${unitWord(figure)}, ${clock}, ${after(figure, time)}`;
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
