import type { JSX } from 'preact';
import { ExportSheet } from './export-sheet.tsx';
import { FeedsSheet } from './feeds-sheet.tsx';
import { GoToSheet, HelpSheet } from './help-sheet.tsx';
import { MoreSheet } from './more-sheet.tsx';
import { EventPicker } from './picker.tsx';
import { SettingsSheet } from './settings-sheet.tsx';

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
    </>
  );
}
