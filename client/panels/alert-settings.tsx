import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { alertWords } from '../i18n/alert-words.ts';
import { alertSettings, changeAlertSettings } from '../state/alert-settings.ts';
import { type WebhookForm, webhooks } from '../state/webhooks.ts';
import { addWebhook, removeWebhook } from './alert-actions.ts';
import { askLeave, openSound, playSound } from './alert-herald.ts';

/** Why notifications cannot be switched on, or null. */
const refused = signal<'denied' | 'unsupported' | null>(null);

async function switchNotifications(on: boolean): Promise<void> {
  const leave = on ? await askLeave() : null;
  refused.value = leave === 'granted' ? null : leave;
  changeAlertSettings({ notifications: leave === 'granted' });
}

function switchSound(on: boolean): void {
  changeAlertSettings({ sound: on });
  if (!on) return;
  openSound();
  playSound();
}

/** What this browser does beside showing a line. */
export function AlertBrowser(): JSX.Element {
  const b = alertWords.value.browser;
  const { notifications, sound } = alertSettings.value;
  return (
    <fieldset class="alert-section">
      <legend>{b.title}</legend>
      <label class="check">
        <input
          type="checkbox"
          name="notifications"
          checked={notifications}
          onChange={(e) => {
            // Shown as it was until the browser has answered.
            e.currentTarget.checked = notifications;
            void switchNotifications(!notifications);
          }}
        />
        <span>
          {b.notifications}
          <small role="status">{refused.value === null ? b.notificationsNote : b[refused.value]}</small>
        </span>
      </label>
      <label class="check">
        <input
          type="checkbox"
          name="sounds"
          checked={sound}
          onChange={(e) => switchSound(e.currentTarget.checked)}
        />
        <span>
          {b.sound}
          <small>{b.soundNote}</small>
        </span>
      </label>
    </fieldset>
  );
}

/** Addresses that rules can send to; they go to the server and never come back. */
export function AlertWebhooks(): JSX.Element {
  const w = alertWords.value.webhooks;
  return (
    <details class="alert-section">
      <summary>{w.title}</summary>
      <div class="alert-hooks">
        <p class="sheet-note">{w.note}</p>
        <ul class="alert-list">
          {webhooks.value.map(({ id, name, form, host }) => (
            <li class="alert-hook" key={id}>
              <span>
                {name} <small>{w.at(w.forms[form], host)}</small>
              </span>
              <button type="button" class="button" onClick={() => void removeWebhook(id)}>
                {w.remove(name)}
              </button>
            </li>
          ))}
        </ul>
        {webhooks.value.length === 0 ? <p class="sheet-note">{w.none}</p> : null}
        <form
          class="alert-editor"
          onSubmit={(event) => {
            event.preventDefault();
            const form = event.currentTarget;
            const data = new FormData(form);
            const text = (name: string): string => String(data.get(name) ?? '').trim();
            const kept = addWebhook(text('hook-name'), text('hook-form') as WebhookForm, text('hook-url'));
            // What was refused stays, to be put right.
            void kept.then((done) => {
              if (done) form.reset();
            });
          }}
        >
          <label class="alert-field">
            <span>{w.name}</span>
            <input class="field" name="hook-name" required maxLength={80} autocomplete="off" />
          </label>
          <label class="alert-field">
            <span>{w.form}</span>
            <select class="field" name="hook-form">
              {(Object.keys(w.forms) as WebhookForm[]).map((form) => (
                <option key={form} value={form}>
                  {w.forms[form]}
                </option>
              ))}
            </select>
          </label>
          <label class="alert-field">
            <span>{w.url}</span>
            <input class="field" name="hook-url" type="url" required maxLength={2000} autocomplete="off" />
          </label>
          <div class="alert-buttons">
            <button type="submit" class="button">
              {w.add}
            </button>
          </div>
        </form>
      </div>
    </details>
  );
}
