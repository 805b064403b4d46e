import assert from 'node:assert/strict';
import { archiveEvents, busanConfounders } from '../../archive/index.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { eventTime } from '../../shared/reaction/event-time.ts';
import { mixedWith } from '../../shared/reaction/mixed-with.ts';
import { asSeq, asUtcMs, MINUTE_MS, parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { type VisibleEvent, visible } from '../../shared/timeline/visible.ts';
import { at, calendars } from '../support/bar-timeline.ts';
import { anchorAt, visibleEvent } from '../support/reactions.ts';

const SEOUL = calendars.get('XKRX' as Mic);
const HONG_KONG = calendars.get('XHKG' as Mic);
const T0 = at('02:05');
const CLOSE_BEFORE = parseInstant('2025-10-29T06:30:00Z');
const OWN = { slug: 'busan-2025' };

const mixed = (events: readonly VisibleEvent[], until: UtcMs, { t0 = T0, calendar = SEOUL } = {}) =>
  mixedWith(events, OWN, eventTime(calendar, t0), calendar, until).map((m) => [m.slug, m.when]);

const eventAt = (slug: string, time: UtcMs): VisibleEvent =>
  visibleEvent(slug, [anchorAt(new Date(time).toISOString())]);

describe('the other events of a result', () => {
  it('lie between the close of day −1 and the end of the horizon, both included', () => {
    const until = at('02:35');
    const on = (time: number) => mixed([eventAt('other', asUtcMs(time))], until);
    assert.deepEqual(on(CLOSE_BEFORE), [['other', 'before']]);
    assert.deepEqual(on(CLOSE_BEFORE - MINUTE_MS), []);
    assert.deepEqual(on(T0 - MINUTE_MS), [['other', 'before']]);
    assert.deepEqual(on(T0), [['other', 'inside']]);
    assert.deepEqual(on(until), [['other', 'inside']]);
    assert.deepEqual(on(until + MINUTE_MS), []);
  });

  it('are judged by the window of their time, not by the minute alone', () => {
    const window = { earliest: at('02:20'), latest: at('05:00') };
    const vague = visibleEvent('vague', [anchorAt('2025-10-30T03:30:00Z', { window, precision: 'hour' })]);
    assert.deepEqual(mixed([vague], at('02:19')), []);
    assert.deepEqual(mixed([vague], at('02:20')), [['vague', 'inside']]);
    const early = { earliest: asUtcMs(CLOSE_BEFORE - 600 * MINUTE_MS), latest: CLOSE_BEFORE };
    const eve = visibleEvent('eve', [anchorAt('2025-10-29T00:00:00Z', { window: early, precision: 'day' })]);
    assert.deepEqual(mixed([eve], at('02:19')), [['eve', 'before']]);
  });

  it('reach back over a holiday of the market, to its own last close', () => {
    // Hong Kong did not trade on 29 October 2025: its last close was on the 28th.
    const onTheHoliday = [eventAt('deal', parseInstant('2025-10-29T03:00:00Z'))];
    assert.deepEqual(mixed(onTheHoliday, at('02:10'), { calendar: HONG_KONG }), [['deal', 'before']]);
    assert.deepEqual(mixed(onTheHoliday, at('02:10')), []);
  });

  it('reach back to the close before where the market was shut at T0', () => {
    const evening = parseInstant('2025-10-30T20:00:00Z');
    const events = [eventAt('morning', at('02:05')), eventAt('after-close', at('07:15'))];
    const until = parseInstant('2025-10-31T01:00:00Z');
    assert.deepEqual(mixed(events, until, { t0: evening }), [['after-close', 'before']]);
  });

  it('are not the event itself with its other anchors, and stand once for each side, in order', () => {
    const own = visibleEvent('busan-2025', [
      anchorAt('2025-10-30T02:05:00Z'),
      anchorAt('2025-10-30T03:50:00Z'),
    ]);
    const twice = visibleEvent('twice', [
      anchorAt('2025-10-30T04:00:00Z'),
      anchorAt('2025-10-30T03:00:00Z'),
      anchorAt('2025-10-30T01:00:00Z'),
    ]);
    const found = mixedWith([own, twice], OWN, eventTime(SEOUL, T0), SEOUL, at('06:30'));
    assert.deepEqual(
      found.map((m) => [m.slug, m.when, m.time]),
      [
        ['twice', 'before', at('01:00')],
        ['twice', 'inside', at('03:00')],
      ],
    );
    assert.deepEqual(
      mixedWith([own], null, eventTime(SEOUL, T0), SEOUL, at('06:30')).map((m) => m.time),
      [T0],
      'a T0 set by hand has no event of its own',
    );
  });
});

describe('the catalogue around Busan', () => {
  const timeline = new Timeline();
  for (const [n, event] of [...archiveEvents, ...busanConfounders].entries()) {
    timeline.events.set(event.slug, {
      ...event,
      receivedAt: asUtcMs(0),
      revision: 1,
      deleted: false,
      seq: asSeq(n + 1),
    });
  }
  const busan = archiveEvents.find((e) => e.slug.startsWith('busan'));
  const tokyo = calendars.get('XTKS' as Mic);
  const around = (playhead: UtcMs, until: UtcMs) =>
    mixedWith(
      visible(timeline, playhead, 'published').events,
      { slug: busan?.slug ?? '' },
      eventTime(tokyo, T0),
      tokyo,
      until,
    );

  it('names the Fed before and the Bank of Japan inside, once it had spoken', () => {
    const day = around(at('06:30'), at('06:30'));
    const names = (when: string, list = day) =>
      list
        .filter((m) => m.when === when)
        .map((m) => m.title)
        .join('; ');
    assert.match(names('before'), /Fed/);
    assert.match(names('inside'), /BoJ/);
    const early = around(at('02:30'), at('06:30'));
    assert.match(names('before', early), /Fed/);
    assert.doesNotMatch(names('inside', early), /BoJ/, 'not after the playhead');
    assert.ok(day.every((m) => m.slug !== busan?.slug));
  });
});
