import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { PathAxis } from '../../shared/comparable/comparable.ts';
import { homeMark, hueColour } from '../charts/palette.ts';
import { compareWords } from '../i18n/compare-words.ts';
import { signed } from '../i18n/format.ts';
import { type Comparison, compareAxis, ticked } from '../state/compare.ts';
import { theme } from '../state/layout.ts';
import { type Fan, fanOf, MEDIAN_ID } from './compare-fan.ts';
import { lineName } from './compare-rows.ts';

/** px; the sheet has its own scroll. */
const HEIGHT = 330;
/** Width before the first measure, px. */
const FIRST_WIDTH = 640;

/** Event whose line comes forward, or null. */
export const litEvent = signal<string | null>(null);
/** Index of the step that is read out. */
const readStep = signal<number | null>(null);
const width = signal(FIRST_WIDTH);

const pct = (move: number | null): string =>
  move === null ? compareWords.value.noValue : compareWords.value.percent(signed(move * 100));

/** What stands at a step, in words. */
export function stepReading({ market }: Comparison, index: number): string {
  const w = compareWords.value;
  const step = market.steps[index];
  if (step === undefined) return '';
  const name = w.step[market.axis](step.at);
  if (step.median === null || step.bandLow === null || step.bandHigh === null)
    return w.readingFew(name, pct(step.move), step.n);
  const band = w.range(signed(step.bandLow * 100), signed(step.bandHigh * 100));
  return w.reading(name, pct(step.move), pct(step.median), step.n, band);
}

/** Index of the last step that this event has a move at, else the first of all. */
const lastOwn = ({ market }: Comparison): number =>
  Math.max(
    0,
    market.own.moves.findLastIndex((move) => move !== null),
  );

function Axes({ fan, axis }: { readonly fan: Fan; readonly axis: PathAxis }): JSX.Element {
  const w = compareWords.value;
  const { left, right, top, bottom } = fan.plot;
  return (
    <g class="fan-axes">
      {fan.yTicks.map(({ y, value, decimals }) => (
        <g key={value}>
          <path class={value === 0 ? 'fan-zero' : 'fan-grid'} d={`M${left} ${y.toFixed(1)}H${right}`} />
          <text class={value === 0 ? 'fan-strong' : ''} x={left - 8} y={y + 4} text-anchor="end">
            {value === 0 ? '0 %' : signed(value, decimals)}
          </text>
        </g>
      ))}
      <path class="fan-axis" d={`M${left} ${bottom}H${right}`} />
      {fan.xTicks.map(({ x, at }) => (
        <text key={at} x={x} y={bottom + 15} text-anchor="middle">
          {w.tick(at)}
        </text>
      ))}
      <text x={left} y={bottom + 30}>
        {w.axisName[axis]}
      </text>
      <path class="fan-t0" d={`M${fan.t0X} ${top - 12}V${bottom}`} />
      <rect class="fan-flag" x={fan.t0X} y={top - 28} width="26" height="18" rx="3" />
      <text class="fan-flag-text" x={fan.t0X + 13} y={top - 15} text-anchor="middle">
        {w.t0}
      </text>
    </g>
  );
}

function Labels({ fan, comparison }: { readonly fan: Fan; readonly comparison: Comparison }): JSX.Element {
  const w = compareWords.value;
  const { own, others } = comparison.market;
  const narrow = width.value < 560;
  const n = fan.lines.length;
  const titleOf = (id: string): string => {
    if (id === MEDIAN_ID) return w.median(n);
    if (id === own.slug) return w.table.thisEvent;
    const other = others.find((o) => o.slug === id);
    return other === undefined ? id : lineName(other.title, other.t0, narrow ? 0 : 11);
  };
  const x = fan.plot.right + 14;
  return (
    <g class="fan-labels">
      {fan.labels.map(({ id, lineX, lineY, y, value }) => {
        const kind = id === MEDIAN_ID ? ' fan-strong' : id === own.slug ? ' fan-own-label' : '';
        const lit = litEvent.value === id ? ' fan-lit' : '';
        return (
          <g key={id} class={`fan-label${kind}${lit}`}>
            <path
              d={`M${lineX.toFixed(1)} ${lineY.toFixed(1)}L${(fan.plot.right + 4).toFixed(1)} ${y.toFixed(1)}H${x - 3}`}
            />
            <text x={x} y={y + 4}>
              {titleOf(id)}
            </text>
            <text x={width.value - 2} y={y + 4} text-anchor="end">
              {signed(value, 1)}
            </text>
          </g>
        );
      })}
      {fan.more === null ? null : (
        <text x={x} y={fan.more.y + 4}>
          {w.others(fan.more.count)}
        </text>
      )}
    </g>
  );
}

function Lines({ fan, hue }: { readonly fan: Fan; readonly hue: string }): JSX.Element {
  return (
    <g>
      <path class="fan-band" d={fan.band} />
      {fan.lines.map(({ slug, d }) => (
        <path key={slug} class={`fan-line${litEvent.value === slug ? ' fan-lit' : ''}`} d={d} />
      ))}
      <path class="fan-median" d={fan.median} />
      <path class="fan-halo" d={fan.own.d} />
      <path class="fan-own" d={fan.own.d} stroke={hue} />
      {fan.own.points.map(({ x, y }) => (
        <circle key={x} cx={x} cy={y} r="3.5" fill={hue} />
      ))}
    </g>
  );
}

/** Index of the step nearest to a px. */
const nearest = (xs: readonly number[], x: number): number =>
  xs.reduce((best, at, index) => (Math.abs(at - x) < Math.abs((xs[best] as number) - x) ? index : best), 0);

/** Fan of the paths: earlier events thin, their middle half as a band, the median dashed, this event on top. */
export function CompareChart({ comparison }: { readonly comparison: Comparison }): JSX.Element {
  const w = compareWords.value;
  const room = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = room;
    if (current === null) return;
    const measure = (): void => {
      width.value = Math.max(280, Math.round(current.clientWidth));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    measure();
    return () => observer.disconnect();
  }, []);
  const { market } = comparison;
  const others = market.others.filter((path) => path.state === 'ok' && ticked.value.has(path.slug));
  const { axis, own, steps } = market;
  const fan = fanOf({ own, others, steps, axis, width: width.value, height: HEIGHT });
  const at = Math.min(steps.length - 1, readStep.value ?? lastOwn(comparison));
  const reading = stepReading(comparison, at);
  const mark = homeMark(market.instrument);
  const point = (event: PointerEvent): void => {
    const box = room.current?.getBoundingClientRect();
    if (box !== undefined) readStep.value = nearest(fan.stepX, event.clientX - box.left);
  };
  return (
    <div class="fan">
      <div class="fan-room" ref={room} onPointerMove={point} onPointerDown={point}>
        <svg
          width={width.value}
          height={HEIGHT}
          viewBox={`0 0 ${width.value} ${HEIGHT}`}
          role="img"
          aria-label={w.label(reading, others.length)}
        >
          <Axes fan={fan} axis={axis} />
          <path class="fan-read" d={`M${fan.stepX[at]} ${fan.plot.top}V${fan.plot.bottom}`} />
          <Lines fan={fan} hue={hueColour(theme.value, mark)} />
          <Labels fan={fan} comparison={comparison} />
        </svg>
      </div>
      <label class="fan-step">
        <span class="visually-hidden">{w.read}</span>
        <input
          type="range"
          min={0}
          max={steps.length - 1}
          step={1}
          value={at}
          aria-valuetext={reading}
          onInput={(event) => {
            readStep.value = Number(event.currentTarget.value);
          }}
        />
        <output>{reading}</output>
      </label>
      <p class="sheet-note">{w.note}</p>
    </div>
  );
}

/** A step that was read belongs to its axis. */
export function changeAxis(axis: PathAxis): void {
  readStep.value = null;
  compareAxis.value = axis;
}
