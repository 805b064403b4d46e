import { DatabaseSync } from 'node:sqlite';
import type { IncomingBar } from '../../shared/market/bar.ts';

/**
 * SQLite alone: the same two rows a bar in tables of the same keys, statements prepared once, nothing looked up,
 * decided or checked. What lies between this and the disk is SQLite's own; what lies above it is ours.
 */
export class BareSqlite {
  readonly #database: DatabaseSync;
  readonly #commit: (bars: readonly IncomingBar[]) => void;

  constructor(path: string) {
    const database = new DatabaseSync(path);
    database.exec(`pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000;
      create table bars (instrument text, interval text, open_time integer, close_time integer, open real, high real,
        low real, close real, volume real, provider text, provenance text, received_at integer, revision integer,
        seq integer, primary key (instrument, interval, open_time)) strict, without rowid;
      create table journal (seq integer primary key, kind text, key text, received_at integer, payload text)
        strict`);
    const bar = database.prepare(`insert into bars values (${Array(14).fill('?').join()})`);
    const entry = database.prepare('insert into journal values (?, ?, ?, ?, ?)');
    const begin = database.prepare('begin immediate');
    const commit = database.prepare('commit');
    let seq = 0;
    this.#database = database;
    this.#commit = (bars) => {
      begin.run();
      for (const b of bars) {
        seq += 1;
        const { instrument, interval, openTime, closeTime, open, high, low, close, volume } = b;
        const figures = [openTime, closeTime, open, high, low, close, volume];
        bar.run(instrument, interval, ...figures, b.provider, b.provenance, closeTime, 1, seq);
        entry.run(seq, 'bar', `${instrument}|${interval}|${openTime}`, closeTime, JSON.stringify(b));
      }
      commit.run();
    };
  }

  commit(bars: readonly IncomingBar[]): void {
    this.#commit(bars);
  }

  close(): void {
    this.#database.close();
  }
}
