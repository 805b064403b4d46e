import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { alertWords } from '../i18n/alert-words.ts';
import { alertSettings, recallAlertSettings } from '../state/alert-settings.ts';
import { followFirings, markSeen, shownFirings } from '../state/alerts.ts';
import { openSheet } from '../state/sheet.ts';
import { zone } from '../state/subject.ts';
import { herald, openSound } from './alert-herald.ts';
import { firingSentence } from './alert-words-of.ts';

/** A browser that remembers to play sounds may not begin by itself: the first gesture of a visit lets it. */
function follow(): () => void {
  recallAlertSettings(localStorage);
  const gesture = { once: true, capture: true } as const;
  if (alertSettings.peek().sound) {
    addEventListener('pointerdown', openSound, gesture);
    addEventListener('keydown', openSound, gesture);
  }
  const leave = followFirings(herald);
  return () => {
    leave();
    removeEventListener('pointerdown', openSound, gesture);
    removeEventListener('keydown', openSound, gesture);
  };
}

/** A quiet line for what fired since somebody looked; it lies over the page and moves nothing. */
export function AlertPill(): JSX.Element {
  useEffect(follow, []);
  const w = alertWords.value;
  const list = shownFirings.value;
  const [newest] = list;
  return (
    <div class="alert-pill-place" role="status" aria-label={w.pill.label}>
      {newest === undefined ? null : (
        <div class="alert-pill">
          <p>
            {newest.simulated ? <b class="alert-simulated">{w.fired.simulated} </b> : null}
            <b>{firingSentence(newest, w, zone.value)}</b>{' '}
            <small>
              {newest.name}
              {list.length > 1 ? `, ${w.pill.more(list.length - 1)}` : null}
            </small>
          </p>
          <button type="button" class="button" onClick={() => openSheet('alerts')}>
            {w.pill.show}
          </button>
          <button type="button" class="button" onClick={markSeen}>
            {w.pill.dismiss}
          </button>
        </div>
      )}
    </div>
  );
}
