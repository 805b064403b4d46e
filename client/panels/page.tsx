import type { ComponentChildren, JSX } from 'preact';
import { words } from '../i18n/words.ts';
import { layout } from '../state/layout.ts';
import { mode } from '../state/playhead.ts';
import { Banners } from './banners.tsx';
import { ChartCard } from './chart-card.tsx';
import { ExportSheet } from './export-sheet.tsx';
import { FeedsSheet } from './feeds-sheet.tsx';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { HeadlinesPanel } from './headlines-panel.tsx';
import { GoToSheet, HelpSheet } from './help-sheet.tsx';
import { LiveRegion } from './live-region.tsx';
import { MarketTable } from './market-table.tsx';
import { MoreSheet } from './more-sheet.tsx';
import { EventPicker } from './picker.tsx';
import { pill } from './pills.tsx';
import { SettingsSheet } from './settings-sheet.tsx';
import { TabBar } from './tab-bar.tsx';

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
      <EventPicker />
      <SettingsSheet />
      <ExportSheet />
      <FeedsSheet />
      <HelpSheet />
      <GoToSheet />
      <MoreSheet />
    </div>
  );
}
