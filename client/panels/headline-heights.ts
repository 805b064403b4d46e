/** Heights of rows as the browser laid them out, kept after a row is gone. */
export class HeightBook {
  readonly #heights = new Map<string, number>();
  readonly #ids = new Map<Element, string>();
  readonly #watcher: ResizeObserver;

  /** @param onChange told once for all rows that changed together, before they are painted. */
  constructor(onChange: () => void) {
    this.#watcher = new ResizeObserver((entries) => {
      let changed = false;
      for (const { target } of entries) changed = this.#read(target as HTMLElement) || changed;
      if (changed) onChange();
    });
  }

  /** Px; undefined for a row that was never laid out. */
  height(id: string): number | undefined {
    return this.#heights.get(id);
  }

  /** Watches a row until the function it gives back is called. */
  watch(row: HTMLElement, id: string): () => void {
    this.#ids.set(row, id);
    this.#watcher.observe(row);
    return () => {
      this.#watcher.unobserve(row);
      this.#ids.delete(row);
    };
  }

  close(): void {
    this.#watcher.disconnect();
  }

  #read(row: HTMLElement): boolean {
    const id = this.#ids.get(row);
    const height = row.offsetHeight;
    // No height: the list is not shown.
    if (id === undefined || height === 0 || this.#heights.get(id) === height) return false;
    this.#heights.set(id, height);
    return true;
  }
}
