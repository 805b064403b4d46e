import type { JSX } from 'preact';
import type { Headline } from '../../shared/news/headline.ts';
import { listed, signed } from '../i18n/format.ts';
import { headlineWords } from '../i18n/headline-words.ts';
import { frameOfMinute, movesAfter } from '../state/headline-moves.ts';
import { candidateNames } from '../state/headlines.ts';
import { instruments } from '../state/subject.ts';
import { PinButton } from './headline-pin.tsx';
import { firstSeen, seenText } from './headline-times.ts';

interface Of {
  readonly headline: Headline;
}

/** How long after its publication it was first seen here, and the mark of a rule with what to do about it. */
export function Marks({ headline }: Of): JSX.Element {
  const w = headlineWords.value;
  const { frame, minute } = frameOfMinute();
  const seen = seenText(firstSeen(headline, frame.earlier(headline.id), minute), w.seen);
  const names = candidateNames.value?.(headline) ?? [];
  return (
    <>
      {seen === null ? null : <span class="story-seen">{seen}</span>}
      {names.length === 0 ? null : (
        <>
          <span class="candidate" title={w.candidateBy(listed(names))}>
            {w.candidate}
          </span>
          <PinButton headline={headline} />
        </>
      )}
    </>
  );
}

/** The unusual move that came next, where there was one. Spoken "then": an order in time. */
export function Move({ headline }: Of): JSX.Element | null {
  const w = headlineWords.value;
  const after = movesAfter(headline);
  if (after.state !== 'moved') return null;
  const { instrument, moveSimple, z } = after.move;
  const name = instruments.value.find((i) => i.id === instrument)?.shortName ?? instrument;
  return (
    <p class="story-move">
      <span aria-hidden="true">→ </span>
      <span class="visually-hidden">{w.thenSpoken} </span>
      {w.movedAfter(name, signed(100 * moveSimple), Math.abs(z).toFixed(1))}
    </p>
  );
}
