import { minutesOf } from './data.ts';
import type { Figures, Library, Motion } from './figures.ts';
import { ourChart } from './our-chart.ts';
import type { Subject } from './subject.ts';
import { uPlotChart } from './u-plot.ts';

const STEPS = 70;

const nextFrame = requestAnimationFrame.bind(window);
/** Time that callbacks of a library took in animation frames since it was last asked for, ms. */
let inFrames = 0;
window.requestAnimationFrame = (callback) =>
  nextFrame((at) => {
    const begun = performance.now();
    callback(at);
    inFrames += performance.now() - begun;
  });

const frame = (): Promise<number> => new Promise((resolve) => nextFrame(resolve));

/** Resolves after the next frame was handed on to be shown. */
async function shown(): Promise<void> {
  await frame();
  const { port1, port2 } = new MessageChannel();
  await new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(null);
  });
}

const NOTHING: Subject = { arrive: () => undefined, step: () => undefined, destroy: () => undefined };

/** Puts the data into the library's own form, which is not timed; what it returns creates the chart. */
function prepare(library: Library, motion: Motion, points: number): () => Subject {
  switch (library) {
    case 'nothing':
      return () => NOTHING;
    case 'uplot':
      return uPlotChart(day(points), points);
    case 'ours':
      return ourChart(day(points), points, motion, STEPS);
  }
}

const days = new Map<number, ReturnType<typeof minutesOf>>();
function day(points: number): ReturnType<typeof minutesOf> {
  const known = days.get(points) ?? minutesOf(points);
  days.set(points, known);
  return known;
}

/** Creates a chart, then updates it in every frame. */
async function measure(library: Library, motion: Motion, points: number): Promise<Figures> {
  const create = prepare(library, motion, points);
  await shown();
  const begun = performance.now();
  const subject = create();
  await shown();
  const first = performance.now() - begun;
  for (let rest = 0; rest < 20; rest += 1) await frame();
  const js: number[] = [];
  const frames: number[] = [];
  inFrames = 0;
  let last = await frame();
  for (let step = 0; step < STEPS; step += 1) {
    subject.arrive(step);
    const from = performance.now();
    subject.step(step);
    // A library may put its drawing off to a microtask.
    await Promise.resolve();
    await Promise.resolve();
    const took = performance.now() - from;
    const at = await frame();
    frames.push(at - last);
    last = at;
    js.push(took + inFrames);
    inFrames = 0;
  }
  subject.destroy();
  await shown();
  return { first, js, frames };
}

Object.assign(globalThis, { measure });
