import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Firing } from '../../shared/alert/firing.ts';
import { alertWords } from '../i18n/alert-words.ts';
import { clockText, dateText } from '../i18n/format.ts';
import { firings, undelivered } from '../state/alerts.ts';
import { zone } from '../state/subject.ts';
import { firingSentence } from './alert-words-of.ts';

const FIRST_SHOWN = 10;
const all = signal(false);

const when = (time: Firing['at']): string => `${dateText(time, zone.value)}, ${clockText(time, zone.value)}`;

function Fired({ firing }: { readonly firing: Firing }): JSX.Element {
  const w = alertWords.value;
  return (
    <li class="alert-fired">
      <time>{when(firing.at)}</time>
      <span>
        {firing.simulated ? <b class="alert-simulated">{w.fired.simulated} </b> : null}
        {firingSentence(firing, w, zone.value)} <small>{firing.name}</small>
      </span>
    </li>
  );
}

function Undelivered(): JSX.Element | null {
  const w = alertWords.value;
  const list = undelivered.value;
  if (list.length === 0) return null;
  return (
    <>
      <h3>{w.history.undelivered}</h3>
      <ul class="alert-list">
        {list.map(({ name, reason, status, at }) => (
          <li class="alert-fired" key={`${name}${at}`}>
            <time>{when(at)}</time>
            <span>
              {status === null ? w.why(reason) : w.status(w.why(reason), String(status))}{' '}
              <small>{name}</small>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What fired, newest first, with time and value, and what of it did not arrive. */
export function AlertHistory(): JSX.Element {
  const w = alertWords.value.history;
  const list = firings.value;
  const shown = all.value ? list : list.slice(0, FIRST_SHOWN);
  return (
    <section class="alert-section">
      <h3>{w.title}</h3>
      {list.length === 0 ? <p class="sheet-note">{w.none}</p> : null}
      <ul class="alert-list">
        {shown.map((firing) => (
          <Fired key={firing.id} firing={firing} />
        ))}
      </ul>
      {shown.length < list.length ? (
        <button
          type="button"
          class="button-link"
          onClick={() => {
            all.value = true;
          }}
        >
          {w.more(list.length - shown.length)}
        </button>
      ) : null}
      <Undelivered />
    </section>
  );
}
