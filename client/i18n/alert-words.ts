import { signal } from '@preact/signals';
import { enAlerts } from './en-alerts.ts';

/** Words of alerts; each language has exactly those of English. */
export const alertWords = signal(enAlerts);
