import { computed } from '@preact/signals';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { frame } from '../state/frame.ts';
import { measuring, usualState } from '../state/measures.ts';
import { baseInUse, numbers } from '../state/rows.ts';
import { t0 } from '../state/subject.ts';
import { view } from '../state/view.ts';
import type { Absent } from './row-numbers.ts';

/** Why rows that have a move have no measures. */
const absent = computed<Absent>(() => {
  if (t0.value > frame.value.playhead) return 'not-yet';
  const { base } = baseInUse.value;
  if (base !== 't0' && base !== 'price') return 'other-base';
  if (usualState.value !== 'ready') return usualState.value;
  return view.value.basis === 'known' ? 'not-recorded' : 'no-sample';
});

/** The same for one market: one that has ordinary days waits for the first step that they were measured over. */
export function absentOf(id: InstrumentId): Absent {
  const early =
    numbers.value.get(id)?.key === null && measuring.value?.profile(id, t0.value)?.stepMinutes != null;
  return early ? 'too-early' : absent.value;
}
