import { z } from 'zod';
import { side, webUrl } from '../../../shared/news/headline.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/time/instant.ts';

/** One feed of one outlet. */
export interface Outlet {
  /** Small letters, digits, hyphens; stable, because headline ids begin with it. */
  readonly id: string;
  readonly label: string;
  readonly url: string;
  readonly side: z.infer<typeof side>;
  /** BCP 47, where the feed names none; `und` where it is mixed. */
  readonly language: string;
  /** Wished time between two reads, ms. */
  readonly everyMs: number;
  /** IANA zone of the outlet's wall clock; null = not known, then `CST` stays doubtful. */
  readonly timeZone: string | null;
  /** Newest item older than this: frozen. */
  readonly frozenAfterMs: number;
  /** Sent instead of our own; null = our own. */
  readonly userAgent: string | null;
  /** Read without being asked for by name. */
  readonly byDefault: boolean;
}

export const FROZEN_AFTER_MS = 3 * DAY_MS;

const isZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
};

const entry = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,49}$/, 'must be small letters, digits and hyphens'),
  label: z.string().trim().min(1).max(60),
  url: webUrl,
  side,
  language: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as en or zh-CN')
    .max(12),
  everyMinutes: z
    .number()
    .min(1)
    .max(24 * 60),
  timeZone: z.string().refine(isZone, 'must be an IANA zone such as Asia/Seoul').nullable(),
  frozenAfterDays: z.number().min(1).max(365),
  userAgent: z
    .string()
    .regex(/^[\x20-\x7e]{1,200}$/, 'must be plain ASCII of at most 200 characters')
    .nullable(),
  enabled: z.boolean(),
});

const known = entry.partial().required({ id: true });
const added = known.required({ label: true, url: true, side: true });
const file = z.object({ headlines: z.array(z.unknown()).default([]) });

const PRIVATE_HOST =
  /^(?:localhost|.*\.localhost|.*\.local|.*\.internal|0\.\d+\.\d+\.\d+|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|169\.254\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.\d+\.\d+|\[(?:::|f[cd]|fe[89ab]|::ffff:).*\])$/i;

function merged(base: Outlet | undefined, given: z.infer<typeof known>): Outlet {
  return {
    id: given.id,
    label: given.label ?? base?.label ?? given.id,
    url: given.url ?? base?.url ?? '',
    side: given.side ?? base?.side ?? 'other',
    language: given.language ?? base?.language ?? 'und',
    everyMs:
      given.everyMinutes === undefined ? (base?.everyMs ?? 5 * MINUTE_MS) : given.everyMinutes * MINUTE_MS,
    timeZone: given.timeZone === undefined ? (base?.timeZone ?? null) : given.timeZone,
    frozenAfterMs:
      given.frozenAfterDays === undefined
        ? (base?.frozenAfterMs ?? FROZEN_AFTER_MS)
        : given.frozenAfterDays * DAY_MS,
    userAgent: given.userAgent === undefined ? (base?.userAgent ?? null) : given.userAgent,
    byDefault: given.enabled ?? base?.byDefault ?? true,
  };
}

export interface ReadOutlets {
  /** Those that ship, with what the file changes and adds. */
  readonly outlets: readonly Outlet[];
  /** Path and reason of each entry that cannot be used; such an entry changes nothing. */
  readonly faults: readonly string[];
}

/**
 * `feeds.json`: `{"headlines": [{id, label, url, side, language?, everyMinutes?, timeZone?, frozenAfterDays?,
 * userAgent?, enabled?}]}`. An id that ships needs only what it changes. `value` is the parsed file, undefined or null where there
 * is none. Addresses of private networks are refused unless allowed.
 */
export function readOutlets(
  value: unknown,
  shipped: readonly Outlet[],
  options: { readonly allowPrivateAddresses?: boolean } = {},
): ReadOutlets {
  const outlets = new Map(shipped.map((outlet) => [outlet.id, outlet]));
  const faults: string[] = [];
  if (value === undefined || value === null) return { outlets: shipped, faults };
  const whole = file.safeParse(value);
  if (!whole.success) {
    return { outlets: shipped, faults: whole.error.issues.map((i) => faultText(i.path, i.message)) };
  }
  const seen = new Set<string>();
  whole.data.headlines.forEach((raw, i) => {
    const id = typeof raw === 'object' && raw !== null && 'id' in raw ? String(raw.id) : '';
    const base = outlets.get(id);
    const read = (base === undefined ? added : known).safeParse(raw);
    if (!read.success) {
      faults.push(
        ...read.error.issues.map((issue) => faultText(['headlines', i, ...issue.path], issue.message)),
      );
      return;
    }
    const { url } = read.data;
    if (seen.has(id)) faults.push(faultText(['headlines', i, 'id'], 'is there twice'));
    else if (
      url !== undefined &&
      options.allowPrivateAddresses !== true &&
      PRIVATE_HOST.test(new URL(url).hostname)
    ) {
      faults.push(
        faultText(['headlines', i, 'url'], 'lies in a private network (ALLOW_PRIVATE_ADDRESSES allows it)'),
      );
    } else outlets.set(id, merged(base, read.data));
    seen.add(id);
  });
  return { outlets: [...outlets.values()], faults };
}

function faultText(path: readonly PropertyKey[], reason: string): string {
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return `feeds.json ${place.replace(/^\./, '') || '(whole file)'}: ${reason}`;
}
