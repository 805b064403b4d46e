/** Keeps the last answer to each question, so that a frame in which it did not change costs a comparison. */
export class Memo {
  readonly #kept = new Map<string, { key: string; value: unknown }>();

  /** The answer of `make` for `key`, made anew only when the key of that `name` has changed. */
  get<T>(name: string, key: string, make: () => T): T {
    const kept = this.#kept.get(name);
    if (kept !== undefined && kept.key === key) return kept.value as T;
    const value = make();
    this.#kept.set(name, { key, value });
    return value;
  }
}
