import { MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import { offsetAt } from '../i18n/zone-names.ts';

export { cityOfZone, FALLBACK_ZONE, zoneOfPlace } from '../../shared/event/place-zone.ts';
export { offsetName as offsetLabel, zoneMark as zoneShort } from '../i18n/zone-names.ts';

/** True for a zone the platform knows. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Minutes east of UTC at an instant. */
export const offsetMinutes = (time: UtcMs, zone: string): number =>
  Math.round(offsetAt(time, zone) / MINUTE_MS);
