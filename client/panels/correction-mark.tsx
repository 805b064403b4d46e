import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { annotationWords } from '../i18n/annotation-words.ts';
import { correctionsOf, earlierOf } from '../state/corrections.ts';
import { type Mark, showMark } from '../state/marks.ts';

function Small(props: { readonly text: string; readonly name: string; readonly mark: Mark }): JSX.Element {
  return (
    <button
      type="button"
      class="corrected"
      aria-label={props.name}
      title={props.name}
      onClick={(event) => {
        event.stopPropagation();
        showMark(props.mark, event.currentTarget);
      }}
    >
      {props.text}
    </button>
  );
}

/** Beside the name of a market whose closes were corrected: what stood before is one press away. */
export function CorrectedMark(props: {
  readonly instrument: InstrumentId;
  readonly name: string;
}): JSX.Element | null {
  const { instrument, name } = props;
  const count = useComputed(() => correctionsOf(instrument).length).value;
  if (count === 0) return null;
  const w = annotationWords.value.corrected;
  return <Small text={w.short} name={w.mark(name, count)} mark={{ kind: 'corrected', instrument }} />;
}

/** Beside a headline whose title the outlet changed. */
export function EditedMark({ headlineId }: { readonly headlineId: string }): JSX.Element | null {
  const count = useComputed(() => earlierOf(headlineId).length).value;
  if (count === 0) return null;
  const w = annotationWords.value.edited;
  return <Small text={w.mark} name={w.hint} mark={{ kind: 'edited', headlineId }} />;
}
