import assert from 'node:assert/strict';
import { RequestError } from '../../client/connection/windows.ts';
import { editFault } from '../../client/state/edit-fault.ts';
import { fits, type ListedEvent, sorted } from '../../client/state/event-list.ts';
import { asUtcMs, DAY_MS, parseInstant } from '../../shared/time/instant.ts';

const START = parseInstant('2025-01-01T00:00:00Z');
const event = (slug: string, day: number, rest: Partial<ListedEvent> = {}): ListedEvent => {
  const time = asUtcMs(START + day * DAY_MS);
  return {
    slug,
    title: slug,
    first: { name: 'Start', time, window: { earliest: time, latest: time }, precision: 'hour' },
    place: 'Busan, South Korea',
    themes: ['meeting', 'trade'],
    sides: ['us'],
    outcome: null,
    origin: 'catalogue',
    revision: 1,
    actor: 'archive',
    move: null,
    coming: false,
    ...rest,
  };
};

describe('the list of events', () => {
  it('is searched by every word, in title, place and theme', () => {
    const one = event('trump-xi', 1, { title: 'Trump meets Xi' });
    for (const q of ['', 'xi', 'XI busan', 'trade  korea', 'trump-xi'])
      assert.ok(fits(one, q, 'all', 'all'), q);
    for (const q of ['tokyo', 'xi tokyo']) assert.ok(!fits(one, q, 'all', 'all'), q);
    assert.ok(fits(one, '', 'trade', 'us'));
    assert.ok(!fits(one, '', 'chips', 'all'));
    assert.ok(!fits(one, '', 'all', 'china'));
  });

  it('goes by date or by the size of the move, those without one last and the newest of equals first', () => {
    const list = [
      event('a', 1, { move: 0.01 }),
      event('b', 2, { move: -0.03 }),
      event('c', 3),
      event('d', 4, { move: 0.01 }),
      event('e', 5, { move: 0 }),
    ];
    const order = (by: Parameters<typeof sorted>[1]) =>
      sorted(list, by)
        .map((e) => e.slug)
        .join('');
    assert.equal(order('newest'), 'edcba');
    assert.equal(order('oldest'), 'abcde');
    assert.equal(order('size'), 'bdaec');
  });
});

describe('an edit that was not taken', () => {
  it('says whether somebody was faster, a token is missing, or what the server said', () => {
    assert.equal(editFault(new RequestError(409, 'stale')), 'changed-meanwhile');
    assert.equal(editFault(new RequestError(401, 'token')), 'no-right');
    assert.equal(editFault(new RequestError(403, 'token')), 'no-right');
    assert.deepEqual(editFault(new RequestError(507, 'The disk is full')), { said: 'The disk is full' });
    assert.deepEqual(editFault(new TypeError('no line')), { said: 'no line' });
  });
});
