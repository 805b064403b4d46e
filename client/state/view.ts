import { computed, signal } from '@preact/signals';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { LANGUAGES } from '../i18n/words.ts';
import { DEFAULT_VIEW, readView, type View, type ViewFault, writeView } from './view-url.ts';

const current = signal<View>(DEFAULT_VIEW);
const faults = signal<readonly ViewFault[]>([]);

export const view = computed(() => current.value);
/** Values of the link that could not be used, until dismissed. */
export const viewFaults = computed(() => faults.value);

export function changeView(patch: Partial<View>): void {
  current.value = { ...current.value, ...patch };
}

export function dismissViewFaults(): void {
  faults.value = [];
}

/** Takes the view from an address. `known` names instruments a user added, beside those that ship. */
export function takeAddress(search: string, known: readonly string[] = []): void {
  const instruments = new Set<string>([...INSTRUMENTS.map((i) => i.id), ...known]);
  const read = readView(search, { languages: LANGUAGES, instruments });
  current.value = read.view;
  faults.value = read.faults;
}

export const viewAddress = computed(() => writeView(current.value));
