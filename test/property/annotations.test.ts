import assert from 'node:assert/strict';
import fc from 'fast-check';
import { layoutFlags } from '../../client/charts/flags.ts';
import { flagBudget, foldFlags } from '../../client/charts/flags-fold.ts';
import { type FlagItem, hasLine } from '../../client/charts/flags-item.ts';
import { layoutLane } from '../../client/charts/lane.ts';
import { geometry } from '../../client/charts/layout.ts';
import { type TimeScale, xOf } from '../../client/charts/scale.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { makeHeadline } from '../support/records.ts';

const FROM = parseInstant('2025-10-30T00:00:00Z');
const measure = (text: string): number => [...text].length * 6.2;
const SEEDED = { seed: 20251030, numRuns: 300 };

const LAYOUTS = [
  { name: 'wide', width: 1180 },
  { name: 'laptop', width: 950 },
  { name: 'tablet', width: 640 },
  { name: 'phone', width: 390 },
  { name: 'phone', width: 320 },
] as const;

interface Drawn {
  readonly layout: (typeof LAYOUTS)[number];
  readonly span: number;
  readonly marks: readonly { readonly at: number; readonly kind: FlagItem['kind']; readonly day: boolean }[];
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  layout: fc.constantFrom(...LAYOUTS),
  span: fc.constantFrom(20 * MINUTE_MS, 8 * HOUR_MS, 400 * DAY_MS),
  marks: fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      kind: fc.constantFrom('step' as const, 'mixed' as const, 'pin' as const),
      day: fc.boolean(),
    }),
    { maxLength: 60 },
  ),
});

function rowOf({ layout, span, marks }: Drawn) {
  const boxes = geometry(layout.name, layout.width, 400, 0);
  const { plot, inset } = boxes;
  const scale: TimeScale = { from: FROM, to: FROM + span, left: plot.left, width: plot.right - plot.left };
  const item = (kind: FlagItem['kind'], at: number, index: number, day: boolean): FlagItem => {
    const time = Math.round(FROM + at * span);
    const text = `${kind === 't0' ? 'T0 ' : ''}${'x'.repeat(4 + ((index * 7) % 22))}`;
    const window = { earliest: time - (day ? 12 * HOUR_MS : 0), latest: time + (day ? 12 * HOUR_MS : 0) };
    return { id: `${kind}${index}`, kind, text, time, precision: day ? 'day' : 'minute', window };
  };
  const items = [
    item('t0', 0.4, 0, false),
    ...marks.map(({ at, kind, day }, index) => item(kind, at, index + 1, day)),
  ];
  const [min, max] = [Math.min(plot.left, inset), layout.width - inset];
  return { boxes, scale, items, min, max, flags: layoutFlags(items, scale, measure, min, max) };
}

const membersOf = (flag: FlagItem): readonly FlagItem[] => flag.members ?? [flag];

describe('flags at any zoom', () => {
  it('never touch, stay in their row and leave the end labels free', () => {
    fc.assert(
      fc.property(drawn, (asked) => {
        const { boxes, flags, min, max } = rowOf(asked);
        const labels = flags.filter((f) => f.side !== 'dot').sort((a, b) => a.left - b.left);
        labels.forEach((flag, at) => {
          const before = labels[at - 1];
          if (before !== undefined) assert.ok(before.left + before.width <= flag.left + 1e-6);
          assert.ok(flag.left >= min - 1e-6 && flag.left + flag.width <= max + 1e-6);
        });
        // End labels stand inside the plot's height, or beside it; labels of flags above it, dots left of its edge.
        assert.ok(boxes.flags.top + boxes.flags.height <= boxes.plot.top);
        for (const flag of flags) {
          if (flag.side === 'dot') assert.ok(flag.left + flag.width <= boxes.plot.right + 14);
        }
      }),
      SEEDED,
    );
  });

  it('are no more than the row can hold and leave nothing out', () => {
    fc.assert(
      fc.property(drawn, (asked) => {
        const { flags, items, min, max } = rowOf(asked);
        assert.ok(flags.length <= flagBudget(max - min), `${flags.length} flags`);
        assert.ok(flagBudget(max - min) <= 7);
        assert.deepEqual(
          flags
            .flatMap(membersOf)
            .map((f) => f.id)
            .sort(),
          items.map((i) => i.id).sort(),
        );
        const t0 = flags[0];
        assert.equal(t0?.kind, 't0');
        assert.notEqual(t0?.side, 'dot');
        for (const flag of flags) {
          if (flag.kind !== 'fold') continue;
          assert.equal(flag.text, `${flag.members?.length} events`);
          const times = membersOf(flag).map((m) => m.time);
          assert.deepEqual(
            times,
            times.toSorted((a, b) => a - b),
          );
          const t0Time = (items[0] as FlagItem).time;
          assert.ok(times.every((t) => t <= t0Time) || times.every((t) => t >= t0Time), 'folds across T0');
        }
      }),
      SEEDED,
    );
  });

  it('are the same for the same items in any order of equals, and open again when zoomed in', () => {
    fc.assert(
      fc.property(drawn, (asked) => {
        const { flags, items, scale, min, max } = rowOf(asked);
        assert.deepEqual(layoutFlags([...items], scale, measure, min, max), flags);
        for (const flag of flags) {
          const [first, last] = [membersOf(flag)[0] as FlagItem, membersOf(flag).at(-1) as FlagItem];
          if (flag.kind !== 'fold' || last.time - first.time < 2 * MINUTE_MS) continue;
          const close = { ...scale, from: first.time, to: last.time };
          const inside = items.filter((i) => i.time >= first.time && i.time <= last.time && i.kind !== 't0');
          const opened = foldFlags(inside, close, 7, (n) => `${n} events`);
          assert.ok(opened.length > 1, 'a fold opens when it is looked at alone');
        }
      }),
      SEEDED,
    );
  });

  it('draw no line for a day or a fold', () => {
    const { flags } = rowOf({
      layout: LAYOUTS[0],
      span: 8 * HOUR_MS,
      marks: [
        { at: 0.7, kind: 'mixed', day: true },
        { at: 0.9, kind: 'pin', day: false },
        { at: 0.901, kind: 'pin', day: false },
      ],
    });
    assert.deepEqual(
      flags.map((f) => [f.kind, hasLine(f)]),
      [
        ['t0', true],
        ['mixed', false],
        ['fold', false],
      ],
    );
  });
});

describe('the lane at any zoom', () => {
  it('holds 60 marks and 8 texts a row at most, each story in one mark', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 479 }), { maxLength: 400 }), (minutes) => {
        const scale = { from: FROM, to: FROM + 8 * HOUR_MS, left: 124, width: 880 };
        const headlines = minutes
          .sort((a, b) => a - b)
          .map((minute, i) => makeHeadline(FROM + minute * MINUTE_MS, `h${i}`, { side: 'us', title: 'ab' }));
        const [row] = layoutLane(headlines, scale, { from: FROM, until: scale.to, walls: [] }, measure);
        assert.ok(row !== undefined && row.marks.length <= 61 && row.texts.length <= 8);
        const ids = row.marks.flatMap((m) => m.stories.map((s) => s.id));
        assert.deepEqual(ids.sort(), headlines.map((h) => h.id).sort());
        assert.ok(row.marks.every((m) => m.x >= xOf(scale, FROM) && m.x <= xOf(scale, scale.to)));
      }),
      SEEDED,
    );
  });
});
