import { signal } from '@preact/signals';
import { z } from 'zod/mini';

const schema = z.object({
  /** Notifications of the browser, for rules that ask for them. */
  notifications: z.catch(z.boolean(), false),
  /** A sound, for rules that ask for it. */
  sound: z.catch(z.boolean(), false),
});
export type AlertSettings = z.infer<typeof schema>;

const KEY = 'market-reaction.alerts';

/** What this browser does with alerts; all off until somebody switches it on. */
export const alertSettings = signal<AlertSettings>({ notifications: false, sound: false });

/** Reads what this browser remembers; one that forbids storage just forgets. */
export function recallAlertSettings(storage: Pick<Storage, 'getItem'>): void {
  try {
    alertSettings.value = schema.parse(JSON.parse(storage.getItem(KEY) ?? '{}'));
  } catch {
    alertSettings.value = { notifications: false, sound: false };
  }
}

export function changeAlertSettings(
  patch: Partial<AlertSettings>,
  storage: Pick<Storage, 'setItem'> = localStorage,
): void {
  alertSettings.value = { ...alertSettings.value, ...patch };
  try {
    storage.setItem(KEY, JSON.stringify(alertSettings.value));
  } catch {
    // Storage is full or forbidden: the choice holds for this visit.
  }
}
