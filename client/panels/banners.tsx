import { computed } from '@preact/signals';
import type { JSX } from 'preact';
import { dateText } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { frame, loaded, range } from '../state/frame.ts';
import { mode } from '../state/playhead.ts';
import { openSheet } from '../state/sheet.ts';
import { connection, lostSince, status, wallNow } from '../state/status.ts';
import { shown, subject, t0, zone } from '../state/subject.ts';
import { changeView, dismissViewFaults, view, viewFaults } from '../state/view.ts';
import { loadWindow, simulation, startSimulatedDay, tryConnection, windowFailed } from '../state/wire.ts';
import { type BannerAction, type BannerState, bannerStates } from './banner-state.ts';
import { emphasised } from './series.ts';

/** The stale market that matters most: one in colour before a grey one. */
const stale = computed(() => {
  const ids = [...emphasised.value, ...shown.value.map((i) => i.id)];
  const markets = status.value?.markets.filter((m) => ids.includes(m.instrument)) ?? [];
  const old = markets.filter((m) => m.state === 'stale' && m.newestObservation !== null);
  // Where most are stale the pill says it for all.
  if (mode.value !== 'live' || old.length === 0 || !markets.some((m) => m.state === 'fresh')) return null;
  const worst = old.sort((a, b) => ids.indexOf(a.instrument) - ids.indexOf(b.instrument))[0];
  const market = shown.value.find((i) => i.id === worst?.instrument);
  if (worst?.newestObservation == null || market === undefined) return null;
  return { name: market.name, age: frame.value.playhead - worst.newestObservation };
});

const states = computed(() =>
  bannerStates(
    {
      connection: connection.value,
      status: status.value,
      now: wallNow.value,
      zone: zone.value,
      lostSince: lostSince.value,
      faults: viewFaults.value,
      unknownEvent: loaded.value && subject.value === null ? view.value.event : null,
      replaying: mode.value === 'replay',
      future: range.value.own && range.value.from > frame.value.playhead && mode.value !== 'replay',
      date: dateText(t0.value, zone.value),
      simulation: simulation.value,
      windowFailed: windowFailed.value,
      stale: stale.value,
    },
    words.value,
  ),
);

const ACTIONS: Readonly<Record<BannerAction, () => void>> = {
  'try-now': tryConnection,
  'play-simulated': () => void startSimulatedDay(),
  export: () => openSheet('export'),
  feeds: () => openSheet('feeds'),
  dismiss: dismissViewFaults,
  choose: () => openSheet('picker'),
  reload: () => location.reload(),
  retry: () => void loadWindow(),
  back: () => changeView({ from: null, to: null }),
};

function Banner({ banner }: { readonly banner: BannerState }): JSX.Element {
  return (
    <div class={`banner banner-${banner.tone}`}>
      <p>
        <b role={banner.tone === 'warn' ? 'alert' : undefined}>{banner.title}</b> <span>{banner.text}</span>
      </p>
      <div class="banner-actions">
        {banner.actions.map(({ action, text, filled }) => (
          <button
            type="button"
            key={action}
            class={filled ? 'button button-strong' : 'button'}
            onClick={ACTIONS[action]}
          >
            {text}
          </button>
        ))}
      </div>
    </div>
  );
}

export function Banners(): JSX.Element | null {
  const list = states.value;
  if (list.length === 0) return null;
  return (
    <div class="banners">
      {list.map((banner) => (
        <Banner key={banner.key} banner={banner} />
      ))}
    </div>
  );
}
