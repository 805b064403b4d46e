import assert from 'node:assert/strict';
import { busanMarks, publishedCloses } from '../../archive/index.ts';
import { createIngest } from '../../server/ingest/create-ingest.ts';
import { busanHeadlines, busanSeries } from '../../server/standin/busan.ts';
import { UPSTREAM_NAMES } from '../../server/standin/symbols.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { loadSimulatedHistory } from '../../server/transfer/simulation.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { formatInstant, parseInstant } from '../../shared/time/instant.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { TestClock } from '../support/test-clock.ts';

const calendars = createCalendars();
const SEED = 1031;
const series = busanSeries(calendars, INSTRUMENTS, SEED);
const seriesOf = (id: string) => {
  const found = series.find((s) => s.id === id);
  assert.ok(found, `${id} is simulated`);
  return found;
};

describe('simulated Busan day', () => {
  it('runs through every published open, high, low and close', () => {
    for (const marks of busanMarks) {
      const { minute } = seriesOf(marks.instrument);
      const where = marks.instrument;
      assert.equal(minute.at(-1)?.close, marks.close, where);
      if (marks.open !== null) assert.equal(minute[0]?.open, marks.open, where);
      if (marks.high !== null) assert.equal(Math.max(...minute.map((b) => b.high)), marks.high, where);
      if (marks.low !== null) assert.equal(Math.min(...minute.map((b) => b.low)), marks.low, where);
      for (const point of marks.points) {
        const at = minute.find((b) => b.closeTime === point.time)?.close ?? minute[0]?.open;
        assert.equal(at, point.value, `${where} at ${formatInstant(point.time)}`);
      }
      for (const bound of marks.bounds) {
        const { earliest, latest } = bound.window;
        const inside = minute.filter((b) => b.closeTime >= earliest && b.closeTime <= latest);
        const kept = inside.some((b) => b.close >= bound.low && b.close <= bound.high);
        assert.ok(kept, `${where} between ${bound.low} and ${bound.high} about ${formatInstant(bound.time)}`);
      }
    }
  });

  it('has no market without published figures', () => {
    const published = new Set<string>(busanMarks.map((m) => m.instrument));
    assert.deepEqual(
      series.map((s) => s.id).filter((id) => !published.has(id)),
      [],
    );
    for (const id of ['NZ50', 'STI', 'KQ11', 'MP']) assert.equal(published.has(id), false);
  });

  it('comes from a history that hits every published close of the two years before', () => {
    let checked = 0;
    for (const close of publishedCloses) {
      const days = series.find((s) => s.id === close.instrument)?.daily ?? [];
      const first = days[0];
      if (first === undefined || close.openTime < first.openTime) continue;
      if (close.openTime > (days.at(-1)?.openTime ?? 0)) continue;
      const day = days.find((d) => d.openTime === close.openTime);
      assert.equal(day?.close, close.close, `${close.instrument} ${formatInstant(close.openTime)}`);
      checked += 1;
    }
    assert.ok(checked > 200, `${checked} closes`);
    for (const marks of busanMarks) {
      assert.equal(seriesOf(marks.instrument).daily.at(-1)?.close, marks.previousClose, marks.instrument);
    }
  });

  it('spreads the timeline over outlets of its sides', () => {
    const outlets = new Set(busanHeadlines().map((h) => h.outlet));
    for (const outlet of ['cnbc-top', 'cgtn-world', 'scmp']) assert.ok(outlets.has(outlet), outlet);
  });

  it('asks upstreams for symbols that the instruments really have', () => {
    // Written twice on purpose, from the same description: a slip in one is seen against the other.
    for (const names of UPSTREAM_NAMES) {
      const { symbols } = INSTRUMENTS.find((i) => i.id === names.id) ?? { symbols: {} };
      for (const provider of ['yahoo', 'eastmoney', 'tencent', 'naver', 'twse'] as const) {
        const ours = (symbols as Record<string, string | undefined>)[provider];
        if (ours !== undefined) assert.equal(names[provider], ours, `${names.id} at ${provider}`);
      }
    }
  });
});

describe('loading the simulated history', () => {
  it('stores nothing that closes later, in chunks, and nothing twice', async () => {
    const folder = tempFolder();
    const until = parseInstant('2025-10-29T07:00:00Z');
    const store = await openSqliteStore({ path: folder.file('market.db') });
    try {
      const ingest = createIngest({ store, clock: new TestClock('2025-10-30T02:08:00Z') });
      const sizes: number[] = [];
      const counted: typeof ingest = {
        ...ingest,
        accept(incoming) {
          sizes.push(incoming.bars?.length ?? 0);
          return ingest.accept(incoming);
        },
      };
      const few = INSTRUMENTS.filter((i) => ['KS11', 'GSPC'].includes(i.id));
      const loaded = await loadSimulatedHistory(counted, calendars, few, until);
      assert.equal(loaded.markets, 2);
      assert.equal(loaded.refused, 0);
      assert.ok(sizes.every((n) => n <= 2000));
      const last = await store.lastBar('KS11' as InstrumentId, '1d', parseInstant('2025-10-31T00:00:00Z'));
      assert.equal(last?.closeTime, parseInstant('2025-10-29T06:30:00Z'));
      assert.equal(last?.provenance, 'simulated');
      const again = await loadSimulatedHistory(ingest, calendars, few, until);
      assert.equal(again.created, 0);
    } finally {
      await store.close();
      folder.remove();
    }
  });
});
