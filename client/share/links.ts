import type { InstrumentId } from '../../shared/market/instrument.ts';
import type { Basis } from '../../shared/protocol/resources.ts';
import { formatInstant, SECOND_MS, type UtcMs } from '../../shared/time/instant.ts';
import { frame } from '../state/frame.ts';
import { mode } from '../state/playhead.ts';
import { t0 } from '../state/subject.ts';
import { view } from '../state/view.ts';
import { writeView } from '../state/view-url.ts';

export type ExportName = 'bars' | 'headlines' | 'events';

export interface ExportQuery {
  readonly event: string | null;
  readonly anchor: string | null;
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly markets: readonly InstrumentId[];
  /** The playhead: nothing after it is in the file. */
  readonly asOf: UtcMs;
  readonly basis: Basis;
  readonly zone: string;
  readonly bom: boolean;
}

/** Address of a file that holds what the page shows and nothing after its playhead. */
export function exportLink(what: ExportName, query: ExportQuery): string {
  const q = new URLSearchParams();
  if (what === 'bars') {
    if (query.event !== null) q.set('event', query.event);
    if (query.event !== null && query.anchor !== null) q.set('anchor', query.anchor);
    q.set('interval', '1m');
    q.set('instrument', query.markets.join(','));
  }
  if (what !== 'events') {
    q.set('from', formatInstant(query.from));
    q.set('to', formatInstant(query.to));
  }
  q.set('asOf', formatInstant(query.asOf));
  q.set('basis', query.basis);
  q.set('tz', query.zone);
  if (query.bom) q.set('bom', '1');
  return `/api/v1/export/${what}.csv?${q.toString().replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%2F', '/')}`;
}

/** Address of the page as it stands, in a replay with the second of its playhead. */
export function pageLink(origin: string, path: string): string {
  const t =
    mode.value === 'replay' ? Math.round((frame.value.playhead - t0.value) / SECOND_MS) : view.value.t;
  return `${origin}${path}${writeView({ ...view.value, t })}`;
}

/** Puts the link on the clipboard; false where the browser forbids it. */
export async function copyLink(): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(pageLink(location.origin, location.pathname));
    return true;
  } catch {
    return false;
  }
}
