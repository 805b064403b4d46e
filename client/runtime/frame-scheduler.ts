import type { Cancel } from '../../shared/time/clock.ts';

/** Runs `paint` once before each repaint until cancelled; a hidden tab is not painted. */
export function everyFrame(paint: () => void): Cancel {
  let handle = 0;
  const run = (): void => {
    handle = requestAnimationFrame(run);
    paint();
  };
  handle = requestAnimationFrame(run);
  return () => cancelAnimationFrame(handle);
}
