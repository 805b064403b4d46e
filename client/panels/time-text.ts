import { localDateAt, type UtcMs } from '../../shared/time/instant.ts';
import { clockText, dateText, dayText } from '../i18n/format.ts';
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

/** A time that stands by itself: `30 Oct 2025, 11:05 KST`. */
export const momentText = (time: UtcMs): string =>
  `${dateText(time, zone.value)}, ${clockText(time, zone.value)} ${zoneShort(time, zone.value)}`;
