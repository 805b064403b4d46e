import type { ComponentChildren, JSX } from 'preact';
import { words } from '../i18n/words.ts';
import { card } from '../state/card.ts';
import { loaded } from '../state/frame.ts';
import { layout } from '../state/layout.ts';
import { openMark } from '../state/marks.ts';
import { mode } from '../state/playhead.ts';
import { sheet } from '../state/sheet.ts';
import { subject } from '../state/subject.ts';
import { undoable } from '../state/undo.ts';
import { Banners } from './banners.tsx';
import { ChartCard } from './chart-card.tsx';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { HeadlinesPanel } from './headlines-panel.tsx';
import { lazily } from './lazily.tsx';
import { LiveRegion } from './live-region.tsx';
import { MarketTable } from './market-table.tsx';
import { pill } from './pills.tsx';
import { CompactHead, TabBar } from './tab-bar.tsx';

const LazySheets = lazily(
  () => sheet.value !== null,
  async () => (await import('./sheets.tsx')).Sheets,
);
const aboutEvent = (): boolean => subject.value !== null && subject.value.slug !== null;
const LazyClaims = lazily(aboutEvent, async () => (await import('./claim-strip.tsx')).ClaimStrip);
const LazyCard = lazily(
  () => card.value !== null,
  async () => (await import('./number-card.tsx')).NumberCard,
);
const LazyMarkCard = lazily(
  () => openMark.value !== null,
  async () => (await import('./mark-card.tsx')).MarkCard,
);
const LazyUndo = lazily(
  () => undoable.value !== null,
  async () => (await import('./undo-bar.tsx')).UndoBar,
);
const LazyAlertPill = lazily(
  () => loaded.value,
  async () => (await import('./alert-pill.tsx')).AlertPill,
);
const LazyTransport = lazily(
  () => mode.value === 'replay',
  async () => (await import('../replay/transport-bar.tsx')).TransportBar,
);

/** The whole screen; the chart is handed in by main. */
export function Page(props: { readonly chart: ComponentChildren }): JSX.Element {
  const phone = layout.value === 'phone';
  return (
    <div class={`page layout-${layout.value} mode-${mode.value}`}>
      <a class="skip" href="#chart">
        {words.value.skip}
      </a>
      <div class={`mode-bar hue-${pill.value.hue}`} />
      <Header />
      {phone ? <CompactHead /> : null}
      <Banners />
      <main class="columns">
        <div class="column-main">
          <ChartCard>{props.chart}</ChartCard>
          <MarketTable />
        </div>
        <div class="column-side">
          <HeadlinesPanel />
          {aboutEvent() ? (
            <div class="claim-room">
              <LazyClaims />
            </div>
          ) : null}
        </div>
      </main>
      <LazyTransport />
      {phone ? <TabBar /> : <Footer />}
      <LiveRegion />
      <LazySheets />
      <LazyCard />
      <LazyAlertPill />
      <LazyMarkCard />
      <LazyUndo />
    </div>
  );
}
