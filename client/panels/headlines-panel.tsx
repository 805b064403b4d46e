import { computed, signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { clockText, listed } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { loaded, otherEvents, range } from '../state/frame.ts';
import { heldHeadlines, heldStories, narrowedBy, shownStories } from '../state/headlines.ts';
import { measuring } from '../state/measures.ts';
import { mode } from '../state/playhead.ts';
import { countSides } from '../state/stories.ts';
import { subject, zone } from '../state/subject.ts';
import { changeView, view } from '../state/view.ts';
import type { SideFilter } from '../state/view-url.ts';
import { approx } from './approx.ts';
import { EmptyList } from './headline-empty.tsx';
import { StoryList } from './headline-list.tsx';
import { fetchHeadlineParts, headlineParts } from './headline-parts.ts';
import { Icon } from './icons.tsx';
import { SkeletonList } from './skeleton.tsx';

const searching = signal(false);
const filtering = signal(false);

function SearchField(): JSX.Element {
  const h = words.value.headlines;
  const input = useRef<HTMLInputElement>(null);
  // Before the next key: what is typed at once belongs into the field.
  useLayoutEffect(() => input.current?.focus(), []);
  const leave = (): void => {
    changeView({ q: '' });
    searching.value = false;
  };
  return (
    <div class="search">
      <Icon name="search" size={14} />
      <input
        ref={input}
        type="search"
        aria-label={h.search}
        placeholder={h.search}
        value={view.value.q}
        onInput={(e) => changeView({ q: e.currentTarget.value.slice(0, 200) })}
        onKeyDown={(e) => {
          if (e.key !== 'Escape') return;
          e.stopPropagation();
          leave();
        }}
      />
      <kbd>esc</kbd>
    </div>
  );
}

/** The other dated events of the window, with their times. */
const mixedWith = computed(() => {
  const { from, to } = range.value;
  return otherEvents.value.flatMap((e) => {
    const inside = e.anchors.find((a) => a.time >= from && a.time <= to);
    return inside === undefined
      ? []
      : [`${e.title} ${approx(inside.precision)}${clockText(inside.time, zone.value)}`];
  });
});

function MixedNote(): JSX.Element | null {
  const names = mixedWith.value;
  if (names.length === 0 || subject.value?.slug === null) return null;
  const h = words.value.headlines;
  return (
    <p class="mixed">
      <Icon name="rings" />
      <span>
        <b>{h.mixed}</b> {h.mixedText(listed(names), names.length)}
      </span>
    </p>
  );
}

const SIDES: readonly SideFilter[] = ['all', 'us', 'china', 'other'];

function Head({ open }: { readonly open: boolean }): JSX.Element {
  const h = words.value.headlines;
  const stories = heldStories.value.length;
  return (
    <header class="news-head">
      <h2 id="headlines-title">{h.label}</h2>
      <span class="news-count">
        {mode.value === 'replay' ? h.countReplay(stories) : h.count(stories, heldHeadlines.value.length)}
      </span>
      <button
        type="button"
        class={`button-link news-filter${narrowedBy.value === 0 ? '' : ' news-narrowed'}`}
        aria-expanded={filtering.value}
        onClick={() => {
          fetchHeadlineParts();
          filtering.value = !filtering.value;
        }}
      >
        {h.filter(narrowedBy.value)}
      </button>
      <button
        type="button"
        class="button-plain"
        aria-label={h.search}
        aria-expanded={open}
        onClick={() => {
          searching.value = !open;
          if (open) changeView({ q: '' });
        }}
      >
        <Icon name="search" />
      </button>
    </header>
  );
}

function Sides(): JSX.Element {
  const h = words.value.headlines;
  const counts = countSides(heldHeadlines.value);
  return (
    // biome-ignore lint/a11y/useSemanticElements: chips in a row.
    <div class="chips" role="group" aria-label={h.sides}>
      {SIDES.map((side) => (
        <button
          type="button"
          key={side}
          class="chip"
          aria-pressed={view.value.side === side}
          onClick={() => changeView({ side })}
        >
          {h.side[side]}
          {side === 'all' ? '' : ` ${counts[side]}`}
        </button>
      ))}
    </div>
  );
}

function List(): JSX.Element {
  const parts = headlineParts.value;
  if (!loaded.value) return <SkeletonList rows={6} />;
  const stories = shownStories.value;
  if (stories.length > 0) return <StoryList stories={stories} />;
  return narrowedBy.value > 0 && parts !== null ? <parts.Narrowed /> : <EmptyList />;
}

/** The news of the window, newest first, grouped into stories. */
export function HeadlinesPanel(): JSX.Element {
  const open = searching.value || view.value.q !== '';
  const measured = measuring.value !== null;
  const parts = headlineParts.value;
  useEffect(() => {
    if (measured) fetchHeadlineParts();
  }, [measured]);
  return (
    <section class="card news-card" id="headlines" aria-labelledby="headlines-title">
      <Head open={open} />
      {open ? <SearchField /> : null}
      {filtering.value && parts !== null ? <parts.Filters /> : null}
      <Sides />
      {/* At its height before its chunk is in: nothing moves. */}
      <div class="framing">{parts === null ? null : <parts.Framing />}</div>
      <MixedNote />
      <List />
    </section>
  );
}
