import type { JSX } from 'preact';
import type { Headline } from '../../shared/news/headline.ts';
import { clockText, dateText } from '../i18n/format.ts';
import { headlineWords } from '../i18n/headline-words.ts';
import { zoneMark } from '../i18n/zone-names.ts';
import { pin, pinnedAs, pinning, unpin } from '../state/headline-pins.ts';
import { zone } from '../state/subject.ts';
import { precisionText } from './headline-times.ts';

/** Makes an event of a headline with one click; the same place takes it back. */
export function PinButton({ headline }: { readonly headline: Headline }): JSX.Element {
  const w = headlineWords.value;
  const { actions } = w;
  const event = pinnedAs(headline);
  const doing = pinning.value.get(headline.id);
  const { time, source } = headline;
  const when = `${dateText(time, zone.value)} ${clockText(time, zone.value)} ${zoneMark(time, zone.value)}`;
  const say = {
    anchor: w.pin.anchor,
    timeBasis: w.pin.timeBasis(source, when, precisionText(headline, w.times)),
  };
  return (
    <span class="pin">
      {event === null ? (
        <button
          type="button"
          class="button-link"
          disabled={doing?.state === 'busy'}
          onClick={() => void pin(headline, say)}
        >
          {doing?.state === 'busy' ? actions.pinning : actions.pin}
        </button>
      ) : (
        <>
          <span>{actions.pinned}</span>{' '}
          <button
            type="button"
            class="button-link"
            disabled={doing?.state === 'busy'}
            onClick={() => void unpin(headline, event)}
          >
            {actions.undo}
          </button>
        </>
      )}
      {doing?.state === 'failed' ? (
        <span class="pin-failed" role="status">
          {doing.unauthorized ? actions.unauthorized : actions.failed(doing.message)}
        </span>
      ) : null}
    </span>
  );
}
