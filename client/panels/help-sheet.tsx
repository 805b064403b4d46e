import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { instantOf, localDateAt } from '../../shared/time/instant.ts';
import { sheetWords } from '../i18n/sheet-words.ts';
import { mode, pause, playhead, seek, startReplay } from '../state/playhead.ts';
import { settings } from '../state/settings.ts';
import { closeSheet, openGlossary } from '../state/sheet.ts';
import { day, zone, zoneCity } from '../state/subject.ts';
import { Dialog } from './dialog.tsx';

/** All keys of the page. */
export function HelpSheet(): JSX.Element {
  const h = sheetWords.value.help;
  return (
    <Dialog name="help" title={h.title}>
      {settings.value.keys ? null : <p class="sheet-note">{h.off}</p>}
      <dl class="keys">
        {h.keys.map(([keys, text]) => (
          <div key={keys}>
            <dt>{keys.split(' ').map((k) => (k === '–' ? ' – ' : <kbd key={k}>{k}</kbd>))}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="button-link" onClick={() => openGlossary(null)}>
        {sheetWords.value.glossary.open}
      </button>
    </Dialog>
  );
}

const bad = signal(false);

function go(text: string): void {
  bad.value = !/^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text);
  if (bad.value) return;
  const date = localDateAt(playhead.value, zone.value);
  const time = instantOf(
    date,
    text.padStart(text.length === 4 || text.length === 7 ? text.length + 1 : text.length, '0'),
    zone.value,
  );
  if (mode.value === 'replay') {
    pause();
    seek(time);
  } else startReplay(Math.max(day.value.from, time) as typeof time, true);
  closeSheet();
}

/** Moves the playhead to a time of the day. */
export function GoToSheet(): JSX.Element {
  const g = sheetWords.value.goTo;
  return (
    <Dialog name="go-to" title={g.title}>
      <form
        class="go-to"
        onSubmit={(event) => {
          event.preventDefault();
          go(String(new FormData(event.currentTarget).get('time') ?? '').trim());
        }}
      >
        <label>
          {g.field(zoneCity.value)}
          <input
            class="field"
            name="time"
            placeholder="11:05"
            autocomplete="off"
            aria-invalid={bad.value}
            aria-describedby="go-to-hint"
          />
        </label>
        <button type="submit" class="button">
          {g.go}
        </button>
        <p id="go-to-hint" class="sheet-note">
          {bad.value ? g.bad : ''}
        </p>
      </form>
    </Dialog>
  );
}
