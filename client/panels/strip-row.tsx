import type { ComponentChildren, JSX } from 'preact';
import type { Instrument } from '../../shared/market/instrument.ts';
import { stripWords } from '../i18n/strip-words.ts';
import { select, selected } from '../state/selection.ts';
import { Mark } from './market-row.tsx';

interface StripHead {
  readonly text: string;
  readonly number?: boolean;
  /** Columns under it. */
  readonly span?: number;
  /** What stands at the right end of the track, `text` at its left. */
  readonly end?: string;
}

interface StripTableProps {
  readonly title: string;
  readonly heads: readonly StripHead[];
  readonly children: ComponentChildren;
}

/** One row a market; the first column names it. */
export function StripTable({ title, heads, children }: StripTableProps): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys.
    <section class="strip-scroll" tabIndex={0} aria-label={title}>
      <table class="strip-table">
        <thead>
          <tr>
            <th scope="col">{stripWords.value.market}</th>
            {heads.map(({ text, number, span, end }) => (
              <th key={text} scope="col" colSpan={span} class={number === true ? 'number' : undefined}>
                {end === undefined ? (
                  text
                ) : (
                  <span class="strip-ends">
                    <span>{text}</span> <span>{end}</span>
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

interface StripRowProps {
  readonly instrument: Instrument;
  readonly children: ComponentChildren;
}

export function StripRow({ instrument, children }: StripRowProps): JSX.Element {
  const { id, shortName } = instrument;
  return (
    <tr class={selected.value === id ? 'strip-selected' : undefined}>
      <th scope="row">
        <button type="button" aria-pressed={selected.value === id} onClick={() => select(id)}>
          <Mark id={id} />
          {shortName}
        </button>
      </th>
      {children}
    </tr>
  );
}

/** A bar from `from` to `to` on a track of 0 to 1; a point where they are equal. */
export function Bar(props: {
  readonly from: number;
  readonly to: number;
  readonly kind: string;
}): JSX.Element {
  const from = Math.max(0, Math.min(1, Math.min(props.from, props.to)));
  const to = Math.max(0, Math.min(1, Math.max(props.from, props.to)));
  return (
    <i
      class={`strip-bar strip-${props.kind}`}
      style={{ left: `${(from * 100).toFixed(2)}%`, width: `${((to - from) * 100).toFixed(2)}%` }}
    />
  );
}

/** The ground of bars; the numbers beside it say the same. */
export const Track = ({ children }: { readonly children: ComponentChildren }): JSX.Element => (
  <td class="strip-track">
    <div aria-hidden="true">{children}</div>
  </td>
);
