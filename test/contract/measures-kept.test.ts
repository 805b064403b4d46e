import assert from 'node:assert/strict';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { type IncomingBar, incomingBar } from '../../shared/market/bar.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { asUtcMs, DAY_MS, HOUR_MS } from '../../shared/time/instant.ts';
import { type ApiUnderTest, busan, kospiMinute, startApi, T0, withMethods } from '../support/api-world.ts';

const calendar = createCalendars().get('XKRX' as Mic);
const END = T0 + 6 * HOUR_MS;

describe('usual moves that are kept', () => {
  /** Daily bars of KS11 before the event; the last `count` of them. */
  const days = (
    count: number,
    change: (bar: IncomingBar, index: number) => Partial<IncomingBar> = () => ({}),
  ) =>
    calendar
      .sessions(asUtcMs(T0 - 300 * DAY_MS), T0)
      .slice(-count - 1, -1)
      .map((session, index) => {
        const close = 4000 * (1 + 0.01 * Math.sin(index));
        const bar = incomingBar.parse({
          instrument: 'KS11',
          interval: '1d',
          openTime: session.open,
          closeTime: session.close,
          open: close,
          high: close,
          low: close,
          close,
          volume: null,
          provider: 'yahoo',
          provenance: 'backfilled',
        });
        return { ...bar, ...change(bar, index) };
      });

  async function world(
    run: (
      api: ApiUnderTest,
      reads: () => number,
      moves: (query?: string) => Promise<number[]>,
    ) => Promise<void>,
  ) {
    let reads = 0;
    const api = await startApi({
      change: (w) => ({
        ...w,
        store: withMethods(w.store, {
          bars(query) {
            if (query.interval === '1d') reads += 1;
            return w.store.bars(query);
          },
        }),
      }),
    });
    try {
      await api.world.clock.advanceTo('2025-10-30T09:00:00Z');
      await api.world.ingest.accept({ events: [busan()], bars: days(60) });
      const moves = async (query = '') => {
        const answer = await api.ask(`/api/v1/usual?event=busan&instruments=KS11${query}`);
        assert.equal(answer.status, 200, answer.text);
        return answer.json().profiles[0].samples.find((s: { key: string }) => s.key === '0d').moves;
      };
      await run(api, () => reads, moves);
    } finally {
      await api.close();
    }
  }

  it('are read once for every playhead from T0 on', () =>
    world(async (api, reads, moves) => {
      const first = await moves();
      assert.equal(first.length, 59);
      assert.equal(reads(), 1);
      await api.world.ingest.accept({ bars: [kospiMinute(7, 4107)] });
      assert.deepEqual(await moves(`&asOf=${T0}`), first);
      assert.deepEqual(await moves(`&asOf=${END}`), first);
      assert.equal(reads(), 1, 'a bar after day 0 opened changes nothing');
      await moves('&precision=day');
      await moves('&basis=known');
      await moves(`&asOf=${T0 - DAY_MS}`);
      assert.equal(reads(), 4, 'these rest on other bars');
    }));

  it('are made anew when an old bar is corrected', () =>
    world(async (api, _reads, moves) => {
      const first = await moves();
      await api.world.clock.advanceTo('2025-10-30T09:01:00Z');
      await api.world.ingest.accept({
        bars: days(60, (bar, i) => (i === 30 ? { close: bar.close * 1.1, high: null } : {})),
      });
      assert.notDeepEqual(await moves(), first);
    }));

  it('are made anew when older history arrives', () =>
    world(async (api, _reads, moves) => {
      assert.equal((await moves()).length, 59);
      await api.world.ingest.accept({ bars: days(90).slice(0, 30) });
      assert.equal((await moves()).length, 89);
    }));

  it('are made anew when the journal no longer tells what changed', () =>
    world(async (api, _reads, moves) => {
      assert.equal((await moves()).length, 59);
      await api.world.ingest.accept({ bars: days(90).slice(0, 30) });
      await api.world.store.raiseFloor(await api.world.store.head());
      assert.equal((await moves()).length, 89);
    }));
});
