import type { JSX } from 'preact';
import type { Headline } from '../../shared/news/headline.ts';
import type { MarketsAfter } from '../../shared/reaction/move-after.ts';
import { clockText, dateText, durationText, signed } from '../i18n/format.ts';
import { headlineWords } from '../i18n/headline-words.ts';
import { words } from '../i18n/words.ts';
import { zoneMark } from '../i18n/zone-names.ts';
import { frameOfMinute, movesAfter } from '../state/headline-moves.ts';
import { headlineFilter, narrow } from '../state/headlines.ts';
import { setT0 } from '../state/own-t0.ts';
import { openGlossary } from '../state/sheet.ts';
import type { Story } from '../state/stories.ts';
import { instruments, zone } from '../state/subject.ts';
import { approxSeconds } from './approx.ts';
import { PinButton } from './headline-pin.tsx';
import { firstSeen, languageText, precisionText } from './headline-times.ts';
import { HeadlineTitle } from './headline-title.tsx';

interface Of {
  readonly headline: Headline;
}

/** `11:15 KST`, with the date where it is another day than the headline's. */
function timeText(time: number, near: number): string {
  const at = time as Headline['time'];
  const day = dateText(at, zone.value);
  const clock = `${clockText(at, zone.value)} ${zoneMark(at, zone.value)}`;
  return day === dateText(near as Headline['time'], zone.value) ? clock : `${day} ${clock}`;
}

function seenLine(headline: Headline): { readonly label: string; readonly text: string } {
  const { times } = headlineWords.value;
  const { frame, minute } = frameOfMinute();
  const seen = firstSeen(headline, frame.earlier(headline.id), minute);
  if (seen.kind !== 'seen')
    return { label: times.seen, text: seen.kind === 'not-live' ? times.notLive : times.notYet };
  const at = timeText(seen.at, headline.time);
  const label = seen.wording ? times.wording : times.seen;
  return { label, text: times.later(at, seen.delayMs < 60_000 ? times.atOnce : durationText(seen.delayMs)) };
}

function moveText(headline: Headline, after: MarketsAfter): string {
  const { times } = headlineWords.value;
  if (after.state === 'not-judged') return times.why[after.reason];
  if (after.state === 'none') return after.over ? times.none(after.judged) : times.noneYet(after.judged);
  const { instrument, moveSimple, time } = after.move;
  const name = instruments.value.find((i) => i.id === instrument)?.shortName ?? instrument;
  const length = durationText(time - headline.time);
  return times.moved(name, signed(100 * moveSimple), timeText(time, headline.time), length);
}

function toneText({ tone, toneBy, language, provenance }: Headline): string {
  const w = headlineWords.value;
  if (tone !== null) return w.tone.rated(signed(tone), toneBy ?? '');
  if (provenance === 'published') return w.tone.ownWords;
  return /^en(?:-|$)/i.test(language)
    ? w.tone.noWords
    : w.tone.notEnglish(languageText(language, w.language));
}

/** The three times of a headline, and its tone. */
function Facts({ headline }: Of): JSX.Element {
  const w = headlineWords.value;
  const seen = seenLine(headline);
  const after = movesAfter(headline);
  const { time, precisionSeconds } = headline;
  return (
    <dl class="story-facts">
      <dt>{w.times.published}</dt>
      <dd>
        {approxSeconds(precisionSeconds)}
        {`${dateText(time, zone.value)} ${timeText(time, time)}, ${precisionText(headline, w.times)}`}
      </dd>
      <dt>{seen.label}</dt>
      <dd>{seen.text}</dd>
      <dt>{w.times.move}</dt>
      <dd>
        {moveText(headline, after)}
        {after.state === 'moved' ? (
          <small>{w.times.movedNote(Math.abs(after.move.z).toFixed(1), after.move.days)}</small>
        ) : null}
      </dd>
      <dt>{w.filter.language}</dt>
      <dd>{languageText(headline.language, w.language)}</dd>
      <dt>{w.tone.label}</dt>
      <dd>
        {toneText(headline)}{' '}
        <button type="button" class="button-link" onClick={() => openGlossary('tone')}>
          {w.tone.what}
        </button>
      </dd>
    </dl>
  );
}

/** One outlet that carries the story: when, whose voice, in which language, in its own words. */
function Outlet({ headline }: Of): JSX.Element {
  const w = headlineWords.value;
  const { side, source, language, time, precisionSeconds, dateDoubtful } = headline;
  return (
    <li>
      <p class="story-meta">
        <span class="story-other-time">
          {approxSeconds(precisionSeconds)}
          {clockText(time, zone.value)}
        </span>
        <span class={`side side-${side}`}>{words.value.headlines.side[side]}</span>
        <span class="story-source">{source}</span>
        <span>{languageText(language, w.language)}</span>
        {dateDoubtful ? <span class="doubtful">{words.value.headlines.doubtful}</span> : null}
      </p>
      <HeadlineTitle headline={headline} />
    </li>
  );
}

/** What a story holds when it is folded out. */
export function Details({ story }: { readonly story: Story }): JSX.Element {
  const w = headlineWords.value;
  const { first, items } = story;
  return (
    <div class="story-more">
      <Facts headline={first} />
      {items.length === 1 ? null : (
        <ul class="story-others" aria-label={w.outlets(items.length)}>
          {items.map((item) => (
            <Outlet key={item.id} headline={item} />
          ))}
        </ul>
      )}
      <p class="story-actions">
        <PinButton headline={first} />
        {items.length > 1 && headlineFilter.value.story === null ? (
          <button type="button" class="button-link" onClick={() => narrow({ story: first.storyId })}>
            {w.actions.onlyStory}
          </button>
        ) : null}
        <button type="button" class="button-link" onClick={() => setT0(first.time)}>
          {w.actions.t0}
        </button>
      </p>
    </div>
  );
}
