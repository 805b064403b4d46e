import type { MarketEvent } from '../event/event.ts';
import type { Instrument } from '../market/instrument.ts';
import type { Headline } from '../news/headline.ts';
import { type RuleTest, ruleTest } from '../news/rule.ts';
import type { FeedStatus, MarketFreshness } from '../protocol/status.ts';
import { asUtcMs, MINUTE_MS, SECOND_MS } from '../time/instant.ts';
import type { ConditionOn, KeptRule } from './alert-rule.ts';
import { type AlertView, t0Of } from './alert-view.ts';
import type { AlertScene } from './evaluate.ts';
import { answerReading, moveReading, openReading, unusualReading } from './market-readings.ts';
import type { Level, Moment, Reading } from './reading.ts';

/** A headline may be received this much later than it was published: feeds are read every two minutes at most. */
const HEADLINE_LAG_MS = 30 * MINUTE_MS;
/** An hour's or a day's precision says too little of when something was said. */
const FINEST_NEEDED_SECONDS = 1800;

const NO_NUMBER = { value: null, unit: null, threshold: null } as const;

const testOf = ({ words, match, sides }: ConditionOn<'headline'>): RuleTest =>
  ruleTest({
    name: '',
    all: match === 'all' ? words : [],
    any: match === 'any' ? words : [],
    ...{ none: [], sides, languages: [], sources: [], active: true },
  });

function headlineReading(headline: Headline, matches: RuleTest): Moment | null {
  const { storyId, title, time, receivedAt, provenance, precisionSeconds } = headline;
  // A later edit of a title is no news, and a time that is in doubt cannot tell late from new.
  if (headline.revision > 1 || headline.dateDoubtful || precisionSeconds > FINEST_NEEDED_SECONDS) return null;
  if (!matches(headline)) return null;
  return {
    shape: 'moment',
    subject: storyId,
    words: title,
    ...{ at: time, receivedAt, provenance },
    mayLagMs: HEADLINE_LAG_MS + precisionSeconds * SECOND_MS,
    ...NO_NUMBER,
    from: null,
    base: 'first heard',
  };
}

function eventReading(event: MarketEvent, condition: ConditionOn<'event'>, view: AlertView): Moment | null {
  if (event.deleted || (condition.event !== null && event.slug !== condition.event)) return null;
  const t0 = t0Of(event);
  const due = asUtcMs(t0 - condition.minutesBefore * MINUTE_MS);
  if (due > view.now) return null;
  return {
    shape: 'moment',
    subject: event.slug,
    words: event.title,
    at: due,
    // One that is entered afterwards is late.
    receivedAt: asUtcMs(Math.max(due, event.receivedAt)),
    mayLagMs: 0,
    provenance: view.simulated ? 'simulated' : 'polled',
    value: condition.minutesBefore,
    unit: 'minutes',
    threshold: null,
    from: t0,
    base: `t0 ${t0}`,
  };
}

/** Health is a state, so it is a level: 1 = stale. */
function healthReading(view: AlertView, subject: string, words: string, stale: boolean): Level {
  return {
    shape: 'level',
    ...{ subject, words },
    ...{ at: view.now, receivedAt: view.now, mayLagMs: 0 },
    provenance: view.simulated ? 'simulated' : 'polled',
    value: stale ? 1 : 0,
    unit: null,
    threshold: 1,
    from: null,
    base: 'health',
    baseTime: null,
  };
}

const marketJudged = ({ state }: MarketFreshness): boolean => state !== 'closed' && state !== 'no-data';
const feedJudged = ({ state }: FeedStatus): boolean => state !== 'waiting' && state !== 'off';

function staleReadings(view: AlertView, { rule }: KeptRule, { feeds }: ConditionOn<'stale'>): Reading[] {
  const markets = view.markets.filter((m) => rule.markets.includes(m.instrument) && marketJudged(m));
  const named = view.feeds.filter((f) => feeds.includes(f.feed) && feedJudged(f));
  return [
    ...markets.map((m) => {
      const name = view.instrument(m.instrument)?.name ?? m.instrument;
      return healthReading(view, m.instrument, name, m.state === 'stale');
    }),
    ...named.map((f) =>
      healthReading(view, `feed ${f.feed}`, f.label, f.state === 'failing' || f.state === 'frozen'),
    ),
  ];
}

function readingsOf(view: AlertView, kept: KeptRule): readonly Reading[] {
  const { condition, markets } = kept.rule;
  const perMarket = (read: (instrument: Instrument) => Reading | null) =>
    markets.flatMap((id) => {
      const instrument = view.instrument(id);
      return instrument === undefined ? [] : (read(instrument) ?? []);
    });
  switch (condition.on) {
    case 'move':
      return perMarket((instrument) => moveReading(view, instrument, condition));
    case 'unusual':
      return perMarket((instrument) => unusualReading(view, instrument, condition));
    case 'answer':
      return perMarket((instrument) => answerReading(view, instrument, condition));
    case 'open':
      return perMarket((instrument) => openReading(view, instrument));
    case 'event':
      return view.events.flatMap((event) => eventReading(event, condition, view) ?? []);
    case 'headline': {
      // Most looks find no new one, and to make the words ready is the dear part.
      if (view.headlines.length === 0) return [];
      const matches = testOf(condition);
      return view.headlines.flatMap((headline) => headlineReading(headline, matches) ?? []);
    }
    case 'stale':
      return staleReadings(view, kept, condition);
  }
}

/** What all rules look at, read from the frame and the calendars at one instant. */
export const sceneOf = (view: AlertView): AlertScene => ({
  now: view.now,
  simulated: view.simulated,
  readings: (kept) => readingsOf(view, kept),
});
