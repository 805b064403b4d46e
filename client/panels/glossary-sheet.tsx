import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { GLOSSARY, type GlossaryEntry } from '../i18n/en-glossary.ts';
import { sheetWords } from '../i18n/sheet-words.ts';
import { glossaryTerm } from '../state/sheet.ts';
import { Dialog } from './dialog.tsx';

const query = signal('');

const matching = ({ term, plain }: GlossaryEntry): boolean =>
  `${term} ${plain}`.toLowerCase().includes(query.value.trim().toLowerCase());

function Entry({ entry }: { readonly entry: GlossaryEntry }): JSX.Element {
  const g = sheetWords.value.glossary;
  const { id, term, plain, formula, missing } = entry;
  return (
    <section id={`term-${id}`} class={`term${glossaryTerm.value === id ? ' term-here' : ''}`} tabIndex={-1}>
      <h4>{term}</h4>
      <p>{plain}</p>
      {formula === undefined ? null : <p class="formula">{formula}</p>}
      {missing === undefined ? null : (
        <p class="sheet-note">
          <b>{g.missing}</b> {missing}
        </p>
      )}
    </section>
  );
}

function Entries(): JSX.Element {
  const g = sheetWords.value.glossary;
  const list = useRef<HTMLDivElement>(null);
  const here = glossaryTerm.value;
  useEffect(() => {
    query.value = '';
    const entry = here === null ? null : list.current?.querySelector<HTMLElement>(`#term-${here}`);
    entry?.scrollIntoView({ block: 'start' });
    entry?.focus({ preventScroll: true });
  }, [here]);
  const parts = GLOSSARY.map(({ title, entries }) => ({ title, entries: entries.filter(matching) })).filter(
    ({ entries }) => entries.length > 0,
  );
  return (
    <div class="glossary" ref={list}>
      <input
        class="field"
        type="search"
        placeholder={g.search}
        aria-label={g.search}
        value={query.value}
        onInput={(event) => {
          query.value = event.currentTarget.value;
        }}
      />
      {parts.length === 0 ? <p class="sheet-note">{g.none(query.value)}</p> : null}
      {parts.map(({ title, entries }) => (
        <section key={title}>
          <h3>{title}</h3>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </section>
      ))}
    </div>
  );
}

/** What the words beside the numbers mean, opened at the one that was asked for. */
export function GlossarySheet(): JSX.Element {
  return (
    <Dialog name="glossary" title={sheetWords.value.glossary.title} wide>
      <Entries />
    </Dialog>
  );
}
