import { type InstrumentId, instrumentId } from '../../shared/market/instrument.ts';
import type { Side } from '../../shared/news/headline.ts';
import type { Basis } from '../../shared/protocol/resources.ts';
import type { BaseMode } from '../../shared/reaction/base-price.ts';
import {
  asUtcMs,
  DAY_MS,
  formatInstant,
  HOUR_MS,
  MINUTE_MS,
  SECOND_MS,
  type UtcMs,
} from '../../shared/time/instant.ts';
import { isTimeZone } from './zones.ts';

/** A time as the address gives it: fixed, or measured from now or from T0 in ms. */
export type TimeRef =
  | { readonly at: 'time'; readonly time: UtcMs }
  | { readonly at: 'now' | 't0'; readonly offset: number };

export const SORT_KEYS = [
  'market',
  'session',
  'since',
  'usual',
  'z',
  'percentile',
  'peak',
  'faded',
  'today',
  'last',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];
export type SideFilter = 'all' | Side;
export type Theme = 'dark' | 'light' | 'system';
/** What the x axis counts: the clock, trading time (closed time folded away), or time since T0. */
export const AXES = ['clock', 'trading', 't'] as const;
export type Axis = (typeof AXES)[number];
export const GROUPINGS = ['none', 'region', 'set'] as const;
export type Grouping = (typeof GROUPINGS)[number];
/** Moves as the market quotes them, or with the change of its currency against the US dollar. */
export const CURRENCIES = ['local', 'usd'] as const;
export type Currency = (typeof CURRENCIES)[number];
/** Most events that are laid over one another. */
export const MOST_COMPARED = 12;
export const SPEEDS = [1, 10, 60, 300, 3600] as const;

/** The whole view, as the address of the page holds it. Null: the default, which depends on the data. */
export interface View {
  /** Slug, `today`, or the default. */
  readonly event: string | null;
  /** Name of the anchor in lower case with dashes, or its number from 1. */
  readonly anchor: string | null;
  /** A T0 of the person's own. */
  readonly t0: UtcMs | null;
  readonly markets: readonly InstrumentId[] | null;
  /** Markets in colour; ours, beside the contract's keys. */
  readonly emphasis: readonly InstrumentId[] | null;
  readonly base: BaseMode;
  readonly axis: Axis;
  readonly currency: Currency;
  /** Earlier events whose paths lie under this one's. */
  readonly compare: readonly string[] | null;
  readonly group: Grouping;
  readonly from: TimeRef | null;
  readonly to: TimeRef | null;
  readonly tz: string | null;
  readonly side: SideFilter;
  readonly q: string;
  readonly sort: SortKey;
  readonly descending: boolean;
  /** Seconds from T0; set means replay. */
  readonly t: number | null;
  readonly speed: number;
  readonly basis: Basis;
  readonly theme: Theme | null;
  readonly lang: string | null;
}

export const DEFAULT_VIEW: View = {
  event: null,
  anchor: null,
  t0: null,
  markets: null,
  emphasis: null,
  base: 't0',
  axis: 'clock',
  currency: 'local',
  compare: null,
  group: 'none',
  from: null,
  to: null,
  tz: null,
  side: 'all',
  q: '',
  sort: 'z',
  descending: true,
  t: null,
  speed: 60,
  basis: 'published',
  theme: null,
  lang: null,
};

/** A value of the address that could not be used; `used` is what took its place, null where it was left out. */
export interface ViewFault {
  readonly key: string;
  readonly received: string;
  readonly used: string | null;
}

const UNIT_MS: Readonly<Record<string, number>> = { s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS };

/** Reads ISO 8601 with a zone, epoch milliseconds, `now-6h` or `t0-30m`; null for anything else. */
export function readTimeRef(text: string): TimeRef | null {
  const relative = /^(now|t0)(?:([+-])(\d{1,6})([smhd]))?$/.exec(text);
  if (relative) {
    const [, at, sign, amount, unit] = relative;
    const size = amount === undefined ? 0 : Number(amount) * (UNIT_MS[unit ?? ''] ?? 0);
    return { at: at as 'now' | 't0', offset: sign === '-' ? -size : size };
  }
  if (/^-?\d{9,14}$/.test(text)) return { at: 'time', time: asUtcMs(Number(text)) };
  try {
    return { at: 'time', time: asUtcMs(Temporal.Instant.from(text).epochMilliseconds) };
  } catch {
    return null;
  }
}

export const resolveTime = (ref: TimeRef, now: UtcMs, t0: UtcMs): UtcMs =>
  ref.at === 'time' ? ref.time : asUtcMs((ref.at === 'now' ? now : t0) + ref.offset);

function timeRefText(ref: TimeRef): string {
  if (ref.at === 'time') return formatInstant(ref.time);
  if (ref.offset === 0) return ref.at;
  const size = Math.abs(ref.offset);
  const unit = (['d', 'h', 'm', 's'] as const).find((u) => size % (UNIT_MS[u] as number) === 0) ?? 's';
  return `${ref.at}${ref.offset < 0 ? '-' : '+'}${Math.round(size / (UNIT_MS[unit] as number))}${unit}`;
}

/** Name of an anchor as the address writes it. */
export const anchorKey = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

/** What a link may name: the languages and instruments this page has. */
export interface ViewVocabulary {
  readonly languages: readonly string[];
  readonly instruments: ReadonlySet<string>;
}

type Reader = (text: string, vocabulary: ViewVocabulary) => { patch: Partial<View>; fault?: string | null };

const oneOf =
  <T extends string>(values: readonly T[], make: (value: T) => Partial<View>): Reader =>
  (text) => {
    const value = values.find((v) => v === text);
    return value === undefined ? { patch: {}, fault: null } : { patch: make(value) };
  };

const ids =
  (make: (list: readonly InstrumentId[]) => Partial<View>): Reader =>
  (text, { instruments }) => {
    const asked = text.split(',').filter((part) => part !== '');
    const known = [...new Set(asked)].filter(
      (id) => instruments.has(id) && instrumentId.safeParse(id).success,
    );
    const patch = known.length === 0 ? {} : make(known as InstrumentId[]);
    return known.length === new Set(asked).size ? { patch } : { patch, fault: null };
  };

const timeRef =
  (make: (ref: TimeRef) => Partial<View>): Reader =>
  (text) => {
    const ref = readTimeRef(text);
    return ref === null ? { patch: {}, fault: null } : { patch: make(ref) };
  };

const SLUG = /^[a-z0-9][a-z0-9-]{1,80}$/;

const slugs: Reader = (text) => {
  const asked = [...new Set(text.split(',').filter((part) => part !== ''))];
  const known = asked.filter((slug) => SLUG.test(slug)).slice(0, MOST_COMPARED);
  const patch = known.length === 0 ? {} : { compare: known };
  return known.length === asked.length ? { patch } : { patch, fault: known.join(',') || null };
};

const READERS: Readonly<Record<string, Reader>> = {
  event: (text) => (SLUG.test(text) ? { patch: { event: text } } : { patch: {}, fault: null }),
  anchor: (text) => ({ patch: { anchor: anchorKey(text.slice(0, 80)) } }),
  t0: (text) => {
    const ref = readTimeRef(text);
    return ref?.at === 'time' ? { patch: { t0: ref.time } } : { patch: {}, fault: null };
  },
  markets: ids((markets) => ({ markets })),
  emphasis: ids((emphasis) => ({ emphasis })),
  base: oneOf(['t0', 'prev', 'open', 'price'], (base) => ({ base })),
  axis: oneOf(AXES, (axis) => ({ axis })),
  // Lines are all that is drawn: a link to another kind is told so.
  chart: oneOf(['line'], () => ({})),
  currency: oneOf(CURRENCIES, (currency) => ({ currency })),
  compare: slugs,
  group: oneOf(GROUPINGS, (group) => ({ group })),
  from: timeRef((from) => ({ from })),
  to: timeRef((to) => ({ to })),
  tz: (text) =>
    text === 'exchange' || isTimeZone(text) ? { patch: { tz: text } } : { patch: {}, fault: null },
  side: oneOf(['all', 'us', 'china', 'other'], (side) => ({ side })),
  q: (text) => ({ patch: { q: text.slice(0, 200) } }),
  sort: (text) => {
    const key = SORT_KEYS.find((k) => k === text.replace(/^-/, ''));
    return key === undefined
      ? { patch: {}, fault: null }
      : { patch: { sort: key, descending: text.startsWith('-') } };
  },
  t: (text) => {
    const t = Number(text);
    return /^-?\d+(\.\d+)?$/.test(text) && Math.abs(t) <= 366 * 86_400
      ? { patch: { t: Math.round(t) } }
      : { patch: {}, fault: null };
  },
  speed: (text) => {
    const speed = Number(text);
    if (text === '' || !Number.isFinite(speed)) return { patch: {}, fault: null };
    const clamped = Math.min(3600, Math.max(1, speed));
    return clamped === speed ? { patch: { speed } } : { patch: { speed: clamped }, fault: String(clamped) };
  },
  basis: oneOf(['published', 'known'], (basis) => ({ basis })),
  theme: oneOf(['dark', 'light', 'system'], (theme) => ({ theme })),
  lang: (text, { languages }) =>
    languages.includes(text) ? { patch: { lang: text } } : { patch: {}, fault: 'en' },
};

/** The view of an address. Unknown keys are ignored, bad values clamped or left out and named in `faults`. */
export function readView(search: string, vocabulary: ViewVocabulary): { view: View; faults: ViewFault[] } {
  let view = DEFAULT_VIEW;
  const faults: ViewFault[] = [];
  for (const [key, received] of new URLSearchParams(search)) {
    const reader = Object.hasOwn(READERS, key) ? READERS[key] : undefined;
    if (reader === undefined) continue;
    const { patch, fault } = reader(received, vocabulary);
    view = { ...view, ...patch };
    if (fault !== undefined) faults.push({ key, received: received.slice(0, 60), used: fault });
  }
  return { view, faults };
}

/** The address of a view, `?…` or empty: only what differs from the default, in the order of the contract. */
export function writeView(view: View): string {
  const parts: [string, string][] = [];
  const put = (key: string, text: string | null): void => {
    if (text !== null) parts.push([key, text]);
  };
  const differing = <K extends keyof View>(key: K): string | null =>
    view[key] === DEFAULT_VIEW[key] ? null : String(view[key]);
  put('event', view.event);
  put('anchor', view.anchor);
  put('t0', view.t0 === null ? null : formatInstant(view.t0));
  put('markets', view.markets?.join(',') ?? null);
  put('emphasis', view.emphasis?.join(',') ?? null);
  put('base', differing('base'));
  put('axis', differing('axis'));
  put('currency', differing('currency'));
  put('compare', view.compare?.join(',') ?? null);
  put('group', differing('group'));
  put('from', view.from === null ? null : timeRefText(view.from));
  put('to', view.to === null ? null : timeRefText(view.to));
  put('tz', view.tz);
  put('side', differing('side'));
  put('q', differing('q'));
  const sorted = view.sort === DEFAULT_VIEW.sort && view.descending === DEFAULT_VIEW.descending;
  put('sort', sorted ? null : `${view.descending ? '-' : ''}${view.sort}`);
  put('t', view.t === null ? null : String(view.t));
  put('speed', differing('speed'));
  put('basis', differing('basis'));
  put('theme', view.theme);
  put('lang', view.lang);
  if (parts.length === 0) return '';
  // Commas, colons and slashes are allowed in a query and read better as they are.
  const query = parts.map(
    ([k, v]) => `${k}=${encodeURIComponent(v.toWellFormed()).replace(/%(2C|3A|2F)/g, decodeURIComponent)}`,
  );
  return `?${query.join('&')}`;
}
