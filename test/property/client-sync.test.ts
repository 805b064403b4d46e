import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ReadAnswer } from '../../client/connection/reset.ts';
import { SYNC_START, type SyncEffect, type SyncInput, syncStep } from '../../client/connection/sync.ts';
import type { Change } from '../../shared/protocol/change.ts';
import type { PullRequest } from '../../shared/protocol/messages.ts';
import { asSeq, asUtcMs } from '../../shared/time/instant.ts';
import { applyChanges, applyWindow } from '../../shared/timeline/apply.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';

const STORE = 'store';
const KEYS = 6;

/** The n-th change of the model's journal: a few quotes, edited again and again. */
const changeAt = (n: number): Change => ({
  kind: 'quote',
  record: {
    instrument: `M${n % KEYS}`,
    time: asUtcMs(1_000 * (n % 3)),
    price: n,
    previousClose: null,
    provider: 'model',
    provenance: 'polled',
    receivedAt: asUtcMs(n),
    revision: 1,
    seq: asSeq(n),
  } as never,
});
const between = (from: number, to: number): Change[] => {
  const list: Change[] = [];
  for (let n = from + 1; n <= to; n += 1) list.push(changeAt(n));
  return list;
};
const listed = (timeline: Timeline): string =>
  JSON.stringify([...timeline.quotes.entries()].sort(([a], [b]) => (a < b ? -1 : 1)));

/** What the network does with the next tick. */
const step = fc.record({
  grow: fc.integer({ min: 0, max: 5 }),
  fate: fc.constantFrom('deliver', 'drop', 'twice', 'late', 'too-big', 'unreadable'),
  answer: fc.constantFrom('now', 'wait', 'lose'),
  cut: fc.integer({ min: 0, max: 9 }),
});

describe('client sync, any order, loss and repetition', () => {
  it('ends with the timeline of the whole journal', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (steps, page) => {
        const timeline = new Timeline();
        let sync = SYNC_START;
        let head = 0;
        let pending: { pull: number; request: PullRequest } | null = null;
        const held: SyncInput[] = [];
        const feed = (input: SyncInput): void => {
          const out = syncStep(sync, input);
          sync = out.state;
          out.effects.forEach(run);
        };
        const run = (effect: SyncEffect): void => {
          if (effect.type === 'apply') applyChanges(timeline, effect.changes, effect.to);
          if (effect.type === 'reset') {
            timeline.clear();
            applyWindow(timeline, effect.reset.snapshot as never);
          }
          if (effect.type === 'pull') pending = { pull: effect.pull, request: effect.request };
        };
        const answerPending = (): void => {
          const asked = pending;
          pending = null;
          if (asked === null) return;
          const { request, pull } = asked as { pull: number; request: PullRequest };
          const quotes = [
            ...new Map(
              between(0, head).map((c) => [
                `${(c.record as { instrument: string }).instrument}|${(c.record as { time: number }).time}`,
                c.record,
              ]),
            ).values(),
          ];
          const to = Math.min(head, request.since + page);
          const answer: ReadAnswer =
            request.storeId !== STORE
              ? {
                  type: 'reset',
                  reason: 'first-load',
                  storeId: STORE,
                  to: asSeq(head),
                  snapshot: {
                    storeId: STORE,
                    seq: asSeq(head),
                    from: 0,
                    to: 1,
                    bars: [],
                    supersededBars: [],
                    quotes,
                    headlines: [],
                    events: [],
                  } as never,
                }
              : {
                  type: 'changes',
                  storeId: STORE,
                  from: request.since,
                  to: asSeq(to),
                  more: to < head,
                  changes: between(request.since, to),
                };
          feed({ type: 'answer', pull, answer });
        };
        feed({ type: 'connected' });
        for (const { grow, fate, answer, cut } of steps) {
          const from = head;
          head += grow;
          const tick: SyncInput = {
            type: 'delta',
            delta: {
              storeId: STORE,
              from: asSeq(from),
              to: asSeq(head),
              changes: fate === 'too-big' ? null : between(from, head),
            },
          };
          if (fate === 'deliver' || fate === 'too-big') feed(tick);
          if (fate === 'twice') [tick, tick].forEach(feed);
          if (fate === 'late') held.push(tick);
          if (fate === 'unreadable') feed({ type: 'unreadable' });
          if (answer === 'now') answerPending();
          if (answer === 'lose' && pending !== null) {
            const { pull } = pending as { pull: number };
            pending = null;
            feed({ type: 'pull-failed', pull });
          }
          if (cut === 0) {
            feed({ type: 'disconnected' });
            pending = null;
            feed({ type: 'connected' });
          }
        }
        for (const input of held.reverse()) feed(input);
        feed({ type: 'head', storeId: STORE, head });
        for (let turn = 0; turn < 400 && pending !== null; turn += 1) answerPending();
        const whole = new Timeline();
        applyChanges(whole, between(0, head), asSeq(head));
        assert.equal(sync.at, head);
        assert.equal(listed(timeline), listed(whole));
      }),
      { seed: 20251030, numRuns: 300 },
    );
  });
});
