import type { JSX } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Story } from '../state/stories.ts';
import { HeightBook } from './headline-heights.ts';
import { StoryRow } from './headline-story.tsx';
import { rowAt, rowsBetween, topsOf } from './headline-window.ts';

/** Height of a row that was never on screen, px: a title of two lines. */
const LIKELY_HEIGHT = 78;
/** Rows are made this far beyond the edges, px, so that a turn of the wheel and the Tab key find them. */
const SPARE = 400;
/** The rows are chosen anew when the list has moved this far, px. */
const STRIDE = 150;
/** Before anything is measured. */
const FIRST_SIGHT = { top: 0, bottom: 1200 };

/** What scrolls the list: its own box, or the page where the box grows with it. */
function scrollerOf(box: HTMLElement): Element {
  const own = /auto|scroll/.test(getComputedStyle(box).overflowY);
  return own ? box : (document.scrollingElement ?? document.documentElement);
}

/** The part of the list that is in sight, px from its top. */
function sightOf(list: HTMLElement, box: HTMLElement): typeof FIRST_SIGHT {
  const { top } = list.getBoundingClientRect();
  const edges = box.getBoundingClientRect();
  const upper = Math.max(0, edges.top);
  const lower = Math.max(upper, Math.min(innerHeight, edges.bottom));
  return { top: upper - top, bottom: lower - top };
}

interface PlacedRow {
  readonly story: Story;
  readonly index: number;
  readonly of: number;
  readonly top: number;
  readonly book: HeightBook;
}

function Place({ story, index, of, top, book }: PlacedRow): JSX.Element {
  const row = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => book.watch(row.current as HTMLElement, story.id), [book, story.id]);
  return (
    <li
      ref={row}
      data-story={story.id}
      aria-setsize={of}
      aria-posinset={index + 1}
      style={{ transform: `translateY(${top}px)` }}
    >
      <StoryRow story={story} />
    </li>
  );
}

/**
 * A list of any length of which only the rows near the eye exist. What is read stays where it is when stories come in
 * above it; a row that holds the focus stays while it is scrolled away.
 */
export function StoryList({ stories }: { readonly stories: readonly Story[] }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [sight, setSight] = useState(FIRST_SIGHT);
  const [measured, setMeasured] = useState(0);
  const [focused, setFocused] = useState<string | null>(null);
  const anchor = useRef<{ readonly id: string; readonly top: number } | null>(null);
  const book = useMemo(() => new HeightBook(() => setMeasured((n) => n + 1)), []);

  // `measured` says that a height of the book has changed.
  const tops = useMemo(
    () => topsOf(stories.length, (i) => book.height((stories[i] as Story).id) ?? LIKELY_HEIGHT),
    [stories, measured, book],
  );

  useLayoutEffect(() => {
    const look = (): void => {
      if (list.current === null || box.current === null) return;
      const next = sightOf(list.current, box.current);
      setSight((last) =>
        Math.abs(next.top - last.top) < STRIDE && Math.abs(next.bottom - last.bottom) < STRIDE ? last : next,
      );
    };
    look();
    document.addEventListener('scroll', look, { capture: true, passive: true });
    addEventListener('resize', look);
    return () => {
      document.removeEventListener('scroll', look, { capture: true });
      removeEventListener('resize', look);
      book.close();
    };
  }, [book]);

  useLayoutEffect(() => {
    if (list.current === null || box.current === null) return;
    const before = anchor.current;
    const now = before === null ? -1 : stories.findIndex((story) => story.id === before.id);
    const moved = before === null || now < 0 ? 0 : (tops[now] as number) - before.top;
    if (moved !== 0) scrollerOf(box.current).scrollTop += moved;
    // Above the first row nothing can push: a new story is to be seen.
    const { top } = sightOf(list.current, box.current);
    const first = top <= 0 ? -1 : rowAt(tops, top);
    anchor.current = first < 0 ? null : { id: (stories[first] as Story).id, top: tops[first] as number };
  });

  const { from, to } = rowsBetween(tops, sight.top, sight.bottom, SPARE);
  const kept = focused === null ? -1 : stories.findIndex((story) => story.id === focused);
  const indices = Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n);
  if (kept >= 0 && kept < from) indices.unshift(kept);
  if (kept >= to) indices.push(kept);
  return (
    <div class="stories" ref={box}>
      <ul
        ref={list}
        class="story-list"
        style={{ height: `${tops[stories.length]}px` }}
        onFocusIn={(e) => setFocused((e.target as HTMLElement).closest('li')?.dataset.story ?? null)}
        onFocusOut={() => setFocused(null)}
      >
        {indices.map((index) => (
          <Place
            key={(stories[index] as Story).id}
            story={stories[index] as Story}
            index={index}
            of={stories.length}
            top={tops[index] as number}
            book={book}
          />
        ))}
      </ul>
    </div>
  );
}
