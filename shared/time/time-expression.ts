import { asUtcMs, DAY_MS, HOUR_MS, MINUTE_MS, parseInstant, SECOND_MS, type UtcMs } from './instant.ts';

/** What a relative time is relative to; `t0` is null where no event is chosen. */
export interface TimeContext {
  readonly now: UtcMs;
  readonly t0: UtcMs | null;
}

/** The rule, for messages about what breaks it. */
export const TIME_EXPRESSION_RULE =
  'an ISO 8601 time with its zone, a day (YYYY-MM-DD, UTC), milliseconds since 1970, or now or t0 with an offset such as now-6h or t0-30m';

const UNIT_MS = { s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS, w: 7 * DAY_MS } as const;
const RELATIVE = /^(now|t0)(?:([+-])((?:\d{1,9}[smhdw])+))?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

function relative(text: string, context: TimeContext): UtcMs | null {
  const match = RELATIVE.exec(text);
  if (match === null) return null;
  const [, anchor, sign, offset] = match;
  const start = anchor === 'now' ? context.now : context.t0;
  if (start === null) throw new RangeError('t0 needs an event');
  let ms = 0;
  for (const [, count, unit] of (offset ?? '').matchAll(/(\d+)([smhdw])/g)) {
    ms += Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
  }
  return asUtcMs(start + (sign === '-' ? -ms : ms));
}

/**
 * Reads a time as people and links write it, see TIME_EXPRESSION_RULE. Throws RangeError on anything else; a time
 * without its zone is refused, for nobody could tell whose it is.
 */
export function parseTimeExpression(text: string, context: TimeContext): UtcMs {
  const trimmed = text.trim();
  const found = relative(trimmed, context);
  if (found !== null) return found;
  if (/^-?\d{1,16}$/.test(trimmed)) return asUtcMs(Number(trimmed));
  if (DAY.test(trimmed)) return parseInstant(`${trimmed}T00:00Z`);
  return parseInstant(trimmed);
}
