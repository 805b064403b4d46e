import type { JSX } from 'preact';
import { sheet } from '../state/sheet.ts';
import { ExportSheet } from './export-sheet.tsx';
import { FeedsSheet } from './feeds-sheet.tsx';
import { GoToSheet, HelpSheet } from './help-sheet.tsx';
import { lazily } from './lazily.tsx';
import { MoreSheet } from './more-sheet.tsx';
import { EventPicker } from './picker.tsx';
import { SettingsSheet } from './settings-sheet.tsx';

const LazyEventEditor = lazily(
  () => sheet.value === 'event-editor',
  async () => (await import('./event-editor.tsx')).EventEditor,
);
const LazyCompare = lazily(
  () => sheet.value === 'compare',
  async () => (await import('./compare-sheet.tsx')).CompareSheet,
);
const LazyClaims = lazily(
  () => sheet.value === 'claims',
  async () => (await import('./claims-sheet.tsx')).ClaimsSheet,
);
const LazyAlerts = lazily(
  () => sheet.value === 'alerts',
  async () => (await import('./alerts-sheet.tsx')).AlertsSheet,
);
const LazyWatchlist = lazily(
  () => sheet.value === 'watchlist',
  async () => (await import('./watchlist-sheet.tsx')).WatchlistSheet,
);
const LazyRules = lazily(
  () => sheet.value === 'rules',
  async () => (await import('./rules-sheet.tsx')).RulesSheet,
);
const LazyGlossary = lazily(
  () => sheet.value === 'glossary',
  async () => (await import('./glossary-sheet.tsx')).GlossarySheet,
);

/** All that opens over the page; a chunk of its own, fetched when the first of them is opened, and larger ones each in theirs. */
export function Sheets(): JSX.Element {
  return (
    <>
      <EventPicker />
      <SettingsSheet />
      <ExportSheet />
      <FeedsSheet />
      <HelpSheet />
      <GoToSheet />
      <MoreSheet />
      <LazyEventEditor />
      <LazyCompare />
      <LazyClaims />
      <LazyAlerts />
      <LazyWatchlist />
      <LazyRules />
      <LazyGlossary />
    </>
  );
}
