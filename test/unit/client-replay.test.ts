import assert from 'node:assert/strict';
import { type KeyContext, type KeyPress, keyAction } from '../../client/replay/keys.ts';
import { barEdge, nextSpeed } from '../../client/replay/replay-state.ts';
import { skipTo } from '../../client/replay/skip.ts';
import { areaPath, hourTicks, liveliness, stripTicks } from '../../client/replay/strip.ts';
import { dayRange, followRange } from '../../client/state/day-range.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { asSeq, asUtcMs, formatInstant, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { applyChanges } from '../../shared/timeline/apply.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { visible } from '../../shared/timeline/visible.ts';
import { feed, market } from '../support/chart-input.ts';
import { id, makeHeadline } from '../support/records.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');
const calendars = createCalendars();
const press = (key: string, rest: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  shift: false,
  ctrl: false,
  meta: false,
  alt: false,
  ...rest,
});
const context: KeyContext = { place: 'page', enabled: true, replaying: true, paused: true, covered: false };

describe('keys', () => {
  const act = (key: string, rest: Partial<KeyPress> = {}, where: Partial<KeyContext> = {}) =>
    keyAction(press(key, rest), { ...context, ...where });
  it('drive a replay', () => {
    assert.deepEqual(act(' '), { do: 'toggle' });
    assert.deepEqual(act('K'), { do: 'toggle' });
    assert.deepEqual(act('ArrowLeft'), { do: 'bars', count: -1 });
    assert.deepEqual(act('ArrowRight', { shift: true }), { do: 'bars', count: 10 });
    assert.deepEqual(act('j'), { do: 'minutes', count: -10 });
    assert.deepEqual(act('.'), { do: 'bars', count: 1 });
    assert.equal(act('.', {}, { paused: false }), null);
    assert.deepEqual(act('>'), { do: 'speed', faster: true });
    assert.deepEqual(act('7'), { do: 'tenth', tenth: 7 });
    assert.deepEqual(act('n'), { do: 'headline', forward: true });
    assert.deepEqual(act('['), { do: 'event', forward: false });
    assert.deepEqual(act('Escape'), { do: 'leave' });
  });
  it('do nothing while typing, behind a sheet, or when switched off', () => {
    for (const where of [{ place: 'field' as const }, { covered: true }, { enabled: false }]) {
      assert.equal(act('k', {}, where), null);
      assert.equal(act('?', {}, where), null);
    }
  });
  it('open the picker from anywhere with Ctrl or Cmd and K', () => {
    assert.deepEqual(act('k', { ctrl: true }, { place: 'field' }), { do: 'picker' });
    assert.deepEqual(act('k', { meta: true }, { enabled: false }), { do: 'picker' });
  });
  it('leave a focused control its own keys', () => {
    assert.equal(act(' ', {}, { place: 'control' }), null);
    assert.equal(act('ArrowLeft', {}, { place: 'control' }), null);
    assert.deepEqual(act('k', {}, { place: 'control' }), { do: 'toggle' });
  });
  it('outside a replay only open things and zoom back', () => {
    const live = { replaying: false };
    for (const key of [' ', 'k', 'ArrowLeft', '5', 'n', 'Escape'])
      assert.equal(act(key, {}, live), null, key);
    assert.deepEqual(act('?', {}, live), { do: 'help' });
    assert.deepEqual(act('g', {}, live), { do: 'go-to' });
    assert.deepEqual(act(')', { shift: true, code: 'Digit0' }, live), { do: 'zoom-back' });
  });
});

describe('steps of a replay', () => {
  it('stand on the edges of bars', () => {
    assert.equal(barEdge(T0, 1) - T0, MINUTE_MS);
    assert.equal(barEdge(T0, -1) - T0, -MINUTE_MS);
    assert.equal(barEdge(T0 + 20_000, 1) - T0, MINUTE_MS);
    assert.equal(barEdge(T0 + 20_000, -1) - T0, 0);
    assert.equal(barEdge(T0 + 20_000, 10) - T0, 10 * MINUTE_MS);
  });
  it('go through the speeds of the list', () => {
    assert.deepEqual(
      [nextSpeed(1, true), nextSpeed(60, false), nextSpeed(3600, true), nextSpeed(45, true)],
      [10, 10, 3600, 60],
    );
  });
  it('skip hours in which no shown market trades', () => {
    const seoul = [calendars.get(market('KS11').mic)];
    const end = parseInstant('2025-10-31T08:00:00Z');
    assert.equal(skipTo(T0, seoul, end), null);
    assert.equal(
      formatInstant(skipTo(parseInstant('2025-10-30T08:00:00Z'), seoul, end) as typeof T0),
      '2025-10-31T00:00:00Z',
    );
    assert.equal(
      skipTo(parseInstant('2025-10-30T08:00:00Z'), seoul, parseInstant('2025-10-30T09:00:00Z')),
      parseInstant('2025-10-30T09:00:00Z'),
    );
    assert.equal(skipTo(parseInstant('2025-10-30T23:58:00Z'), seoul, end), null);
  });
});

describe('the day on the axis', () => {
  it('is 09:00 to 17:00 in Seoul for Busan, and reaches to the last close', () => {
    const day = dayRange(T0, 'Asia/Seoul', INSTRUMENTS, calendars);
    assert.equal(formatInstant(day.from), '2025-10-30T00:00:00Z');
    assert.equal(formatInstant(day.to), '2025-10-30T08:00:00Z');
    assert.equal(formatInstant(day.lastClose), '2025-10-30T10:00:00Z');
  });
  it('reaches to the first session that can answer when all are shut', () => {
    const day = dayRange(parseInstant('2025-10-10T20:50:00Z'), 'America/New_York', INSTRUMENTS, calendars);
    assert.equal(formatInstant(day.from), '2025-10-10T19:50:00Z');
    assert.ok(day.to > parseInstant('2025-10-13T00:00:00Z'));
  });
  it('reaches into the next morning when most markets have closed for the day', () => {
    const t0 = parseInstant('2025-05-12T07:00:00Z');
    const day = dayRange(t0, 'Europe/Zurich', INSTRUMENTS, calendars);
    assert.equal(formatInstant(day.from), '2025-05-12T06:00:00Z');
    assert.ok(day.to >= parseInstant('2025-05-13T08:00:00Z'));
    assert.ok(calendars.get(market('KS11').mic).tradingMinutes(t0, day.to) > 300);
  });
  it('follows now with a little room ahead', () => {
    const { from, to } = followRange(T0, asUtcMs(T0 + 97 * MINUTE_MS));
    assert.equal(from, T0 - 70 * MINUTE_MS);
    assert.ok(to > T0 + 97 * MINUTE_MS && to <= T0 + 110 * MINUTE_MS);
    const early = followRange(T0, asUtcMs(T0 - 180 * MINUTE_MS));
    assert.ok(early.from < T0 - 180 * MINUTE_MS && early.to > T0);
  });
});

describe('the strip', () => {
  const from = parseInstant('2025-10-30T00:00:00Z');
  const to = parseInstant('2025-10-30T08:00:00Z');
  const timeline = new Timeline();
  feed(timeline, 'KS11', '00:00', '06:00', (m) => 4000 * (1 + 0.001 * Math.sin(m)));
  applyChanges(
    timeline,
    [
      { kind: 'headline', record: makeHeadline(T0, 'a', { seq: asSeq(1), side: 'us' }) },
      { kind: 'headline', record: makeHeadline(T0 + MINUTE_MS, 'b', { seq: asSeq(2), storyId: 'a' }) },
      { kind: 'headline', record: makeHeadline(T0 + 60 * MINUTE_MS, 'c', { seq: asSeq(3) }) },
    ],
    asSeq(3),
  );
  const frame = visible(timeline, asUtcMs(T0 + 30 * MINUTE_MS), 'published');
  it('knows nothing after the playhead', () => {
    assert.equal(liveliness(frame, [id('KS11')], from, to).length, 31);
    assert.deepEqual(
      stripTicks(frame, from, to).map((t) => [t.id, t.outlets]),
      [['a', 2]],
    );
  });
  it('draws the area up to the playhead only', () => {
    const path = areaPath(liveliness(frame, [id('KS11')], from, to), from, to, frame.playhead, 1000, 30);
    const furthest = Math.max(...[...path.matchAll(/[ML](\d+\.?\d*)/g)].map((m) => Number(m[1])));
    assert.ok(furthest <= 1000 * ((frame.playhead - from) / (to - from)) + 0.1);
    assert.equal(areaPath([], from, to, frame.playhead, 1000, 30), '');
  });
  it('writes round hours of the zone', () => {
    assert.equal(hourTicks(from, to, 9 * 60 * MINUTE_MS, 1).length, 9);
    assert.equal(hourTicks(from, to, 5.5 * 60 * MINUTE_MS, 1)[0], from + 30 * MINUTE_MS);
  });
});
