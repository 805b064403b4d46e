import { keepCandidates } from '../state/headline-rules.ts';
import { Details } from './headline-details.tsx';
import { Filters, Narrowed } from './headline-filters.tsx';
import { Framing } from './headline-framing.tsx';
import { Marks, Move } from './headline-marks.tsx';
import type { HeadlineParts } from './headline-parts.ts';

keepCandidates();

export const parts: HeadlineParts = { Framing, Filters, Marks, Move, Details, Narrowed };
