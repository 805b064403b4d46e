import { computed } from '@preact/signals';
import { signed } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { rows } from '../state/rows.ts';
import { selected } from '../state/selection.ts';
import { hostMarket, subject } from '../state/subject.ts';

/** Title of the tab: the chosen market's move, or that of the host market, from the frame. */
export const pageTitle = computed(() => {
  const about = subject.value?.title ?? words.value.product;
  const id = selected.value ?? hostMarket.value;
  const row = rows.value.find((r) => r.instrument.id === id);
  if (row === undefined || row.since.state !== 'ok') return about;
  return `${row.instrument.shortName} ${signed(row.since.percent)} % · ${about}`;
});
