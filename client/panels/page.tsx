import { signal } from '@preact/signals';
import type { ComponentChildren, ComponentType, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { words } from '../i18n/words.ts';
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

const sheets = signal<ComponentType | null>(null);

function LazySheets(): JSX.Element | null {
  const wanted = sheet.value !== null;
  const Sheets = sheets.value;
  useEffect(() => {
    if (!wanted || sheets.value !== null) return;
    void import('./sheets.tsx').then((module) => {
      sheets.value = module.Sheets;
    });
  }, [wanted]);
  return Sheets === null ? null : <Sheets />;
}

/** The whole screen; the chart and the transport bar are handed in by main. */
export function Page(props: {
  readonly chart: ComponentChildren;
  readonly transport: ComponentChildren;
}): JSX.Element {
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
      {mode.value === 'replay' ? props.transport : null}
      {phone ? <TabBar /> : <Footer />}
      <LiveRegion />
      <LazySheets />
    </div>
  );
}
