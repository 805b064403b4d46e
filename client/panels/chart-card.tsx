import { computed } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import type { BaseMode } from '../../shared/reaction/base-price.ts';
import type { Direction } from '../../shared/reaction/breadth.ts';
import { clockText, durationText, signed } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { frame, loaded, range } from '../state/frame.ts';
import { layout } from '../state/layout.ts';
import { leaveOwnT0, nowAsT0 } from '../state/own-t0.ts';
import { mode } from '../state/playhead.ts';
import { baseInUse, numbers } from '../state/rows.ts';
import { selected } from '../state/selection.ts';
import { hostMarket, type Subject, shown, subject, t0, zone } from '../state/subject.ts';
import { changeView, view } from '../state/view.ts';
import { AXES } from '../state/view-url.ts';
import { zoneShort } from '../state/zones.ts';
import { approx } from './approx.ts';
import { BasisSwitch } from './basis-switch.tsx';
import { breadthSince, breadthToday, heroRows } from './hero-rows.ts';
import { Segmented } from './segmented.tsx';
import { chartSentence } from './sentence.ts';
import { Skeleton } from './skeleton.tsx';
import { ViewButton } from './view-button.tsx';

const zs = computed(
  () =>
    new Map([...numbers.value].flatMap(([id, { unusual }]) => (unusual?.z == null ? [] : [[id, unusual.z]]))),
);

export const sentence = computed(() =>
  chartSentence(
    {
      rows: heroRows.value,
      host: hostMarket.value,
      playhead: frame.value.playhead,
      t0: t0.value,
      zone: zone.value,
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

const breadthText = ({ up, of, median }: Direction): string =>
  words.value.hero.up(up, of, signed(median ?? 0));

/** "Since T0 6 of 9 up, median +0.12 %." and the same today; fewer than three answers are told one by one in the table. */
const breadthWords = computed<readonly string[]>(() => {
  const { since, today } = words.value.hero;
  const { base } = baseInUse.value;
  const parts: string[] = [];
  if (breadthSince.value.of >= 3)
    parts.push(since[base === 'price' ? 't0' : base](breadthText(breadthSince.value)));
  if (breadthToday.value.of >= 3 && base !== 'prev') parts.push(today(breadthText(breadthToday.value)));
  return parts;
});

/** What the moves are measured from, and how to read the chart where there is room for it. */
function subWords(): string {
  const w = words.value.chart.sub;
  const dollars = view.value.currency === 'usd' && baseInUse.value.base !== 'price';
  const parts = [baseWords.value, dollars ? words.value.hero.dollars : ''];
  if (mode.value === 'replay' && layout.value !== 'phone')
    parts.push(layout.value === 'wide' ? w.replay : w.replayShort);
  else if (layout.value === 'wide' && baseInUse.value.base !== 'price') parts.push(w.grey);
  return parts.filter((part) => part !== '').join(' ');
}

/** The event's own T0 as far as it may be named: "Handshake 11:05". */
function anchorWords({ name, time }: Subject['anchor']): string {
  if (name === null) return words.value.hero.dayOpen;
  if (time > frame.value.playhead) return words.value.hero.eventT0;
  return `${name} ${clockText(time, zone.value)}`;
}

/** One click back: from a T0 of one's own, and from a range of one's own. */
function WaysBack(): JSX.Element | null {
  const h = words.value.hero;
  const about = subject.value;
  const ownT0 = view.value.t0 !== null;
  if (about === null || (!ownT0 && !range.value.own)) return null;
  return (
    <span class="chart-back">
      {ownT0 ? (
        <button type="button" class="button-link" onClick={leaveOwnT0}>
          {h.backToAnchor(anchorWords(about.anchor))}
        </button>
      ) : null}
      {range.value.own ? (
        <button type="button" class="button-link" onClick={() => changeView({ from: null, to: null })}>
          {mode.value === 'live' ? h.backToLive : h.backToRange}
        </button>
      ) : null}
    </span>
  );
}

function Choices(): JSX.Element {
  const w = words.value.chart;
  const h = words.value.hero;
  const wide = layout.value === 'wide';
  return (
    <div class="chart-choices">
      {mode.value === 'replay' && wide ? <BasisSwitch /> : null}
      {mode.value === 'live' && layout.value !== 'phone' ? (
        <button type="button" class="button" title={h.nowAsT0Title} onClick={nowAsT0}>
          {h.nowAsT0}
        </button>
      ) : null}
      <Segmented
        label={w.base}
        value={view.value.base}
        options={BASES.map((value) => ({
          value,
          text: value === 'prev' && !wide ? w.prevShort : w.bases[value],
        }))}
        onChange={(base) => changeView({ base })}
      />
      {wide && mode.value !== 'replay' ? (
        <Segmented
          label={h.axis}
          value={view.value.axis}
          options={AXES.map((value) => ({ value, text: h.axes[value] }))}
          onChange={(axis) => changeView({ axis })}
        />
      ) : null}
      <ViewButton />
    </div>
  );
}

/** Head of the chart: what happened in one sentence, how many rose, what it is measured from, and how it is shown. */
export function ChartCard({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return (
    <section class="card chart-card" id="chart" aria-label={words.value.chart.label}>
      <header class="chart-head">
        <h2>{loaded.value ? sentence.value : <Skeleton width={420} />}</h2>
        <Choices />
        {loaded.value ? (
          <p>
            {breadthWords.value.map((text) => (
              <b key={text} class="chart-breadth">
                {text}{' '}
              </b>
            ))}
            <WaysBack /> {subWords()}
          </p>
        ) : (
          <p>
            <Skeleton width={300} />
          </p>
        )}
      </header>
      <div class="chart-room">{children}</div>
    </section>
  );
}
