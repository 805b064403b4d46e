import { effect, signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { UtcMs } from '../../shared/time/instant.ts';
import { durationText, signed } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { frame } from '../state/frame.ts';
import { rows } from '../state/rows.ts';
import { selected } from '../state/selection.ts';
import { wallNow } from '../state/status.ts';
import { hostMarket, t0 } from '../state/subject.ts';

/** Wall time between two sentences, ms. */
const EVERY_MS = 30_000;
const spoken = signal('');
const said: { at: UtcMs | null; instrument: string | null } = { at: null, instrument: null };

function sentence(): string | null {
  const id = selected.value ?? hostMarket.value;
  const row = rows.value.find((r) => r.instrument.id === id);
  if (row === undefined || row.since.state !== 'ok') return null;
  const s = words.value.sentence;
  const after = frame.value.playhead - t0.value;
  const since = after > 0 ? s.after(durationText(after)) : s.onDay;
  return s.spoken(row.instrument.name, signed(row.since.percent), since);
}

function speak(): void {
  const now = wallNow.value;
  const id = selected.value ?? hostMarket.value;
  const soon = said.at !== null && now - said.at < EVERY_MS;
  if (soon && said.instrument === id) return;
  const text = sentence();
  if (text === null) return;
  said.at = now;
  said.instrument = id;
  spoken.value = text;
}

/** One sentence for those who listen, on the chosen market, at most every 30 seconds. */
export function LiveRegion(): JSX.Element {
  useEffect(() => effect(speak), []);
  return (
    <p class="visually-hidden" aria-live="polite">
      {spoken.value}
    </p>
  );
}
