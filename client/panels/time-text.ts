import { localDateAt, type UtcMs } from '../../shared/time/instant.ts';
import { clockText, dayText } from '../i18n/format.ts';
import { t0, zone } from '../state/subject.ts';
import { zoneShort } from '../state/zones.ts';

/** A time on the page's clock: with its date where that is not the day of T0. */
export function clockOrDay(time: UtcMs): string {
  const z = zone.value;
  const clock = clockText(time, z);
  return localDateAt(time, z) === localDateAt(t0.value, z) ? clock : `${dayText(time, z)} ${clock}`;
}

/** The same with the zone's short name. */
export const timeText = (time: UtcMs): string => `${clockOrDay(time)} ${zoneShort(time, zone.value)}`;
