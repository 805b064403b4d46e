import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { bestOffset, offsetSample, serverTime } from '../../client/connection/clock-offset.ts';
import { reconnectDelay } from '../../client/connection/reconnect.ts';
import { readAnswer } from '../../client/connection/reset.ts';
import { exportLink } from '../../client/share/links.ts';
import { asSeq, asUtcMs, parseInstant } from '../../shared/time/instant.ts';
import { id } from '../support/records.ts';

describe('the line to the server', () => {
  it('waits longer with each try, at most 15 s in front and 2 min behind', () => {
    assert.equal(reconnectDelay(1, true, 0), 500);
    assert.ok(reconnectDelay(3, true, 0.5) > reconnectDelay(1, true, 0.5));
    assert.equal(reconnectDelay(40, true, 0.999999) <= 15_000, true);
    assert.equal(reconnectDelay(40, false, 0), 60_000);
  });
  it('measures the clock by the quickest of several round trips', () => {
    const slow = offsetSample(asUtcMs(1000), asUtcMs(6000), asUtcMs(3000));
    const quick = offsetSample(asUtcMs(4000), asUtcMs(8050), asUtcMs(4100));
    assert.deepEqual(quick, { offset: 4000, roundTrip: 100 });
    assert.equal(bestOffset([slow, quick]), 4000);
    assert.equal(bestOffset([]), 0);
    assert.equal(serverTime(asUtcMs(10), 4000), 4010);
  });
  it('P14 reads a snapshot from its bytes, packed or not, and refuses what does not fit', async () => {
    const snapshot = {
      storeId: 's',
      seq: 7,
      from: 0,
      to: 1,
      bars: [],
      supersededBars: [],
      quotes: [],
      headlines: [],
      events: [],
    };
    const reset = (value: unknown) => ({
      type: 'reset' as const,
      reason: 'first-load' as const,
      storeId: 's',
      to: asSeq(7),
      encoding: 'identity' as const,
      snapshot: new TextEncoder().encode(JSON.stringify(value)),
    });
    const plain = reset(snapshot);
    const packed = { ...plain, encoding: 'gzip' as const, snapshot: gzipSync(plain.snapshot) };
    for (const answer of [plain, packed]) {
      const read = await readAnswer(answer);
      assert.deepEqual(read.type === 'reset' && read.snapshot, snapshot);
    }
    const misread = [
      reset({ ...snapshot, extra: 1 }),
      { ...plain, snapshot: new Uint8Array([0xff, 0xfe]) },
      { ...plain, encoding: 'gzip' as const },
      { ...packed, snapshot: packed.snapshot.subarray(0, 40) },
    ];
    for (const answer of misread) await assert.rejects(readAnswer(answer));
  });
});

describe('links of the export', () => {
  it('carry the window, the playhead and the basis, so that a file knows no more than the screen', () => {
    const query = {
      event: 'busan-2025',
      anchor: null,
      from: parseInstant('2025-10-30T00:00:00Z'),
      to: parseInstant('2025-10-30T08:00:00Z'),
      markets: [id('KS11'), id('HSI')],
      asOf: parseInstant('2025-10-30T03:00:00Z'),
      basis: 'known' as const,
      zone: 'Asia/Seoul',
      bom: true,
    };
    assert.equal(
      exportLink('bars', query),
      '/api/v1/export/bars.csv?event=busan-2025&interval=1m&instrument=KS11,HSI&from=2025-10-30T00:00:00Z&to=2025-10-30T08:00:00Z&asOf=2025-10-30T03:00:00Z&basis=known&tz=Asia/Seoul&bom=1',
    );
    assert.match(
      exportLink('events', query),
      /^\/api\/v1\/export\/events\.csv\?asOf=2025-10-30T03:00:00Z&basis=known/,
    );
  });
});
