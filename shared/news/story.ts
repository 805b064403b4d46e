import type { UtcMs } from '../time/instant.ts';
import { HOUR_MS } from '../time/instant.ts';
import { withoutPublisher } from './text.ts';
import { type TitleFacts, titleFacts } from './title-facts.ts';

/** A story is the same news carried by several outlets; it is named after the headline that was seen first. */
export interface StoryHeadline {
  readonly id: string;
  readonly title: string;
  readonly time: UtcMs;
  /** BCP 47; `und` matches any. */
  readonly language: string;
  readonly source: string;
}

export const STORY_WINDOW_MS = 12 * HOUR_MS;

/** Shared weight over joint weight from which two titles are the same news. */
const SAME_WORDS = 0.5;
const SAME_PAIRS = 0.42;
/** Weight that must be shared at least, so that two bare "Trump" do not meet. */
const LEAST_SHARED = 1.2;
/** A title that holds the whole other one and this much besides tells more: a follow-up. */
const EXTENSION_WORDS = 3;
const EXTENSION_PAIRS = 6;
const WHOLE = 0.9;

function numbersDisagree(a: TitleFacts, b: TitleFacts): boolean {
  if (a.numbers.size === 0 || b.numbers.size === 0) return false;
  const [few, many] = a.numbers.size <= b.numbers.size ? [a.numbers, b.numbers] : [b.numbers, a.numbers];
  for (const number of few) if (!many.has(number)) return true;
  return false;
}

function polesDisagree(a: TitleFacts, b: TitleFacts): boolean {
  for (const [axis, end] of a.poles) {
    const other = b.poles.get(axis);
    if (other !== undefined && other !== end) return true;
  }
  return false;
}

/**
 * How much two titles are the same news, 0…1; 0 where they contradict each other (other figures, begun against
 * ended, up against down, to come against done) or where one only adds to the other.
 */
export function likeness(a: TitleFacts, b: TitleFacts): number {
  let shared = 0;
  for (const [token, weight] of a.tokens) if (b.tokens.has(token)) shared += weight;
  const joint = a.weight + b.weight - shared;
  const smaller = Math.min(a.weight, b.weight);
  if (joint <= 0 || shared < Math.min(LEAST_SHARED, smaller)) return 0;
  const pairs = a.pairs && b.pairs;
  const extra = Math.max(a.weight, b.weight) - shared;
  if (shared / smaller >= WHOLE && extra >= (pairs ? EXTENSION_PAIRS : EXTENSION_WORDS)) return 0;
  if (shared / joint < (pairs ? SAME_PAIRS : SAME_WORDS)) return 0;
  return numbersDisagree(a, b) || polesDisagree(a, b) ? 0 : shared / joint;
}

const tellingTokens = ({ tokens }: TitleFacts): string[] =>
  [...tokens].filter(([, weight]) => weight >= 1).map(([token]) => token);

interface Story {
  readonly id: string;
  /** Which was seen first, where two stories are equally like. */
  readonly order: number;
  readonly time: UtcMs;
  readonly language: string;
  readonly facts: TitleFacts;
}

const primary = (language: string): string => language.split('-', 1)[0]?.toLowerCase() ?? 'und';

function mayShare(a: string, b: string): boolean {
  const [x, y] = [primary(a), primary(b)];
  return x === y || x === 'und' || y === 'und';
}

function factsOf(headline: StoryHeadline): TitleFacts {
  return titleFacts(withoutPublisher(headline.title, headline.source));
}

function bestOf(
  headline: StoryHeadline,
  facts: TitleFacts,
  stories: Iterable<Story>,
  windowMs: number,
): Story | null {
  let best: Story | null = null;
  let bestLikeness = 0;
  for (const story of stories) {
    if (Math.abs(headline.time - story.time) > windowMs || !mayShare(headline.language, story.language))
      continue;
    const found = likeness(facts, story.facts);
    const first = best !== null && found === bestLikeness && found > 0 && story.order < best.order;
    if (found > bestLikeness || first) {
      best = story;
      bestLikeness = found;
    }
  }
  return best;
}

/** The id of the lead in `leads` (first seen first) whose news this headline carries, or null: a story of its own. */
export function storyOf(
  headline: StoryHeadline,
  leads: readonly StoryHeadline[],
  windowMs: number = STORY_WINDOW_MS,
): string | null {
  const stories = leads.map((lead, order) => ({ ...lead, order, facts: factsOf(lead) }));
  return bestOf(headline, factsOf(headline), stories, windowMs)?.id ?? null;
}

export interface StoryIndex {
  /**
   * The story of a headline: the id of its lead, which is the headline itself where no kept story fits. A headline
   * that was assigned before keeps its story whatever its title says now.
   */
  assign(headline: StoryHeadline): string;
  /** Puts back what was stored, after a start: the lead of a story. */
  restore(lead: StoryHeadline): void;
  readonly stories: number;
}

export interface StoryIndexOptions {
  readonly windowMs?: number;
  /** Stories kept; the first seen is forgotten first. Default 4000, about a day of the default feeds. */
  readonly maxStories?: number;
  /** Headlines whose story is remembered. Default 20 000. */
  readonly maxHeadlines?: number;
}

/** Keeps recent stories by token. Same headlines in the same order give the same stories. */
export function createStoryIndex(options: StoryIndexOptions = {}): StoryIndex {
  const windowMs = options.windowMs ?? STORY_WINDOW_MS;
  const maxStories = options.maxStories ?? 4000;
  const maxHeadlines = options.maxHeadlines ?? 20_000;
  const kept = new Map<string, Story>();
  const byToken = new Map<string, Set<Story>>();
  /** Stories with at most one telling token. */
  const bare = new Set<Story>();
  const storyIds = new Map<string, string>();
  let order = 0;

  function forget(story: Story): void {
    kept.delete(story.id);
    bare.delete(story);
    for (const token of story.facts.tokens.keys()) {
      const holders = byToken.get(token);
      holders?.delete(story);
      if (holders?.size === 0) byToken.delete(token);
    }
  }

  function remember(id: string, storyId: string): void {
    storyIds.set(id, storyId);
    const oldest = storyIds.keys().next().value;
    if (storyIds.size > maxHeadlines && oldest !== undefined) storyIds.delete(oldest);
  }

  function keep(lead: StoryHeadline, facts: TitleFacts): void {
    const story: Story = { id: lead.id, order: order++, time: lead.time, language: lead.language, facts };
    kept.set(story.id, story);
    for (const token of facts.tokens.keys()) {
      byToken.set(token, (byToken.get(token) ?? new Set()).add(story));
    }
    if (tellingTokens(facts).length <= 1) bare.add(story);
    remember(lead.id, lead.id);
    const oldest = kept.values().next().value;
    if (kept.size > maxStories && oldest !== undefined) forget(oldest);
  }

  /**
   * Stories that share a telling token, and those that hardly have one. Only a title that hardly has one itself is
   * compared by the weak tokens too, which nearly every story holds.
   */
  function candidates(facts: TitleFacts): Iterable<Story> {
    const telling = tellingTokens(facts);
    const found = new Set<Story>(bare);
    for (const token of telling.length > 1 ? telling : facts.tokens.keys()) {
      for (const story of byToken.get(token) ?? []) found.add(story);
    }
    return found;
  }

  return {
    assign(headline) {
      const known = storyIds.get(headline.id);
      if (known !== undefined) return known;
      const facts = factsOf(headline);
      const story = bestOf(headline, facts, candidates(facts), windowMs);
      if (story === null) {
        keep(headline, facts);
        return headline.id;
      }
      remember(headline.id, story.id);
      return story.id;
    },
    restore(lead) {
      if (!kept.has(lead.id)) keep(lead, factsOf(lead));
    },
    get stories() {
      return kept.size;
    },
  };
}
