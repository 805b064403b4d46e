import { computed, signal } from '@preact/signals';
import type { Calendars } from '../../shared/calendar/calendar.ts';
import { createChangingCalendars } from '../../shared/calendar/changing-calendars.ts';
import type { ExtraClosure } from '../../shared/calendar/user-closures.ts';
import type { Anchor, MarketEvent } from '../../shared/event/event.ts';
import type { Instrument, InstrumentId } from '../../shared/market/instrument.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { asUtcMs, DAY_MS, HOUR_MS, type UtcMs } from '../../shared/time/instant.ts';
import { watchedMarkets } from '../../shared/watchlist/watched-markets.ts';
import { words } from '../i18n/words.ts';
import { dayRange } from './day-range.ts';
import { settings } from './settings.ts';
import { liveNow, status } from './status.ts';
import { eventBySlug, timelineVersion } from './timeline.ts';
import { view } from './view.ts';
import { anchorKey } from './view-url.ts';
import { watchlistRecord } from './watchlist.ts';
import { cityOfZone, FALLBACK_ZONE, zoneOfPlace } from './zones.ts';

/** The event that is shown when the link names none and no live feed runs. */
export const DEFAULT_EVENT = 'busan-2025';
/** The link's word for "no event: the markets of today". */
export const TODAY = 'today';
/** Zone of a day without an event: that of the first large market to open. */
const TODAY_ZONE = 'Asia/Tokyo';
/** A day is told as running until this long after its last hour, ms. */
const RUNNING_AFTER_MS = 4 * HOUR_MS;

const known = createChangingCalendars();
const closuresChanged = signal(0);

/** Calendars with the closures that the user of this server added; whoever asks for one is told when they change. */
export const calendars: Calendars = {
  mics: known.mics,
  get closures() {
    return known.closures;
  },
  get(mic) {
    closuresChanged.value;
    return known.get(mic);
  },
};

export function takeClosures(closures: readonly ExtraClosure[]): void {
  if (closures.length === 0 && known.closures.length === 0) return;
  known.replace(closures);
  closuresChanged.value = closuresChanged.peek() + 1;
}

/** Instruments of this server; those that ship until it has answered. */
export const instruments = signal<readonly Instrument[]>(INSTRUMENTS);

/** What the page is about: a T0 that the person chose, by event and anchor or by hand. */
export interface Subject {
  /** Null where it is about a day and not about an event. */
  readonly slug: string | null;
  readonly title: string;
  readonly t0: UtcMs;
  /** Name of the anchor; null where T0 was set by hand or is the open of a day. */
  readonly t0Name: string | null;
  readonly precision: Anchor['precision'];
  /** The T0 it would have without one set by hand; its name is null for the open of a day. */
  readonly anchor: { readonly time: UtcMs; readonly name: string | null };
  /** Zone of the place. */
  readonly zone: string;
}

/** Markets in the table and the chart: those the link names, else the watchlist's and the sets switched on. */
export const shown = computed<readonly Instrument[]>(() => {
  const { markets } = view.value;
  const all = instruments.value;
  if (markets === null) return watchedMarkets(watchlistRecord.value?.body ?? null, all, settings.value.sets);
  return markets.flatMap((id) => all.find((i) => i.id === id) ?? []);
});

const wantedSlug = computed<string>(
  () => view.value.event ?? (status.value?.source === 'live' ? TODAY : DEFAULT_EVENT),
);

function anchorOf(event: MarketEvent, key: string | null): Anchor {
  const byNumber = event.anchors[Number(key) - 1];
  const byName = event.anchors.find((a) => anchorKey(a.name) === key);
  return byName ?? byNumber ?? (event.anchors[0] as Anchor);
}

function startOfToday(): UtcMs {
  const tokyo = calendars.get('XTKS' as Instrument['mic']);
  const state = tokyo.stateAt(liveNow.peek());
  return (
    state.session?.open ?? tokyo.previousSession(liveNow.peek())?.open ?? asUtcMs(liveNow.peek() - DAY_MS)
  );
}

/** Changes once a day, so that what depends on "today" is not made again every second. */
const liveDay = computed(() => Math.floor(liveNow.value / HOUR_MS));

/** Null until the event is known here. */
export const subject = computed<Subject | null>(() => {
  timelineVersion.value;
  const slug = wantedSlug.value;
  const { t0, anchor } = view.value;
  if (slug === TODAY) {
    liveDay.value;
    const open = startOfToday();
    return {
      slug: null,
      title: words.value.today,
      t0: t0 ?? open,
      anchor: { time: open, name: null },
      t0Name: null,
      precision: 'minute',
      zone: TODAY_ZONE,
    };
  }
  const event = eventBySlug(slug);
  if (event === undefined) return null;
  const chosen = anchorOf(event, anchor);
  return {
    slug,
    title: event.title,
    t0: t0 ?? chosen.time,
    anchor: { time: chosen.time, name: chosen.name },
    t0Name: t0 === null ? chosen.name : null,
    precision: t0 === null ? chosen.precision : 'minute',
    zone: event.place === '' ? FALLBACK_ZONE : zoneOfPlace(event.place),
  };
});

/** T0 alone: equal numbers do not wake what depends on it. */
export const t0 = computed<UtcMs>(() => subject.value?.t0 ?? asUtcMs(0));
/** Zone all times are told in. */
export const zone = computed<string>(() => {
  const asked = view.value.tz;
  return asked === null || asked === 'exchange' ? (subject.value?.zone ?? FALLBACK_ZONE) : asked;
});
export const zoneCity = computed(() => cityOfZone(zone.value));

export const day = computed(() => dayRange(t0.value, zone.value, shown.value, calendars));

/** True while the day of T0 is running or still to come. */
export const running = computed(() => liveNow.value < day.value.lastClose + RUNNING_AFTER_MS);

/** The market whose city the event happened in, else null. */
export const hostMarket = computed<InstrumentId | null>(() => {
  const home = subject.value?.zone;
  return INSTRUMENTS.find((i) => i.set === 'core' && i.timeZone === home)?.id ?? null;
});
