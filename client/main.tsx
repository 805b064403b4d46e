import './styles/tokens.css';
import './styles/base.css';
import './styles/header.css';
import './styles/page.css';
import './styles/table.css';
import './styles/strips.css';
import './styles/headlines.css';
import './styles/framing.css';
import './styles/stories.css';
import './styles/rules.css';
import './styles/panels-narrow.css';
import './styles/sheets.css';
import './styles/replay.css';
import './styles/number-card.css';
import './styles/compare.css';
import './styles/claims.css';
import './styles/events.css';
import './styles/watchlist.css';
import './styles/alerts.css';
import './styles/annotations.css';
import './styles/event-editor.css';
import './charts/charts.css';
import { effect } from '@preact/signals';
import { type JSX, render } from 'preact';
import type { Cancel } from '../shared/time/clock.ts';
import { MarketChart } from './charts/market-chart.tsx';
import { EmbedHead } from './panels/embed-head.tsx';
import { foldClosedTime, heroInput, laterIsIn } from './panels/hero-input.ts';
import { lazily } from './panels/lazily.tsx';
import { Page } from './panels/page.tsx';
import { pageTitle } from './panels/title.ts';
import { driveReplay } from './replay/replay-state.ts';
import { browserClock, jitter } from './runtime/browser-clock.ts';
import { everyFrame } from './runtime/frame-scheduler.ts';
import { loaded } from './state/frame.ts';
import { layout, systemDark, theme, windowWidth } from './state/layout.ts';
import { setT0 } from './state/own-t0.ts';
import { mode, resumeFromAddress, seek, startReplay } from './state/playhead.ts';
import { select, selected } from './state/selection.ts';
import { rememberSettings, settings } from './state/settings.ts';
import { openSheet } from './state/sheet.ts';
import { subject } from './state/subject.ts';
import { changeView, takeAddress, view, viewAddress } from './state/view.ts';
import { wire } from './state/wire.ts';

const EMBED = '/embed';

/** Marks of the chart that open; the picture of them is the chart's own. An embedded one has none. */
const LazyMarks = lazily(
  () => laterIsIn.value && location.pathname !== EMBED,
  async () => (await import('./panels/chart-marks.tsx')).ChartMarks,
);

function Chart(): JSX.Element {
  return (
    <MarketChart
      {...heroInput()}
      onSelect={(id) => {
        if (id !== selected.value) select(id);
      }}
      onPickTime={(time) => (mode.value === 'replay' ? seek(time) : startReplay(time, true))}
      onSetT0={setT0}
      overlay={(figure) => <LazyMarks figure={figure} />}
      onRange={(a, b) => changeView({ from: { at: 'time', time: a }, to: { at: 'time', time: b } })}
      onRangeReset={() => changeView({ from: null, to: null })}
    />
  );
}

function App(): JSX.Element {
  if (location.pathname === EMBED) {
    return (
      <main class={`embed layout-${layout.value}`}>
        <EmbedHead />
        <div class="embed-chart">
          <Chart />
        </div>
      </main>
    );
  }
  return <Page chart={<Chart />} />;
}

function followWindow(): void {
  const measure = (): void => {
    windowWidth.value = document.documentElement.clientWidth;
  };
  addEventListener('resize', measure);
  measure();
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const prefer = (): void => {
    systemDark.value = dark.matches;
  };
  dark.addEventListener('change', prefer);
  prefer();
}

function dressDocument(): void {
  const root = document.documentElement;
  effect(() => {
    root.dataset.theme = theme.value;
    root.dataset.direction = settings.value.direction;
  });
  effect(() => {
    document.title = pageTitle.value;
  });
}

/** How long the address waits for the next change before it is written, ms: browsers limit how often it may be. */
const ADDRESS_DELAY_MS = 250;

function keepAddress(): void {
  takeAddress(location.search);
  let cancel: Cancel = () => {};
  effect(() => {
    const address = `${location.pathname}${viewAddress.value}`;
    cancel();
    cancel = browserClock.after(ADDRESS_DELAY_MS, () => {
      if (address !== `${location.pathname}${location.search}`) history.replaceState(null, '', address);
    });
  });
  addEventListener('popstate', () => takeAddress(location.search));
}

/** How long the first picture has for itself before what it can do without is fetched, ms. */
const AFTER_FIRST_VIEW_MS = 50;

/** Usual moves come when the first view is on the screen: their code, then their answer. */
function measureLater(): void {
  let begun = false;
  effect(() => {
    if (begun || !loaded.value || subject.value === null) return;
    begun = true;
    browserClock.after(AFTER_FIRST_VIEW_MS, () => {
      void import('./panels/hero-later.ts').then((m) => m.keepHero(browserClock));
      if (location.pathname !== EMBED) void import('./state/usual.ts').then((m) => m.keepUsual(browserClock));
    });
  });
}

async function start(): Promise<void> {
  // Browsers without Temporal load it before anything is computed; the others never fetch it.
  if (!('Temporal' in globalThis)) await import('temporal-polyfill/global');
  rememberSettings(localStorage);
  followWindow();
  keepAddress();
  if (view.peek().compare !== null && location.pathname !== EMBED) openSheet('compare');
  dressDocument();
  driveReplay();
  wire({
    clock: browserClock,
    random: jitter,
    everyFrame,
    visible: () => document.visibilityState === 'visible',
    onVisible(run) {
      const listen = (): void => {
        if (document.visibilityState === 'visible') run();
      };
      document.addEventListener('visibilitychange', listen);
      return () => document.removeEventListener('visibilitychange', listen);
    },
  });
  effect(() => {
    if (loaded.value && subject.value !== null) resumeFromAddress();
  });
  measureLater();
  // A link to trading time is drawn as such at once.
  if (view.peek().axis === 'trading') await foldClosedTime();
  const root = document.getElementById('app');
  if (root !== null) render(<App />, root);
  // There is nothing to press before the first picture.
  void import('./replay/listen.ts').then((m) => m.listenToKeys());
}

void start();
