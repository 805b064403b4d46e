import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Horizon } from '../../shared/event/horizon.ts';
import { signed } from '../i18n/format.ts';
import { stripWords } from '../i18n/strip-words.ts';
import { measureOf } from '../state/strip-measures.ts';
import { shown } from '../state/subject.ts';
import { whyText } from './held-faded.tsx';
import { Segmented } from './segmented.tsx';
import {
  byWidth,
  type MeasuredRanges,
  passedHorizons,
  usualHorizon,
  type Whisker,
  whiskerOf,
} from './sensitivity-range.ts';
import { Bar, StripRow, StripTable, Track } from './strip-row.tsx';

/** The horizon a person chose; null: the one that suits the markets. */
const chosen = signal<Horizon | null>(null);

function Row({
  whisker,
  low,
  high,
}: {
  readonly whisker: Whisker;
  readonly low: number;
  readonly high: number;
}): JSX.Element {
  const { none, sensitivity: w } = stripWords.value;
  if (whisker.why !== null)
    return (
      <StripRow instrument={whisker.instrument}>
        <td class="strip-why" colSpan={4}>
          {whyText(whisker.why)}
        </td>
      </StripRow>
    );
  const at = (percent: number): number => (percent - low) / (high - low);
  const { z, own } = whisker;
  const same = whisker.low === whisker.high;
  return (
    <StripRow instrument={whisker.instrument}>
      <td class="number strip-strong">{signed(own)}</td>
      <td class="number">{same ? w.same : w.span(signed(whisker.low), signed(whisker.high))}</td>
      <Track>
        <i class="strip-zero" style={{ left: `${at(0) * 100}%` }} />
        <Bar from={at(whisker.low)} to={at(whisker.high)} kind="whisker" />
        <Bar from={at(own)} to={at(own)} kind="dot" />
      </Track>
      <td class="number">{z === null ? none : w.span(signed(z.low, 1), signed(z.high, 1))}</td>
    </StripRow>
  );
}

/** One row a market: the least and the greatest move as T0 shifts. */
export function SensitivityStrip(): JSX.Element {
  const { move, sensitivity: w } = stripWords.value;
  const all = shown.value.flatMap((instrument): MeasuredRanges[] => {
    const own = measureOf(instrument.id);
    return own === null ? [] : [{ instrument, steps: own.steps, ranges: own.ranges }];
  });
  const passed = passedHorizons(all);
  const asked = chosen.value;
  const horizon = asked !== null && passed.includes(asked) ? asked : usualHorizon(all);
  if (horizon === null) return <p class="strip-empty">{w.noHorizon}</p>;
  const whiskers = byWidth(all.map((one) => whiskerOf(one, horizon)));
  const ends = whiskers.flatMap((one) => (one.why === null ? [one.low, one.high] : []));
  const low = Math.min(0, ...ends);
  const high = Math.max(0, ...ends, low + 0.01);
  return (
    <>
      <div class="strip-choice">
        <span>{w.horizon}</span>
        <Segmented
          label={w.horizon}
          value={horizon}
          options={passed.map((value) => ({ value, text: w.horizons[value] ?? value }))}
          onChange={(value) => {
            chosen.value = value;
          }}
        />
      </div>
      <StripTable
        title={w.title}
        heads={[
          { text: move, number: true },
          { text: w.range, number: true },
          { text: `${signed(low)} %`, end: `${signed(high)} %` },
          { text: w.z, number: true },
        ]}
      >
        {whiskers.map((whisker) => (
          <Row key={whisker.instrument.id} whisker={whisker} low={low} high={high} />
        ))}
      </StripTable>
    </>
  );
}
