import { formatCompactInstant, type UtcMs } from '../time/instant.ts';

export interface FileNameParts {
  /** `bars`, `view` … */
  readonly what: string;
  /** Slug of the event, or `range`. */
  readonly subject: string;
  /** Null = from the first record, to the last. */
  readonly from: UtcMs | null;
  readonly to: UtcMs | null;
  /** IANA name, or `exchange` where each row has its exchange's own zone. */
  readonly zone: string;
  readonly simulated: boolean;
}

const safe = (part: string): string => part.replace(/[^A-Za-z0-9+-]+/g, '-').replace(/^-+|-+$/g, '');

/** `market-reaction_<what>_<event or range>_<from>_<to>_<zone>[_SIMULATED].csv`, only letters every file system takes. */
export function fileName({ what, subject, from, to, zone, simulated }: FileNameParts): string {
  const parts = [
    'market-reaction',
    safe(what),
    safe(subject),
    from === null ? 'start' : formatCompactInstant(from),
    to === null ? 'end' : formatCompactInstant(to),
    safe(zone),
  ];
  return `${parts.join('_')}${simulated ? '_SIMULATED' : ''}.csv`;
}
