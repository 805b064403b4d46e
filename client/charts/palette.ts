import type { InstrumentId } from '../../shared/market/instrument.ts';

export type ThemeName = 'dark' | 'light';

/** Ten hues per theme; all keep 4.5 : 1 on the card. */
export const SERIES_HUES: Readonly<Record<ThemeName, readonly string[]>> = {
  dark: [
    '#62D2FA',
    '#F8D45C',
    '#F9719B',
    '#3DB36B',
    '#9086FA',
    '#EEF1F5',
    '#A38307',
    '#BEE1B2',
    '#BFA5C5',
    '#5D9083',
  ],
  light: [
    '#0A7EA8',
    '#946C00',
    '#DB2777',
    '#1B5E34',
    '#5A32D1',
    '#12161C',
    '#632754',
    '#8F0000',
    '#6F7250',
    '#214186',
  ],
};

export const MAX_EMPHASISED = 6;

/** Order of hues: the first ten end in a disc, the second ten reuse the hues and end in a square. */
const HUE_ORDER: readonly string[] = [
  ...['KS11', 'SSEC', 'HSI', 'N225', 'AXJO', 'TWII', 'NSEI', 'TOPIX', 'STI', 'VNINDEX'],
  ...['BSESN', 'CSI300', 'SZCOMP', 'HSCE', 'KQ11', 'NZ50', 'KLSE', 'JKSE', 'SETI', 'PSEI'],
];

/** Markets in colour beside the host market, until somebody chooses. */
const DEFAULT_EMPHASIS: readonly string[] = ['SSEC', 'HSI', 'N225', 'AXJO'];

export interface SeriesMark {
  /** Index into `SERIES_HUES`. */
  readonly hue: number;
  readonly shape: 'disc' | 'square';
}

/** The hue a market has on every page and in every export, unless it meets its twin. */
export function homeMark(instrument: InstrumentId): SeriesMark {
  const index = HUE_ORDER.indexOf(instrument);
  const place = index >= 0 ? index : HUE_ORDER.length + nameNumber(instrument);
  return { hue: place % 10, shape: place < 10 ? 'disc' : 'square' };
}

/** A small stable number of a name, so that an added instrument keeps its hue between visits. */
function nameNumber(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) as number)) % 9973;
  return sum;
}

/** The newest six of those asked for; a seventh pushes out the oldest. */
export const emphasisedNow = (chosen: readonly InstrumentId[]): readonly InstrumentId[] =>
  [...new Set(chosen)].slice(-MAX_EMPHASISED);

/** Hues of the markets in colour. Of two that share one, the later takes the next free hue while both are on. */
export function seriesMarks(chosen: readonly InstrumentId[]): ReadonlyMap<InstrumentId, SeriesMark> {
  const marks = new Map<InstrumentId, SeriesMark>();
  const taken = new Set<number>();
  for (const instrument of emphasisedNow(chosen)) {
    const home = homeMark(instrument);
    let hue = home.hue;
    while (taken.has(hue)) hue = (hue + 1) % 10;
    taken.add(hue);
    marks.set(instrument, { hue, shape: home.shape });
  }
  return marks;
}

/** Host market, Shanghai, Hang Seng, Nikkei, ASX, as far as they are shown. */
export function defaultEmphasis(
  host: InstrumentId | null,
  shown: readonly InstrumentId[],
): readonly InstrumentId[] {
  const wanted = [...(host === null ? ['KS11'] : [host]), ...DEFAULT_EMPHASIS];
  return [...new Set(wanted)].filter((id): id is InstrumentId => shown.includes(id as InstrumentId));
}

export const hueColour = (theme: ThemeName, mark: SeriesMark): string =>
  SERIES_HUES[theme][mark.hue] as string;
