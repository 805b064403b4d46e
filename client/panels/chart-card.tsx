import { computed } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import type { BaseMode } from '../../shared/reaction/base-price.ts';
import { clockText, durationText } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { frame, loaded } from '../state/frame.ts';
import { layout, windowWidth } from '../state/layout.ts';
import { mode } from '../state/playhead.ts';
import { baseInUse, numbers, rows } from '../state/rows.ts';
import { selected } from '../state/selection.ts';
import { hostMarket, shown, subject, t0, zone } from '../state/subject.ts';
import { changeView, view } from '../state/view.ts';
import { zoneShort } from '../state/zones.ts';
import { approx } from './approx.ts';
import { Segmented } from './segmented.tsx';
import { chartSentence } from './sentence.ts';
import { Skeleton } from './skeleton.tsx';

/** A laptop narrower than this has no room for a third part in one line, px; a second line would cost the lane. */
const ONE_LINE_FROM = 1200;

const zs = computed(
  () =>
    new Map([...numbers.value].flatMap(([id, { unusual }]) => (unusual?.z == null ? [] : [[id, unusual.z]]))),
);

export const sentence = computed(() =>
  chartSentence(
    {
      rows: rows.value,
      host: hostMarket.value,
      playhead: frame.value.playhead,
      t0: t0.value,
      zone: zone.value,
      short:
        (layout.value !== 'wide' && mode.value === 'replay') ||
        (layout.value === 'laptop' && windowWidth.value < ONE_LINE_FROM),
      zs: zs.value,
      sinceT0: baseInUse.value.base === 't0' && baseInUse.value.reason === null,
    },
    words.value.sentence,
  ),
);

const baseWords = computed(() => {
  const w = words.value.chart.sub;
  const { base, reason } = baseInUse.value;
  const time = `${approx(subject.value?.precision ?? 'minute')}${clockText(t0.value, zone.value)} ${zoneShort(t0.value, zone.value)}`;
  if (reason === 't0-ahead')
    return w.ahead(durationText(Math.ceil((t0.value - frame.value.playhead) / 60_000) * 60_000));
  if (reason === 'no-price-at-t0') return w.noPrice(time);
  if (base === 'price') {
    const market = shown.value.find((i) => i.id === selected.value);
    return market === undefined
      ? ''
      : w.price(market.name, market.kind === 'index' ? w.points : market.currency);
  }
  if (base !== 't0') return w[base];
  return layout.value === 'wide' && mode.value !== 'replay' ? w.t0(time) : w.t0Short(time);
});

const BASES: readonly BaseMode[] = ['t0', 'prev', 'open', 'price'];

function BasisSwitch(): JSX.Element {
  const w = words.value.chart;
  return (
    <Segmented
      label={w.basis}
      value={view.value.basis}
      options={[
        { value: 'published', text: w.published },
        { value: 'known', text: w.known },
      ]}
      onChange={(basis) => changeView({ basis })}
    />
  );
}

/** What the moves are measured from, and how to read the chart where there is room for it. */
function SubLine(): JSX.Element {
  const w = words.value.chart.sub;
  const replay = mode.value === 'replay';
  if (layout.value === 'phone') return <>{baseWords.value}</>;
  if (replay) {
    return (
      <>
        {baseWords.value} {layout.value === 'wide' ? w.replay : w.replayShort}
      </>
    );
  }
  return (
    <>
      {baseWords.value} {baseInUse.value.base === 'price' ? null : w.grey}
    </>
  );
}

/** Head of the chart: what happened in one sentence, what it is measured from, and the choice of the base. */
export function ChartCard({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const w = words.value.chart;
  const replay = mode.value === 'replay';
  const small = layout.value === 'phone';
  return (
    <section class="card chart-card" id="chart" aria-label={w.label}>
      <header class="chart-head">
        <div class="chart-words">
          <h2>{loaded.value ? sentence.value : <Skeleton width={420} />}</h2>
          <p>{loaded.value ? <SubLine /> : <Skeleton width={300} />}</p>
        </div>
        <div class="chart-choices">
          {replay && !small ? <BasisSwitch /> : null}
          <Segmented
            label={w.base}
            value={view.value.base}
            options={BASES.map((value) => ({
              value,
              text: value === 'prev' && layout.value !== 'wide' ? w.prevShort : w.bases[value],
            }))}
            onChange={(base) => changeView({ base })}
          />
        </div>
      </header>
      <div class="chart-room">{children}</div>
    </section>
  );
}
