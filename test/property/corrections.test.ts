import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Change } from '../../shared/protocol/change.ts';
import { asSeq, asUtcMs, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { applyChanges } from '../../shared/timeline/apply.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { visible } from '../../shared/timeline/visible.ts';
import { id, makeBar, makeHeadline } from '../support/records.ts';

const PLAYHEAD = parseInstant('2025-10-30T03:00:00Z');
const KOSPI = id('KS11');
const BASES = ['published', 'known'] as const;

interface Revision {
  readonly what: 'bar' | 'headline';
  /** Which of ten bars or headlines. */
  readonly of: number;
  readonly value: number;
  /** Minutes from the playhead at which it came. */
  readonly came: number;
}

const revision = (came: fc.Arbitrary<number>): fc.Arbitrary<Revision> =>
  fc.record({
    what: fc.constantFrom('bar' as const, 'headline' as const),
    of: fc.integer({ min: 0, max: 9 }),
    value: fc.integer({ min: 1, max: 3 }),
    came,
  });

/** Bars and headlines of the quarter of an hour around the playhead; the fifth from the end closes on it. */
const timeOf = (of: number): number => PLAYHEAD + (of - 6) * MINUTE_MS;

/** Applies revisions in the order they came; each key counts its own. */
function apply(timeline: Timeline, revisions: readonly Revision[], counts: Map<string, number>): void {
  for (const { what, of, value, came } of [...revisions].sort((a, b) => a.came - b.came)) {
    const key = `${what}${of}`;
    const number = (counts.get(key) ?? 0) + 1;
    counts.set(key, number);
    const seq = asSeq(timeline.seq + 1);
    const stamp = { seq, revision: number, receivedAt: asUtcMs(PLAYHEAD + came * MINUTE_MS) };
    const change: Change =
      what === 'bar'
        ? { kind: 'bar', record: makeBar(timeOf(of), value, { ...stamp, instrument: KOSPI }) }
        : { kind: 'headline', record: makeHeadline(timeOf(of), key, { ...stamp, title: `title ${value}` }) };
    applyChanges(timeline, [change], seq);
  }
}

const seen = (timeline: Timeline, basis: (typeof BASES)[number]): unknown => {
  const frame = visible(timeline, PLAYHEAD, basis);
  const titles = frame.headlines.map((h) => [h.id, frame.earlier(h.id).map((e) => e.title)]);
  return { bars: frame.corrections(KOSPI), titles: titles.filter(([, list]) => list?.length !== 0) };
};

describe('corrections', () => {
  it('are the same whatever comes after the playhead', () => {
    fc.assert(
      fc.property(
        fc.array(revision(fc.integer({ min: -9, max: 0 })), { maxLength: 60 }),
        fc.array(revision(fc.integer({ min: 1, max: 90 })), { maxLength: 30 }),
        fc.constantFrom(...BASES),
        (before, after, basis) => {
          const timeline = new Timeline();
          const counts = new Map<string, number>();
          apply(timeline, before, counts);
          const expected = seen(timeline, basis);
          apply(timeline, after, counts);
          assert.deepEqual(seen(timeline, basis), expected);
        },
      ),
      { seed: 20251030, numRuns: 400 },
    );
  });

  it('name every other close that had come, in order, and nothing of a bar that has not closed', () => {
    fc.assert(
      fc.property(fc.array(revision(fc.integer({ min: -9, max: 9 })), { maxLength: 60 }), (revisions) => {
        const timeline = new Timeline();
        apply(timeline, revisions, new Map());
        const found = visible(timeline, PLAYHEAD, 'published').corrections(KOSPI);
        for (let of = 0; of < 10; of += 1) {
          const came = revisions
            .filter((r) => r.what === 'bar' && r.of === of && r.came <= 0)
            .sort((a, b) => a.came - b.came)
            .map((r) => r.value);
          const expected = came.filter((value, at) => value !== came[at - 1]);
          const own = found.find((c) => c.openTime === timeOf(of));
          const closed = timeOf(of) + MINUTE_MS <= PLAYHEAD;
          const wanted = closed && expected.length > 1 ? expected : undefined;
          assert.deepEqual(
            own?.closes.map((c) => c.close),
            wanted,
          );
        }
      }),
      { seed: 20251031, numRuns: 400 },
    );
  });
});
