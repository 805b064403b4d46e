import { computed, untracked } from '@preact/signals';
import type { Headline } from '../../shared/news/headline.ts';
import {
  AFTER_HEADLINE_MS,
  type JudgedMarket,
  type MarketsAfter,
  marketsAfter,
} from '../../shared/reaction/move-after.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { Frame } from '../../shared/timeline/visible.ts';
import { frame } from './frame.ts';
import { measuring } from './measures.ts';
import { calendars, shown, t0 } from './subject.ts';

const markets = computed<readonly JudgedMarket[]>(() => {
  const by = measuring.value;
  return shown.value.map(({ id, mic }) => ({
    instrument: id,
    calendar: calendars.get(mic),
    profile: by?.profile(id, t0.value) ?? null,
  }));
});

const version = computed(() => frame.value.version);
/** The minute in which the playhead stands: what is said of a headline changes with it, not with every frame. */
const minute = computed<UtcMs>(() => asUtcMs(Math.floor(frame.value.playhead / MINUTE_MS) * MINUTE_MS));
const basis = computed(() => frame.value.basis);

/** The frame as of this minute, and the minute's begin: what came after that is not told before the next one. */
export function frameOfMinute(): { readonly frame: Frame; readonly minute: UtcMs } {
  version.value;
  basis.value;
  return { minute: minute.value, frame: untracked(() => frame.value) };
}

/** Answers so far, for as long as markets and data stay. */
const answers = computed(() => {
  version.value;
  markets.value;
  return new Map<string, { readonly until: number; readonly answer: MarketsAfter }>();
});

/** What markets did after a headline, as far as the playhead shows. Costs nothing where no minute is new. */
export function movesAfter(headline: Headline): MarketsAfter {
  const { frame: f, minute } = frameOfMinute();
  const end = headline.time + AFTER_HEADLINE_MS;
  // By "known" later minutes bring in what was received late.
  const until = f.playhead < end || f.basis === 'known' ? minute : end;
  const kept = answers.value;
  const known = kept.get(headline.id);
  if (known?.until === until) return known.answer;
  const answer = marketsAfter(f, headline, markets.value, t0.value);
  kept.set(headline.id, { until, answer });
  return answer;
}
