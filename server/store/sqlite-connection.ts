import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { storeErrorOf } from './sqlite-errors.ts';
import type { SqlConnection, Statement } from './statement.ts';

/** Another process may hold the file for a moment (a checkpoint of a reader); ms. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * One connection to the file. Statements are prepared once and kept; the set of their texts is small and fixed.
 * `exclusive` gives transactions one after the other, so that nothing else runs between BEGIN and COMMIT.
 */
export class SqliteConnection implements SqlConnection {
  readonly path: string;
  readonly database: DatabaseSync;
  readonly #objects = new Map<string, StatementSync>();
  readonly #arrays = new Map<string, StatementSync>();
  #last: Promise<unknown> = Promise.resolve();

  /** Throws StoreError. */
  constructor(path: string, options: { readOnly: boolean }) {
    this.path = path;
    this.database = this.#guard(
      () =>
        new DatabaseSync(path, {
          readOnly: options.readOnly,
          timeout: BUSY_TIMEOUT_MS,
          enableForeignKeyConstraints: false,
        }),
    );
  }

  async all<Values, Row>(statement: Statement<Values, Row>, values: Values): Promise<Row[]> {
    return this.#guard(() => this.#objectsOf(statement.sql).all(...inputs(statement, values)) as Row[]);
  }

  async arrays<Values, Row>(statement: Statement<Values, Row>, values: Values): Promise<unknown[][]> {
    return this.#guard(() => {
      const rows: unknown = this.#arraysOf(statement.sql).all(...inputs(statement, values));
      return rows as unknown[][];
    });
  }

  async run<Values, Row>(statement: Statement<Values, Row>, values: Values): Promise<void> {
    this.#guard(() => this.#objectsOf(statement.sql).run(...inputs(statement, values)));
  }

  /** Plain text without parameters, for pragmas. Throws StoreError. */
  exec(sql: string): void {
    this.#guard(() => this.database.exec(sql));
  }

  /**
   * Runs `work` in a transaction of its own. It is rolled back when `work` rejects or resolves with `commit: false`.
   */
  transaction<T>(
    begin: 'begin' | 'begin immediate',
    work: () => Promise<{ commit: boolean; result: T }>,
  ): Promise<T> {
    const turn = this.#last.then(async () => {
      this.#control(begin);
      try {
        const { commit, result } = await work();
        this.#control(commit ? 'commit' : 'rollback');
        return result;
      } catch (error) {
        // SQLite has rolled back by itself after some errors (a full disk).
        if (this.database.isTransaction) this.database.exec('rollback');
        throw error;
      }
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Several reads of one state. */
  read<T>(work: () => Promise<T>): Promise<T> {
    return this.transaction('begin', async () => ({ commit: true, result: await work() }));
  }

  /** Waits for the transactions under way. */
  async close(): Promise<void> {
    await this.#last;
    if (this.database.isOpen) this.database.close();
  }

  #control(sql: string): void {
    this.#guard(() => this.#objectsOf(sql).run());
  }

  #objectsOf(sql: string): StatementSync {
    let statement = this.#objects.get(sql);
    if (statement === undefined) {
      statement = this.database.prepare(sql);
      this.#objects.set(sql, statement);
    }
    return statement;
  }

  #arraysOf(sql: string): StatementSync {
    let statement = this.#arrays.get(sql);
    if (statement === undefined) {
      statement = this.database.prepare(sql);
      statement.setReturnArrays(true);
      this.#arrays.set(sql, statement);
    }
    return statement;
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw storeErrorOf(error, this.path);
    }
  }
}

const inputs = <Values, Row>(statement: Statement<Values, Row>, values: Values): SQLInputValue[] =>
  statement.bind(values) as SQLInputValue[];
