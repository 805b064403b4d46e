import type { JSX } from 'preact';
import { sheetWords } from '../i18n/sheet-words.ts';
import { downloadScreen } from '../share/download.ts';
import { type ExportName, exportLink } from '../share/links.ts';
import { frame, range } from '../state/frame.ts';
import { simulated } from '../state/rows.ts';
import { changeSettings, settings } from '../state/settings.ts';
import { shown, subject, zone } from '../state/subject.ts';
import { view } from '../state/view.ts';
import { Dialog } from './dialog.tsx';
import { Icon } from './icons.tsx';

function linkOf(what: ExportName): string {
  return exportLink(what, {
    event: subject.value?.slug ?? null,
    anchor: view.value.anchor,
    from: range.value.from,
    to: range.value.to,
    markets: shown.value.map((i) => i.id),
    asOf: frame.value.playhead,
    basis: view.value.basis,
    zone: zone.value,
    bom: settings.value.bom,
  });
}

export function ExportSheet(): JSX.Element {
  const e = sheetWords.value.exports;
  const files: readonly { readonly what: ExportName; readonly text: string; readonly note: string }[] = [
    { what: 'bars', text: e.bars, note: e.barsNote },
    { what: 'headlines', text: e.headlines, note: e.headlinesNote },
    { what: 'events', text: e.events, note: e.eventsNote },
  ];
  return (
    <Dialog name="export" title={e.title}>
      <ul class="exports">
        <li>
          <button type="button" class="export" onClick={() => downloadScreen()}>
            <span>
              <b>{e.screen}</b>
              <small>{e.screenNote}</small>
            </span>
            <Icon name="download" />
          </button>
        </li>
        {files.map(({ what, text, note }) => (
          <li key={what}>
            <a class="export" href={linkOf(what)} download>
              <span>
                <b>{text}</b>
                <small>{note}</small>
              </span>
              <Icon name="download" />
            </a>
          </li>
        ))}
      </ul>
      <label class="check">
        <input
          type="checkbox"
          checked={settings.value.bom}
          onChange={(event) => changeSettings({ bom: event.currentTarget.checked })}
        />
        <span>{e.bom}</span>
      </label>
      <p class="sheet-note">
        {e.note} {simulated.value === 'none' ? '' : e.simulatedNote}
      </p>
    </Dialog>
  );
}
