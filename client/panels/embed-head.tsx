import type { JSX } from 'preact';
import { words } from '../i18n/words.ts';
import { subject } from '../state/subject.ts';
import { Pills } from './pills.tsx';

/** Over a chart in somebody else's page: what it is about, how live it is, and the word SIMULATED where it applies. */
export function EmbedHead(): JSX.Element {
  return (
    <header class="embed-head">
      <h1>{subject.value?.title ?? words.value.product}</h1>
      <Pills />
    </header>
  );
}
