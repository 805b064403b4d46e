import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { alertWords } from '../i18n/alert-words.ts';
import { markSeen } from '../state/alerts.ts';
import { mode } from '../state/playhead.ts';
import { status } from '../state/status.ts';
import { beginRule, draft, readWebhooks, said } from './alert-actions.ts';
import { AlertEditor } from './alert-editor.tsx';
import { AlertHistory } from './alert-history.tsx';
import { AlertRules } from './alert-rules.tsx';
import { AlertBrowser, AlertWebhooks } from './alert-settings.tsx';
import { Dialog } from './dialog.tsx';

function Overview(): JSX.Element {
  const w = alertWords.value;
  return (
    <>
      <p class="sheet-note">{w.shared}</p>
      {status.value?.source === 'simulated' ? <p class="sheet-note">{w.simulatedNote}</p> : null}
      {mode.value === 'replay' ? <p class="sheet-note">{w.replayNote}</p> : null}
      <div class="alert-buttons">
        <button type="button" class="button button-filled" onClick={beginRule}>
          {w.add}
        </button>
      </div>
      <p class="alert-said" role="status">
        {said.value}
      </p>
      <AlertRules />
      <AlertHistory />
      <AlertBrowser />
      <AlertWebhooks />
    </>
  );
}

function Body(): JSX.Element {
  useEffect(() => {
    markSeen();
    void readWebhooks();
    return () => {
      draft.value = null;
      said.value = '';
    };
  }, []);
  const now = draft.value;
  return now === null ? <Overview /> : <AlertEditor now={now} />;
}

/** Rules, what fired, and how this browser tells it. */
export function AlertsSheet(): JSX.Element {
  return (
    <Dialog name="alerts" title={alertWords.value.title}>
      <Body />
    </Dialog>
  );
}
