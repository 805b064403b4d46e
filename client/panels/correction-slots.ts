import { computed } from '@preact/signals';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { correctionsOf, earlierOf } from '../state/corrections.ts';
import { frame } from '../state/frame.ts';
import { shown } from '../state/subject.ts';
import { lazily } from './lazily.tsx';

const someClose = computed(() => shown.value.some((i) => correctionsOf(i.id).length > 0));
const someTitle = computed(() => frame.value.headlines.some((h) => earlierOf(h.id).length > 0));

/** Corrections are rare: what marks them is fetched with the first. */
export const Corrected = lazily<{ readonly instrument: InstrumentId; readonly name: string }>(
  () => someClose.value,
  async () => (await import('./correction-mark.tsx')).CorrectedMark,
);
export const Edited = lazily<{ readonly headlineId: string }>(
  () => someTitle.value,
  async () => (await import('./correction-mark.tsx')).EditedMark,
);
