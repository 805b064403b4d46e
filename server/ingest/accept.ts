import { barKey } from '../../shared/market/bar.ts';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { quoteKey } from '../../shared/market/quote.ts';
import { changeKey } from '../../shared/protocol/change.ts';
import { recordKey } from '../../shared/record/user-record.ts';
import type { AcceptedChange, Known } from '../store/store.ts';
import { judgeBar } from './accept-bar.ts';
import { judgeEvent, judgeEventEdit } from './accept-event.ts';
import { judgeHeadline, type StoryOf } from './accept-headline.ts';
import { judgeQuote } from './accept-quote.ts';
import { judgeRecordEdit } from './accept-record.ts';
import type { Incoming } from './ingest.ts';
import type { ReadTitle } from './read-title.ts';
import type { Refusals } from './refusals.ts';
import type { Stamp, Verdict } from './verdict.ts';

export interface AcceptRules {
  readonly stamp: Stamp;
  readonly storyOf: StoryOf;
  readonly readTitle: ReadTitle;
  /** Largest believable move of a quote from its previous close, as a fraction. */
  readonly plausibleChange: (instrument: InstrumentId) => number;
}

export interface Accepted {
  readonly changes: AcceptedChange[];
  readonly created: number;
  readonly corrected: number;
  readonly known: number;
}

type ChangeOf<K extends AcceptedChange['kind']> = Extract<AcceptedChange, { kind: K }>;

/**
 * Decides about a batch that passed its schemas: what is new, what corrects, what is known, what is refused. A record
 * that comes twice in the batch is judged against its first coming. Pure, but for what it adds to `refusals`.
 */
export function accept(incoming: Incoming, known: Known, rules: AcceptRules, refusals: Refusals): Accepted {
  const { stamp } = rules;
  const changes: AcceptedChange[] = [];
  const inBatch = new Map<string, AcceptedChange['record']>();
  let created = 0;
  let corrected = 0;
  let same = 0;

  function settle<K extends AcceptedChange['kind']>(
    kind: K,
    subject: string,
    verdict: Verdict<ChangeOf<K>['record']>,
  ): void {
    if (verdict.type === 'known') same += 1;
    else if (verdict.type === 'refused') refusals.add(verdict.code, subject, verdict.detail);
    else {
      const change = { kind, record: verdict.record } as AcceptedChange;
      changes.push(change);
      inBatch.set(keyOf(change), change.record);
      if (verdict.record.revision === 1) created += 1;
      else corrected += 1;
    }
  }
  // A record of this batch has no seq yet; judging does not look at it.
  const earlier = <T>(kind: AcceptedChange['kind'], key: string): T | undefined =>
    inBatch.get(`${kind}|${key}`) as T | undefined;

  for (const bar of incoming.bars ?? []) {
    const stored = earlier<ReturnType<Known['bar']>>('bar', barKey(bar)) ?? known.bar(bar);
    settle('bar', bar.instrument, judgeBar(bar, stored, stamp));
  }
  for (const quote of incoming.quotes ?? []) {
    const stored = earlier<ReturnType<Known['quote']>>('quote', quoteKey(quote)) ?? known.quote(quote);
    const plausible = rules.plausibleChange(quote.instrument);
    settle('quote', quote.instrument, judgeQuote(quote, stored, stamp, plausible));
  }
  for (const headline of incoming.headlines ?? []) {
    const stored =
      earlier<ReturnType<Known['headline']>>('headline', headline.id) ?? known.headline(headline.id);
    settle('headline', headline.id, judgeHeadline(headline, stored, stamp, rules.storyOf, rules.readTitle));
  }
  for (const event of incoming.events ?? []) {
    const stored = earlier<ReturnType<Known['event']>>('event', event.slug) ?? known.event(event.slug);
    settle('event', event.slug, judgeEvent(event, stored, stamp));
  }
  for (const edit of incoming.eventEdits ?? []) {
    const { slug } = edit.event;
    const stored = earlier<ReturnType<Known['event']>>('event', slug) ?? known.event(slug);
    settle('event', slug, judgeEventEdit(edit, stored, stamp));
  }
  for (const edit of incoming.recordEdits ?? []) {
    const key = recordKey(edit);
    const stored = earlier<ReturnType<Known['record']>>('record', key) ?? known.record(edit);
    settle('record', key, judgeRecordEdit(edit, stored, stamp));
  }
  return { changes, created, corrected, known: same };
}

const keyOf = (change: AcceptedChange): string =>
  `${change.kind}|${changeKey(change as Parameters<typeof changeKey>[0])}`;
