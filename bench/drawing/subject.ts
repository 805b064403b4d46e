/** A chart on the page, as the loop drives it. */
export interface Subject {
  /** New data come in, in the library's own form; not timed. */
  arrive(step: number): void;
  /** Shows them. What it leaves to the next frame or microtask is timed too. */
  step(step: number): void;
  destroy(): void;
}

export const WIDTH = 1280;
export const HEIGHT = 640;
