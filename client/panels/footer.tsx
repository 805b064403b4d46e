import { computed } from '@preact/signals';
import type { JSX } from 'preact';
import { clockText, dateText, durationText } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { frame } from '../state/frame.ts';
import { mode } from '../state/playhead.ts';
import { simulated } from '../state/rows.ts';
import { openSheet } from '../state/sheet.ts';
import { status } from '../state/status.ts';
import { shown, t0, zone, zoneCity } from '../state/subject.ts';
import { view } from '../state/view.ts';
import { offsetLabel } from '../state/zones.ts';
import { SimulatedPill } from './pills.tsx';

const provenance = computed(() => {
  const f = words.value.footer;
  if (simulated.value !== 'none') {
    const seed = status.value?.seed;
    return f.simulated(seed == null ? '' : f.seed(seed));
  }
  return status.value?.source === 'archive' ? f.archive : f.live;
});

const freshest = computed(() => {
  let newest: { time: number; id: string } | null = null;
  for (const { id } of shown.value) {
    const last = frame.value.lastPrice(id);
    if (last !== null && (newest === null || last.time > newest.time)) newest = { time: last.time, id };
  }
  return newest;
});

const lastBar = computed(() => {
  const f = words.value.footer;
  const newest = freshest.value;
  if (newest === null || mode.value !== 'live') return null;
  const time = newest.time as typeof frame.value.playhead;
  const age = durationText(Math.max(0, frame.value.playhead - time));
  const delay = status.value?.markets.find((m) => m.instrument === newest.id)?.delayMinutes ?? null;
  const delayWords = delay === null ? '' : `, ${delay < 1 ? f.noDelay : f.delay(Math.round(delay))}`;
  return `${f.lastBar(clockText(time, zone.value), age)}${delayWords}`;
});

const feedWords = computed(() => {
  const f = words.value.footer;
  const feeds = status.value?.feeds.filter((feed) => feed.state !== 'off') ?? [];
  if (feeds.length === 0) return f.noFeeds;
  // A second provider that nobody needed to ask is no fault.
  const asked = feeds.filter((feed) => feed.state !== 'waiting' && feed.state !== 'off');
  return f.feeds(asked.filter((feed) => feed.state === 'ok').length, asked.length);
});

/** Where the numbers come from and how old they are. */
export function FooterWords(): JSX.Element {
  const f = words.value.footer;
  const basisWords = view.value.basis === 'known' ? words.value.chart.known : words.value.chart.published;
  return (
    <>
      <span class="footer-left">
        <SimulatedPill />
        <span class="footer-provenance">{provenance.value}</span>
      </span>
      <span class="footer-right">
        {lastBar.value === null ? null : <span>{lastBar.value}</span>}
        {mode.value === 'archive' ? <span>{dateText(t0.value, zone.value)}</span> : null}
        {mode.value === 'replay' ? <span>{f.basis(basisWords.toLowerCase())}</span> : null}
        <button type="button" class="button-link footer-feeds" onClick={() => openSheet('feeds')}>
          {feedWords.value}
        </button>
        <button type="button" class="button-link" onClick={() => openSheet('alerts')}>
          {f.alerts}
        </button>
        <span>{f.times(zoneCity.value, offsetLabel(frame.value.playhead, zone.value))}</span>
      </span>
    </>
  );
}

export function Footer(): JSX.Element {
  return (
    <footer class="footer">
      <FooterWords />
    </footer>
  );
}
