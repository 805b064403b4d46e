import assert from 'node:assert/strict';
import { bandMaker, heroInput } from '../../client/panels/hero-input.ts';
import { measures, measuring, usualState } from '../../client/state/measures.ts';
import { select } from '../../client/state/selection.ts';
import { wallNow } from '../../client/state/status.ts';
import { stretchesToRead, takeChanges, takeReset } from '../../client/state/timeline.ts';
import { keepUsual } from '../../client/state/usual.ts';
import { changeView } from '../../client/state/view.ts';
import { DEFAULT_VIEW } from '../../client/state/view-url.ts';
import { encodeProfiles } from '../../shared/reaction/usual-wire.ts';
import {
  asSeq,
  asUtcMs,
  HOUR_MS,
  type LocalDate,
  MINUTE_MS,
  parseInstant,
} from '../../shared/time/instant.ts';
import { id, makeBar } from '../support/records.ts';
import { TestClock } from '../support/test-clock.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');
const DAY = parseInstant('2025-05-01T00:00:00Z');

const moves = Array.from({ length: 60 }, (_, n) => (((n * 7) % 60) - 29.5) / 1e4);
const answer = (t0: number) => ({
  profiles: encodeProfiles([
    {
      instrument: id('KS11'),
      t0: asUtcMs(t0),
      dayZero: '2025-10-30' as LocalDate,
      offsetMinutes: 125,
      lookback: 120,
      stepMinutes: 5,
      samples: [
        {
          key: 'm5',
          minutes: 5,
          interval: '5m',
          from: 'same-offset',
          moves,
          sessions: moves.map(
            (_, n) => new Date(DAY + n * 86_400_000).toISOString().slice(0, 10) as LocalDate,
          ),
          skipped: [],
          overlapping: false,
        },
      ],
    },
  ]),
});

const EMPTY = { bars: [], supersededBars: [], quotes: [], headlines: [], events: [] };

/** A store with the minutes of KOSPI until nine minutes after T0: 4,000 at T0, then one point a minute. */
function world(storeId: string): void {
  const stretch = { from: asUtcMs(T0 - HOUR_MS), to: asUtcMs(T0 + HOUR_MS) };
  takeReset({ storeId, seq: asSeq(5), ...stretch, ...EMPTY }, asSeq(5));
  const bars = Array.from({ length: 40 }, (_, n) =>
    makeBar(T0 + (n - 31) * MINUTE_MS, 4000 + Math.max(0, n - 30)),
  );
  takeChanges(
    bars.map((record) => ({ kind: 'bar', record })),
    asSeq(6),
  );
}

describe('usual moves on the page', () => {
  const clock = new TestClock();
  const asked: URLSearchParams[] = [];
  const real = globalThis.fetch;
  let fails = false;
  const kospi = () => measures.value.get(id('KS11'));
  const settle = () => clock.settle();

  before(async () => {
    globalThis.fetch = (async (url: string) => {
      if (fails) throw new TypeError('no line');
      const query = new URL(url, 'http://page').searchParams;
      asked.push(query);
      return new Response(JSON.stringify(answer(Date.parse(query.get('t0') ?? ''))));
    }) as typeof fetch;
    wallNow.value = asUtcMs(T0 + 9.5 * MINUTE_MS);
    changeView({ event: 'today', t0: T0, markets: [id('KS11'), id('HSI')] });
    world('one');
    keepUsual(clock);
    await settle();
  });
  after(() => {
    changeView(DEFAULT_VIEW);
    globalThis.fetch = real;
  });

  it('are asked for once a view and set beside the newest step that has passed', async () => {
    assert.deepEqual(
      asked.map((q) => [q.get('t0'), q.get('instruments'), q.get('asOf')]),
      [['2025-10-30T02:05:00Z', 'KS11,HSI', null]],
    );
    assert.equal(usualState.value, 'ready');
    const now = kospi();
    assert.equal(now?.key, 'm5');
    assert.ok(Math.abs((now?.moveLog ?? 0) - Math.log(4005 / 4000)) < 1e-12);
    assert.equal(now?.unusual?.n, 60);
    assert.ok((now?.unusual?.z ?? 0) > 0.4);
  });
  it('cost nothing in a frame without a new bar, and follow the next one', () => {
    const before = kospi();
    wallNow.value = asUtcMs(wallNow.value + 5_000);
    assert.equal(kospi(), before, 'the same object');
    takeChanges(
      [{ kind: 'bar', record: makeBar(T0 + 4 * MINUTE_MS, 4050, { revision: 2, seq: asSeq(7) }) }],
      asSeq(7),
    );
    assert.ok((kospi()?.moveLog ?? 0) > 0.01);
  });
  it('make the band once, not with every frame of a playhead that runs', () => {
    const made: number[] = [];
    select(id('KS11'));
    bandMaker.value = ({ instrument, t0 }) => {
      made.push(t0);
      return { instrument, times: Float64Array.of(t0), percent: Float64Array.of(0) };
    };
    const bands = new Set(
      [0, 1, 2].map((second) => {
        wallNow.value = asUtcMs(wallNow.value + second * 1_000);
        return heroInput().usual;
      }),
    );
    assert.deepEqual(made, [T0]);
    assert.equal(bands.size, 1);
    bandMaker.value = null;
    select(null);
  });
  it('are asked for again when history has come in and it is quiet', async () => {
    const count = asked.length;
    stretchesToRead([
      {
        kind: 'history',
        record: {
          ...{ instrument: id('KS11'), interval: '5m', count: 9, revision: 1, seq: asSeq(8) },
          ...{ receivedAt: T0, from: asUtcMs(DAY), to: asUtcMs(DAY + HOUR_MS) },
        },
      },
    ]);
    await settle();
    assert.equal(asked.length, count, 'not at once');
    await clock.advanceBy(1_000);
    assert.equal(asked.length, count + 1);
  });
  it('are asked for anew in another world, for another T0 and by what was known, never from after the playhead', async () => {
    asked.length = 0;
    world('two');
    await settle();
    changeView({ t0: asUtcMs(T0 + 2 * MINUTE_MS) });
    assert.equal(kospi()?.unusual ?? null, null, 'those of another T0 are not used');
    await settle();
    changeView({ t0: T0, basis: 'known' });
    await settle();
    assert.deepEqual(
      asked.map((q) => [q.get('t0'), q.get('asOf'), q.get('basis')]),
      [
        ['2025-10-30T02:05:00Z', null, null],
        ['2025-10-30T02:07:00Z', null, null],
        ['2025-10-30T02:05:00Z', '2025-10-30T02:05:00Z', 'known'],
      ],
    );
    changeView({ basis: 'published' });
    await settle();
  });
  it('are not asked for before T0', async () => {
    asked.length = 0;
    changeView({ t0: asUtcMs(T0 + HOUR_MS) });
    await settle();
    assert.deepEqual([asked.length, measures.value.size], [0, 0]);
    changeView({ t0: T0 });
    await settle();
  });
  it('say that they could not be read, keep what there was, and try again', async () => {
    fails = true;
    world('three');
    await settle();
    assert.equal(usualState.value, 'failed');
    assert.notEqual(measuring.value, null);
    fails = false;
    await clock.advanceBy(1_000);
    assert.equal(usualState.value, 'ready');
    assert.equal(kospi()?.unusual?.n, 60);
  });
});
