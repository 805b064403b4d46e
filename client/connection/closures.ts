import { calendarList } from '../../shared/calendar/calendar-list.ts';
import type { ExtraClosure } from '../../shared/calendar/user-closures.ts';
import { readJson } from './windows.ts';

/** Days on which the user of this server added that an exchange stays shut. Throws RequestError. */
export const fetchClosures = async (): Promise<readonly ExtraClosure[]> =>
  (await readJson('/api/v1/calendars', calendarList)).closures;
