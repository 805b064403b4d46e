import { asUtcMs, DAY_MS, instantOf, type LocalDate, type UtcMs } from '../../../shared/time/instant.ts';
import { monthNumber } from './months.ts';

export interface ReadDate {
  readonly time: UtcMs;
  /** 60 where a time of day is given, 86400 where only the day is. */
  readonly precisionSeconds: number;
  /** The zone is missing or has two meanings, or day and month could be exchanged. */
  readonly doubtful: boolean;
}

interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Null where only the day is given. */
  readonly clock: { readonly hour: number; readonly minute: number; readonly second: number } | null;
  readonly zone: string;
  readonly doubtful: boolean;
  /** Where the language of the date says the zone. */
  readonly impliedZone?: string;
}

/** Minutes east of UTC. */
const OFFSETS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    Z: 0,
    UT: 0,
    UTC: 0,
    GMT: 0,
    WET: 0,
    WEST: 60,
    CET: 60,
    MEZ: 60,
    CEST: 120,
    MESZ: 120,
    EET: 120,
    EEST: 180,
    MSK: 180,
    GST: 240,
    PKT: 300,
    ICT: 420,
    WIB: 420,
    WITA: 480,
    WIT: 540,
    SGT: 480,
    HKT: 480,
    MYT: 480,
    PHT: 480,
    AWST: 480,
    KST: 540,
    JST: 540,
    ACST: 570,
    ACDT: 630,
    AEST: 600,
    AEDT: 660,
    NZST: 720,
    NZDT: 780,
    EST: -300,
    EDT: -240,
    CDT: -300,
    MST: -420,
    MDT: -360,
    PDT: -420,
    AKST: -540,
    AKDT: -480,
    HST: -600,
    BRT: -180,
    ART: -180,
  }),
);

/** Names with two owners, and the offset that RFC 822 or habit gives them. */
const AMBIGUOUS: ReadonlyMap<string, number> = new Map(
  Object.entries({ CST: -360, PST: -480, IST: 330, BST: 60, AST: -240, SST: 480 }),
);

const number = (text: string | undefined): number => Number(text ?? '0');

/** Days from 1970-01-01 in the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms"). */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function daysIn(year: number, month: number): number {
  return month === 12 ? 31 : daysFromCivil(year, month + 1, 1) - daysFromCivil(year, month, 1);
}

/** RFC 2822, 4.3: two digits below 50 are 20xx, the others 19xx. */
const fullYear = (text: string): number =>
  text.length > 2 ? Number(text) : Number(text) + (Number(text) < 50 ? 2000 : 1900);

const AFTERNOON = /^(?:p\.?m\.?|오후|下午|晚上|午後|μ\.?μ\.?)$/iu;
const MORNING = /^(?:a\.?m\.?|오전|上午|早上|午前|π\.?μ\.?)$/iu;

function clockOf(
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  half = '',
): Fields['clock'] {
  if (hour === undefined || minute === undefined) return null;
  let h = number(hour);
  if (AFTERNOON.test(half) && h < 12) h += 12;
  else if (MORNING.test(half) && h === 12) h = 0;
  return { hour: h, minute: number(minute), second: Math.min(59, number(second)) };
}

const RFC822 =
  /^(?:[^\d,]{1,20}[,\s]\s*)?(\d{1,2})[\s-]+([^\s\d.,:-]{3,14})[.,]?[\s-]+(\d{4}|\d{2})(?:[,\s]+(?:at\s+)?(\d{1,2}):?(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(.*))?$/i;
const ISO =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:[T\s]+(?:([^\s\d:]{2,5})\s*)?(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(.*))?$/i;
const MONTH_FIRST =
  /^(?:[^\d\s,]{2,12}[,\s]\s*)?([^\s\d.,:]{3,14})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:[,\s-]+(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(.*))?$/i;
const ASCTIME =
  /^[a-z]{3,9},?\s+([a-z]{3,9})\s+(\d{1,2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s+(?:([a-z+:\d-]+)\s+)?(\d{4})$/i;
const CJK =
  /^(\d{4})\s*[년年]\s*(\d{1,2})\s*[월月]\s*(\d{1,2})\s*[일日号號]?(?:[\s(（][^\d]*?)??(?:\s*(오전|오후|上午|下午|午前|午後))?(?:\s*(\d{1,2})\s*[:：시時时点點]\s*(\d{1,2})\s*(?:[:：분分]\s*(\d{1,2})?\s*[초秒]?)?\s*(.*))?$/u;
const SLASHES =
  /^(?:[^\d\s,]{2,12},?\s+)?(\d{1,4})[/.](\d{1,2})[/.](\d{4}|\d{1,2})(?:[,\s-]+(?:([^\s\d:]{2,5})\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(.*))?$/;

/** Splits `PM EST` or `p.m. +0900` into the half of the day and the zone. */
function halfAndZone(rest: string | undefined): readonly [half: string, zone: string] {
  const text = (rest ?? '').trim();
  const first = text.split(/\s+/, 1)[0] ?? '';
  const isHalf = AFTERNOON.test(first) || MORNING.test(first);
  return isHalf ? [first, text.slice(first.length).trim()] : ['', text];
}

function fromSlashes(m: RegExpExecArray): Fields | null {
  const [, a = '', b = '', c = '', before, hour, minute, second, rest] = m;
  const [half, zone] = halfAndZone(rest);
  const clock = clockOf(hour, minute, second, before ?? half);
  if (a.length === 4) {
    return { year: Number(a), month: Number(b), day: Number(c), clock, zone, doubtful: false };
  }
  if (a.length > 2) return null;
  const dayFirst = Number(a) > 12 && Number(b) <= 12;
  const clear = dayFirst || Number(b) > 12 || a === b;
  const [month, day] = dayFirst ? [b, a] : [a, b];
  return { year: fullYear(c), month: Number(month), day: Number(day), clock, zone, doubtful: !clear };
}

function named(month: string | undefined): number {
  return monthNumber(month ?? '') ?? 0;
}

function fieldsOf(text: string): Fields | null {
  let m = RFC822.exec(text);
  if (m !== null) {
    const [half, zone] = halfAndZone(m[7]);
    const clock = clockOf(m[4], m[5], m[6], half);
    return {
      year: fullYear(m[3] ?? ''),
      month: named(m[2]),
      day: number(m[1]),
      clock,
      zone,
      doubtful: false,
    };
  }
  m = ISO.exec(text);
  if (m !== null) {
    const [half, zone] = halfAndZone(m[8]);
    const clock = clockOf(m[5], m[6], m[7], m[4] ?? half);
    const implied = /[가-힣]/.test(m[4] ?? '') ? { impliedZone: 'Asia/Seoul' } : {};
    return {
      year: number(m[1]),
      month: number(m[2]),
      day: number(m[3]),
      clock,
      zone,
      doubtful: false,
      ...implied,
    };
  }
  m = CJK.exec(text);
  if (m !== null) {
    const clock = clockOf(m[5], m[6], m[7], m[4]);
    const implied = text.includes('년') ? { impliedZone: 'Asia/Seoul' } : {};
    const zone = (m[8] ?? '').trim();
    return {
      year: number(m[1]),
      month: number(m[2]),
      day: number(m[3]),
      clock,
      zone,
      doubtful: false,
      ...implied,
    };
  }
  m = ASCTIME.exec(text);
  if (m !== null) {
    const clock = clockOf(m[3], m[4], m[5]);
    return {
      year: number(m[7]),
      month: named(m[1]),
      day: number(m[2]),
      clock,
      zone: m[6] ?? '',
      doubtful: false,
    };
  }
  m = MONTH_FIRST.exec(text);
  if (m !== null) {
    const [half, zone] = halfAndZone(m[7]);
    const clock = clockOf(m[4], m[5], m[6], half);
    return { year: number(m[3]), month: named(m[1]), day: number(m[2]), clock, zone, doubtful: false };
  }
  m = SLASHES.exec(text);
  return m === null ? null : fromSlashes(m);
}

/** How nearly every feed writes it: `Thu, 30 Oct 2025 02:05:00 GMT`. */
const USUAL = /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:GMT|UTC|\+0000)$/;

function usualDate(text: string): ReadDate | null {
  const m = USUAL.exec(text);
  if (m === null) return null;
  const [year, month, day] = [Number(m[3]), monthNumber(m[2] ?? ''), Number(m[1])];
  const [hour, minute, second] = [Number(m[4]), Number(m[5]), Number(m[6])];
  if (month === null || year < 1990 || year > 2100 || hour > 23 || minute > 59) return null;
  if (day < 1 || (day > 28 && day > daysIn(year, month))) return null;
  const seconds = daysFromCivil(year, month, day) * 86_400 + hour * 3600 + minute * 60 + Math.min(59, second);
  return { time: asUtcMs(seconds * 1000), precisionSeconds: 60, doubtful: false };
}

interface Zone {
  /** Minutes east of UTC, or an IANA name. */
  readonly zone: number | string;
  readonly doubtful: boolean;
}

function zoneOf(text: string, implied: string | undefined, feedZone: string | null): Zone {
  const offset = /^(?:GMT|UTC|UT)?\s*([+-])(\d{1,2}):?(\d{2})?/i.exec(text);
  if (offset !== null) {
    const minutes = number(offset[2]) * 60 + number(offset[3]);
    return { zone: offset[1] === '-' ? -minutes : minutes, doubtful: minutes > 14 * 60 };
  }
  const name = /^[A-Za-z]+/.exec(text.replace(/^\(/, ''))?.[0]?.toUpperCase() ?? '';
  const known = OFFSETS.get(name);
  if (known !== undefined) return { zone: known, doubtful: false };
  const local = feedZone ?? implied ?? null;
  const ambiguous = AMBIGUOUS.get(name);
  if (local !== null) return { zone: local, doubtful: name !== '' && ambiguous === undefined };
  return { zone: ambiguous ?? 0, doubtful: true };
}

function localInstant({ year, month, day, clock }: Fields, zone: string): UtcMs {
  const two = (n: number) => String(n).padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}` as LocalDate;
  const { hour, minute, second } = clock ?? { hour: 0, minute: 0, second: 0 };
  if (hour !== 24) return instantOf(date, `${two(hour)}:${two(minute)}:${two(second)}`, zone);
  return asUtcMs(instantOf(date, `00:${two(minute)}:${two(second)}`, zone) + DAY_MS);
}

function isPossible({ year, month, day, clock }: Fields): boolean {
  if (year < 1990 || year > 2100 || month < 1 || month > 12) return false;
  if (day < 1 || day > daysIn(year, month)) return false;
  if (clock === null) return true;
  const { hour, minute } = clock;
  return minute < 60 && (hour < 24 || (hour === 24 && minute === 0));
}

/**
 * Reads a date of a feed: RFC 822 (day of 1 or 2 digits, seconds and colon optional, zone names), W3C-DTF, asctime,
 * `Month D, YYYY`, `YYYY/MM/DD`, Korean, Chinese, Japanese, month names of ten languages. `feedZone` (IANA) is the
 * outlet's own zone where it is known: it settles `CST` and dates without a zone. Null for what is no date of 1990 to
 * 2100, and for a bare year or month.
 */
export function readDate(raw: string, feedZone: string | null = null): ReadDate | null {
  return usualDate(raw) ?? readAnyDate(raw, feedZone);
}

function readAnyDate(raw: string, feedZone: string | null): ReadDate | null {
  let text = raw.trim();
  if (text.includes('<'))
    text = /datetime\s*=\s*["']([^"']+)/i.exec(text)?.[1] ?? text.replace(/<[^>]*>/g, '').trim();
  if (text.length === 0 || text.length > 80) return null;
  if (/^1\d{9}(?:\d{3})?$/.test(text)) {
    const time = asUtcMs(text.length === 10 ? Number(text) * 1000 : Number(text));
    return { time, precisionSeconds: 60, doubtful: false };
  }
  const fields = fieldsOf(text.replace(/\s+/g, ' '));
  if (fields === null || !isPossible(fields)) return null;
  const { year, month, day, clock } = fields;
  const precisionSeconds = clock === null ? 86_400 : 60;
  const { zone, doubtful } = zoneOf(clock === null ? '' : fields.zone, fields.impliedZone, feedZone);
  // A day alone says a day: that its zone is not given makes it no more doubtful than its precision says.
  const isDoubtful = fields.doubtful || (doubtful && clock !== null);
  if (typeof zone === 'string') {
    return { time: localInstant(fields, zone), precisionSeconds, doubtful: isDoubtful };
  }
  const { hour, minute, second } = clock ?? { hour: 0, minute: 0, second: 0 };
  const seconds = daysFromCivil(year, month, day) * 86_400 + hour * 3600 + (minute - zone) * 60 + second;
  return { time: asUtcMs(seconds * 1000), precisionSeconds, doubtful: isDoubtful };
}
