import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Session } from '../../shared/calendar/calendar.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { comparablePath } from '../../shared/comparable/comparable-path.ts';
import type { Anchor } from '../../shared/event/event.ts';
import type { Bar } from '../../shared/market/bar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { checkClaim } from '../../shared/reaction/claim-check.ts';
import { jumpsOfDay } from '../../shared/reaction/day-jumps.ts';
import { eventTime } from '../../shared/reaction/event-time.ts';
import { measureEvent } from '../../shared/reaction/measure-event.ts';
import { ReactionWatch } from '../../shared/reaction/reaction-now.ts';
import { usualProfile } from '../../shared/reaction/usual-profile.ts';
import { studyEvent } from '../../shared/study/event-study.ts';
import { asUtcMs, DAY_MS, MINUTE_MS, parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { type Frame, visible } from '../../shared/timeline/visible.ts';
import { makeBar } from '../support/records.ts';

const calendars = createCalendars();
const T0 = parseInstant('2025-10-30T02:05:00Z');
const STEP_MS = 30 * MINUTE_MS;
const MARKETS = ['N225', 'HSI', 'NSEI'].map((id) => INSTRUMENTS.find((i) => i.id === id) as Instrument);
const BENCHMARK = INSTRUMENTS.find((i) => i.id === 'GSPC') as Instrument;
const ANCHOR: Anchor = {
  name: 'Handshake',
  time: T0,
  window: { earliest: asUtcMs(T0 - 5 * MINUTE_MS), latest: asUtcMs(T0 + 5 * MINUTE_MS) },
  precision: 'minute',
};

/** Repeatable noise in (−1, 1), without a state that a changed bar could shift. */
const noise = (a: number, b: number): number => {
  const x = Math.sin(a * 12.9898 + b * 78.233) * 43_758.5453;
  return 2 * (x - Math.floor(x)) - 1;
};

function barsOf(instrument: Instrument, at: number, intraday: boolean): Bar[] {
  const sessions = calendars
    .get(instrument.mic)
    .sessions(asUtcMs(T0 - 240 * DAY_MS), asUtcMs(T0 + 40 * DAY_MS));
  let price = 1000 * (at + 1);
  return sessions.flatMap((session: Session, day) => {
    const bars: Bar[] = [];
    const open = price;
    for (const segment of session.segments) {
      for (let from: number = segment.open; from + STEP_MS <= segment.close; from += STEP_MS) {
        const before = price;
        price *= Math.exp(0.003 * noise(from / MINUTE_MS, at));
        if (intraday && day > 110) {
          bars.push(
            makeBar(from, price, {
              instrument: instrument.id,
              interval: '1h',
              closeTime: asUtcMs(from + STEP_MS),
              open: before,
            }),
          );
        }
      }
    }
    bars.push(
      makeBar(session.open, price, {
        instrument: instrument.id,
        interval: '1d',
        closeTime: session.close,
        receivedAt: session.close,
        open,
      }),
    );
    return bars;
  });
}

const ALL: readonly Bar[] = [
  ...MARKETS.flatMap((market, at) => barsOf(market, at, true)),
  ...barsOf(BENCHMARK, 9, false),
];

/** What is not known at the playhead is replaced by `factor` of itself, or left out where that is null. */
function frameWith(playhead: UtcMs, factor: (bar: Bar, at: number) => number | null): Frame {
  const timeline = new Timeline();
  for (const [at, bar] of ALL.entries()) {
    const by = bar.closeTime <= playhead ? 1 : factor(bar, at);
    if (by === null) continue;
    timeline
      .seriesFor(bar.instrument, bar.interval)
      .upsert({ ...bar, open: by * (bar.open ?? 1), high: null, low: null, close: by * bar.close });
  }
  return visible(timeline, playhead, 'published');
}

function everything(frame: Frame): unknown {
  const profiles = new Map(
    MARKETS.map((m) => [m.id, usualProfile(frame, m.id, calendars.get(m.mic), T0)] as const),
  );
  const event = { slug: 'busan-2025', title: 'Busan' };
  const measure = measureEvent({ frame, instruments: MARKETS, calendars, event, anchor: ANCHOR, profiles });
  const claim = {
    words: 'Shares rose',
    group: MARKETS.map((m) => m.id),
    direction: 'up',
    horizon: 'close',
    anchor: 'Handshake',
    source: { publisher: 'P', title: 'T', date: '2025-10-30', url: 'https://example.com/' },
  } as const;
  const perMarket = MARKETS.map((m) => {
    const calendar = calendars.get(m.mic);
    const { dayZero } = eventTime(calendar, T0);
    const parts = { instrument: m.id, calendar, t0: T0, precision: 'minute' } as const;
    return {
      now: new ReactionWatch({ ...parts, profile: profiles.get(m.id) ?? null }).at(frame),
      jumps: dayZero === null ? null : jumpsOfDay(frame, m.id, calendar, dayZero),
      path: comparablePath(frame, { ...event, anchors: [ANCHOR] }, m.id, calendar, 'k'),
    };
  });
  return {
    measure,
    perMarket,
    profiles: [...profiles],
    claim: checkClaim(
      { ...claim, group: [...claim.group] },
      new Map(measure.reactions.map((r) => [r.instrument, r])),
    ),
    study: studyEvent({
      frame,
      event: event.slug,
      anchor: ANCHOR,
      instruments: MARKETS,
      benchmark: BENCHMARK,
      calendars,
    }),
  };
}

const playheads = fc
  .integer({ min: -2 * 24 * 60, max: 12 * 24 * 60 })
  .map((minutes) => asUtcMs(T0 + minutes * MINUTE_MS));

describe('measures and the future', () => {
  it('give the same answer whatever happens after the playhead', () => {
    fc.assert(
      fc.property(playheads, fc.integer({ min: 1, max: 1000 }), (playhead, salt) => {
        const expected = everything(frameWith(playhead, () => 1));
        const altered = (bar: Bar, at: number): number | null =>
          noise(at, salt) > 0.7 ? null : Math.exp(noise(bar.closeTime / MINUTE_MS, salt));
        assert.deepEqual(everything(frameWith(playhead, altered)), expected);
        assert.deepEqual(everything(frameWith(playhead, () => null)), expected);
      }),
      { seed: 20251030, numRuns: 25 },
    );
  });

  it('answer something: the days after T0 are measured once they have passed', () => {
    const { reactions } = (
      everything(frameWith(asUtcMs(T0 + 10 * DAY_MS), () => 1)) as {
        measure: ReturnType<typeof measureEvent>;
      }
    ).measure;
    const states = reactions.flatMap((r) => r.horizons.map((h) => h.state));
    assert.ok(states.filter((s) => s === 'ok').length >= 18, states.join(' '));
    assert.ok(reactions.every((r) => r.horizons.some((h) => h.usual?.z != null)));
  });
});
