import assert from 'node:assert/strict';
import { crosshairRows, nearestHeadline, nextSeries, snap, walk } from '../../client/charts/crosshair.ts';
import { Announcer, describeFigure, sentenceAt } from '../../client/charts/describe.ts';
import { buildFigure, type Figure, flagUnder, yOf } from '../../client/charts/figure.ts';
import { flagItems } from '../../client/charts/flags.ts';
import { hitAt } from '../../client/charts/hit.ts';
import { pressKey } from '../../client/charts/keys.ts';
import { geometry, leastHeight } from '../../client/charts/layout.ts';
import { Memo } from '../../client/charts/memo.ts';
import { xOf } from '../../client/charts/scale.ts';
import { buildScene } from '../../client/charts/scene.ts';
import { sparkShape } from '../../client/charts/spark-path.ts';
import { clearHover, hover } from '../../client/state/hover.ts';
import { asUtcMs, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { chartInput, feed, INSTRUMENT, T0 } from '../support/chart-input.ts';
import { id, makeHeadline } from '../support/records.ts';

const at = (clock: string) => parseInstant(`2025-10-30T${clock}:00Z`);
const measure = (text: string): number => text.length * 6;

function timeline(): Timeline {
  const made = new Timeline();
  feed(made, 'KS11', '00:00', '04:00', (minute) => 4000 - minute / 10);
  feed(made, 'N225', '00:00', '02:30', (minute) => 50_000 + minute);
  made.headlines.push(
    makeHeadline(at('02:15'), 'a', { side: 'china', title: 'Xi: differences are normal' }),
    makeHeadline(at('03:50'), 'b', { side: 'us', title: 'Talks end' }),
  );
  return made;
}

function figureOf(kind: 'live' | 'replay' = 'live', now = '04:00'): Figure {
  const input = chartInput(timeline(), { now, kind, to: '06:00' });
  const scene = buildScene(input);
  const boxes = geometry('wide', 1184, 566, 3);
  return buildFigure(
    input,
    scene,
    boxes,
    [],
    scene.range,
    { flag: measure, t0Flag: measure, lane: measure },
    new Memo(),
  );
}

describe('chart figure', () => {
  it('keeps every part on whole px and the plot at 200 or more', () => {
    const boxes = geometry('laptop', 946, 100, 8);
    assert.ok(boxes.plot.bottom - boxes.plot.top >= 200);
    assert.ok(boxes.height >= leastHeight('laptop', 8) - 1);
    const wide = geometry('wide', 1184, 566, 8);
    assert.deepEqual([wide.plot.left, wide.plot.right], [124, 1008]);
  });

  it('lets labels ride at the playhead until 200 px are left', () => {
    const early = figureOf('replay', '03:00');
    assert.ok(early.riding && early.labelX === (early.nowX as number) + 14);
    const late = figureOf('replay', '05:50');
    assert.ok(!late.riding && late.labelX === late.geometry.plot.right + 14);
  });

  it('marks T0 first, and none from after the playhead', () => {
    const input = chartInput(new Timeline(), { now: '04:00' });
    const anchor = (name: string, clock: string, precision: 'minute' | 'hour') => {
      const time = at(clock);
      return { name, time, precision, window: { earliest: time, latest: time } };
    };
    const subject = {
      slug: 'busan-2025',
      title: 'Busan',
      anchors: [anchor('Handshake', '02:05', 'minute'), anchor('Talks end', '03:50', 'hour')],
    };
    assert.deepEqual(
      flagItems({ ...input, subject }).map((f) => f.text),
      ['T0 Handshake 11:05', 'Talks end ~12:50'],
    );
  });
});

describe('pointing at the chart', () => {
  afterEach(clearHover);

  it('snaps to minutes and never beyond what may be seen', () => {
    const { input } = figureOf();
    assert.equal(snap(input, at('03:00') + 29_000), at('03:00'));
    assert.equal(snap(input, at('05:30')), at('04:00'));
    assert.equal(walk(input, null, -10), at('03:50'));
  });

  it('finds the line, the headline, the axis and the label under a point', () => {
    const figure = figureOf();
    const x = xOf(figure.scale, at('03:00'));
    const kospi = figure.scene.series.find((s) => s.id === 'KS11');
    const y = yOf(figure, kospi?.path.y[kospi.path.x.indexOf(at('03:00'))] as number);
    assert.equal(hitAt(figure, x, y + 3).instrument, 'KS11');
    assert.equal(hitAt(figure, x, figure.geometry.axis.top + 10).part, 'axis');
    const lane = figure.geometry.lane;
    const china = hitAt(figure, xOf(figure.scale, at('02:15')), lane.top + lane.row * 1.5);
    assert.equal(china.headline?.id, 'a');
    const label = figure.labels.labels.find((l) => l.id === 'KS11');
    assert.equal(hitAt(figure, figure.labelX + 20, label?.y as number).instrument, 'KS11');
    assert.equal(hitAt(figure, 3, 3).part, 'outside');
  });

  it('takes the playhead by hand in a replay only', () => {
    const live = figureOf('live');
    assert.equal(hitAt(live, live.nowX as number, 100).playhead, false);
    const replay = figureOf('replay');
    assert.equal(hitAt(replay, (replay.nowX as number) + 4, 100).playhead, true);
  });

  it('lists values highest first, with the state of a market that rests', () => {
    const { input, scene } = figureOf();
    const rows = crosshairRows(input, scene, at('03:00'), null);
    assert.deepEqual(
      rows.map((r) => [r.id as string, r.note]),
      [
        ['N225', 'lunch'],
        ['KS11', ''],
      ],
    );
    assert.equal(rows[0]?.time, at('02:30'));
  });

  it('names the newest headline before the crosshair, within half an hour', () => {
    const { headlines } = figureOf().input.frame;
    assert.equal(nearestHeadline(headlines, at('02:40'))?.id, 'a');
    assert.equal(nearestHeadline(headlines, at('03:10')), null);
    assert.equal(nearestHeadline(headlines, at('03:45'))?.id, 'b');
  });

  it('walks bars, series and headlines by keys and locks the crosshair', () => {
    const figure = figureOf();
    const selected: (string | null)[] = [];
    const calls = {
      onSelect: (i: string | null) => selected.push(i),
      onPickTime: () => {},
      onRange: () => {},
    };
    const press = (key: string, shiftKey = false): boolean =>
      pressKey({ key, code: key, shiftKey }, figure, calls);
    assert.ok(press('ArrowLeft', true));
    assert.equal(hover.value.time, at('03:50'));
    assert.ok(hover.value.locked);
    press('ArrowRight');
    assert.equal(hover.value.time, at('03:51'));
    press('h');
    assert.deepEqual([hover.value.headlineId, hover.value.time], ['b', at('03:50')]);
    press('m');
    assert.equal(hover.value.time, T0, 'the only flag');
    assert.equal(flagUnder(figure, T0)?.id, 't0');
    assert.equal(flagUnder(figure, T0 + 5 * MINUTE_MS), null);
    press('ArrowDown');
    const first = hover.value.instrument;
    press('ArrowDown');
    assert.notEqual(hover.value.instrument, first);
    press('Enter');
    assert.deepEqual(selected, [hover.value.instrument]);
    assert.ok(press('Escape'));
    assert.equal(hover.value.time, null);
    assert.equal(press('Escape'), false, 'an Esc that frees nothing is the page’s');
    assert.equal(press('x'), false);
  });

  it('goes round the series by value', () => {
    const { scene } = figureOf();
    const time = asUtcMs(at('02:20'));
    assert.equal(nextSeries(scene, time, null, 1), 'N225');
    assert.equal(nextSeries(scene, time, INSTRUMENT.N225, 1), 'KS11');
    assert.equal(nextSeries(scene, time, INSTRUMENT.KS11, 1), 'N225');
  });
});

describe('the chart in words', () => {
  it('describes its range, marks and ends', () => {
    assert.match(
      describeFigure(figureOf()),
      /^Lines of 2 markets from 09:00 to 15:00 KST, in percent\. Marked: T0 Handshake 11:05\. Line ends: Nikkei 225 \+0\.05, KOSPI −0\.29\./,
    );
  });

  it('says a value with its distance from T0', () => {
    const words = sentenceAt(figureOf(), INSTRUMENT.KS11, asUtcMs(T0 + 90 * MINUTE_MS));
    assert.equal(words, 'KOSPI −0.23 percent, 12:35, 1 h 30 min after T0');
    assert.equal(sentenceAt(figureOf(), id('HSI'), at('03:00')), null);
  });

  it('speaks of a market every 30 s at most', () => {
    const announcer = new Announcer();
    assert.equal(announcer.say(0, INSTRUMENT.KS11, 'a'), 'a');
    assert.equal(announcer.say(29_000, INSTRUMENT.KS11, 'b'), null);
    assert.equal(announcer.say(29_000, INSTRUMENT.N225, 'c'), 'c');
    assert.equal(announcer.say(30_000, INSTRUMENT.KS11, 'b'), 'b');
    assert.equal(announcer.say(90_000, INSTRUMENT.KS11, 'b'), null, 'nothing new');
  });
});

describe('sparkline', () => {
  it('splits at gaps, ticks T0 and ends where the data end', () => {
    const path = {
      x: Float64Array.of(0, 10, 20, 50, 60),
      y: Float64Array.of(0, 1, 0.5, -1, -0.5),
      segments: [
        { start: 0, end: 3 },
        { start: 3, end: 5 },
      ],
      holds: [],
      outages: [],
    };
    const shape = sparkShape(path, { width: 104, height: 24, from: 0, to: 100, t0: 20 });
    assert.equal(shape.line, 'M2 12L12 2L22 7M52 22L62 17');
    assert.deepEqual([shape.zeroY, shape.t0X, shape.end], [12, 22, { x: 62, y: 17 }]);
  });
});
