import { effect } from '@preact/signals';
import type { Clock } from '../../shared/time/clock.ts';
import { usualBand } from '../charts/usual-band.ts';
import { historyState, keepHistory } from '../state/history.ts';
import { keepJumps } from '../state/jump-watch.ts';
import { bandMaker, foldClosedTime, laterIsIn, olderLoading } from './hero-input.ts';

/** What the chart can do without in the first view: the usual range, trading time, older prices, jumps. */
export function keepHero(clock: Clock): void {
  bandMaker.value = usualBand;
  void foldClosedTime();
  keepHistory(clock);
  keepJumps(clock);
  laterIsIn.value = true;
  effect(() => {
    olderLoading.value = historyState.value !== 'ready';
  });
}
