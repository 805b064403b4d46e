import { signal } from '@preact/signals';
import { enClaims } from './en-claims.ts';

/** Words of the claim check; each language has exactly those of English. */
export const claimWords = signal(enClaims);
