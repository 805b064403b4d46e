import { computed, signal } from '@preact/signals';
import type { ExchangeCalendar } from '../../shared/calendar/calendar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { UsualProfile } from '../../shared/reaction/reaction.ts';
import type { ChartInput, Folding, UsualBand } from '../charts/chart-input.ts';
import { frame, otherEvents, range, visibleAnchors } from '../state/frame.ts';
import { jumpMarket, jumps } from '../state/jumps.ts';
import { layout } from '../state/layout.ts';
import { measuring } from '../state/measures.ts';
import { mode, playhead } from '../state/playhead.ts';
import { bounds } from '../state/range-presets.ts';
import { baseInUse, rows, waits } from '../state/rows.ts';
import { selected } from '../state/selection.ts';
import { lostSince } from '../state/status.ts';
import { calendars, instruments, shown, subject, t0, zone, zoneCity } from '../state/subject.ts';
import { view } from '../state/view.ts';
import { emphasised } from './series.ts';

/** Makes a band of a profile; null until its code is in. */
export const bandMaker = signal<
  ((profile: UsualProfile, calendar: ExchangeCalendar) => UsualBand | null) | null
>(null);
/** True once the first view stands and what it can do without may come. */
export const laterIsIn = signal(false);
const folding = signal<Folding | null>(null);

/** Fetches what folds closed time. */
export async function foldClosedTime(): Promise<void> {
  folding.value ??= (await import('../charts/trading-axis.ts')).tradingAxis;
}

/** True while older prices of the range are on their way. */
export const olderLoading = signal(false);

const bandMarket = computed<Instrument | null>(
  () => shown.value.find((i) => i.id === jumpMarket.value) ?? null,
);

/** The usual range is one of moves since T0, in the market's own currency. Apart, for the base comes anew with each frame. */
const hasBand = computed(() => baseInUse.value.base === 't0' && view.value.currency === 'local');

const band = computed<UsualBand | null>(() => {
  const market = bandMarket.value;
  const make = bandMaker.value;
  if (market === null || make === null || !hasBand.value) return null;
  const profile = measuring.value?.profile(market.id, t0.value) ?? null;
  return profile === null ? null : make(profile, calendars.get(market.mic));
});

/** Stand-ins of the markets in colour that wait; those of the watchlist have lines of their own. */
const standIns = computed<readonly Instrument[]>(() => {
  if (baseInUse.value.base !== 't0') return [];
  const inColour: readonly string[] = [...emphasised.value, selected.value ?? ''];
  const ids = rows.value
    .filter((row) => inColour.includes(row.instrument.id) && waits(row))
    .flatMap(({ instrument }) => instrument.standIn ?? []);
  return [...new Set(ids)]
    .filter((id) => !shown.value.some((i) => i.id === id))
    .flatMap((id) => instruments.value.find((i) => i.id === id) ?? []);
});

const standInKey = computed(() => standIns.value.map((i) => i.id).join());
let kept: readonly Instrument[] = [];
/** The same list until another one is needed, so that what depends on it is not made anew with every price. */
const keptStandIns = computed(() => {
  standInKey.value;
  kept = standIns.peek();
  return kept;
});

/** All the chart is drawn from, out of the state of the page. Reads signals: call it where they may be read. */
export function heroInput(): ChartInput {
  const about = subject.value;
  const { from, to } = range.value;
  const future = t0.value > frame.value.playhead;
  return {
    frame: frame.value,
    instruments: shown.value,
    emphasised: emphasised.value,
    selected: selected.value,
    base: baseInUse.value.base,
    axis: view.value.axis,
    folding: folding.value,
    currency: view.value.currency,
    usual: band.value,
    standIns: keptStandIns.value,
    jumps: jumps.value,
    t0: t0.value,
    t0Name: future ? '' : (about?.t0Name ?? ''),
    t0Precision: about?.precision ?? 'minute',
    subject:
      about?.slug == null ? null : { slug: about.slug, title: about.title, anchors: visibleAnchors.value },
    otherEvents: otherEvents.value,
    from,
    to,
    bounds: bounds.value,
    loading: olderLoading.value,
    now: { time: playhead.value, kind: mode.value },
    timeZone: zone.value,
    zoneCity: zoneCity.value,
    calendars,
    connectionLostSince: lostSince.value,
    basis: view.value.basis,
    layout: layout.value,
  };
}
