import type { ChartInput } from '../../client/charts/chart-input.ts';
import { ChartView } from '../../client/charts/chart-view.ts';
import { asSeq, asUtcMs, MINUTE_MS } from '../../shared/time/instant.ts';
import { Timeline } from '../../shared/timeline/timeline.ts';
import { visible } from '../../shared/timeline/visible.ts';
import { calendars } from '../made-up/markets.ts';
import { asEvents, asHeadlines, CURRENCIES, type DayOfMinutes } from './data.ts';
import type { Motion } from './figures.ts';
import { HEIGHT, type Subject, WIDTH } from './subject.ts';

const SESSION_ROWS = 1;
const EMPHASISED = CURRENCIES.slice(0, 4).map((i) => i.id);

/** Puts the minutes from `from` on into the timeline. */
function add(timeline: Timeline, day: DayOfMinutes, from: number, to: number): void {
  for (const bars of day.bars) {
    for (const bar of bars.slice(from, to)) {
      const stamp = {
        receivedAt: asUtcMs(bar.closeTime + 900),
        revision: 1,
        seq: asSeq(timeline.version + 1),
      };
      timeline.seriesFor(bar.instrument, '1m').upsert({ ...bar, ...stamp });
    }
  }
  timeline.version += 1;
}

/** Our chart as the page holds it, without the markup around it. The timeline is filled before it is created. */
export function ourChart(day: DayOfMinutes, points: number, motion: Motion, steps: number): () => Subject {
  const timeline = new Timeline();
  add(timeline, day, 0, points);
  timeline.headlines.push(...asHeadlines(day));
  return () => create(timeline, day, points, motion, steps);
}

function create(
  timeline: Timeline,
  day: DayOfMinutes,
  points: number,
  motion: Motion,
  steps: number,
): Subject {
  const root = document.createElement('div');
  root.className = 'chart-figure';
  root.style.width = `${WIDTH}px`;
  root.style.height = `${HEIGHT}px`;
  root.style.fontFamily = 'var(--font)';
  const layers = root.appendChild(document.createElement('div'));
  layers.className = 'chart-layers';
  const [base, marks, cursor] = [0, 1, 2].map(() => layers.appendChild(document.createElement('canvas')));
  document.body.append(root);
  const canvases = { base, marks, cursor } as ConstructorParameters<typeof ChartView>[1];
  const view = new ChartView(root, canvases, () => undefined);
  const events = asEvents(day);
  const t0 = asUtcMs(day.from + Math.floor(points / 4) * MINUTE_MS);

  function inputAt(playhead: number): ChartInput {
    const time = asUtcMs(Math.round(playhead));
    return {
      frame: visible(timeline, time, 'published'),
      instruments: CURRENCIES,
      emphasised: EMPHASISED,
      selected: null,
      base: 't0',
      axis: 'clock',
      folding: null,
      currency: 'local',
      usual: null,
      standIns: [],
      t0,
      t0Name: 'Handshake',
      t0Precision: 'minute',
      subject: null,
      otherEvents: events,
      from: day.from,
      to: day.to,
      now: { time, kind: motion },
      bounds: day,
      loading: false,
      timeZone: 'Asia/Seoul',
      zoneCity: 'Seoul',
      calendars,
      connectionLostSince: null,
      basis: 'published',
      layout: 'wide',
    };
  }

  const end = day.from + points * MINUTE_MS;
  /** A replay runs through the last quarter of what is loaded. */
  const share = (step: number): number => t0 + (end - t0) * (2 / 3 + step / (3 * steps));
  view.resize(WIDTH, HEIGHT, 1);
  view.update(inputAt(motion === 'live' ? end : share(0)), SESSION_ROWS);
  return {
    step(step) {
      if (motion === 'live') view.update(inputAt(end + (step + 1) * MINUTE_MS), SESSION_ROWS);
      else view.update(inputAt(share(step)), SESSION_ROWS);
    },
    arrive(step) {
      if (motion === 'live') add(timeline, day, points + step, points + step + 1);
    },
    destroy() {
      view.destroy();
      root.remove();
    },
  };
}
