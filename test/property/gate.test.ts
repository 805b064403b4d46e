import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Bar } from '../../shared/market/bar.ts';
import type { Change } from '../../shared/protocol/change.ts';
import type { BarColumns, WindowResource } from '../../shared/protocol/resources.ts';
import { asSeq, asUtcMs, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { applyChanges, applyWindow } from '../../shared/timeline/apply.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { visible } from '../../shared/timeline/visible.ts';
import { frameDigest } from '../support/frame-digest.ts';
import { id, makeBar, makeHeadline, makeQuote } from '../support/records.ts';

const PLAYHEAD = parseInstant('2025-10-30T03:00:00Z');
const INSTRUMENTS = [id('KS11'), id('N225')];
const SEED = { seed: 20251030, numRuns: 300 };

type Draft = {
  kind: 'bar' | 'quote' | 'headline';
  minutes: number;
  value: number;
  late: number;
  market: number;
  name: number;
};

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
      return {
        kind: 'headline',
        record: makeHeadline(time, `h${d.name}|${d.minutes}`, { ...common, title: `t${d.value}` }),
      };
  }
}

const past = fc.array(draft(fc.integer({ min: -300, max: -1 }), fc.integer({ min: 0, max: 0 })), {
  maxLength: 60,
});
/** Whatever happens after the playhead: new bars, quotes, headlines. */
const future = fc.array(draft(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 60 })), {
  maxLength: 60,
});
/** What is learned after the playhead of minutes before it: corrections and late arrivals. */
const learnedLater = fc.array(draft(fc.integer({ min: -300, max: -1 }), fc.integer({ min: 400, max: 600 })), {
  maxLength: 40,
});

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
      fc.property(
        past,
        future,
        fc.constantFrom('published' as const, 'known' as const),
        (before, after, basis) => {
          const { timeline, next } = timelineOf(before);
          const expected = frameDigest(visible(timeline, PLAYHEAD, basis), INSTRUMENTS);
          addTo(timeline, after, next);
          assert.deepEqual(frameDigest(visible(timeline, PLAYHEAD, basis), INSTRUMENTS), expected);
        },
      ),
      SEED,
    );
  });

  it('as known then also hides what was learned later about the past', () => {
    fc.assert(
      fc.property(past, learnedLater, (before, later) => {
        const { timeline, next } = timelineOf(before);
        const expected = withoutNotRecorded(frameDigest(visible(timeline, PLAYHEAD, 'known'), INSTRUMENTS));
        addTo(timeline, later, next);
        assert.deepEqual(
          withoutNotRecorded(frameDigest(visible(timeline, PLAYHEAD, 'known'), INSTRUMENTS)),
          expected,
        );
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

const HISTORY_SEQ = 1;
const minuteOfHistory = fc.integer({ min: -30, max: -1 });
const history = fc.uniqueArray(minuteOfHistory, { minLength: 1, maxLength: 12 });
const corrections = fc.array(fc.tuple(fc.nat({ max: 11 }), fc.double({ min: 1, max: 1e5, noNaN: true })), {
  maxLength: 8,
});

function columnsOf(bars: readonly Bar[]): BarColumns {
  const column = <K extends keyof Bar>(name: K) => bars.map((b) => b[name]);
  const { instrument, interval } = bars[0] as Bar;
  const names = Object.keys(bars[0] as Bar).filter((name) => name !== 'instrument' && name !== 'interval');
  const columns = Object.fromEntries(names.map((name) => [name, column(name as keyof Bar)]));
  return { instrument, interval, ...columns } as BarColumns;
}

describe('history, which shares a seq', () => {
  it('ends the same whether windows come before, between or after its corrections, and says nothing by itself', () => {
    fc.assert(
      fc.property(history, corrections, fc.nat(), fc.nat(), (minutes, corrected, cut, turn) => {
        const first = minutes
          .toSorted((a, b) => a - b)
          .map((m) => makeBar(PLAYHEAD + m * MINUTE_MS, 100, { seq: asSeq(HISTORY_SEQ) }));
        const stretch: Change = {
          kind: 'history',
          record: {
            instrument: id('KS11'),
            interval: '1m',
            from: (first[0] as Bar).openTime,
            to: (first.at(-1) as Bar).closeTime,
            count: first.length,
            receivedAt: PLAYHEAD,
            revision: 1,
            seq: asSeq(HISTORY_SEQ),
          },
        };
        const latest = [...first];
        const old: Bar[] = [];
        const states: WindowResource[] = [];
        const windowNow = (): WindowResource => ({
          storeId: 's',
          seq: asSeq(HISTORY_SEQ + old.length),
          from: asUtcMs(0),
          to: PLAYHEAD,
          bars: [columnsOf(latest)],
          supersededBars: old.length === 0 ? [] : [columnsOf(old)],
          ...{ quotes: [], headlines: [], events: [] },
        });
        states.push(windowNow());
        const changes: Change[] = [];
        for (const [pick, close] of corrected) {
          const at = pick % latest.length;
          const bar = latest[at] as Bar;
          const seq = asSeq(HISTORY_SEQ + 1 + old.length);
          const record = {
            ...bar,
            close,
            revision: bar.revision + 1,
            seq,
            receivedAt: asUtcMs(PLAYHEAD + seq),
          };
          old.push(bar);
          latest[at] = record;
          changes.push({ kind: 'bar', record });
          states.push(windowNow());
        }
        const expected = new Timeline();
        applyWindow(expected, states.at(-1) as WindowResource);
        const timeline = new Timeline();
        timeline.storeId = 's';
        assert.deepEqual(applyChanges(timeline, [stretch], asSeq(HISTORY_SEQ)).bars, false);
        const place = cut % (changes.length + 1);
        for (const c of changes.slice(0, place)) applyChanges(timeline, [c], c.record.seq);
        applyWindow(timeline, states[turn % states.length] as WindowResource);
        for (const c of changes.slice(place)) applyChanges(timeline, [stretch, c], c.record.seq);
        for (const basis of ['published', 'known'] as const) {
          for (const time of [PLAYHEAD, asUtcMs(PLAYHEAD + HISTORY_SEQ + old.length + 1)]) {
            assert.deepEqual(
              frameDigest(visible(timeline, time, basis), INSTRUMENTS),
              frameDigest(visible(expected, time, basis), INSTRUMENTS),
            );
          }
        }
        // Every revision is kept, whatever came first.
        const kept = (t: Timeline) =>
          new Set(t.series(id('KS11'), '1m')?.superseded.map((b) => `${b.openTime}|${b.revision}`));
        assert.deepEqual(kept(timeline), kept(expected));
      }),
      SEED,
    );
  });
});

/** The count of bars that came too late may grow; what is shown may not. */
function withoutNotRecorded(digest: unknown): unknown {
  return JSON.parse(JSON.stringify(digest, (key, value) => (key === 'notRecorded' ? undefined : value)));
}
