import type { Firing } from '../../shared/alert/firing.ts';
import { formatInstant } from '../../shared/time/instant.ts';

const signed = (value: number, digits: number): string =>
  `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;

function what({ kind, words, value, unit, from }: Firing): string {
  const since = from === null ? '' : ` since ${formatInstant(from)}`;
  switch (kind) {
    case 'move':
      return value === null ? words : `${words} ${signed(value, 2)} %${since}`;
    case 'unusual':
      return value === null ? words : `${words} ${signed(value, 1)} usual moves${since}`;
    case 'open':
      return `${words} is open`;
    case 'answer':
      return unit === 'percent' && value !== null
        ? `${words} answers: ${signed(value, 2)} %${since}`
        : `${words} answers`;
    case 'event':
      return value === null || value === 0 ? `${words} begins` : `${words} begins in ${value} min`;
    case 'headline':
      return words;
    case 'stale':
      return `${words}: data are stale`;
    case 'test':
      return `Test of “${words}”`;
  }
}

/** A firing as one line of English with its time in UTC, for machines that show text. */
export function firingText(firing: Firing): string {
  const simulated = firing.simulated ? 'SIMULATED · ' : '';
  return `${simulated}${firing.name}: ${what(firing)} · ${formatInstant(firing.at)}`;
}
