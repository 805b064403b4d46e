import assert from 'node:assert/strict';
import { buildFigure, type Figure, yOf } from '../../client/charts/figure.ts';
import { JUMP_AIR, JUMP_SIZE, placeJumps } from '../../client/charts/jumps.ts';
import { geometry } from '../../client/charts/layout.ts';
import { Memo } from '../../client/charts/memo.ts';
import { xOf } from '../../client/charts/scale.ts';
import { buildScene } from '../../client/charts/scene.ts';
import { enAnnotations } from '../../client/i18n/en-annotations.ts';
import { flagButtons, jumpButtons, laneButtons, marksAt } from '../../client/panels/mark-buttons.ts';
import type { Jump } from '../../shared/reaction/day-jumps.ts';
import { asUtcMs, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { chartInput, feed, INSTRUMENT } from '../support/chart-input.ts';
import { makeHeadline } from '../support/records.ts';

const at = (clock: string) => parseInstant(`2025-10-30T${clock}:00Z`);

const jump = (clock: string, moveLog: number, statistic = moveLog * 1000): Jump => ({
  time: at(clock),
  widthSeconds: 300,
  moveLog,
  statistic,
  p: 0.001,
});

function figureOf(
  timeline: Timeline,
  now: string,
  extra: Partial<Parameters<typeof buildFigure>[0]> = {},
): Figure {
  const input = { ...chartInput(timeline, { now, markets: ['KS11', 'N225'] }), ...extra };
  const scene = buildScene(input);
  const measure = (text: string): number => text.length * 6;
  const measures = { flag: measure, t0Flag: measure, lane: measure };
  return buildFigure(input, scene, geometry('wide', 1180, 420, 0), [], scene.range, measures, new Memo());
}

function wavy(): Timeline {
  const timeline = new Timeline();
  feed(timeline, 'KS11', '00:00', '06:00', (minute) => 4000 + 400 * Math.sin(minute / 5));
  feed(timeline, 'N225', '00:00', '06:00', () => 51_000);
  return timeline;
}

const market = (jumps: readonly Jump[]) => ({ instrument: INSTRUMENT.KS11, jumps, missing: null });

describe('jumps on the chart', () => {
  it('stand beside their line and never on it, above a rise and below a fall', () => {
    const figure = figureOf(wavy(), '05:00');
    const placed = placeJumps(figure, market([jump('02:30', 0.004), jump('03:30', -0.006)]));
    assert.deepEqual(
      placed.map((p) => p.up),
      [true, false],
    );
    const { path } = figure.scene.series.find((s) => s.id === 'KS11') as Figure['scene']['series'][number];
    for (const { x, y, up } of placed) {
      path.x.forEach((time, at) => {
        if (Math.abs(xOf(figure.scale, time) - x) > JUMP_SIZE / 2) return;
        const line = yOf(figure, path.y[at] as number);
        assert.ok(up ? line >= y + JUMP_AIR - 1e-6 : line <= y - JUMP_AIR + 1e-6, `${y} beside ${line}`);
      });
      assert.ok(path.x.some((time) => Math.abs(xOf(figure.scale, time) - x) <= JUMP_SIZE / 2));
    }
  });

  it('are none from after the playhead, and none of a market that has no line', () => {
    const figure = figureOf(wavy(), '03:00');
    const all = [jump('02:30', 0.004), jump('03:30', -0.006)];
    assert.deepEqual(
      placeJumps(figure, market(all)).map((p) => p.jump.time),
      [at('02:30')],
    );
    assert.deepEqual(placeJumps(figure, null), []);
    assert.deepEqual(placeJumps(figureOf(new Timeline(), '03:00'), market(all)), []);
  });

  it('are at most twelve, the largest, with room to be told apart', () => {
    const many = Array.from({ length: 90 }, (_, i): Jump => {
      const time = asUtcMs(at('00:30') + i * 3 * MINUTE_MS);
      return { ...jump('00:30', 0.001 * (1 + (i % 7))), time };
    });
    const placed = placeJumps(figureOf(wavy(), '05:30'), market(many));
    assert.ok(placed.length > 3 && placed.length <= 12);
    placed.forEach((own, i) => {
      const before = placed[i - 1];
      if (before !== undefined) assert.ok(own.x - before.x >= JUMP_SIZE + 4);
    });
    assert.ok(placed.some((p) => p.jump.moveLog === 0.007));
  });
});

describe('marks that open', () => {
  const anchor = (name: string, clock: string) => {
    const time = at(clock);
    return { name, time, precision: 'minute' as const, window: { earliest: time, latest: time } };
  };
  const subject = {
    slug: 'busan-2025',
    title: 'Busan',
    anchors: [anchor('Handshake', '02:05'), anchor('Talks end', '03:50'), anchor('Walk', '03:51')],
  };

  it('have a button each, a fold one for all it stands for, and none for a T0 of one’s own', () => {
    const figure = figureOf(wavy(), '05:00', { subject });
    const buttons = flagButtons(figure, enAnnotations);
    assert.deepEqual(
      buttons.map((b) => b.mark),
      [
        { kind: 'events', events: [{ slug: 'busan-2025', anchor: 'Handshake' }] },
        {
          kind: 'events',
          events: [
            { slug: 'busan-2025', anchor: 'Talks end' },
            { slug: 'busan-2025', anchor: 'Walk' },
          ],
        },
      ],
    );
    assert.equal(buttons[1]?.name, '2 events: Talks end 12:50, Walk 12:51');
    assert.deepEqual(flagButtons(figureOf(wavy(), '05:00'), enAnnotations), []);
  });

  it('are at least 24 px where a mouse presses them, and halve the way to a neighbour in the lane', () => {
    const timeline = wavy();
    [0, 4, 60].forEach((minute, i) => {
      const headline = makeHeadline(at('02:10') + minute * MINUTE_MS, `h${i}`, { side: 'us' });
      timeline.headlines.push(headline);
      timeline.headlineById.set(headline.id, headline);
    });
    const figure = figureOf(timeline, '05:00', { subject });
    const lane = laneButtons(figure.lane, figure.geometry.lane, enAnnotations);
    assert.deepEqual(
      lane.map((b) => b.mark),
      figure.lane.flatMap((row) =>
        row.marks.map((m) => ({ kind: 'headlines', ids: m.stories.map((s) => s.headline.id) })),
      ),
    );
    lane.forEach((button, i) => {
      const before = lane[i - 1];
      if (before !== undefined) assert.ok(before.left + before.width <= button.left + 1e-6);
    });
    for (const b of [
      ...flagButtons(figure, enAnnotations),
      ...jumpButtons(figure, market([jump('02:30', 0.004)]), enAnnotations),
    ]) {
      assert.ok(b.width >= 24 && b.height >= 24, b.name);
    }
  });

  it('are offered at a locked crosshair that stands on them', () => {
    const figure = figureOf(wavy(), '05:00', { subject });
    const buttons = flagButtons(figure, enAnnotations);
    const t0 = figure.t0X as number;
    assert.deepEqual(
      marksAt(buttons, t0).map((b) => b.name),
      ['T0 Handshake 11:05'],
    );
    assert.deepEqual(marksAt(buttons, t0 - 60), []);
  });

  it('name a jump with its move and time', () => {
    const figure = figureOf(wavy(), '05:00');
    const [button] = jumpButtons(figure, market([jump('02:30', Math.log(1.004))]), enAnnotations);
    assert.equal(button?.name, 'Jump of KOSPI, +0.40 percent at 11:30');
  });
});
