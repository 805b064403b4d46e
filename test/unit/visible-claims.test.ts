import assert from 'node:assert/strict';
import type { MarketClaim, MarketEvent } from '../../shared/event/event.ts';
import { asSeq, parseInstant } from '../../shared/time/instant.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { type VisibleEvent, visible } from '../../shared/timeline/visible.ts';
import { busan } from '../support/api-world.ts';
import { id } from '../support/records.ts';

const claimOf = (date: string): MarketClaim => ({
  words: `Said on ${date}`,
  group: [id('KS11')],
  direction: 'up',
  horizon: 'close',
  anchor: 'Handshake',
  source: { publisher: 'Test', title: 'Test', date, url: 'https://example.com/a' },
});

function seenAt(playhead: string, rest: Partial<MarketEvent>): readonly VisibleEvent[] {
  const timeline = new Timeline();
  const marketClaims = [claimOf('2025-10-30'), claimOf('2025-11')];
  const stored = {
    receivedAt: parseInstant('2025-10-30T03:00:00Z'),
    revision: 1,
    deleted: false,
    seq: asSeq(1),
  };
  timeline.events.set('busan', { ...busan({ marketClaims }), ...stored, ...rest });
  return visible(timeline, parseInstant(playhead), 'published').events;
}

const claimsAt = (playhead: string, rest: Partial<MarketEvent>): readonly string[] =>
  seenAt(playhead, rest).flatMap((e) => e.marketClaims.map((c) => c.words));

describe('market claims through the gate', () => {
  it('are seen from the end of the day their source is dated with, whatever became of the event', () => {
    const outcome = { status: 'came-undone', date: '2026-02-01', note: null } as const;
    const at = (playhead: string) => claimsAt(playhead, { origin: 'catalogue', outcome });
    assert.deepEqual(at('2025-10-30T23:59:59Z'), []);
    assert.deepEqual(at('2025-10-31T00:00:00Z'), ['Said on 2025-10-30']);
    assert.deepEqual(at('2025-12-05T00:00:00Z'), ['Said on 2025-10-30', 'Said on 2025-11']);
  });

  it('are seen at once where a person wrote them down, from that instant on', () => {
    const at = (playhead: string) => claimsAt(playhead, { origin: 'user' }).length;
    assert.equal(at('2025-10-30T02:59:00Z'), 0);
    assert.equal(at('2025-10-30T03:00:00Z'), 2);
  });

  for (const date of ['30-10-2025', '2025-00-10', 'May 2025', '2025-1e999', 'autumn']) {
    const stored = { origin: 'catalogue', receivedAt: parseInstant('2026-03-01T00:00:00Z') } as const;

    it(`are seen from when they were stored here where "${date}" tells no day`, () => {
      const at = (playhead: string) => claimsAt(playhead, { ...stored, marketClaims: [claimOf(date)] });
      assert.deepEqual(at('2026-02-28T23:59:59Z'), []);
      assert.deepEqual(at('2026-03-01T00:00:00Z'), [`Said on ${date}`]);
    });

    it(`leave the outcome to that instant too where it is dated "${date}"`, () => {
      const outcome = { status: 'came-undone', date, note: null } as const;
      const at = (playhead: string) => seenAt(playhead, { ...stored, outcome })[0]?.detail?.outcome ?? null;
      assert.equal(at('2026-02-28T23:59:59Z'), null);
      assert.deepEqual(at('2026-03-01T00:00:00Z'), outcome);
    });
  }
});
