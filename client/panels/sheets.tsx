import type { JSX } from 'preact';
import { sheet } from '../state/sheet.ts';
import { ExportSheet } from './export-sheet.tsx';
import { FeedsSheet } from './feeds-sheet.tsx';
import { GoToSheet, HelpSheet } from './help-sheet.tsx';
import { lazily } from './lazily.tsx';
import { MoreSheet } from './more-sheet.tsx';
import { EventPicker } from './picker.tsx';
import { SettingsSheet } from './settings-sheet.tsx';

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

/** All that opens over the page; a chunk of its own, fetched when the first of them is opened. */
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
      <LazyCompare />
      <LazyAlerts />
      <LazyClaims />
    </>
  );
}
