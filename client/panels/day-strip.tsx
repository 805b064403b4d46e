import type { JSX } from 'preact';
import type { NumberWords } from '../i18n/en-number.ts';
import { signed } from '../i18n/format.ts';
import { dayName } from './card-facts.ts';
import type { CardInput } from './card-input.ts';
import { percentOf } from './row-numbers.ts';
import { stripShape } from './strip-shape.ts';

const WIDTH = 340;
const INSET = 6;
const LINE = 30;
const TICK = 8;

function rankWords({ days }: CardInput, w: NumberWords): string {
  if (days === null || days.rank === null) return '';
  const further = days.rank - 1;
  return further === 0 ? w.strip.none(days.n) : w.strip.some(further, days.n);
}

/** Every ordinary day as a tick on one line, and this event above them: the placebo within the day. */
export function DayStrip({ input }: { readonly input: CardInput }): JSX.Element | null {
  const { days, now, words: w } = input;
  const unusual = now?.unusual ?? null;
  const shape = days === null ? null : stripShape(days, unusual, WIDTH, INSET);
  if (days === null || shape === null) return null;
  const rank = rankWords(input, w);
  const reach = percentOf(shape.reach).toFixed(2);
  const z = unusual?.z ?? null;
  const tone = z === null || Math.abs(z) < 1 ? '' : z > 0 ? ' tone-up' : ' tone-down';
  const title = days.overlapping ? w.strip.titleDays(days.n) : w.strip.title(days.n);
  const anchor = (shape.own ?? 0) < 60 ? 'start' : (shape.own ?? 0) > WIDTH - 60 ? 'end' : 'middle';
  return (
    <figure class="day-strip">
      <figcaption>
        <b>{title}</b>
        <span>
          {rank} {shape.band === null ? null : w.strip.band}
        </span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} 56`} role="img" aria-label={w.strip.label(rank)}>
        {shape.band === null ? null : (
          <path
            class="days-band"
            d={`M${shape.band.from} ${LINE - 12}H${shape.band.to}V${LINE + 12}H${shape.band.from}z`}
          />
        )}
        <path class="days-line" d={`M0 ${LINE}H${WIDTH}`} />
        <path class="days-zero" d={`M${shape.zero} ${LINE - 12}V${LINE + 12}`} />
        {shape.marks.map(({ x, date, moveLog }) => (
          <path key={date} class="days-day" d={`M${x} ${LINE - TICK}V${LINE + TICK}`}>
            <title>{w.strip.day(dayName(date), signed(percentOf(moveLog)))}</title>
          </path>
        ))}
        {shape.own === null ? null : (
          <g class={`days-own${tone}`}>
            <path d={`M${shape.own} ${LINE - 15}V${LINE + 13}`} />
            <circle cx={shape.own} cy={LINE} r="4" />
            <text x={shape.own} y="10" text-anchor={anchor}>
              {w.strip.event}
            </text>
          </g>
        )}
        <g class="days-axis">
          <text x={INSET} y="54">
            −{reach} %
          </text>
          <text x={shape.zero} y="54" text-anchor="middle">
            0
          </text>
          <text x={WIDTH - INSET} y="54" text-anchor="end">
            +{reach} %
          </text>
        </g>
      </svg>
    </figure>
  );
}
