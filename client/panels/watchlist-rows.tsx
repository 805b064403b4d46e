import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Instrument, InstrumentId } from '../../shared/market/instrument.ts';
import type { Watchlist, WatchlistGroup } from '../../shared/watchlist/watchlist.ts';
import { watchlistWords } from '../i18n/watchlist-words.ts';
import { instruments } from '../state/subject.ts';
import { Icon } from './icons.tsx';
import { dropGroup, focusNext, put, remove, rename, step } from './watchlist-actions.ts';
import { cancelDrag, drag, dragOn, endDrag, startDrag } from './watchlist-drag.ts';

interface RowProps {
  readonly id: InstrumentId;
  readonly market: Instrument | undefined;
  /** Number of all that are listed, and this one's from 1. */
  readonly n: number;
  readonly of: number;
  /** The carried market would go in front of this one. */
  readonly before: boolean;
}

function onHandleKey(event: KeyboardEvent, id: InstrumentId): void {
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
  event.preventDefault();
  event.stopPropagation();
  step(id, event.key === 'ArrowUp' ? -1 : 1);
}

function Handle({ id, name, n, of }: { id: InstrumentId; name: string; n: number; of: number }): JSX.Element {
  const w = watchlistWords.value;
  const putDown = (): void => {
    const done = endDrag();
    if (done !== null) put(done.id, done.to);
  };
  return (
    <button
      type="button"
      class="watch-handle"
      aria-label={w.place(name, n, of)}
      onKeyDown={(e) => onHandleKey(e, id)}
      onPointerDown={(e) => startDrag(e, id)}
      onPointerMove={dragOn}
      onPointerUp={putDown}
      onPointerCancel={cancelDrag}
    >
      <Icon name="list" size={14} />
    </button>
  );
}

function Row({ id, market, n, of, before }: RowProps): JSX.Element {
  const w = watchlistWords.value;
  const name = market?.name ?? id;
  const carried = drag.value?.id === id;
  return (
    <li
      data-market={id}
      class={`watch-row${carried ? ' watch-carried' : ''}${before ? ' watch-before' : ''}`}
    >
      <Handle id={id} name={name} n={n} of={of} />
      <span class="watch-name">
        {name}
        <small>{market === undefined ? w.unknown : `${id}, ${market.city}`}</small>
      </span>
      <button
        type="button"
        class="button-plain"
        disabled={n === 1}
        aria-label={w.up(name)}
        onClick={() => step(id, -1)}
      >
        <span class="watch-turn">
          <Icon name="chevron" size={14} />
        </span>
      </button>
      <button
        type="button"
        class="button-plain"
        disabled={n === of}
        aria-label={w.down(name)}
        onClick={() => step(id, 1)}
      >
        <Icon name="chevron" size={14} />
      </button>
      <button
        type="button"
        class="button-plain"
        disabled={of === 1}
        aria-label={w.remove(name)}
        onClick={() => remove(id)}
      >
        <Icon name="close" size={14} />
      </button>
    </li>
  );
}

interface GroupProps {
  readonly group: WatchlistGroup;
  readonly number: number;
  readonly alone: boolean;
  /** Markets listed in the groups before it, and in all. */
  readonly first: number;
  readonly of: number;
}

function Group({ group, number, alone, first, of }: GroupProps): JSX.Element {
  const w = watchlistWords.value;
  const carried = drag.value;
  const to = carried?.to?.group === number ? carried.to.at : null;
  const others = group.instruments.filter((id) => id !== carried?.id);
  return (
    <section class="watch-group" data-group={number} aria-label={group.name || w.noHeading}>
      <div class="watch-heading">
        <input
          class="field"
          aria-label={w.heading(number + 1)}
          placeholder={w.noHeading}
          maxLength={40}
          value={group.name}
          onChange={(e) => {
            rename(group.name, e.currentTarget.value);
            // What the server made of it comes back; until then the old heading stands.
            e.currentTarget.value = group.name;
          }}
        />
        <button
          type="button"
          class="button-plain"
          disabled={alone}
          aria-label={w.removeGroup(group.name || w.noHeading)}
          onClick={() => dropGroup(group.name)}
        >
          <Icon name="close" size={14} />
        </button>
      </div>
      <ul class={to !== null && to >= others.length ? 'watch-after' : ''}>
        {group.instruments.map((id, at) => (
          <Row
            key={id}
            id={id}
            market={instruments.value.find((i) => i.id === id)}
            n={first + at + 1}
            of={of}
            before={to !== null && others[to] === id}
          />
        ))}
      </ul>
      {group.instruments.length === 0 ? <p class="sheet-note">{w.empty}</p> : null}
    </section>
  );
}

/** The list in its groups, each market with a handle to drag or to move by arrow keys. */
export function WatchlistRows({ list }: { readonly list: Watchlist }): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  // A row that was moved was taken out of the document and put in again, which loses the focus.
  useLayoutEffect(() => {
    const id = focusNext.peek();
    if (id === null) return;
    focusNext.value = null;
    element.current?.querySelector<HTMLElement>(`[data-market="${id}"] .watch-handle`)?.focus();
  }, [list]);
  const of = list.groups.reduce((sum, group) => sum + group.instruments.length, 0);
  let first = 0;
  return (
    <div class="watchlist" ref={element}>
      {list.groups.map((group, number) => {
        const before = first;
        first += group.instruments.length;
        return (
          <Group
            key={group.name}
            group={group}
            number={number}
            alone={list.groups.length === 1}
            first={before}
            of={of}
          />
        );
      })}
    </div>
  );
}
