import type { ComponentType, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { SHIFT_MINUTES } from '../../shared/reaction/sensitivity.ts';
import { stripWords } from '../i18n/strip-words.ts';
import { frame } from '../state/frame.ts';
import { keepMeasures, measureOf } from '../state/strip-measures.ts';
import { shown, t0 } from '../state/subject.ts';
import { type StripName, tableView } from '../state/table-view.ts';
import { AnswerStrip } from './answer-strip.tsx';
import { HeldFaded } from './held-faded.tsx';
import { OrderStrip } from './order-strip.tsx';
import { SensitivityStrip } from './sensitivity.tsx';
import { Skeleton } from './skeleton.tsx';

const STRIPS: Readonly<Record<StripName, ComponentType>> = {
  answer: AnswerStrip,
  held: HeldFaded,
  order: OrderStrip,
  sensitivity: SensitivityStrip,
};

function textOf(name: StripName): JSX.Element {
  const w = stripWords.value;
  if (name === 'answer')
    return (
      <>
        {w.answer.text}{' '}
        <span class="strip-key">
          <i class="strip-bar strip-gap" /> {w.answer.legendGap} <i class="strip-bar strip-traded" />{' '}
          {w.answer.legendTraded}
        </span>
      </>
    );
  if (name === 'held')
    return (
      <>
        {w.held.text} {w.held.note}
      </>
    );
  if (name === 'order')
    return (
      <>
        <b>{w.order.caution}</b> {w.order.text}
      </>
    );
  return <>{w.sensitivity.text(SHIFT_MINUTES)}</>;
}

function Strip({ name }: { readonly name: StripName }): JSX.Element {
  useEffect(() => keepMeasures(name), [name]);
  const Body = STRIPS[name];
  const some = shown.value.some((i) => measureOf(i.id) !== null);
  return (
    <div class="market-strip">
      <p class="strip-text">{textOf(name)}</p>
      {some ? (
        <Body />
      ) : (
        <p class="strip-loading">
          <Skeleton width={320} />
        </p>
      )}
    </div>
  );
}

/** What stands in the place of the table: one of the strips that say how the markets took the news. */
export function Strips(): JSX.Element | null {
  const name = tableView.value;
  if (name === 'markets') return null;
  if (t0.value > frame.value.playhead) return <p class="strip-empty">{stripWords.value.ahead}</p>;
  return <Strip name={name} />;
}
