import assert from 'node:assert/strict';
import { StoreError } from '../../server/store/store.ts';
import { type ApiUnderTest, busan, startApi, withMethods } from '../support/api-world.ts';

describe('a world that is swapped while it answers', () => {
  let api: ApiUnderTest;
  /** Requests that came before the swap, held until it is done. */
  let swap = (): void => undefined;

  beforeEach(async () => {
    api = await startApi({
      current: (next) => {
        const swapped = new Promise<void>((resolve) => {
          swap = resolve;
        });
        const closed = async (): Promise<never> => {
          await swapped;
          world = next;
          throw new StoreError('unavailable', 'the store is closed');
        };
        let world = { ...next, store: withMethods(next.store, { events: closed, event: closed }) };
        return () => world;
      },
    });
    await api.world.ingest.accept({ events: [busan()] });
  });
  afterEach(() => api.close());

  it('lets the one that took its place answer a read', async () => {
    const asked = api.ask('/api/v1/events');
    swap();
    const { status, json } = await asked;
    assert.equal(status, 200);
    assert.deepEqual(
      json().items.map((e: { slug: string }) => e.slug),
      ['busan'],
    );
  });

  it('makes no edit twice: a write is refused and may be sent again', async () => {
    const asked = api.ask('/api/v1/events/busan?revision=1', { method: 'DELETE' });
    swap();
    assert.equal((await asked).status, 503);
    assert.equal((await api.ask('/api/v1/events/busan')).status, 200);
  });
});
