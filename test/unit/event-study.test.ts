import assert from 'node:assert/strict';
import { z } from 'zod';
import type { Bar } from '../../shared/market/bar.ts';
import type { InstrumentId, Mic } from '../../shared/market/instrument.ts';
import { random } from '../../shared/simulation/random.ts';
import { makeStudyAnswer, studyAnswer } from '../../shared/study/answer.ts';
import { type EventStudiesInput, studyEvents } from '../../shared/study/event-studies.ts';
import { type StudiedMarket, type StudyInstrument, studyEvent } from '../../shared/study/event-study.ts';
import { averageStudy } from '../../shared/study/group/average.ts';
import { groupStudy } from '../../shared/study/group/group-study.ts';
import { marketReturns, marketStudy } from '../../shared/study/market-study.ts';
import { placebo } from '../../shared/study/placebo.ts';
import { asSeq, asUtcMs, DAY_MS, parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import type { Frame } from '../../shared/timeline/visible.ts';
import { calendars, frameOf } from '../support/bar-timeline.ts';

const market = (id: string, mic: string): StudyInstrument => ({ id: id as InstrumentId, mic: mic as Mic });
const MARKETS = [
  market('N225', 'XTKS'),
  market('HSI', 'XHKG'),
  market('KS11', 'XKRX'),
  market('TWII', 'XTAI'),
  market('AXJO', 'XASX'),
  market('SSEC', 'XSHG'),
];
const SP500 = market('GSPC', 'XNYS');
const BUSAN = parseInstant('2025-10-30T02:05:00Z');
const LATER = parseInstant('2025-11-20T00:00:00Z');
const anchor = (time: UtcMs) => ({ name: 'handshake', time, precision: 'minute' as const });

/** Made-up closes on each market's own sessions, moving together by what they share of a day. */
function madeUpBars(to: UtcMs): Bar[] {
  const from = parseInstant('2024-01-02T00:00:00Z');
  const shared = random(7);
  const common = new Map<number, number>();
  for (let day = Math.floor(from / DAY_MS); day <= to / DAY_MS; day += 1)
    common.set(day, 0.008 * shared.normal());
  return [SP500, ...MARKETS].flatMap(({ id, mic }, seed) => {
    const own = random(seed + 100);
    let price = 1000;
    return calendars
      .get(mic)
      .sessions(from, to)
      .map((session, row): Bar => {
        price *= Math.exp((common.get(Math.floor(session.open / DAY_MS)) ?? 0) + 0.01 * own.normal());
        return {
          instrument: id,
          interval: '1d',
          openTime: session.open,
          closeTime: session.close,
          open: price,
          high: price,
          low: price,
          close: price,
          volume: null,
          provider: 'yahoo',
          provenance: 'polled',
          receivedAt: session.close,
          revision: 1,
          seq: asSeq(row + 1),
        };
      });
  });
}
const BARS = madeUpBars(LATER);
const frameAt = (playhead: UtcMs, bars = BARS): Frame => frameOf({ bars }, playhead);

const input = (frame: Frame, over: Partial<Parameters<typeof studyEvent>[0]> = {}) => ({
  frame,
  event: 'busan',
  anchor: anchor(BUSAN),
  instruments: MARKETS,
  benchmark: SP500,
  calendars,
  ...over,
});
const ok = (study: ReturnType<typeof studyEvent>): StudiedMarket[] =>
  study.markets.filter((m): m is StudiedMarket => m.state === 'ok');

describe('one event over many markets', () => {
  const frame = frameAt(LATER);
  const study = studyEvent(input(frame));

  it('gives each market its own study and ordinary days, in the order asked for', () => {
    assert.deepEqual(
      study.markets.map(({ instrument }) => instrument),
      MARKETS.map(({ id }) => id),
    );
    for (const [i, found] of ok(study).entries()) {
      const one = {
        frame,
        instrument: MARKETS[i] as StudyInstrument,
        benchmark: SP500,
        calendars,
        t0: BUSAN,
      };
      assert.deepEqual(found.study, marketStudy(one));
      assert.deepEqual(found.placebo, placebo(marketReturns(one, 'history').series));
      assert.equal(typeof found.placebo?.percentile, 'number');
    }
    assert.equal(ok(study).length, MARKETS.length);
  });

  it('tests the group as markets of one date', () => {
    const members = ok(study).map(({ instrument, study: own }) => ({ id: instrument, study: own }));
    assert.deepEqual(study.group, groupStudy(members, { sameDate: true }));
    assert.equal(study.group?.headline.design, 'same-date');
    assert.ok((study.group?.meanCorrelation as number) > 0.15);
  });

  it('adjusts the p of each market for their number, smallest times most', () => {
    const p = ok(study).map(({ study: own }) => own.car.at(-1)?.p as number);
    const smallest = p.indexOf(Math.min(...p));
    assert.equal(study.tests, MARKETS.length);
    assert.equal(ok(study)[smallest]?.holm, Math.min(1, (p[smallest] as number) * MARKETS.length));
    for (const [i, { holm, benjaminiHochberg }] of ok(study).entries()) {
      assert.ok((holm as number) >= (benjaminiHochberg as number));
      assert.ok((benjaminiHochberg as number) >= (p[i] as number));
    }
  });

  it('goes on where one market cannot be studied, and says why', () => {
    const odd = [market('NONE', 'XTKS'), market('LOST', 'XXXX'), SP500, ...MARKETS];
    const mixed = studyEvent(input(frame, { instruments: odd }));
    assert.deepEqual(
      mixed.markets.map((m) => (m.state === 'error' ? m.error.code : m.state)),
      [
        'insufficient-estimation-window',
        'unknown-market',
        'benchmark-is-instrument',
        ...MARKETS.map(() => 'ok'),
      ],
    );
    assert.deepEqual(mixed.group, study.group);
    assert.equal(mixed.tests, study.tests);
    assert.deepEqual(ok(mixed)[0]?.holm, ok(study)[0]?.holm);
    const [first] = mixed.markets;
    assert.ok(first?.state === 'error');
    assert.deepEqual(first.error.details, { observations: 0, required: 30 });
  });

  it('has no group where no market could be studied', () => {
    const none = studyEvent(input(frame, { benchmark: null }));
    assert.deepEqual(
      none.markets.map((m) => m.state === 'error' && m.error.code),
      MARKETS.map(() => 'no-benchmark'),
    );
    assert.deepEqual([none.group, none.tests, none.warnings], [null, 0, []]);
  });

  it('names a benchmark for the models that read one only', () => {
    const mean = studyEvent(input(frame, { benchmark: null, options: { model: 'mean' } }));
    assert.equal(mean.benchmark, null);
    assert.equal(ok(mean).length, MARKETS.length);
    assert.equal(study.benchmark, 'GSPC');
  });

  it('gathers warnings with the markets that have them', () => {
    assert.deepEqual(study.warnings, [
      { warning: 'benchmark-contains-event', instruments: MARKETS.map(({ id }) => id) },
    ]);
    const dayZero = studyEvent(input(frame, { options: { window: [0, 0] } }));
    assert.deepEqual(dayZero.warnings, [], 'New York had not traded by the close of day 0');
  });

  it('refuses options that hold for no market, and a market given twice', () => {
    assert.throws(() => studyEvent(input(frame, { options: { window: [3, 1] } })), { code: 'bad-window' });
    const twice = [...MARKETS, market('HSI', 'XHKG')];
    assert.throws(
      () => studyEvent(input(frame, { instruments: twice })),
      /instruments: .*HSI was given twice/,
    );
  });

  it('leaves ordinary days out where they are not asked for', () => {
    const without = studyEvent(input(frame, { withPlacebo: false }));
    assert.ok(ok(without).every(({ placebo: none }) => none === null));
    assert.deepEqual(without.group, study.group);
  });

  it('waits for days that are not over, and reads nothing after the playhead', () => {
    // Tokyo and Seoul have closed on day 1, Hong Kong and Shanghai have not.
    const playhead = parseInstant('2025-10-31T06:45:00Z');
    const live = studyEvent(input(frameAt(playhead)));
    assert.equal(live.playhead, playhead);
    assert.equal(typeof live.group?.days[0]?.adjustedBmpT, 'number');
    assert.equal(live.group?.days[1]?.missing.aar, 'not-yet');
    assert.equal(live.group?.window.missing.caar, 'not-yet');
    assert.equal(live.tests, 0);
    const wild = BARS.map((bar) => (bar.closeTime > playhead ? { ...bar, close: bar.close * 3 } : bar));
    assert.deepEqual(studyEvent(input(frameAt(playhead, wild))), live);
  });
});

describe('several events over many markets', () => {
  const frame = frameAt(LATER);
  const dates = ['2025-01-15', '2025-02-20', '2025-04-09', '2025-05-12', '2025-08-11', '2025-10-30'];
  const events = dates.map((date) => ({
    event: `event-${date}`,
    anchor: anchor(parseInstant(`${date}T02:05:00Z`)),
    frame,
  }));
  const several = (over: Partial<EventStudiesInput> = {}) =>
    studyEvents({
      events,
      instruments: MARKETS,
      benchmark: SP500,
      calendars,
      options: { window: [0, 1] },
      withPlacebo: false,
      ...over,
    });
  const studies = several();

  it('counts each event once, as the average of its markets', () => {
    assert.equal(studies.events.length, events.length);
    const members = studies.events.map((event) => ({
      id: event.event as string,
      study: averageStudy(ok(event).map(({ instrument, study }) => ({ id: instrument, study }))),
    }));
    assert.deepEqual(studies.overEvents.group, groupStudy(members, { sameDate: false }));
    assert.equal(studies.overEvents.group?.n, events.length);
    assert.deepEqual(studies.overEvents.leftOut, []);
    assert.equal(studies.overEvents.group?.headline.design, 'different-dates');
  });

  it('tests each market over the events', () => {
    for (const [i, { instrument, group }] of studies.byMarket.entries()) {
      assert.equal(instrument, MARKETS[i]?.id);
      assert.equal(group?.n, events.length);
      const own = studies.events.map((event) => ok(event)[i]?.study.car.at(-1)?.car as number);
      const mean = own.reduce((a, b) => a + b, 0) / own.length;
      assert.ok(Math.abs((group?.window.caar as number) - mean) < 1e-15);
    }
  });

  it('says which estimation windows hold another event', () => {
    const close = studies.overEvents.closeEvents;
    assert.ok(close.every(({ overlap }) => overlap === 'estimation-window'));
    assert.deepEqual(close[0], {
      events: ['event-2025-01-15', 'event-2025-02-20'],
      overlap: 'estimation-window',
    });
    const pair = (a: string, b: string) =>
      close.some(({ events: [x, y] }) => x === `event-${a}` && y === `event-${b}`);
    assert.ok(!pair('2025-01-15', '2025-10-30'), 'half a year lies between');
  });

  it('treats events whose windows meet as one date', () => {
    const next = { event: 'the-day-after', anchor: anchor(asUtcMs(BUSAN + DAY_MS)), frame };
    const { overEvents, byMarket } = several({ events: [...events, next] });
    assert.ok(
      overEvents.closeEvents.some(
        ({ events: [a, b], overlap }) =>
          a === 'event-2025-10-30' && b === 'the-day-after' && overlap === 'event-windows',
      ),
    );
    assert.equal(overEvents.group?.headline.design, 'same-date');
    assert.ok(byMarket.every(({ group }) => group?.headline.design === 'same-date'));
  });

  it('leaves out, by name, an event that is not over and one that no market could be studied for', () => {
    const live = {
      event: 'live',
      anchor: anchor(BUSAN),
      frame: frameAt(parseInstant('2025-10-30T23:00:00Z')),
    };
    const early = { event: 'early', anchor: anchor(parseInstant('2024-01-20T02:00:00Z')), frame };
    const { overEvents, events: all } = several({ events: [early, ...events.slice(0, 5), live] });
    assert.deepEqual(overEvents.leftOut, [
      { event: 'early', reason: 'no-market' },
      { event: 'live', reason: 'not-yet' },
    ]);
    assert.equal(overEvents.group?.n, 5);
    assert.equal(all.length, 7);
    const nothing = several({ events: [early] });
    assert.equal(nothing.overEvents.group, null);
    assert.equal(nothing.byMarket[0]?.group, null);
  });

  it('refuses an event given twice', () => {
    assert.throws(() => several({ events: [...events, ...events] }), {
      name: 'RangeError',
      message: /^events: /,
    });
  });
});

describe('the JSON of a study', () => {
  const answer = makeStudyAnswer(
    studyEvent(input(frameAt(LATER), { instruments: [...MARKETS, market('NONE', 'XTKS')] })),
  );

  it('is what its schema says, and survives JSON', () => {
    assert.deepEqual(studyAnswer.parse(JSON.parse(JSON.stringify(answer))), answer);
    assert.equal(z.toJSONSchema(studyAnswer).type, 'object');
  });

  it('holds no lists that nobody reads one by one', () => {
    const [first] = answer.markets;
    assert.ok(first?.state === 'ok');
    assert.ok(!('estimation' in first) && !('statistics' in (first.placebo ?? {})));
    assert.ok(JSON.stringify(answer).length < 30_000);
  });

  it('refuses a field it does not know', () => {
    assert.throws(() => studyAnswer.parse({ ...answer, stars: '***' }));
  });

  it('keeps what is missing null with its reason', () => {
    const live = makeStudyAnswer(studyEvent(input(frameAt(parseInstant('2025-10-30T23:00:00Z')))));
    const [first] = live.markets;
    assert.ok(first?.state === 'ok');
    assert.deepEqual(first.missing[0], { k: 1, reason: 'not-yet' });
    assert.deepEqual(
      [first.car[1]?.car, first.holm, first.placebo?.missing.percentile],
      [null, null, 'no-statistic'],
    );
    assert.deepEqual(studyAnswer.parse(JSON.parse(JSON.stringify(live))), live);
  });
});
