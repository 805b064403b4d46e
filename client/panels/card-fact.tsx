import type { JSX } from 'preact';
import { type CardOf, closeCard } from '../state/card.ts';
import { openGlossary } from '../state/sheet.ts';
import type { Fact } from './card-facts.ts';

/** The button of the table that a card belongs to; rows move, so it is looked for when it is needed. */
export const numberOf = ({ instrument, number }: CardOf): HTMLElement | null =>
  document.querySelector<HTMLElement>(`tr[data-instrument="${instrument}"] [data-number="${number}"]`);

/** The card goes, its number has the focus again, and the glossary opens at the entry. */
export function lookUp(of: CardOf, term: string): void {
  closeCard();
  numberOf(of)?.focus();
  openGlossary(term);
}

/** One line of a card; its label opens the glossary where that explains it. */
export function FactRow({ fact, of }: { readonly fact: Fact; readonly of: CardOf }): JSX.Element {
  const { label, text, note, term } = fact;
  return (
    <div>
      <dt>
        {term === undefined ? (
          label
        ) : (
          <button type="button" class="button-link card-term" onClick={() => lookUp(of, term)}>
            {label}
          </button>
        )}
      </dt>
      <dd>
        {[text].flat().map((line) => (
          <span key={line}>{line}</span>
        ))}
        {note === undefined ? null : <small>{note}</small>}
      </dd>
    </div>
  );
}
