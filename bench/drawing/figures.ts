export type Library = 'ours' | 'uplot' | 'nothing';
export type Motion = 'live' | 'replay';

/** What the page measured of one library in one stretch, ms. */
export interface Figures {
  /** From the constructor until the picture was on screen. */
  readonly first: number;
  /** Main-thread time of each update. */
  readonly js: readonly number[];
  /** Between two frames while every frame is updated. */
  readonly frames: readonly number[];
}

export type Measure = (library: Library, motion: Motion, points: number) => Promise<Figures>;
