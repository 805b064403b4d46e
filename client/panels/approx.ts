import type { Anchor } from '../../shared/event/event.ts';

/** `~` before a time that is only known to the hour. */
export const approx = (precision: Anchor['precision']): string => (precision === 'minute' ? '' : '~');

/** The same for headlines: seconds within which the time is known. */
export const approxSeconds = (precisionSeconds: number): string => (precisionSeconds > 60 ? '~' : '');
