import assert from 'node:assert/strict';
import type { MarketEvent } from '../../shared/event/event.ts';
import type { Bar } from '../../shared/market/bar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { type EventMeasure, measureEvent } from '../../shared/reaction/measure-event.ts';
import type { Reaction } from '../../shared/reaction/reaction.ts';
import { ReactionWatch } from '../../shared/reaction/reaction-now.ts';
import { usualProfile } from '../../shared/reaction/usual-profile.ts';
import { asSeq, asUtcMs, DAY_MS, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { visible } from '../../shared/timeline/visible.ts';
import { at, calendars, timelineOf } from '../support/bar-timeline.ts';
import { id, makeBar } from '../support/records.ts';

const T0 = at('02:05');
const [KS11, NSEI, PSEI] = ['KS11', 'NSEI', 'PSEI'].map((name) => INSTRUMENTS.find((i) => i.id === name)) as [
  Instrument,
  Instrument,
  Instrument,
];
const ANCHOR = {
  name: 'Handshake',
  time: T0,
  window: { earliest: asUtcMs(T0 - MINUTE_MS), latest: asUtcMs(T0 + MINUTE_MS) },
  precision: 'minute',
} as const;

/**
 * Five-minute bars of 80 sessions that rise and fall by a thousandth in turn, by a little more or less from day to day;
 * on the day of the event each of the first bars after T0 adds half a percent.
 */
function fiveMinutes(instrument: Instrument): Bar[] {
  const sessions = calendars.get(instrument.mic).sessions(asUtcMs(T0 - 115 * DAY_MS), asUtcMs(T0 + DAY_MS));
  let price = 4000;
  return sessions.flatMap((session, day) => {
    const bars: Bar[] = [];
    for (let open: number = session.open; open < session.close; open += 5 * MINUTE_MS) {
      const before = price;
      const after = open >= T0 && open < T0 + 10 * MINUTE_MS;
      const swing =
        (0.001 + 0.0001 * (day % 7)) * (Math.floor(open / (5 * MINUTE_MS) + day) % 2 === 0 ? 1 : -1);
      price *= 1 + (after ? 0.005 : swing);
      bars.push(makeBar(open, price, { instrument: instrument.id, interval: '5m', open: before }));
    }
    return bars;
  });
}

const daily = (instrument: Instrument): Bar[] =>
  calendars
    .get(instrument.mic)
    .sessions(asUtcMs(T0 - 5 * DAY_MS), T0)
    .map((s) => makeBar(s.open, 80_000, { instrument: instrument.id, interval: '1d', closeTime: s.close }));

function otherEvent(slug: string, time: UtcMs): MarketEvent {
  return {
    slug,
    title: slug,
    anchors: [{ name: 'Words', time, window: { earliest: time, latest: time }, precision: 'minute' }],
    end: null,
    themes: ['other'],
    place: '',
    actors: [],
    summary: '',
    claims: { us: [], china: [], other: [] },
    marketClaims: [],
    marketNotes: [],
    closedMarkets: [],
    confounders: [],
    outcome: { status: 'open', date: null, note: null },
    timeBasis: '',
    timeConfidence: 'high',
    confidence: 'high',
    sources: [],
    origin: 'catalogue',
    actor: 'archive',
    receivedAt: time,
    revision: 1,
    deleted: false,
    seq: asSeq(1),
  };
}

const timeline = timelineOf({ bars: [...fiveMinutes(KS11), ...daily(NSEI)] });
for (const event of [
  otherEvent('busan-2025', T0),
  otherEvent('fed-cut', asUtcMs(T0 - 8 * 60 * MINUTE_MS)),
  otherEvent('bank-of-japan', at('03:00')),
  otherEvent('much-later', at('06:00')),
]) {
  timeline.events.set(event.slug, event);
}

function measured(playhead: UtcMs): EventMeasure {
  const frame = visible(timeline, playhead, 'published');
  const profile = usualProfile(frame, KS11.id, calendars.get(KS11.mic), T0);
  return measureEvent({
    frame,
    instruments: [KS11, NSEI, PSEI],
    calendars,
    event: { slug: 'busan-2025' },
    anchor: ANCHOR,
    profiles: new Map([[KS11.id, profile]]),
  });
}

const horizonOf = (reaction: Reaction | undefined, name: string) =>
  reaction?.horizons.find((h) => h.horizon === name);

describe('an event measured on a group of markets', () => {
  const now = measured(at('03:30'));
  const [korea, india, manila] = now.reactions;

  it('says ok, waiting with the opening, or missing with the reason', () => {
    assert.equal(horizonOf(korea, '1h')?.state, 'ok');
    assert.equal(horizonOf(india, '1h')?.state, 'waiting');
    assert.equal(horizonOf(india, '1h')?.answersFrom, at('03:45'));
    assert.equal(horizonOf(manila, '1h')?.state, 'missing');
    assert.equal(horizonOf(manila, '1h')?.reason, 'no-history');
    assert.equal(horizonOf(korea, 'close')?.reason, 'not-yet');
  });

  it('sets the move beside ordinary days, with its path and its range', () => {
    const quarter = horizonOf(korea, '15m');
    assert.ok((quarter?.usual?.z ?? 0) > 3);
    assert.equal(quarter?.usual?.percentile, 100);
    assert.equal(quarter?.sample?.interval, '5m');
    assert.equal(quarter?.path?.peak?.minutes, 15);
    assert.ok((quarter?.path?.trough?.move ?? 0) > 0.0049, 'the first bar after T0 is the lowest point');
    const { range, moveSimple } = quarter as NonNullable<typeof quarter>;
    assert.ok(range !== null && moveSimple !== null);
    assert.ok(range.minSimple < moveSimple && range.maxSimple >= moveSimple);
  });

  it('names the other dated events of the window and no later one', () => {
    const slugs = (name: string) => horizonOf(korea, name)?.mixedWith.map((m) => `${m.when} ${m.slug}`);
    assert.deepEqual(slugs('30m'), ['before fed-cut']);
    assert.deepEqual(slugs('1h'), ['before fed-cut', 'inside bank-of-japan']);
    assert.deepEqual(slugs('close'), ['before fed-cut', 'inside bank-of-japan']);
  });

  it('ranks the market that moved and counts the group', () => {
    assert.equal(korea?.first.rank, 1);
    assert.ok((korea?.first.widthSeconds ?? 0) >= 300);
    assert.equal(manila?.first.rank, null);
    const hour = now.breadth.find((b) => b.horizon === '1h');
    assert.deepEqual([hour?.up, hour?.of, hour?.waiting, hour?.missing], [1, 1, 1, 1]);
  });

  it('measures nothing before T0', () => {
    const before = measured(asUtcMs(T0 - MINUTE_MS));
    for (const reaction of before.reactions) {
      assert.ok(reaction.horizons.every((h) => h.state === 'missing' && h.reason === 'not-yet'));
    }
  });
});

describe('the newest move beside ordinary days', () => {
  const calendar = calendars.get(KS11.mic);
  const watchAt = (playhead: UtcMs) => {
    const frame = visible(timeline, playhead, 'published');
    const profile = usualProfile(frame, KS11.id, calendar, T0);
    return new ReactionWatch({ instrument: id('KS11'), calendar, t0: T0, precision: 'minute', profile }).at(
      frame,
    );
  };

  it('is that of the last step that has passed, equal to the horizon of that length', () => {
    const read = watchAt(at('02:37'));
    assert.equal(read.key, 'm30');
    const half = horizonOf(measured(at('02:37')).reactions[0], '30m');
    assert.equal(read.moveLog, half?.moveLog);
    assert.equal(read.unusual?.z, half?.usual?.z);
    assert.equal(read.at, at('02:35'));
  });

  it('is that of the day once the session is over', () => {
    assert.equal(watchAt(at('07:00')).key, 'close');
  });

  it('is not given before the first step, nor before T0', () => {
    assert.equal(watchAt(at('02:08')).key, null);
    assert.equal(watchAt(at('02:00')).path, null);
  });
});
