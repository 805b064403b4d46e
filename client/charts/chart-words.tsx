import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { words } from '../i18n/words.ts';
import { hover } from '../state/hover.ts';
import { Announcer, describeFigure, sentenceAt } from './describe.ts';
import { type Figure, flagUnder } from './figure.ts';

/** The chart for those who do not see it: a description, and one polite sentence at a time. */
export function ChartWords({ figure }: { readonly figure: { readonly value: Figure | null } }): JSX.Element {
  const announcer = useRef(new Announcer());
  const [said, say] = useState('');
  const [told, tell] = useState('');
  const shown = figure.value;
  const { time, instrument, locked } = hover.value;
  const minute = shown === null ? 0 : Math.floor(shown.input.now.time / 60_000);

  // A description that changed with every frame would be read by nobody.
  useEffect(() => {
    if (shown !== null) tell(describeFigure(shown));
  }, [
    minute,
    shown?.input.from,
    shown?.input.to,
    shown?.input.axis,
    shown?.input.currency,
    shown?.input.usual,
    shown?.scene.series.length,
  ]);

  useEffect(() => {
    if (shown === null || !locked || time === null || instrument === null) return;
    const sentence = sentenceAt(shown, instrument, time);
    const flag = flagUnder(shown, time);
    const mark = flag === null ? '' : `${words.value.figure.flag(flag.text)}. `;
    if (sentence !== null) say(mark + sentence);
  }, [time, instrument, locked]);

  useEffect(() => {
    if (shown === null || shown.input.now.kind !== 'live') return;
    const { selected, emphasised, now } = shown.input;
    const id = selected ?? emphasised[0];
    if (id === undefined) return;
    const sentence = sentenceAt(shown, id, now.time);
    const allowed = sentence === null ? null : announcer.current.say(now.time, id, sentence);
    if (allowed !== null) say(allowed);
  }, [minute]);

  return (
    <>
      <p id="chart-words" class="chart-unseen">
        {told}
      </p>
      <p class="chart-unseen" aria-live="polite">
        {said}
      </p>
    </>
  );
}
