import type { JSX } from 'preact';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { signed } from '../i18n/format.ts';
import { numberWords } from '../i18n/number-words.ts';
import { stripWords } from '../i18n/strip-words.ts';
import { measures } from '../state/measures.ts';
import { measureOf } from '../state/strip-measures.ts';
import { shown } from '../state/subject.ts';
import { HELD_AT, type Kept, keptAt } from './held-share.ts';
import { percentOf } from './row-numbers.ts';
import { Bar, StripRow, StripTable } from './strip-row.tsx';
import { clockOrDay } from './time-text.ts';

/** Least share that the bars hold, percent; 100 is the other end. */
const LEAST = -50;
const at = (percent: number): number => (percent - LEAST) / (100 - LEAST);

/** Why a number is not given, in a few words. */
export const whyText = (reason: string): string => numberWords.value?.why(reason) ?? '';

const shareText = (percent: number): string => {
  const w = stripWords.value.held;
  const rounded = Math.round(percent);
  return rounded < 0 ? w.reversed(`−${-rounded}`) : w.share(String(rounded));
};

function KeptCell({ kept }: { readonly kept: Kept }): JSX.Element {
  if (kept.percent === null)
    return (
      <td class="strip-why" colSpan={2}>
        {whyText(kept.why)}
      </td>
    );
  return (
    <>
      <td class="strip-track strip-kept">
        <div aria-hidden="true">
          <i class="strip-zero strip-third" />
          <Bar from={at(0)} to={at(kept.percent)} kind={kept.percent < 0 ? 'gap' : 'traded'} />
        </div>
      </td>
      <td class="number">{shareText(kept.percent)}</td>
    </>
  );
}

/** The move furthest from the base so far, and when it stood. */
function largestText(id: InstrumentId): string {
  const extreme = measures.value.get(id)?.path?.extreme ?? null;
  if (extreme === null) return stripWords.value.none;
  return stripWords.value.held.largestAt(signed(percentOf(extreme.move)), clockOrDay(extreme.time));
}

/** How much is known of a market: numbers before reasons, and any reason before none at all. */
const known = (kept: readonly Kept[]): number =>
  kept.reduce((sum, k) => sum + (k.percent !== null ? 10 : k.why === 'no-history' ? 0 : 1), 0);

/** One row a market: how much of its largest move stood 30 minutes on, at the close and at the next. */
export function HeldFaded(): JSX.Element {
  const w = stripWords.value.held;
  const held = shown.value
    .flatMap((instrument) => {
      const steps = measureOf(instrument.id)?.steps;
      return steps === undefined ? [] : [{ instrument, kept: HELD_AT.map((h) => keptAt(steps, h)) }];
    })
    .sort((a, b) => known(b.kept) - known(a.kept));
  return (
    <StripTable
      title={w.title}
      heads={[{ text: w.largest }, ...HELD_AT.map((horizon) => ({ text: w.horizons[horizon], span: 2 }))]}
    >
      {held.map(({ instrument, kept }) => (
        <StripRow key={instrument.id} instrument={instrument}>
          <td>{largestText(instrument.id)}</td>
          {kept.every((k) => k.why === 'no-history') ? (
            <td class="strip-why" colSpan={2 * HELD_AT.length}>
              {whyText('no-history')}
            </td>
          ) : (
            kept.map((k, at) => <KeptCell key={HELD_AT[at]} kept={k} />)
          )}
        </StripRow>
      ))}
    </StripTable>
  );
}
