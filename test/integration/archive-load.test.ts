import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  archiveConfounders,
  archiveEvents,
  busanQuotes,
  busanTimeline,
  publishedCloses,
} from '../../archive/index.ts';
import { createIngest } from '../../server/ingest/create-ingest.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { Store } from '../../server/store/store.ts';
import { loadArchive } from '../../server/transfer/archive.ts';
import { asSeq, parseInstant } from '../../shared/time/instant.ts';
import { TestClock } from '../support/test-clock.ts';

const EVENTS = archiveEvents.length + archiveConfounders.length;
const TOTAL = EVENTS + busanTimeline.length + busanQuotes.length + publishedCloses.length;

describe('loading the archive', () => {
  let directory: string;
  let store: Store;
  const clock = new TestClock('2026-11-24T00:00:00Z');
  const ingest = () => createIngest({ store, clock });
  /** How many records the journal tells of; old closes stand in it by the stretch. */
  const records = async () =>
    (await store.journal(asSeq(0), 10_000)).reduce(
      (sum, { kind, record }) => sum + (kind === 'history' ? record.count : 1),
      0,
    );

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'archive-'));
    store = await openSqliteStore({ path: join(directory, 'store.sqlite') });
  });

  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('fills an empty store with every record, and does nothing a second time', async () => {
    const first = await loadArchive(ingest(), store);
    assert.deepEqual(first, { loaded: true, created: TOTAL, known: 0, refusals: [] });
    const head = await store.head();
    assert.equal(await records(), TOTAL);
    const again = await loadArchive(ingest(), store);
    assert.deepEqual(again, { loaded: false, created: 0, known: 0, refusals: [] });
    assert.equal(await store.head(), head);
    assert.equal((await store.events()).length, EVENTS);
    const headlines = await store.headlines({
      from: parseInstant('2025-10-29T00:00:00Z'),
      to: parseInstant('2025-10-31T00:00:00Z'),
      limit: 100,
    });
    assert.equal(headlines.length, busanTimeline.length);
    const event = await store.event('busan-2025');
    assert.equal(event?.anchors.length, 4);
  });

  it('finishes a load that was cut short', async () => {
    await ingest().accept({ events: archiveEvents.slice(0, 20) });
    const report = await loadArchive(ingest(), store);
    assert.deepEqual([report.loaded, report.created, report.known], [true, TOTAL - 20, 20]);
    assert.equal(await records(), TOTAL);
  });

  it('finishes one that was cut short among the closes', async () => {
    await loadArchive(ingest(), store, ['events', 'headlines', 'quotes']);
    await ingest().accept({ bars: publishedCloses.slice(0, 500) });
    assert.equal((await loadArchive(ingest(), store)).loaded, true);
    assert.equal(await records(), TOTAL);
  });

  it('leaves a store alone that holds something else', async () => {
    const bar = publishedCloses[0];
    assert.ok(bar !== undefined);
    await ingest().accept({ bars: [{ ...bar, provenance: 'imported' }] });
    assert.equal((await loadArchive(ingest(), store)).loaded, false);
    assert.equal(await store.head(), 1);
  });

  it('takes some parts only', async () => {
    await loadArchive(ingest(), store, ['events', 'headlines']);
    assert.equal(await store.head(), EVENTS + busanTimeline.length);
    const [first] = await store.journal(asSeq(0), 1);
    assert.notEqual(first?.kind, 'bar');
  });
});
