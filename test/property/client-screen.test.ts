import assert from 'node:assert/strict';
import fc from 'fast-check';
import { en } from '../../client/i18n/en.ts';
import { rowNumbers } from '../../client/panels/row-numbers.ts';
import { chartSentence } from '../../client/panels/sentence.ts';
import { liveliness, stripTicks } from '../../client/replay/strip.ts';
import { sortedRows } from '../../client/state/table-rows.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import type { Change } from '../../shared/protocol/change.ts';
import type { ReactionParts } from '../../shared/reaction/measure-step.ts';
import { marketReaction } from '../../shared/reaction/moves.ts';
import { ReactionWatch } from '../../shared/reaction/reaction-now.ts';
import { csvText, readCsv } from '../../shared/table/column.ts';
import { readViewRow, viewTable } from '../../shared/table/view.ts';
import { viewRows } from '../../shared/table/view-rows.ts';
import { asSeq, type LocalDate, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { applyChanges } from '../../shared/timeline/apply.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { visible } from '../../shared/timeline/visible.ts';
import { market } from '../support/chart-input.ts';
import { id, makeBar, makeHeadline } from '../support/records.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');
const FROM = parseInstant('2025-10-30T00:00:00Z');
const TO = parseInstant('2025-10-30T08:00:00Z');
const PLAYHEAD = parseInstant('2025-10-30T03:00:00Z');
const calendars = createCalendars();
const MARKETS = ['KS11', 'N225', 'NSEI'].map(market);

const draft = (min: number, max: number) =>
  fc.record({
    minute: fc.integer({ min, max }),
    market: fc.integer({ min: 0, max: 2 }),
    price: fc.double({ min: 50, max: 5e4, noNaN: true }),
    news: fc.boolean(),
  });
type Draft = { minute: number; market: number; price: number; news: boolean };

const changeOf = (d: Draft, seq: number): Change => {
  const time = PLAYHEAD + d.minute * MINUTE_MS;
  return d.news
    ? { kind: 'headline', record: makeHeadline(time, `${seq}`, { seq: asSeq(seq), title: `=${d.price}` }) }
    : {
        kind: 'bar',
        record: makeBar(time - MINUTE_MS, d.price, {
          seq: asSeq(seq),
          instrument: (MARKETS[d.market] as (typeof MARKETS)[0]).id,
        }),
      };
};

function addTo(timeline: Timeline, drafts: readonly Draft[], from: number): void {
  const last = asSeq(from + drafts.length);
  applyChanges(
    timeline,
    drafts.map((d, i) => changeOf(d, from + i)),
    last,
  );
}

/** Ordinary days of a market over every step of the grid, the same for all. */
const partsOf = (m: (typeof MARKETS)[0]): ReactionParts => ({
  instrument: m.id,
  calendar: calendars.get(m.mic),
  t0: T0,
  precision: 'minute',
  profile: {
    instrument: m.id,
    t0: T0,
    dayZero: '2025-10-30' as LocalDate,
    offsetMinutes: 0,
    lookback: 120,
    stepMinutes: 5,
    samples: Array.from({ length: 24 }, (_, step) => ({
      key: `m${5 * (step + 1)}`,
      minutes: 5 * (step + 1),
      interval: '5m',
      from: 'same-offset',
      moves: Array.from({ length: 50 }, (_day, n) => Math.sin(7 * n + step) / 50),
      sessions: [],
      skipped: [],
      overlapping: false,
    })),
  },
});

/** Everything the page tells of a moment: table, sentence, strip and file. */
function told(timeline: Timeline) {
  const frame = visible(timeline, PLAYHEAD, 'published');
  const measures = new Map(MARKETS.map((m) => [m.id, new ReactionWatch(partsOf(m)).at(frame)]));
  const rows = sortedRows(
    MARKETS.map((m) => marketReaction(frame, m, 't0', T0, calendars.get(m.mic))),
    'z',
    true,
    measures,
  );
  const ids = MARKETS.map((m) => m.id);
  return {
    rows,
    numbers: rows.map((row) =>
      rowNumbers(row, measures.get(row.instrument.id) ?? null, 'no-sample', en.table),
    ),
    sentence: chartSentence(
      {
        rows,
        host: id('KS11'),
        playhead: PLAYHEAD,
        t0: T0,
        zone: 'Asia/Seoul',
        sinceT0: true,
        zs: new Map(),
      },
      en.sentence,
    ),
    strip: [liveliness(frame, ids, FROM, TO), stripTicks(frame, FROM, TO)],
    file: viewRows({
      frame,
      rows,
      measures,
      base: 't0',
      t0: T0,
      from: FROM,
      to: TO,
      zone: 'Asia/Seoul',
      events: frame.events,
      headlines: frame.headlines,
    }),
  };
}

describe('what the page tells', () => {
  it('is the same whatever happens after the playhead', () => {
    fc.assert(
      fc.property(
        fc.array(draft(-180, 0), { maxLength: 60 }),
        fc.array(draft(1, 300), { maxLength: 60 }),
        (before, after) => {
          const timeline = new Timeline();
          addTo(timeline, before, 1);
          const expected = structuredClone(told(timeline));
          addTo(timeline, after, 1000);
          assert.deepEqual(structuredClone(told(timeline)), expected);
        },
      ),
      { seed: 20251030, numRuns: 150 },
    );
  });

  it('reads back from its file as it was written', () => {
    fc.assert(
      fc.property(fc.array(draft(-180, 0), { maxLength: 40 }), (before) => {
        const timeline = new Timeline();
        addTo(timeline, before, 1);
        const rows = told(timeline).file;
        assert.deepEqual(readCsv(csvText(viewTable, rows), readViewRow), rows);
      }),
      { seed: 20251030, numRuns: 60 },
    );
  });
});
