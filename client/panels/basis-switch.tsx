import type { JSX } from 'preact';
import { words } from '../i18n/words.ts';
import { changeView, view } from '../state/view.ts';
import { Segmented } from './segmented.tsx';

/** What counts as known in a replay: as published, or as it had reached this server by then. */
export function BasisSwitch(): JSX.Element {
  const w = words.value.chart;
  return (
    <Segmented
      label={w.basis}
      value={view.value.basis}
      options={[
        { value: 'published', text: w.published },
        { value: 'known', text: w.known },
      ]}
      onChange={(basis) => changeView({ basis })}
    />
  );
}
