import { keepCandidates } from '../state/headline-rules.ts';
import { Details } from './headline-details.tsx';
import { Filters, Narrowed } from './headline-filters.tsx';
import { Framing } from './headline-framing.tsx';
import { Marks, Move } from './headline-marks.tsx';

keepCandidates();

/** As HeadlineParts says; whoever fetches this holds it to that. */
export const parts = { Framing, Filters, Marks, Move, Details, Narrowed };
