import type { ComponentChildren, JSX } from 'preact';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { numberWords } from '../i18n/number-words.ts';
import { card, type NumberName, openCard } from '../state/card.ts';
import type { Absent } from './row-numbers.ts';

interface NumberCellProps {
  readonly instrument: InstrumentId;
  readonly number: NumberName;
  /** Why there is no number; null where there is one. */
  readonly absent: Absent | null;
  /** Classes of the cell beside its own. */
  readonly tone?: string;
  readonly children: ComponentChildren;
}

/** A number of the table. A click, or Enter on it, opens its card; it is reached by the arrows of its row. */
export function NumberCell(props: NumberCellProps): JSX.Element {
  const { instrument, number, absent, tone } = props;
  const { value: w } = numberWords;
  const why = absent === null || w === null ? undefined : w.notGiven(w.why(absent));
  const open = card.value?.instrument === instrument && card.value.number === number;
  return (
    <td class={`cell-${number} number${tone === undefined ? '' : ` ${tone}`}`}>
      <button
        type="button"
        class="cell-button"
        tabIndex={-1}
        data-number={number}
        aria-haspopup="dialog"
        aria-expanded={open}
        title={why}
        onClick={(event) => {
          event.stopPropagation();
          openCard(instrument, number);
        }}
      >
        {props.children}
        {why === undefined ? null : <span class="visually-hidden"> {why}</span>}
      </button>
    </td>
  );
}
