import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Change } from '../../shared/protocol/change.ts';
import { asSeq, asUtcMs, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { applyChanges } from '../../shared/timeline/apply.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { visible } from '../../shared/timeline/visible.ts';
import { frameDigest } from '../support/frame-digest.ts';
import { id, makeBar, makeHeadline, makeQuote } from '../support/records.ts';

const PLAYHEAD = parseInstant('2025-10-30T03:00:00Z');
const INSTRUMENTS = [id('KS11'), id('N225')];
const SEED = { seed: 20251030, numRuns: 300 };

type Draft = { kind: 'bar' | 'quote' | 'headline'; minutes: number; value: number; late: number; market: number; name: number };

const draft = (minutes: fc.Arbitrary<number>, late: fc.Arbitrary<number>): fc.Arbitrary<Draft> =>
  fc.record({
    kind: fc.constantFrom('bar' as const, 'quote' as const, 'headline' as const),
    minutes,
    value: fc.double({ min: 1, max: 1e5, noNaN: true }),
    late,
    market: fc.integer({ min: 0, max: 1 }),
    name: fc.integer({ min: 0, max: 40 }),
  });

/** Minutes are counted from the playhead; a bar named −1 closes at the playhead. */
function toChange(d: Draft, seq: number): Change {
  const time = PLAYHEAD + d.minutes * MINUTE_MS;
  const common = { seq: asSeq(seq), receivedAt: asUtcMs(time + MINUTE_MS + d.late * MINUTE_MS) };
  const instrument = INSTRUMENTS[d.market] as (typeof INSTRUMENTS)[number];
  switch (d.kind) {
    case 'bar':
      return { kind: 'bar', record: makeBar(time, d.value, { ...common, instrument }) };
    case 'quote':
      return { kind: 'quote', record: makeQuote(time, d.value, { ...common, instrument }) };
    case 'headline':
      return { kind: 'headline', record: makeHeadline(time, `h${d.name}|${d.minutes}`, { ...common, title: `t${d.value}` }) };
  }
}

const past = fc.array(draft(fc.integer({ min: -300, max: -1 }), fc.integer({ min: 0, max: 0 })), { maxLength: 60 });
/** Whatever happens after the playhead: new bars, quotes, headlines. */
const future = fc.array(draft(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 60 })), { maxLength: 60 });
/** What is learned after the playhead of minutes before it: corrections and late arrivals. */
const learnedLater = fc.array(draft(fc.integer({ min: -300, max: -1 }), fc.integer({ min: 400, max: 600 })), { maxLength: 40 });

function timelineOf(drafts: readonly Draft[], startSeq = 1): { timeline: Timeline; next: number } {
  const timeline = new Timeline();
  const next = addTo(timeline, drafts, startSeq);
  return { timeline, next };
}

function addTo(timeline: Timeline, drafts: readonly Draft[], startSeq: number): number {
  let seq = startSeq;
  for (const d of drafts) {
    applyChanges(timeline, [toChange(d, seq)], asSeq(seq));
    seq += 1;
  }
  return seq;
}

describe('the gate', () => {
  it('shows the same frame whatever the future holds, on both bases', () => {
    fc.assert(
      fc.property(past, future, fc.constantFrom('published' as const, 'known' as const), (before, after, basis) => {
        const { timeline, next } = timelineOf(before);
        const expected = frameDigest(visible(timeline, PLAYHEAD, basis), INSTRUMENTS);
        addTo(timeline, after, next);
        assert.deepEqual(frameDigest(visible(timeline, PLAYHEAD, basis), INSTRUMENTS), expected);
      }),
      SEED,
    );
  });

  it('as known then also hides what was learned later about the past', () => {
    fc.assert(
      fc.property(past, learnedLater, (before, later) => {
        const { timeline, next } = timelineOf(before);
        const expected = withoutNotRecorded(frameDigest(visible(timeline, PLAYHEAD, 'known'), INSTRUMENTS));
        addTo(timeline, later, next);
        assert.deepEqual(withoutNotRecorded(frameDigest(visible(timeline, PLAYHEAD, 'known'), INSTRUMENTS)), expected);
      }),
      SEED,
    );
  });

  it('gives the same timeline for windows and deltas in any order, repeated or not', () => {
    fc.assert(
      fc.property(past, fc.infiniteStream(fc.nat()), fc.boolean(), (drafts, order, twice) => {
        const changes = drafts.map((d, index) => toChange(d, index + 1));
        const one = new Timeline();
        for (const c of changes) applyChanges(one, [c], c.record.seq);
        const shuffled = changes
          .map((c) => ({ c, at: order.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map((x) => x.c);
        const other = new Timeline();
        for (const c of twice ? [...shuffled, ...changes] : shuffled) applyChanges(other, [c], c.record.seq);
        assert.deepEqual(
          frameDigest(visible(other, PLAYHEAD, 'published'), INSTRUMENTS),
          frameDigest(visible(one, PLAYHEAD, 'published'), INSTRUMENTS),
        );
      }),
      SEED,
    );
  });
});

/** The count of bars that came too late may grow; what is shown may not. */
function withoutNotRecorded(digest: unknown): unknown {
  return JSON.parse(JSON.stringify(digest, (key, value) => (key === 'notRecorded' ? undefined : value)));
}
