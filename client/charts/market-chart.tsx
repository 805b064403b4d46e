import { effect, type ReadonlySignal, useSignal } from '@preact/signals';
import type { ComponentChildren, JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { words } from '../i18n/words.ts';
import { hover } from '../state/hover.ts';
import type { ChartCallbacks, ChartInput } from './chart-input.ts';
import { ChartView } from './chart-view.ts';
import type { Figure } from './figure.ts';
import { leastHeight, MAX_SESSION_ROWS, preferredHeight } from './layout.ts';
import type { ThemeName } from './palette.ts';
import { exchangesOf } from './sessions.ts';
import { readTheme, watchTheme } from './theme.ts';

type Hands = typeof import('./hands.ts');

type MarketChartProps = ChartInput &
  ChartCallbacks & {
    /** Laid over the canvases, on the px of the figure that was painted last. */
    readonly overlay?: (figure: ReadonlySignal<Figure | null>) => ComponentChildren;
  };

/** How many session rows the figure has; on a phone they are one tap away. */
function useSessionCount(props: MarketChartProps, opened: boolean): number {
  const { instruments, emphasised, selected, t0, from, to, layout } = props;
  const count = useMemo(
    () => Math.min(MAX_SESSION_ROWS, exchangesOf(props).length),
    // The rows depend on these alone; `props` changes with every price.
    [instruments, emphasised, selected, t0, from, to],
  );
  return layout === 'phone' && !opened ? 0 : count;
}

/** Fetches what answers a hand, and lets it answer; null until it is in. */
function useHands(
  root: RefObject<HTMLDivElement | null>,
  view: RefObject<ChartView | null>,
  latest: RefObject<MarketChartProps>,
): Hands | null {
  const [hands, take] = useState<Hands | null>(null);
  useEffect(() => void import('./hands.ts').then(take), []);
  useLayoutEffect(() => {
    if (hands === null || root.current === null || view.current === null) return;
    const gestures = new hands.Gestures(root.current, view.current, () => latest.current as MarketChartProps);
    return () => gestures.detach();
  }, [hands]);
  return hands;
}

/**
 * The chart card's inside: flags, plot, axis, session clocks and headline lane on one time scale. Fills its parent;
 * the parent gives width and, where it has one, height.
 */
export function MarketChart(props: MarketChartProps): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const base = useRef<HTMLCanvasElement>(null);
  const marks = useRef<HTMLCanvasElement>(null);
  const cursor = useRef<HTMLCanvasElement>(null);
  const view = useRef<ChartView | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const [opened, open] = useState(false);
  const [theme, setTheme] = useState<ThemeName>('dark');
  const figure = useSignal<Figure | null>(null);
  const hands = useHands(root, view, latest);
  const sessionCount = useSessionCount(props, opened);

  useLayoutEffect(() => {
    const element = root.current as HTMLDivElement;
    const canvases = {
      base: base.current as HTMLCanvasElement,
      marks: marks.current as HTMLCanvasElement,
      cursor: cursor.current as HTMLCanvasElement,
    };
    const chart = new ChartView(element, canvases, (painted) => {
      figure.value = painted;
    });
    view.current = chart;
    const sizes = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      chart.resize(entry.contentRect.width, entry.contentRect.height, devicePixelRatio);
    });
    sizes.observe(element);
    const unwatch = watchTheme(() => {
      chart.retheme();
      setTheme(readTheme(element).name);
    });
    const unhover = effect(() => chart.point({ hover: hover.value }));
    return () => {
      unhover();
      unwatch();
      sizes.disconnect();
      chart.destroy();
      view.current = null;
    };
  }, [figure]);

  useLayoutEffect(() => view.current?.update(props, sessionCount));

  const least = props.layout === 'phone' || props.layout === 'tablet' ? preferredHeight : leastHeight;
  return (
    <div class="market-chart">
      <div
        ref={root}
        class="chart-figure"
        role="application"
        aria-roledescription={words.value.figure.role}
        aria-label={words.value.figure.label}
        aria-describedby="chart-words"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the chart is one stop of the keyboard.
        tabIndex={0}
        style={{ minHeight: `${least(props.layout, sessionCount)}px` }}
        onFocus={() => view.current?.point({ focused: true })}
        onBlur={() => view.current?.point({ focused: false })}
        onKeyDown={(event) => {
          const shown = view.current?.figure ?? null;
          if (shown === null || event.ctrlKey || event.metaKey || event.altKey) return;
          if (!hands?.pressKey(event, shown, props)) return;
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        <div class="chart-layers" role="img" aria-labelledby="chart-words">
          <canvas ref={base} />
          <canvas ref={marks} />
          <canvas ref={cursor} />
        </div>
        {props.overlay?.(figure)}
        {hands && <hands.ChartTooltip figure={figure} theme={theme} onSetT0={props.onSetT0} />}
      </div>
      {props.layout === 'phone' ? (
        <button type="button" class="chart-sessions" aria-expanded={opened} onClick={() => open(!opened)}>
          {opened ? words.value.figure.hideSessions : words.value.figure.sessions}
        </button>
      ) : null}
      {hands && <hands.ChartWords figure={figure} />}
    </div>
  );
}
