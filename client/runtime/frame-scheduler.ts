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

/** Runs `paint` once before the next repaint, with the browser's time of that frame in ms, unless cancelled first. */
export function nextFrame(paint: (at: number) => void): Cancel {
  const handle = requestAnimationFrame(paint);
  return () => cancelAnimationFrame(handle);
}
