import { computed } from '@preact/signals';
import { frame } from '../state/frame.ts';
import { usualState } from '../state/measures.ts';
import { baseInUse } from '../state/rows.ts';
import { t0 } from '../state/subject.ts';
import { view } from '../state/view.ts';
import type { Absent } from './row-numbers.ts';

/** Why rows that have a move have no measures. */
export const absent = computed<Absent>(() => {
  if (t0.value > frame.value.playhead) return 'not-yet';
  const { base } = baseInUse.value;
  if (base !== 't0' && base !== 'price') return 'other-base';
  if (usualState.value !== 'ready') return usualState.value;
  return view.value.basis === 'known' ? 'not-recorded' : 'no-sample';
});
