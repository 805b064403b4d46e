import { computed } from '@preact/signals';
import type { JSX } from 'preact';
import { SECOND_MS } from '../../shared/time/instant.ts';
import { clockText, offsetText } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { frame } from '../state/frame.ts';
import { openStories, toggleStory } from '../state/headlines.ts';
import { changeHover, hover } from '../state/hover.ts';
import { playing, replayClock } from '../state/playhead.ts';
import type { Story } from '../state/stories.ts';
import { t0, zone } from '../state/subject.ts';
import { approxSeconds } from './approx.ts';
import { Edited } from './correction-slots.ts';
import { headlineParts } from './headline-parts.ts';
import { HeadlineTitle } from './headline-title.tsx';

/** Wall time for which a headline that came up in a replay keeps its ground, ms. */
const NEW_FOR_MS = 5 * SECOND_MS;

/** Headlines from here on are new, UTC ms; moves once a second of the wall, so that rows are not drawn with each frame. */
const newFrom = computed(() => {
  const clock = replayClock.value;
  if (clock === null || !playing.value) return Number.POSITIVE_INFINITY;
  const second = SECOND_MS * clock.speed;
  return Math.floor((frame.value.playhead - NEW_FOR_MS * clock.speed) / second) * second;
});

function point(headlineId: string | null): void {
  if (!hover.value.locked) changeHover({ headlineId });
}

/** One story: when, what, whose voice, and how many outlets carry it. */
export function StoryRow({ story }: { readonly story: Story }): JSX.Element {
  const h = words.value.headlines;
  const { first, items } = story;
  const isOpen = openStories.value.has(story.id);
  const parts = headlineParts.value;
  const lit = items.some((i) => i.id === hover.value.headlineId);
  const classes = `story${first.time >= newFrom.value ? ' story-new' : ''}${lit ? ' story-lit' : ''}`;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer only lights the mark in the chart.
    <div
      class={classes}
      data-headline={first.id}
      onMouseEnter={() => point(first.id)}
      onMouseLeave={() => point(null)}
    >
      <p class="story-time">
        <b>
          {approxSeconds(first.precisionSeconds)}
          {clockText(first.time, zone.value)}
        </b>
        <span>{offsetText(first.time - t0.value)}</span>
      </p>
      <div class="story-body">
        <HeadlineTitle headline={first} />
        <p class="story-meta">
          <span class={`side side-${first.side}`}>{h.side[first.side]}</span>
          <span class="story-source">{first.source}</span>
          {parts === null ? null : <parts.Marks headline={first} />}
          <Edited headlineId={first.id} />
          {first.dateDoubtful ? <span class="doubtful">{h.doubtful}</span> : null}
          <button
            type="button"
            class="button-link"
            aria-expanded={isOpen}
            onClick={() => toggleStory(story.id)}
          >
            {items.length === 1 ? h.details : h.sources(items.length - 1)}
          </button>
        </p>
        {parts === null ? null : <parts.Move headline={first} />}
        {isOpen && parts !== null ? <parts.Details story={story} /> : null}
      </div>
    </div>
  );
}
