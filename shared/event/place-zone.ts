/** Country or city at the end of an event's place → the zone its minute is told in. */
const ZONE_OF: readonly (readonly [RegExp, string])[] = [
  [/korea|seoul|busan/i, 'Asia/Seoul'],
  [/japan|tokyo|osaka/i, 'Asia/Tokyo'],
  [/hong kong/i, 'Asia/Hong_Kong'],
  [/malaysia/i, 'Asia/Kuala_Lumpur'],
  [/bali,/i, 'Asia/Makassar'],
  [/california/i, 'America/Los_Angeles'],
  [/washington|florida|united states|, us\b/i, 'America/New_York'],
  [/china|beijing|shanghai/i, 'Asia/Shanghai'],
  [/argentina/i, 'America/Argentina/Buenos_Aires'],
  [/switzerland/i, 'Europe/Zurich'],
  [/germany/i, 'Europe/Berlin'],
  [/\buk\b|london/i, 'Europe/London'],
  [/sweden/i, 'Europe/Stockholm'],
  [/spain/i, 'Europe/Madrid'],
  [/india\b/i, 'Asia/Kolkata'],
];

/** Where nobody says otherwise: the clock most Asian markets share. */
export const FALLBACK_ZONE = 'Asia/Hong_Kong';

/** IANA zone of an event's place, by the country named in it. */
export function zoneOfPlace(place: string): string {
  return ZONE_OF.find(([pattern]) => pattern.test(place))?.[1] ?? FALLBACK_ZONE;
}

/** Names that differ from the last part of the IANA name. */
const CITY_OF: Readonly<Record<string, string>> = {
  'Asia/Ho_Chi_Minh': 'HCM City',
  'Asia/Kolkata': 'Mumbai',
  'Asia/Makassar': 'Bali',
  'America/Argentina/Buenos_Aires': 'Buenos Aires',
  UTC: 'UTC',
};

/** `Asia/Seoul` → `Seoul`. */
export const cityOfZone = (zone: string): string =>
  CITY_OF[zone] ?? (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
