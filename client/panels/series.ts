import { computed } from '@preact/signals';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import {
  defaultEmphasis,
  emphasisedNow,
  hueColour,
  MAX_EMPHASISED,
  type SeriesMark,
  seriesMarks,
} from '../charts/palette.ts';
import { theme } from '../state/layout.ts';
import { askedEmphasis } from '../state/selection.ts';
import { hostMarket, shown } from '../state/subject.ts';
import { view } from '../state/view.ts';

/** Markets in colour, oldest choice first: the person's, a short list of the link, or the default five. */
export const emphasised = computed<readonly InstrumentId[]>(() => {
  const ids = shown.value.map((i) => i.id);
  const asked = askedEmphasis.value;
  if (asked !== null) return emphasisedNow(asked.filter((id) => ids.includes(id)));
  if (view.value.markets !== null && ids.length <= MAX_EMPHASISED) return ids;
  return defaultEmphasis(hostMarket.value, ids);
});

const marks = computed(() => seriesMarks(emphasised.value));

/** Hue and end mark of a market in colour; null for a grey one. */
export function seriesMark(id: InstrumentId): { colour: string; shape: SeriesMark['shape'] } | null {
  const mark = marks.value.get(id);
  return mark === undefined ? null : { colour: hueColour(theme.value, mark), shape: mark.shape };
}
