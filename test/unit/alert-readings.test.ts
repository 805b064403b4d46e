import { deepEqual, equal } from 'node:assert/strict';
import { counts } from '../../shared/alert/reading.ts';
import { sceneOf } from '../../shared/alert/readings.ts';
import { marketEvent } from '../../shared/event/event.ts';
import type { MarketFreshness } from '../../shared/protocol/status.ts';
import { asSeq, asUtcMs, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import type { Timeline } from '../../shared/timeline/timeline.ts';
import { kept, RULE_MADE, viewAt } from '../support/alerts.ts';
import { busan, T0 } from '../support/api-world.ts';
import { at, timelineOf } from '../support/bar-timeline.ts';
import { id, makeBar, makeHeadline, makeQuote } from '../support/records.ts';

const event = (rest = {}) =>
  marketEvent.parse({
    ...busan(),
    receivedAt: RULE_MADE,
    revision: 1,
    deleted: false,
    seq: asSeq(1),
    ...rest,
  });

function withBusan(held: Parameters<typeof timelineOf>[0], rest = {}): Timeline {
  const timeline = timelineOf(held);
  timeline.events.set('busan', event(rest));
  return timeline;
}

const read = (rule: Record<string, unknown>, ...view: Parameters<typeof viewAt>) =>
  sceneOf(viewAt(...view)).readings(kept(rule));

const move = (rest: Record<string, unknown>) => ({
  condition: {
    on: 'move',
    since: 't0',
    event: null,
    minutes: null,
    percent: 2,
    direction: 'either',
    ...rest,
  },
});

const bars = [makeBar(at('02:04'), 100), makeBar(at('02:20'), 101), makeBar(at('02:29'), 103)];

describe('alert rules: what they look at', () => {
  it('the move since T0, with the time at which the newest price was true and known', () => {
    const [reading] = read(move({}), at('02:30'), withBusan({ bars }));
    equal(reading?.value?.toFixed(6), '3.000000');
    equal(reading?.at, at('02:30'));
    equal(reading?.from, T0);
  });

  it('nothing where no event has begun, its day alone is known, or it is over for ten days', () => {
    deepEqual(read(move({}), at('02:30'), timelineOf({ bars })), []);
    deepEqual(read(move({}), at('02:04'), withBusan({ bars: bars.slice(0, 1) })), []);
    const dayOnly = withBusan({ bars }, { anchors: [{ ...busan().anchors[0], precision: 'day' }] });
    deepEqual(read(move({}), at('02:30'), dayOnly), []);
    deepEqual(read(move({}), parseInstant('2025-11-10T02:06:00Z'), withBusan({ bars })), []);
  });

  it('measures from no note that somebody pinned, unless the rule names it', () => {
    const note = { origin: 'user', themes: ['other'] };
    deepEqual(read(move({}), at('02:30'), withBusan({ bars }, note)), []);
    equal(read(move({ event: 'busan' }), at('02:30'), withBusan({ bars }, note)).length, 1);
  });

  it('the move of the last minutes, unless nothing was traded then', () => {
    const [reading] = read(move({ since: 'minutes', minutes: 9 }), at('02:30'), timelineOf({ bars }));
    equal(reading?.value?.toFixed(4), ((103 / 101 - 1) * 100).toFixed(4));
    deepEqual(read(move({ since: 'minutes', minutes: 240 }), at('02:30'), timelineOf({ bars })), []);
  });

  it('the move since the close before the session', () => {
    const quotes = [makeQuote(at('02:29'), 103, { previousClose: 100 })];
    const [reading] = read(move({ since: 'close' }), at('02:30'), timelineOf({ quotes }));
    equal(reading?.value?.toFixed(4), '3.0000');
    equal(reading?.shape === 'level' ? reading.base : '', 'close before 2025-10-30');
  });

  it('z as the page computes it, with its own time', () => {
    const now = {
      ...{ key: 'm20', at: at('02:25'), moveLog: 0.02, sample: null, path: null },
      unusual: {
        n: 100,
        median: 0,
        scale: 0.01,
        z: 2.4,
        percentile: 99,
        absolutePercentile: 99,
        p: 0.01,
        missing: {},
      },
    };
    const rule = { condition: { on: 'unusual', event: null, usualMoves: 2, direction: 'either' } };
    const [reading] = read(rule, at('02:30'), withBusan({ bars }), { unusual: () => now });
    deepEqual([reading?.value, reading?.at, reading?.unit], [2.4, at('02:25'), 'usual-moves']);
    deepEqual(read(rule, at('02:30'), withBusan({ bars })), [], 'no usual move is known');
  });

  it('the first answer after T0, not the newest one', () => {
    const rule = { condition: { on: 'answer', event: null } };
    const [reading] = read(rule, at('02:40'), withBusan({ bars }));
    equal(reading?.at, at('02:21'));
    equal(reading && counts(reading, kept(rule), at('02:40'), false), true);
    equal(
      reading && counts(reading, kept(rule), at('04:40'), false),
      false,
      'seen hours later: no answer to tell',
    );
    deepEqual(read(rule, at('02:10'), withBusan({ bars: bars.slice(0, 1) })), []);
  });

  it('the open of a session, soon after it only', () => {
    const rule = kept({ condition: { on: 'open' } }, parseInstant('2025-10-29T12:00:00Z'));
    const open = parseInstant('2025-10-30T00:00:00Z');
    const countsAt = (time: number): boolean[] =>
      sceneOf(viewAt(asUtcMs(time)))
        .readings(rule)
        .map((reading) => counts(reading, rule, asUtcMs(time), false));
    deepEqual(countsAt(open - 1), []);
    deepEqual(countsAt(open), [true]);
    deepEqual(countsAt(open + 11 * MINUTE_MS), [false]);
  });

  it("an event's start, or minutes before, unless it was entered afterwards", () => {
    const rule = kept({ condition: { on: 'event', event: null, minutesBefore: 30 }, markets: [] });
    const due = T0 - 30 * MINUTE_MS;
    const countsFor = (now: number, rest = {}): boolean[] =>
      sceneOf(viewAt(asUtcMs(now), withBusan({}, rest)))
        .readings(rule)
        .map((reading) => counts(reading, rule, asUtcMs(now), false));
    deepEqual(countsFor(due - 1), []);
    deepEqual(countsFor(due), [true]);
    deepEqual(countsFor(due + 11 * MINUTE_MS), [false]);
    deepEqual(countsFor(due + 1, { receivedAt: due + 1 }), [false]);
    deepEqual(countsFor(due, { deleted: true }), []);
  });

  it('headlines by whole words and side, first versions with a time that can be trusted', () => {
    const condition = { on: 'headline', words: ['rare earth', '稀土'], match: 'any', sides: ['china'] };
    const say = (title: string, rest = {}) =>
      makeHeadline(at('02:30'), title, { title, side: 'china', ...rest });
    const headlines = [
      say('China eases RARE EARTH controls'),
      say('中国放宽稀土管制'),
      say('Rare earthenware sold'),
      say('Rare earth talks', { side: 'us' }),
      say('Rare earth deal, corrected', { revision: 2 }),
      say('Rare earth, some day', { precisionSeconds: 86_400 }),
      say('Rare earth, undated', { dateDoubtful: true }),
    ];
    const readings = read({ condition, markets: [] }, at('02:31'), undefined, { headlines });
    deepEqual(
      readings.map((r) => r.words),
      ['China eases RARE EARTH controls', '中国放宽稀土管制'],
    );
  });

  it('a market or feed that grows stale; one that is closed or was not asked yet says nothing', () => {
    const rule = { condition: { on: 'stale', feeds: ['xinhua', 'cnn'] }, markets: ['KS11', 'N225'] };
    const market = (instrument: string, state: MarketFreshness['state']): MarketFreshness => ({
      instrument: id(instrument),
      state,
      ...{ newestObservation: null, provider: null, delayMinutes: null, staleSince: null },
    });
    const feed = (name: string, state: 'failing' | 'waiting') => ({
      ...{ feed: name, label: name, kind: 'headlines' as const, side: null, state, words: '' },
      ...{ lastSuccess: null, newestObservation: null, lagMs: null, nextRun: null, since: null, refusals: 0 },
    });
    const readings = read(rule, at('02:30'), undefined, {
      markets: [market('KS11', 'stale'), market('N225', 'closed'), market('HSI', 'stale')],
      feeds: [feed('xinhua', 'failing'), feed('cnn', 'waiting')],
    });
    deepEqual(
      readings.map((r) => [r.subject, r.value]),
      [
        ['KS11', 1],
        ['feed xinhua', 1],
      ],
    );
  });
});
