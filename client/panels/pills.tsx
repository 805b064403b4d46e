import { computed } from '@preact/signals';
import type { JSX } from 'preact';
import { words } from '../i18n/words.ts';
import { mode, playing, replayClock } from '../state/playhead.ts';
import { simulated } from '../state/rows.ts';
import { connection, status } from '../state/status.ts';
import { shown, zone } from '../state/subject.ts';
import { Icon } from './icons.tsx';
import { pillState } from './pill-state.ts';

export const pill = computed(() =>
  pillState(
    {
      mode: mode.value,
      paused: !playing.value,
      speed: replayClock.value?.speed ?? 1,
      connection: connection.value.state,
      status: status.value,
      shown: shown.value.map((i) => i.id),
      zone: zone.value,
    },
    words.value.pill,
  ),
);

export function SimulatedPill(): JSX.Element | null {
  const share = simulated.value;
  if (share === 'none') return null;
  return (
    <span class="pill pill-simulated">
      {share === 'all' ? words.value.pill.simulated : words.value.pill.partly}
    </span>
  );
}

export function Pills(): JSX.Element {
  const { text, hue } = pill.value;
  return (
    <div class="pills" role="status" aria-label={words.value.pill.mode}>
      <span class={`pill pill-${hue}`}>
        {hue === 'warn' ? <Icon name="warn" size={12} /> : hue === 'grey' ? null : <i class="pill-dot" />}
        {text}
      </span>
      <SimulatedPill />
    </div>
  );
}
