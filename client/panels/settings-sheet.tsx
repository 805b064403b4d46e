import type { JSX } from 'preact';
import { contextWords } from '../i18n/context-words.ts';
import { sheetWords } from '../i18n/sheet-words.ts';
import { CONTEXT_SETS, changeSettings, DIRECTIONS, type Direction, settings } from '../state/settings.ts';
import { subject } from '../state/subject.ts';
import { changeView, view } from '../state/view.ts';
import { cityOfZone, FALLBACK_ZONE } from '../state/zones.ts';
import { EditWatchlist } from './context-sets.tsx';
import { Dialog } from './dialog.tsx';
import { Segmented } from './segmented.tsx';

const ZONES = [
  'Asia/Seoul',
  'Asia/Tokyo',
  'Asia/Shanghai',
  'Asia/Hong_Kong',
  'Asia/Singapore',
  'Asia/Kolkata',
  'Australia/Sydney',
  'Europe/London',
  'America/New_York',
  'UTC',
] as const;

function Check(props: {
  readonly text: string;
  readonly note?: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}): JSX.Element {
  return (
    <label class="check">
      <input type="checkbox" checked={props.on} onChange={(e) => props.onChange(e.currentTarget.checked)} />
      <span>
        {props.text}
        {props.note === undefined ? null : <small>{props.note}</small>}
      </span>
    </label>
  );
}

function DirectionChoice(): JSX.Element {
  const s = sheetWords.value.settings;
  return (
    <fieldset class="setting">
      <legend>{s.direction}</legend>
      {DIRECTIONS.map((direction: Direction) => (
        <label class="radio" key={direction}>
          <input
            type="radio"
            name="direction"
            checked={settings.value.direction === direction}
            onChange={() => changeSettings({ direction })}
          />
          <span>{s.directions[direction]}</span>
          <span
            class="direction-sample"
            data-theme={document.documentElement.dataset.theme}
            data-direction={direction}
            aria-hidden="true"
          >
            <b>+0.4</b>
            <i>−0.6</i>
          </span>
        </label>
      ))}
      <p class="sheet-note">{s.directionNote}</p>
    </fieldset>
  );
}

function Sets(): JSX.Element {
  const w = contextWords.value;
  const sets = settings.value.sets;
  return (
    <fieldset class="setting">
      <legend>{w.label}</legend>
      {CONTEXT_SETS.map((name) => (
        <Check
          key={name}
          text={w.names[name]}
          on={sets.includes(name)}
          onChange={(on) => changeSettings({ sets: on ? [...sets, name] : sets.filter((n) => n !== name) })}
        />
      ))}
      <EditWatchlist />
    </fieldset>
  );
}

export function SettingsSheet(): JSX.Element {
  const s = sheetWords.value.settings;
  const set = settings.value;
  return (
    <Dialog name="settings" title={s.title}>
      <div class="setting setting-row">
        <span>{s.theme}</span>
        <Segmented
          label={s.theme}
          value={view.value.theme ?? set.theme}
          options={(['system', 'dark', 'light'] as const).map((value) => ({ value, text: s.themes[value] }))}
          onChange={(theme) => {
            changeSettings({ theme });
            changeView({ theme: null });
          }}
        />
      </div>
      <label class="setting setting-row">
        <span>{s.zone}</span>
        <select
          class="field"
          value={view.value.tz ?? ''}
          onChange={(e) => changeView({ tz: e.currentTarget.value || null })}
        >
          <option value="">{s.zoneEvent(cityOfZone(subject.value?.zone ?? FALLBACK_ZONE))}</option>
          {ZONES.map((zone) => (
            <option key={zone} value={zone}>
              {cityOfZone(zone)}
            </option>
          ))}
        </select>
      </label>
      <DirectionChoice />
      <Sets />
      <div class="setting">
        <Check text={s.keys} note={s.keysNote} on={set.keys} onChange={(keys) => changeSettings({ keys })} />
        <Check
          text={s.skipClosed}
          on={set.skipClosed}
          onChange={(skipClosed) => changeSettings({ skipClosed })}
        />
      </div>
    </Dialog>
  );
}
