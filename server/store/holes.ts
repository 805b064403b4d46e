import type { Kysely } from 'kysely';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { asUtcMs, type UtcMs } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';
import type { HoleRow, Schema } from './schema.ts';
import { prepare, type SqlConnection } from './statement.ts';

function statements(db: Kysely<Schema>) {
  return {
    mark: prepare((v: HoleRow) =>
      db
        .insertInto('lost_holes')
        .values({
          instrument: v.instrument,
          interval: v.interval,
          from_time: v.from_time,
          to_time: v.to_time,
        })
        .onConflict((conflict) => conflict.doNothing()),
    ),
    of: prepare((v: Pick<HoleRow, 'instrument' | 'interval'>) =>
      db
        .selectFrom('lost_holes')
        .select(['from_time', 'to_time'])
        .where('instrument', '=', v.instrument)
        .where('interval', '=', v.interval)
        .orderBy('from_time')
        .orderBy('to_time'),
    ),
  };
}

/** Stretches of history that no upstream reaches any more, so that they are not asked for again. */
export class HoleTable {
  readonly #sql: ReturnType<typeof statements>;

  constructor(db: Kysely<Schema>) {
    this.#sql = statements(db);
  }

  async mark(
    on: SqlConnection,
    instrument: InstrumentId,
    interval: BarInterval,
    from: UtcMs,
    to: UtcMs,
  ): Promise<void> {
    await on.run(this.#sql.mark, { instrument, interval, from_time: from, to_time: to });
  }

  async of(on: SqlConnection, instrument: InstrumentId, interval: BarInterval) {
    const rows = await on.all(this.#sql.of, { instrument, interval });
    return rows.map((row) => ({ from: asUtcMs(row.from_time), to: asUtcMs(row.to_time) }));
  }
}
