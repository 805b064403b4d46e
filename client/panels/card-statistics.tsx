import type { JSX } from 'preact';
import type { Instrument } from '../../shared/market/instrument.ts';
import { numberWords } from '../i18n/number-words.ts';
import type { CardOf } from '../state/card.ts';
import { frame } from '../state/frame.ts';
import { t0 } from '../state/subject.ts';
import { FactRow } from './card-fact.tsx';
import { statisticsFacts, statisticsOf } from './card-known.ts';

export interface StatisticsProps {
  readonly of: CardOf;
  readonly instrument: Instrument;
}

/** Restlessness around T0, jumps of the day and the first unusual move, where they are known. */
export function CardStatistics({ of, instrument }: StatisticsProps): JSX.Element | null {
  const words = numberWords.value;
  if (words === null || t0.value > frame.value.playhead) return null;
  const facts = statisticsFacts(statisticsOf(instrument), words);
  return (
    <>
      {facts.map((fact) => (
        <FactRow key={fact.label} fact={fact} of={of} />
      ))}
    </>
  );
}
