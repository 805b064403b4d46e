import { computed, signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Headline } from '../../shared/news/headline.ts';
import { SECOND_MS } from '../../shared/time/instant.ts';
import { clockText, listed, offsetText } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { dayHeadlines, frame, listedHeadlines, loaded, otherEvents, range } from '../state/frame.ts';
import { changeHover, hover } from '../state/hover.ts';
import { mode, playing, replayClock } from '../state/playhead.ts';
import { countSides, matches, onSide, type Story, storiesOf } from '../state/stories.ts';
import { subject, t0, zone } from '../state/subject.ts';
import { changeView, view } from '../state/view.ts';
import type { SideFilter } from '../state/view-url.ts';
import { approx, approxSeconds } from './approx.ts';
import { Icon } from './icons.tsx';
import { SkeletonList } from './skeleton.tsx';

const searching = signal(false);
const opened = signal<ReadonlySet<string>>(new Set());

const stories = computed(() => storiesOf(dayHeadlines.value));
const listedStories = computed(() => storiesOf(listedHeadlines.value));

/** Wall time for which a headline that came up in a replay keeps its ground, ms. */
const NEW_FOR_MS = 5 * SECOND_MS;

function isNew(story: Story): boolean {
  const clock = replayClock.value;
  if (clock === null || !playing.value) return false;
  return frame.value.playhead - story.first.time <= NEW_FOR_MS * clock.speed;
}

function Title({ headline }: { readonly headline: Headline }): JSX.Element {
  const lang = headline.language === 'und' ? undefined : headline.language;
  return headline.url === null ? (
    <span class="story-title" lang={lang}>
      {headline.title}
    </span>
  ) : (
    <a class="story-title" lang={lang} href={headline.url} target="_blank" rel="noopener noreferrer nofollow">
      {headline.title}
    </a>
  );
}

function StoryItem({ story }: { readonly story: Story }): JSX.Element {
  const h = words.value.headlines;
  const { first, items } = story;
  const others = items.slice(1);
  const isOpen = opened.value.has(story.id);
  const toggle = (): void => {
    const next = new Set(opened.value);
    if (!next.delete(story.id)) next.add(story.id);
    opened.value = next;
  };
  const lit = items.some((i) => i.id === hover.value.headlineId);
  return (
    <li
      class={`story${isNew(story) ? ' story-new' : ''}${lit ? ' story-lit' : ''}`}
      data-headline={first.id}
      onMouseEnter={() => {
        if (!hover.value.locked) changeHover({ headlineId: first.id });
      }}
      onMouseLeave={() => {
        if (!hover.value.locked) changeHover({ headlineId: null });
      }}
    >
      <p class="story-time">
        <b>
          {approxSeconds(first.precisionSeconds)}
          {clockText(first.time, zone.value)}
        </b>
        <span>{offsetText(first.time - t0.value)}</span>
      </p>
      <div class="story-body">
        <Title headline={first} />
        <p class="story-meta">
          <span class={`side side-${first.side}`}>{h.side[first.side]}</span>
          <span class="story-source">{first.source}</span>
          {others.length === 0 ? null : (
            <button type="button" class="button-link" aria-expanded={isOpen} onClick={toggle}>
              {h.sources(others.length)}
            </button>
          )}
          {first.dateDoubtful ? <span class="doubtful">{h.doubtful}</span> : null}
        </p>
        {isOpen ? (
          <ul class="story-others">
            {others.map((o) => (
              <li key={o.id}>
                <span class="story-other-time">{clockText(o.time, zone.value)}</span> <Title headline={o} />{' '}
                <span class="story-source">{o.source}</span>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </li>
  );
}

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

function Empty(): JSX.Element {
  const h = words.value.headlines;
  const { side, q } = view.value;
  const all = dayHeadlines.value;
  if (q === '') {
    return (
      <div class="empty">
        <h3>{h.none}</h3>
        <p>{h.noneText}</p>
      </div>
    );
  }
  const sideWord = side === 'all' ? '' : `${h.side[side]} `;
  const searched = all.filter((i) => onSide(i, side)).length;
  const elsewhere = all.filter((i) => !onSide(i, side) && matches(i, q)).length;
  return (
    <div class="empty">
      <h3>{h.noMatch(sideWord, q)}</h3>
      <p>
        {h.searched(searched, sideWord)} {side === 'all' ? '' : h.elsewhere(elsewhere)}
      </p>
      <p class="empty-actions">
        {side === 'all' ? null : (
          <button type="button" class="button" onClick={() => changeView({ side: 'all' })}>
            {h.searchAll}
          </button>
        )}
        <button type="button" class="button-link" onClick={() => changeView({ q: '' })}>
          {h.clear}
        </button>
      </p>
    </div>
  );
}

const SIDES: readonly SideFilter[] = ['all', 'us', 'china', 'other'];

/** The news of the window, newest first, grouped into stories. */
export function HeadlinesPanel(): JSX.Element {
  const h = words.value.headlines;
  const counts = countSides(dayHeadlines.value);
  const items = dayHeadlines.value.length;
  const list = listedStories.value;
  const open = searching.value || view.value.q !== '';
  return (
    <section class="card news-card" id="headlines" aria-labelledby="headlines-title">
      <header class="news-head">
        <h2 id="headlines-title">{h.label}</h2>
        <span class="news-count">
          {mode.value === 'replay'
            ? h.countReplay(stories.value.length)
            : h.count(stories.value.length, items)}
        </span>
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
      {open ? <SearchField /> : null}
      {/* biome-ignore lint/a11y/useSemanticElements: chips in a row. */}
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
      <MixedNote />
      {loaded.value ? null : <SkeletonList rows={6} />}
      {!loaded.value ? null : list.length === 0 ? (
        <Empty />
      ) : (
        <ul class="stories">
          {list.map((story) => (
            <StoryItem key={story.id} story={story} />
          ))}
        </ul>
      )}
    </section>
  );
}
