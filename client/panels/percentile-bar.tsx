import type { JSX } from 'preact';

const WIDTH = 68;
const HEIGHT = 9;
const MIDDLE = HEIGHT / 2;
/** Two thirds of ordinary days lie between these percentiles. */
const USUAL_FROM = 16;
const USUAL_TO = 84;
/** Dots stand inside the track. */
const INSET = 3;

const xOf = (percentile: number): number => INSET + ((WIDTH - 2 * INSET) * percentile) / 100;

/** Where a move stands among ordinary days: the track is 0 to 100, darker where two thirds of them lie. */
export function PercentileBar({
  at,
  tone,
}: {
  readonly at: number | null;
  readonly tone: 'up' | 'down' | null;
}): JSX.Element {
  return (
    <svg
      class={`percentile-bar${tone === null ? '' : ` tone-${tone}`}`}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden="true"
    >
      <path class="bar-track" d={`M${xOf(0)} ${MIDDLE}H${xOf(100)}`} />
      <path class="bar-usual" d={`M${xOf(USUAL_FROM)} ${MIDDLE}H${xOf(USUAL_TO)}`} />
      <path class="bar-middle" d={`M${xOf(50)} 0V${HEIGHT}`} />
      {at === null ? null : (
        <>
          <path class="bar-value" d={`M${xOf(50)} ${MIDDLE}H${xOf(at).toFixed(1)}`} />
          <circle class="bar-dot" cx={xOf(at).toFixed(1)} cy={MIDDLE} r="2.5" />
        </>
      )}
    </svg>
  );
}
