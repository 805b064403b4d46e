import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { GLOSSARY, inOneSentence } from '../i18n/en-glossary.ts';
import { type CardOf, card, closeCard } from '../state/card.ts';
import { layout } from '../state/layout.ts';
import { mode } from '../state/playhead.ts';
import { openSheet } from '../state/sheet.ts';
import { FactRow, lookUp, numberOf } from './card-fact.tsx';
import { CardHorizons } from './card-horizons.tsx';
import { cardModel } from './card-model.ts';
import { cardPlace } from './card-place.ts';
import type { StatisticsProps } from './card-statistics.tsx';
import { DayStrip } from './day-strip.tsx';
import { Icon } from './icons.tsx';
import { lazily } from './lazily.tsx';

/** Restlessness, jumps and first move: what only an open card asks for. */
const LazyStatistics = lazily<StatisticsProps>(
  () => true,
  async () => (await import('./card-statistics.tsx')).CardStatistics,
);

const entries = new Map(GLOSSARY.flatMap((part) => part.entries.map((entry) => [entry.id, entry])));

/** What the number is, in one sentence. */
function plainOf(term: string): string {
  const entry = entries.get(term);
  return entry === undefined ? '' : inOneSentence(entry);
}

/** Sentence that was put on the clipboard last. */
const copied = signal('');

async function alertAtOpen(market: string): Promise<void> {
  const { beginOpenRule } = await import('./alert-actions.ts');
  beginOpenRule(market);
  closeCard();
  openSheet('alerts');
}

async function copySentence(): Promise<void> {
  const sentence = cardModel.value?.facts.sentence ?? '';
  try {
    await navigator.clipboard.writeText(sentence);
    copied.value = sentence;
  } catch {
    copied.value = '';
  }
}

function stand(element: HTMLElement, of: CardOf): void {
  const number = numberOf(of);
  if (layout.peek() === 'phone' || number === null) {
    element.style.removeProperty('left');
    element.style.removeProperty('top');
    return;
  }
  const { left, top } = cardPlace(
    number.getBoundingClientRect(),
    { width: element.offsetWidth, height: element.offsetHeight },
    { width: innerWidth, height: innerHeight },
  );
  element.style.left = `${left}px`;
  element.style.top = `${top}px`;
}

function OpenCard({ of }: { readonly of: CardOf }): JSX.Element | null {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    if (!current.matches(':popover-open')) current.showPopover();
    // It grows when its horizons are opened, and with what comes in.
    const observer = new ResizeObserver(() => stand(current, of));
    observer.observe(current);
    stand(current, of);
    current.focus({ preventScroll: true });
    copied.value = '';
    return () => observer.disconnect();
  }, [of]);
  useEffect(() => {
    const { current } = element;
    // The browser closes it on Esc and on a press beside it; a press on another number has opened that one's by then.
    const onToggle = (event: Event): void => {
      if ((event as ToggleEvent).newState !== 'closed' || card.peek() !== of) return;
      closeCard();
    };
    current?.addEventListener('toggle', onToggle);
    return () => current?.removeEventListener('toggle', onToggle);
  }, [of]);
  useEffect(
    () => () => {
      // Focus that stood in the card, or was lost with it, goes back to the number.
      if (document.activeElement === document.body || document.activeElement === null) numberOf(of)?.focus();
    },
    [of],
  );
  const model = cardModel.value;
  if (model === null) return null;
  const { facts, input } = model;
  const { words: w, row } = input;
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault();
      closeCard();
      numberOf(of)?.focus();
    } else if (event.key.toLowerCase() === 'c' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      void copySentence();
    }
    event.stopPropagation();
  };
  return (
    <div
      ref={element}
      popover="auto"
      role="dialog"
      aria-labelledby="card-title"
      tabIndex={-1}
      class="floating-card number-card"
      onKeyDown={onKey}
    >
      <div class="number-card-head">
        <h2 id="card-title">
          {facts.value}
          <span class="visually-hidden">, </span>
          <span>{row.instrument.name}</span>
        </h2>
        <button
          type="button"
          class="button-plain"
          aria-label={w.close}
          onClick={() => element.current?.hidePopover()}
        >
          <Icon name="close" />
        </button>
        <p>
          {facts.name}
          {facts.missing === null ? null : <b>. {facts.missing}</b>}
        </p>
      </div>
      <p class="card-plain">
        {plainOf(facts.term)}{' '}
        <button type="button" class="button-link" onClick={() => lookUp(of, facts.term)}>
          {w.more}
        </button>
      </p>
      {facts.formula === null ? null : (
        <p class="formula">
          {facts.formula.left} = <b>{facts.formula.right}</b>
          {facts.formula.log ? <small>{w.formula.log}</small> : null}
        </p>
      )}
      <dl class="card-facts">
        {facts.facts.map((fact) => (
          <FactRow key={fact.label} fact={fact} of={of} />
        ))}
        {facts.compares ? <LazyStatistics of={of} instrument={row.instrument} /> : null}
        {facts.context.map((fact) => (
          <FactRow key={fact.label} fact={fact} of={of} />
        ))}
      </dl>
      {facts.compares ? <DayStrip input={input} /> : null}
      {facts.compares ? <CardHorizons input={input} /> : null}
      <div class="number-card-foot">
        <button type="button" class="button button-filled" onClick={() => void copySentence()}>
          {copied.value !== '' && copied.value === facts.sentence ? w.copied : w.copy} <kbd>c</kbd>
        </button>
        {row.since.state === 'waiting' && mode.value === 'live' ? (
          <button type="button" class="button" onClick={() => void alertAtOpen(row.instrument.id)}>
            {w.alertAtOpen}
          </button>
        ) : null}
      </div>
    </div>
  );
}

/** The card of the chosen number: what it is made of, and what it stands beside. */
export function NumberCard(): JSX.Element | null {
  const of = card.value;
  return of === null || cardModel.value === null ? null : <OpenCard of={of} />;
}
