import assert from 'node:assert/strict';
import { createIngest } from '../../server/ingest/create-ingest.ts';
import type { IncomingHeadline } from '../../shared/news/headline.ts';
import type { HeadlineRule } from '../../shared/news/rule.ts';
import type { Lexicon } from '../../shared/news/tone.ts';
import { asUtcMs, parseInstant } from '../../shared/time/instant.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { makeHeadline } from '../support/records.ts';
import { TestClock } from '../support/test-clock.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');

const list = (id: string, good: number): Lexicon => ({ id, extent: 5, words: new Map([['good', good]]) });
const headline = (title: string, rest: Partial<IncomingHeadline> = {}): IncomingHeadline => {
  const { receivedAt, revision, seq, storyId, tone, ...incoming } = makeHeadline(T0, 'cnbc:1', {
    title,
    ...rest,
  });
  return incoming;
};
const rule: HeadlineRule = {
  name: 'Good',
  all: [],
  any: ['good'],
  none: [],
  sides: [],
  languages: [],
  sources: [],
  active: true,
};

describe('what ingest reads off a title', () => {
  const setUp = () => {
    const store = new MemoryStore();
    const clock = new TestClock(T0);
    const withList = (lexicon: Lexicon) => createIngest({ store, clock, lexicon });
    const keep = (body: object, revision: number, deleted = false) =>
      createIngest({ store, clock }).accept({
        recordEdits: [
          {
            collection: 'rule',
            id: 'good',
            body: { ...body },
            actor: 'test',
            revision,
            deleted,
          },
        ],
      });
    const stored = async () => {
      const [found] = await store.headlines({ from: asUtcMs(0), to: asUtcMs(4e12), limit: 9 });
      return [found?.tone, found?.toneBy, found?.candidateOf];
    };
    return { store, clock, withList, keep, stored };
  };

  it('is stored with the name of the list, and does not change when the list does', async () => {
    const { withList, stored } = setUp();
    await withList(list('a@1', 3)).accept({ headlines: [headline('Good talks', { dateDoubtful: true })] });
    assert.deepEqual(await stored(), [0.6, 'a@1', undefined]);
    await withList(list('b@2', -3)).accept({ headlines: [headline('Good talks')] });
    assert.deepEqual(await stored(), [0.6, 'a@1', undefined], 'a new revision with the same title');
    await withList(list('b@2', -3)).accept({ headlines: [headline('Good talks, again')] });
    assert.deepEqual(await stored(), [-0.6, 'b@2', undefined], 'a new title is read anew');
  });

  it('is no tone without a list, in another language, or where no word is rated', async () => {
    const { clock } = setUp();
    for (const [title, language] of [
      ['Good talks', 'ja'],
      ['Talks begin', 'en'],
    ] as const) {
      const store = new MemoryStore();
      await createIngest({ store, clock, lexicon: list('a@1', 3) }).accept({
        headlines: [headline(title, { language })],
      });
      const [found] = await store.headlines({ from: asUtcMs(0), to: asUtcMs(4e12), limit: 9 });
      assert.equal(found?.tone, null);
      assert.equal(found !== undefined && 'toneBy' in found, false);
    }
  });

  it('holds the rules that are kept at that instant, with their revision', async () => {
    const { withList, keep, stored } = setUp();
    await keep(rule, 0);
    await keep({ ...rule, any: ['talks'] }, 1);
    await withList(list('a@1', 3)).accept({ headlines: [headline('Talks')] });
    assert.deepEqual(await stored(), [null, undefined, [{ rule: 'good', revision: 2 }]]);
    await keep({ ...rule, any: ['talks'] }, 2, true);
    await withList(list('a@1', 3)).accept({ headlines: [headline('Talks, again')] });
    assert.deepEqual(await stored(), [null, undefined, undefined]);
  });

  it('passes over a rule that this version cannot read', async () => {
    const { withList, keep, stored } = setUp();
    await keep({ name: 'from later', matches: 'x' }, 0);
    await withList(list('a@1', 3)).accept({ headlines: [headline('Good talks')] });
    assert.deepEqual(await stored(), [0.6, 'a@1', undefined]);
  });
});
