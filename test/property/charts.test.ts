import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type FlagItem, layoutFlags } from '../../client/charts/flags.ts';
import { type LabelWish, placeLabels } from '../../client/charts/labels.ts';
import { layoutLane } from '../../client/charts/lane.ts';
import { valueRange, valueTicks } from '../../client/charts/scale.ts';
import { Thinner, thin } from '../../client/charts/thin.ts';
import { axisTicks } from '../../client/charts/ticks.ts';
import { offsetAt } from '../../client/i18n/zone-names.ts';
import type { Headline } from '../../shared/news/headline.ts';
import { DAY_MS, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { makeHeadline } from '../support/records.ts';

const SEED = 20251030;
const check = <T>(property: fc.IPropertyWithHooks<T>, numRuns = 300) =>
  fc.assert(property, { seed: SEED, numRuns });
const measure = (text: string): number => [...text].length * 6.2;

describe('chart properties: end labels', () => {
  const wishes = fc.array(
    fc.record({ y: fc.double({ min: -400, max: 900, noNaN: true }), emphasised: fc.boolean() }),
    {
      maxLength: 24,
    },
  );
  const box = fc.record({
    pitch: fc.constantFrom(15.5, 17),
    top: fc.integer({ min: 0, max: 60 }),
    height: fc.integer({ min: 0, max: 500 }),
  });

  it('labels never overlap, stay inside and keep the order of their lines', () => {
    check(
      fc.property(wishes, box, (list, { pitch, top, height }) => {
        const bottom = top + height;
        const all: LabelWish[] = list.map((w, i) => ({ ...w, id: String(i) }));
        const { labels, more } = placeLabels(all, pitch, top, bottom);
        const rows = [...labels.map((l) => l.y), ...(more === null ? [] : [more.y])].sort((a, b) => a - b);
        rows.forEach((y, i) => {
          assert.ok(y >= top - 1e-6 && y <= bottom + 1e-6, `${y} lies in ${top}…${bottom}`);
          if (i > 0) assert.ok(y - (rows[i - 1] as number) >= pitch - 1e-6);
        });
        labels.forEach((label, i) => {
          const before = labels[i - 1];
          if (before === undefined) return;
          assert.ok(before.lineY <= label.lineY && before.y < label.y, 'leaders do not cross');
        });
        assert.equal(labels.length + (more?.count ?? 0), all.length);
      }),
    );
  });

  it('no coloured label is dropped while a grey one stands', () => {
    check(
      fc.property(wishes, box, (list, { pitch, top, height }) => {
        const all: LabelWish[] = list.map((w, i) => ({ ...w, id: String(i) }));
        const { labels, more } = placeLabels(all, pitch, top, top + height);
        const dropped = all.filter((w) => more?.ids.includes(w.id) === true);
        if (dropped.some((w) => w.emphasised)) {
          assert.ok(labels.every((l) => all.find((w) => w.id === l.id)?.emphasised === true));
        }
      }),
    );
  });

  it('a lone label stands at its line', () => {
    const { labels } = placeLabels([{ id: 'a', y: 120, emphasised: true }], 15.5, 20, 280);
    assert.deepEqual(labels, [{ id: 'a', lineY: 120, y: 120 }]);
  });
});

describe('chart properties: axes', () => {
  it('gridlines stand 34 px apart or more, inside the range, and percentages hold 0', () => {
    check(
      fc.property(
        fc.double({ min: -30, max: 30, noNaN: true }),
        fc.double({ min: 0, max: 30, noNaN: true }),
        fc.integer({ min: 200, max: 700 }),
        (low, spread, height) => {
          const range = valueRange(low, low + spread, 'percent');
          assert.ok(range.min <= Math.min(low, 0) && range.max >= Math.max(low + spread, 0));
          const { step, values } = valueTicks(range, height);
          const px = (step / (range.max - range.min)) * height;
          assert.ok(px >= 34 - 1e-6 && px <= 86, `${px} px`);
          assert.ok(values.includes(0));
          assert.ok(values.every((v) => v >= range.min && v <= range.max));
        },
      ),
    );
  });

  it('clock labels are round on the wall of any zone, in order and apart, across changes of offset', () => {
    const zones = [
      'Asia/Seoul',
      'Australia/Sydney',
      'America/New_York',
      'Asia/Kolkata',
      'Europe/London',
      'UTC',
    ];
    check(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: parseInstant('2024-01-01T00:00:00Z'), max: parseInstant('2026-12-01T00:00:00Z') }),
        fc.integer({ min: 6, max: 40 * 1440 }),
        fc.integer({ min: 200, max: 1200 }),
        (zone, from, minutes, width) => {
          const to = from + minutes * MINUTE_MS;
          const { upper: clock, lower: since } = axisTicks(
            { from, to, left: 0, width },
            'clock',
            from,
            zone,
            [],
          );
          const px = (ms: number): number => (ms / (to - from)) * width;
          clock.forEach((tick, i) => {
            assert.ok(tick.time >= from && tick.time <= to);
            const local = tick.time + offsetAt(tick.time, zone);
            assert.equal(local % MINUTE_MS, 0);
            const before = clock[i - 1];
            // A lost hour shortens one step; the labels still do not touch.
            if (before !== undefined)
              assert.ok(px(tick.time - before.time) > 20 || tick.time - before.time < DAY_MS);
            if (before !== undefined) assert.ok(tick.time > before.time);
          });
          assert.ok(since.every((tick) => tick.time !== from));
        },
      ),
    );
  });
});

describe('chart properties: flags and lane', () => {
  const from = parseInstant('2025-10-30T00:00:00Z');
  const scale = { from, to: from + 8 * 60 * MINUTE_MS, left: 124, width: 880 };

  it('flags never overlap, T0 keeps its label', () => {
    check(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 480 }), { minLength: 1, maxLength: 7 }),
        fc.array(fc.integer({ min: 3, max: 30 }), { minLength: 7, maxLength: 7 }),
        (minutes, lengths) => {
          const items: FlagItem[] = minutes.map((minute, i) => {
            const time = from + minute * MINUTE_MS;
            const text = (i === 0 ? 'T0 ' : '').padEnd(lengths[i] as number, 'x');
            const kind = i === 0 ? 't0' : 'mixed';
            return {
              id: String(i),
              kind,
              text,
              time,
              precision: 'minute',
              window: { earliest: time, latest: time },
            };
          });
          const flags = layoutFlags(items, scale, measure, 16, 1170);
          assert.notEqual(flags[0]?.side, 'dot');
          const labels = flags.filter((f) => f.side !== 'dot').sort((a, b) => a.left - b.left);
          labels.forEach((flag, i) => {
            const before = labels[i - 1];
            if (before !== undefined) assert.ok(before.left + before.width <= flag.left + 1e-6);
            assert.ok(flag.left >= 16 && flag.left + flag.width <= 1170);
          });
        },
      ),
    );
  });

  it('lane marks stand 9 px apart, texts touch nothing and are at most 28 characters', () => {
    check(
      fc.property(
        fc.array(
          fc.record({
            minute: fc.integer({ min: 0, max: 480 }),
            title: fc.string({ minLength: 1, maxLength: 60 }),
            hour: fc.boolean(),
            side: fc.constantFrom('us' as const, 'china' as const, 'other' as const),
          }),
          { maxLength: 60 },
        ),
        (list) => {
          const headlines = list
            .map((h, i) => headline(String(i), from + h.minute * MINUTE_MS, h.side, h.title, h.hour))
            .sort((a, b) => a.time - b.time);
          const range = { from, until: scale.to, walls: [300, 700] };
          for (const row of layoutLane(headlines, scale, range, measure)) {
            row.marks.forEach((mark, i) => {
              const before = row.marks[i - 1];
              if (before !== undefined) assert.ok(mark.x - before.x >= 9 - 1e-6);
            });
            const boxes = [
              ...row.marks.map((m) => ({ left: m.x - m.half, right: m.x + m.half })),
              ...row.texts.map((t) => ({ left: t.left, right: t.left + t.width })),
            ].sort((a, b) => a.left - b.left);
            boxes.forEach((b, i) => {
              const before = boxes[i - 1];
              if (before !== undefined) assert.ok(before.right <= b.left + 1e-6);
            });
            for (const text of row.texts) {
              assert.ok([...text.text].length <= 28);
              assert.ok(!range.walls.some((w) => w > text.left && w < text.left + text.width));
            }
            assert.equal(
              row.count,
              row.marks.reduce((n, m) => n + m.stories.length, 0),
            );
          }
        },
      ),
    );
  });
});

describe('chart properties: thinning', () => {
  it('keeps extremes, ends and order, within its budget', () => {
    check(
      fc.property(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 3000 }),
        (ys) => {
          const x = Float64Array.from(ys, (_, i) => i * MINUTE_MS);
          const path = {
            x,
            y: Float64Array.from(ys),
            segments: [{ start: 0, end: ys.length }],
            holds: [],
            outages: [],
          };
          const thinned = thin(path, 0, Math.max(1, ys.length - 1) * MINUTE_MS, 400);
          assert.ok(thinned.x.length <= Math.max(404, 0) || ys.length <= 400);
          assert.equal(Math.max(...thinned.y), Math.max(...ys));
          assert.equal(Math.min(...thinned.y), Math.min(...ys));
          assert.equal(thinned.x[0], 0);
          assert.equal(thinned.x.at(-1), (ys.length - 1) * MINUTE_MS);
          thinned.x.forEach((v, i) => {
            assert.ok(i === 0 || v > (thinned.x[i - 1] as number));
          });
        },
      ),
      100,
    );
  });

  it('a path that grows is thinned as if it had come at once', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 });
    check(
      fc.property(
        lengths,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 9 }),
        (parts, step, seed) => {
          const whole = parts.reduce((sum, part) => sum + part, 0);
          const x = Float64Array.from({ length: whole }, (_, i) => i * MINUTE_MS);
          const y = Float64Array.from({ length: whole }, (_, i) => Math.sin(i * seed * 1.7) * (i % 13));
          const upTo = (count: number) => {
            const segments: { start: number; end: number }[] = [];
            for (let i = 0, start = 0; i < parts.length && start < count; i += 1) {
              const end = Math.min(count, start + (parts[i] as number));
              segments.push({ start, end });
              start = end;
            }
            return { x: x.subarray(0, count), y: y.subarray(0, count), segments, holds: [], outages: [] };
          };
          const to = whole * MINUTE_MS;
          const growing = new Thinner(0, to, 20);
          for (let count = step; count <= whole; count += step) {
            assert.deepEqual(growing.follow(upTo(count)), new Thinner(0, to, 20).follow(upTo(count)));
          }
        },
      ),
      100,
    );
  });
});

function headline(id: string, time: number, side: Headline['side'], title: string, hour: boolean): Headline {
  return makeHeadline(time, id, { side, title, source: id, storyId: id, precisionSeconds: hour ? 3600 : 60 });
}
