import { signal } from '@preact/signals';
import type { ComponentChildren, ComponentType, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { words } from '../i18n/words.ts';
import { card } from '../state/card.ts';
import { layout } from '../state/layout.ts';
import { mode } from '../state/playhead.ts';
import { sheet } from '../state/sheet.ts';
import { Banners } from './banners.tsx';
import { ChartCard } from './chart-card.tsx';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { HeadlinesPanel } from './headlines-panel.tsx';
import { LiveRegion } from './live-region.tsx';
import { MarketTable } from './market-table.tsx';
import { pill } from './pills.tsx';
import { CompactHead, TabBar } from './tab-bar.tsx';

/** A part that is fetched when it is first wanted, so that the first view does not wait for it. */
function lazily(wanted: () => boolean, load: () => Promise<ComponentType>): ComponentType {
  const part = signal<ComponentType | null>(null);
  return function Lazy(): JSX.Element | null {
    const now = wanted();
    const Part = part.value;
    useEffect(() => {
      if (!now || part.value !== null) return;
      void load().then((component) => {
        part.value = component;
      });
    }, [now]);
    return Part === null ? null : <Part />;
  };
}

const LazySheets = lazily(
  () => sheet.value !== null,
  async () => (await import('./sheets.tsx')).Sheets,
);
const LazyGlossary = lazily(
  () => sheet.value === 'glossary',
  async () => (await import('./glossary-sheet.tsx')).GlossarySheet,
);
const LazyCard = lazily(
  () => card.value !== null,
  async () => (await import('./number-card.tsx')).NumberCard,
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
        <HeadlinesPanel />
      </main>
      <LazyTransport />
      {phone ? <TabBar /> : <Footer />}
      <LiveRegion />
      <LazySheets />
      <LazyGlossary />
      <LazyCard />
    </div>
  );
}
