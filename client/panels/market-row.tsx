import type { JSX } from 'preact';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import { words } from '../i18n/words.ts';
import { type NumberName, openCard } from '../state/card.ts';
import type { Column } from '../state/columns.ts';
import { changeHover, hover } from '../state/hover.ts';
import { layout } from '../state/layout.ts';
import { select, selected, toggleColour } from '../state/selection.ts';
import { t0 } from '../state/subject.ts';
import { view } from '../state/view.ts';
import { Corrected } from './correction-slots.ts';
import { Flash } from './flash.tsx';
import { NumberCell } from './number-cell.tsx';
import { PercentileBar } from './percentile-bar.tsx';
import { numberOfSort, targetOf } from './row-keys.ts';
import type { RowModel } from './row-model.ts';
import type { ShownRow } from './row-models.ts';
import { emphasised, seriesMark } from './series.ts';

interface RowProps {
  readonly shown: ShownRow;
  readonly columns: readonly Column[];
  readonly tabbable: boolean;
}

/** The mark a market has in the chart: its hue, or a grey dash. */
export function Mark({ id }: { readonly id: InstrumentId }): JSX.Element {
  const mark = seriesMark(id);
  if (mark === null) return <i class="series-mark series-grey" />;
  return <i class={`series-mark series-${mark.shape}`} style={{ background: mark.colour }} />;
}

function choose(id: InstrumentId, withColour: boolean): void {
  if (withColour) toggleColour(id, emphasised.value);
  else select(id);
}

/** The number of the column that the rows go by, where that is on the screen. */
function mainNumber(columns: readonly Column[]): NumberName {
  const number = numberOfSort(view.value.sort);
  return columns.includes(number) ? number : 'since';
}

function onRowKey(event: KeyboardEvent, { shown, columns }: RowProps): void {
  const { id, standInFor } = shown.model;
  const here = event.currentTarget as HTMLElement;
  const from = event.target as HTMLElement;
  const to = targetOf(event.key, here, from);
  if (to !== null) to.focus();
  // A number that has the focus is a button: Enter and space press it.
  else if (from !== here || standInFor !== null) return;
  else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) openCard(id, mainNumber(columns));
  else if (event.key === 'Enter' || event.key === ' ') choose(id, event.ctrlKey || event.metaKey);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

interface CellProps {
  readonly column: Column;
  readonly shown: ShownRow;
}

/** A session in more letters than these leaves no room for the price beside it, on a phone. */
const ROOM_FOR_PRICE = 12;

function NameCell({ model }: { readonly model: RowModel }): JSX.Element {
  const { id, name, shortName, standInFor, sessionText, cells } = model;
  const t = words.value.table;
  const second = standInFor === null ? sessionText : t.standInFor(standInFor);
  return (
    <th scope="row" class="cell-market">
      <Mark id={id} />
      <span class="cell-name" title={standInFor === null ? name : `${name}, ${t.standInFor(standInFor)}`}>
        {shortName}
        <Corrected instrument={id} name={shortName} />
        {standInFor === null ? null : <em> {t.standIn}</em>}
        <small>
          {second}
          {second.length > ROOM_FOR_PRICE ? null : ` · ${cells.last.text}`}
        </small>
      </span>
    </th>
  );
}

function PathCell({ shown }: { readonly shown: ShownRow }): JSX.Element {
  const { model, spark } = shown;
  const width = layout.value === 'phone' ? 72 : 96;
  const colour = seriesMark(model.id)?.colour ?? 'var(--grey)';
  return (
    <td class="cell-path">
      {spark === null ? null : <Sparkline {...spark} t0={t0.value} colour={colour} width={width} />}
    </td>
  );
}

/** One cell of a row; a number opens its card. */
function Cell({ column, shown }: CellProps): JSX.Element {
  const { model } = shown;
  switch (column) {
    case 'market':
      return <NameCell model={model} />;
    case 'session':
      return (
        <td class="cell-session">
          <i class={`session-mark session-${model.session}`} />
          {model.sessionText}
        </td>
      );
    case 'at':
      return <td class="cell-at">{model.at}</td>;
    case 'path':
      return <PathCell shown={shown} />;
    default: {
      const { text, absent, tone, before } = model.cells[column];
      // Only a market of the watchlist has a card.
      if (model.standInFor !== null) return <td class={`cell-${column} number`}>{text}</td>;
      const flashes = column === 'since' || column === 'last';
      return (
        <NumberCell instrument={model.id} number={column} absent={absent} tone={tone}>
          {before === undefined ? null : <small>{before} </small>}
          {column === 'percentile' ? <PercentileBar at={model.bar} tone={model.barTone} /> : null}
          {flashes ? (
            <Flash text={text} quiet={model.quiet} />
          ) : column === 'percentile' ? (
            <span>{text}</span>
          ) : (
            text
          )}
        </NumberCell>
      );
    }
  }
}

/** One market: its name, session, numbers and path. Drawn again only where it says something new. */
export function MarketRow(props: RowProps): JSX.Element {
  const { shown, columns, tabbable } = props;
  const { id, state, standInFor } = shown.model;
  const coloured = seriesMark(id) === null ? '' : ' row-coloured';
  const lit = hover.value.instrument === id ? ' row-lit' : '';
  return (
    <tr
      tabIndex={tabbable ? 0 : -1}
      class={`row-${state}${coloured}${lit}${standInFor === null ? '' : ' row-stand-in'}`}
      aria-selected={selected.value === id}
      data-instrument={id}
      onClick={(event) => {
        if (standInFor === null) choose(id, event.ctrlKey || event.metaKey);
      }}
      onKeyDown={(event) => onRowKey(event, props)}
      onMouseEnter={() => {
        if (!hover.value.locked) changeHover({ instrument: id });
      }}
      onMouseLeave={() => {
        if (!hover.value.locked) changeHover({ instrument: null });
      }}
    >
      {columns.map((column) => (
        <Cell key={column} column={column} shown={shown} />
      ))}
    </tr>
  );
}
