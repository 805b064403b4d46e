import {
  type Anchor,
  type IncomingEvent,
  incomingEvent,
  type MarketEvent,
} from '../../shared/event/event.ts';
import { asUtcMs, DAY_MS, HOUR_MS, instantOf, localDateAt, type UtcMs } from '../../shared/time/instant.ts';
import type { EventFields } from '../connection/event-edits.ts';
import { clockText } from '../i18n/format.ts';
import type { EventDraft } from './event-editor.ts';

/** An anchor as it is typed: wall times of the form's zone, `2025-10-30T11:05`. */
export interface AnchorForm {
  readonly name: string;
  readonly time: string;
  readonly precision: Anchor['precision'];
  /** Empty: what the precision says. */
  readonly earliest: string;
  readonly latest: string;
}

export interface SourceForm {
  readonly publisher: string;
  readonly title: string;
  readonly date: string;
  readonly url: string;
}

/** An event as it is typed. Lists of texts are one line each. */
export interface EventForm {
  readonly title: string;
  readonly anchors: readonly AnchorForm[];
  readonly end: string;
  readonly themes: IncomingEvent['themes'];
  readonly place: string;
  readonly actors: string;
  readonly summary: string;
  readonly us: string;
  readonly china: string;
  readonly other: string;
  readonly confounders: string;
  readonly status: IncomingEvent['outcome']['status'];
  readonly outcomeDate: string;
  readonly outcomeNote: string;
  readonly timeBasis: string;
  readonly timeConfidence: IncomingEvent['timeConfidence'];
  readonly confidence: IncomingEvent['confidence'];
  readonly sources: readonly SourceForm[];
}

/** Wall time of an instant as a form field holds it. */
const wall = (time: UtcMs, zone: string): string => `${localDateAt(time, zone)}T${clockText(time, zone)}`;

/** Instant of a wall time; NaN where the text is none. A time the clock skips is moved forward. */
function instant(text: string, zone: string): number {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d)?$/.exec(text);
  if (parts === null) return Number.NaN;
  try {
    return instantOf(parts[1] as Parameters<typeof instantOf>[0], parts[2] as string, zone);
  } catch {
    return Number.NaN;
  }
}

/** What a precision alone says of an instant: the minute itself, the hour about it, its day in the zone. */
function windowOf(time: number, precision: Anchor['precision'], zone: string): Anchor['window'] {
  if (precision === 'minute') return { earliest: time as UtcMs, latest: time as UtcMs };
  if (precision === 'hour') {
    return { earliest: asUtcMs(time - HOUR_MS / 2), latest: asUtcMs(time + HOUR_MS / 2) };
  }
  const start = instantOf(localDateAt(time as UtcMs, zone), '00:00', zone);
  return { earliest: start, latest: asUtcMs(start + DAY_MS - 1) };
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function anchorForm(anchor: Anchor, zone: string): AnchorForm {
  const { name, time, precision, window } = anchor;
  const own = windowOf(time, precision, zone);
  const usual = own.earliest === window.earliest && own.latest === window.latest;
  return {
    name,
    time: wall(time, zone),
    precision,
    earliest: usual ? '' : wall(window.earliest, zone),
    latest: usual ? '' : wall(window.latest, zone),
  };
}

export const emptySource: SourceForm = { publisher: '', title: '', date: '', url: '' };

export const emptyAnchor = (time: UtcMs, zone: string): AnchorForm => ({
  name: '',
  time: wall(time, zone),
  precision: 'minute',
  earliest: '',
  latest: '',
});

/** A stored event or a draft as it is typed. `now` stands in where a draft has no time. */
export function formOf(event: EventDraft | MarketEvent, zone: string, now: UtcMs): EventForm {
  return {
    title: event.title ?? '',
    anchors: event.anchors?.map((a) => anchorForm(a, zone)) ?? [emptyAnchor(now, zone)],
    end: event.end == null ? '' : wall(event.end, zone),
    themes: event.themes ?? ['other'],
    place: event.place ?? '',
    actors: (event.actors ?? []).join('\n'),
    summary: event.summary ?? '',
    us: (event.claims?.us ?? []).join('\n'),
    china: (event.claims?.china ?? []).join('\n'),
    other: (event.claims?.other ?? []).join('\n'),
    confounders: (event.confounders ?? []).join('\n'),
    status: event.outcome?.status ?? 'open',
    outcomeDate: event.outcome?.date ?? '',
    outcomeNote: event.outcome?.note ?? '',
    timeBasis: event.timeBasis ?? '',
    timeConfidence: event.timeConfidence ?? 'medium',
    confidence: event.confidence ?? 'medium',
    sources: event.sources ?? [],
  };
}

/** An instant as it was stored where its wall time was left as it stood: seconds are not typed, and not lost. */
function kept(typed: string, before: UtcMs | null | undefined, zone: string): number {
  if (before != null && typed === wall(before, zone)) return before;
  return instant(typed, zone);
}

function anchorOf(form: AnchorForm, title: string, before: Anchor | undefined, zone: string): unknown {
  const time = kept(form.time, before?.time, zone);
  const usual = Number.isNaN(time) ? { earliest: time, latest: time } : windowOf(time, form.precision, zone);
  return {
    name: form.name.trim() === '' ? title.slice(0, 80) : form.name.trim(),
    time,
    precision: form.precision,
    window: {
      earliest: form.earliest === '' ? usual.earliest : kept(form.earliest, before?.window.earliest, zone),
      latest: form.latest === '' ? usual.latest : kept(form.latest, before?.window.latest, zone),
    },
  };
}

/** One thing that is wrong, by the field it is typed in (`anchors.0.time`) and the rule it breaks. */
export interface Fault {
  readonly field: string;
  readonly rule: 'missing' | 'too-long' | 'too-many' | 'no-time' | 'outside-window' | 'no-link' | 'unusable';
  /** Longest or most allowed, where the rule is about that. */
  readonly most: number | null;
}

/** Field of the form by the path of the schema. */
function fieldOf(path: readonly PropertyKey[]): string {
  const [first, second, third] = path.map(String);
  if (first === 'claims') return second ?? 'claims';
  if (first === 'outcome')
    return second === 'date' ? 'outcomeDate' : second === 'note' ? 'outcomeNote' : 'status';
  if (first === 'anchors' && third === 'window') return `anchors.${second}.${String(path[3] ?? 'earliest')}`;
  if (first === 'anchors' || first === 'sources') {
    return [first, second, third].filter((part) => part !== undefined).join('.');
  }
  return first ?? 'title';
}

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly maximum?: number | bigint;
  readonly origin?: string;
}

const isTime = (path: readonly PropertyKey[]): boolean =>
  path.includes('time') || path.includes('window') || path[0] === 'end';

function faultOf({ code, path, maximum, origin }: Issue): Fault {
  const field = fieldOf(path);
  const fault = (rule: Fault['rule'], most: number | null = null): Fault => ({ field, rule, most });
  if (code === 'custom') return fault('outside-window');
  if (isTime(path)) return fault('no-time');
  if (code === 'too_small') return fault('missing');
  if (code === 'too_big') return fault(origin === 'array' ? 'too-many' : 'too-long', Number(maximum));
  if (path.includes('url')) return fault('no-link');
  return fault('unusable');
}

/** A time without a name takes the title: where that is missing, the title is what is wrong. */
const isOwn = ({ field, rule }: Fault, title: string): boolean =>
  !(title === '' && rule === 'missing' && /^anchors\.\d+\.name$/.test(field));

/** One fault a field is enough. */
const isFirst = (fault: Fault, at: number, all: readonly Fault[]): boolean =>
  all.findIndex((other) => other.field === fault.field) === at;

/**
 * Reads a form by the event's own schema. What the form does not show (claims about markets, notes) is taken over from
 * `before`.
 */
export function readForm(
  form: EventForm,
  slug: string,
  zone: string,
  before: EventDraft | MarketEvent,
): { readonly event: EventFields } | { readonly faults: readonly Fault[] } {
  const title = form.title.trim();
  const read = incomingEvent.safeParse({
    slug,
    title,
    anchors: form.anchors.map((a, at) => anchorOf(a, title, before.anchors?.[at], zone)),
    end: form.end === '' ? null : kept(form.end, before.end, zone),
    themes: form.themes,
    place: form.place.trim(),
    actors: lines(form.actors),
    summary: form.summary.trim(),
    claims: { us: lines(form.us), china: lines(form.china), other: lines(form.other) },
    marketClaims: before.marketClaims ?? [],
    marketNotes: before.marketNotes ?? [],
    closedMarkets: before.closedMarkets ?? [],
    confounders: lines(form.confounders),
    outcome: {
      status: form.status,
      date: form.outcomeDate === '' ? null : form.outcomeDate,
      note: form.outcomeNote.trim() === '' ? null : form.outcomeNote.trim(),
    },
    timeBasis: form.timeBasis.trim(),
    timeConfidence: form.timeConfidence,
    confidence: form.confidence,
    sources: form.sources.map((s) => ({ ...s, url: s.url.trim() })),
    origin: 'user',
    actor: 'page',
  });
  if (!read.success) {
    const faults = (read.error.issues as readonly Issue[]).map(faultOf);
    return { faults: faults.filter((f, at) => isOwn(f, title) && isFirst(f, at, faults)) };
  }
  const { actor: _a, origin: _o, ...event } = read.data;
  return { event };
}

/** Longest part of a slug that comes from the title. */
const SLUG_LENGTH = 48;

/** `rate-cut-2025-10-30`, with a number where that is taken; a title without Latin letters gives `note-…`. */
export function slugFor(title: string, time: UtcMs, taken: (slug: string) => boolean): string {
  const latin = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_LENGTH)
    .replace(/^-+|-+$/g, '');
  const base = `${latin.length < 2 ? 'note' : latin}-${localDateAt(time, 'UTC')}`;
  for (let n = 1; ; n += 1) {
    const slug = n === 1 ? base : `${base}-${n}`;
    if (!taken(slug)) return slug;
  }
}
