import type { JSX } from 'preact';
import { contextWords } from '../i18n/context-words.ts';
import { sheetWords } from '../i18n/sheet-words.ts';
import { words } from '../i18n/words.ts';
import { copyLink } from '../share/links.ts';
import { closeSheet, openGlossary, openSheet } from '../state/sheet.ts';
import { Dialog } from './dialog.tsx';
import { FooterWords } from './footer.tsx';

/** What the header and the footer hold on larger screens. */
export function MoreSheet(): JSX.Element {
  const w = words.value;
  const copy = async (): Promise<void> => {
    await copyLink();
    closeSheet();
  };
  return (
    <Dialog name="more" title={sheetWords.value.more.title}>
      <ul class="exports">
        <li>
          <button type="button" class="export" onClick={() => openSheet('settings')}>
            <b>{w.header.settings}</b>
          </button>
        </li>
        <li>
          <button type="button" class="export" onClick={() => openSheet('watchlist')}>
            <b>{contextWords.value.edit}</b>
          </button>
        </li>
        <li>
          <button type="button" class="export" onClick={() => openSheet('export')}>
            <b>{w.header.exportCsv}</b>
          </button>
        </li>
        <li>
          <button type="button" class="export" onClick={() => openSheet('feeds')}>
            <b>{w.states.feedStatus}</b>
          </button>
        </li>
        <li>
          <button type="button" class="export" onClick={() => void copy()}>
            <b>{w.header.copyLink}</b>
          </button>
        </li>
        <li>
          <button type="button" class="export" onClick={() => openSheet('help')}>
            <b>{sheetWords.value.more.shortcuts}</b>
          </button>
        </li>
        <li>
          <button type="button" class="export" onClick={() => openGlossary(null)}>
            <b>{sheetWords.value.glossary.open}</b>
          </button>
        </li>
      </ul>
      <div class="more-footer">
        <FooterWords />
      </div>
    </Dialog>
  );
}
