import type { CompiledQuery } from 'kysely';

/** Stands for a value that is given when the statement runs. */
class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * A statement that Kysely typed and compiled once, to be run many times: building one costs more than a commit's
 * share of time. `Values` are what it needs, `Row` is what it returns.
 */
export interface Statement<Values, Row> {
  readonly sql: string;
  bind(values: Values): unknown[];
  /** Only in the types. */
  readonly row?: Row;
}

interface Compilable<Row> {
  compile(): CompiledQuery<Row>;
}

/** Compiles a query in which every `slots.name` is filled in by `bind({name: …})`. */
export function prepare<Values extends object, Row>(
  build: (slots: Values) => Compilable<Row>,
): Statement<Values, Row> {
  const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) }) as Values;
  const { sql, parameters } = build(slots).compile();
  // Names of the slots in the order of the statement; null where a constant stands.
  const names = parameters.map((p) => (p instanceof Slot ? p.name : null));
  return {
    sql,
    bind(values) {
      const given = values as Record<string, unknown>;
      const bound = new Array<unknown>(names.length);
      for (let at = 0; at < names.length; at++) {
        const name = names[at] as string | null;
        bound[at] = name === null ? parameters[at] : given[name];
      }
      return bound;
    },
  };
}

/** Wraps a query whose shape depends on what is asked, so that it runs the same way. */
export function once<Row>(query: Compilable<Row>): Statement<object, Row> {
  const { sql, parameters } = query.compile();
  return { sql, bind: () => [...parameters] };
}

/** What runs statements: a database connection inside or outside a transaction. Rejects with StoreError. */
export interface SqlConnection {
  all<Values, Row>(statement: Statement<Values, Row>, values: Values): Promise<Row[]>;
  /** Rows as arrays in the order of the selected columns: for windows, where objects cost twice the time. */
  arrays<Values, Row>(statement: Statement<Values, Row>, values: Values): Promise<unknown[][]>;
  run<Values, Row>(statement: Statement<Values, Row>, values: Values): Promise<void>;
}
