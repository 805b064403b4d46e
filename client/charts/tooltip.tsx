import type { ReadonlySignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { UtcMs } from '../../shared/time/instant.ts';
import { clockText } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { zoneMark } from '../i18n/zone-names.ts';
import { hover } from '../state/hover.ts';
import { crosshairRows, nearestHeadline, otherSources } from './crosshair.ts';
import type { Figure } from './figure.ts';
import { valueText } from './paint/labels.ts';
import { hueColour, type ThemeName } from './palette.ts';
import { xOf } from './scale.ts';
import { sinceText } from './zone.ts';

const WIDTH = 232;
const AWAY = 14;

/** Top edge: inside the plot and clear of the axis as far as its rows allow. */
function topOf({ geometry }: Figure, rows: number, more: number): number {
  const height = 46 + rows * 18 + more;
  const { top, bottom } = geometry.plot;
  return Math.round(Math.max(2, Math.min(top + 12, bottom - height - 6)));
}

/** Left edge of the tooltip: on the side away from the now line, never over the crosshair. */
function leftOf(figure: Figure, x: number): number {
  const { width } = figure.geometry;
  const wantsLeft = figure.nowX === null ? x > width / 2 : figure.nowX >= x;
  const left = x - AWAY - WIDTH;
  const right = x + AWAY;
  const at = wantsLeft ? (left >= 4 ? left : right) : right + WIDTH <= width - 4 ? right : left;
  return Math.round(Math.max(4, Math.min(width - WIDTH - 4, at)));
}

interface TooltipProps {
  readonly figure: ReadonlySignal<Figure | null>;
  readonly onSetT0: ((time: UtcMs) => void) | undefined;
  readonly theme: ThemeName;
}

/** Values at the crosshair, highest first, with the time at the head and the nearest headline at the foot. */
export function ChartTooltip({ figure, onSetT0, theme }: TooltipProps): JSX.Element | null {
  const shown = figure.value;
  const { time, instrument, locked } = hover.value;
  if (shown === null || time === null || time < shown.input.from || time > shown.input.to) return null;
  const { input, scene } = shown;
  const rows = crosshairRows(input, scene, time, instrument);
  const headline = nearestHeadline(input.frame.headlines, time);
  const more = headline === null ? 0 : otherSources(input.frame.headlines, headline);
  const strip = input.layout === 'phone';
  const settable = locked && onSetT0 !== undefined && time !== input.t0;
  const style = strip
    ? {}
    : {
        left: `${leftOf(shown, xOf(shown.scale, time))}px`,
        top: `${topOf(shown, rows.length, (headline === null ? 0 : 47) + (settable ? 30 : 0))}px`,
        width: `${WIDTH}px`,
      };
  const utc = clockText(time, 'UTC');
  return (
    <div class={strip ? 'chart-tip chart-tip-strip' : 'chart-tip'} style={style} aria-hidden="true">
      <div class="chart-tip-head">
        <b>
          {clockText(time as UtcMs, input.timeZone)} {zoneMark(time, input.timeZone)}
        </b>
        <span>
          T{sinceText(time - input.t0)}, {utc} UTC
        </span>
      </div>
      <ul>
        {rows.map((row) => (
          <li key={row.id} class={row.id === instrument ? 'is-named' : ''}>
            <i
              class={row.series.mark?.shape === 'square' ? 'is-square' : ''}
              style={{
                background: row.series.mark === null ? 'var(--t1)' : hueColour(theme, row.series.mark),
              }}
            />
            <span>{row.series.standsFor.length > 0 ? row.id : row.series.instrument.shortName}</span>
            {row.note === '' ? null : <em>{row.note}</em>}
            <b>{row.value === null ? '' : valueText(shown, row.series, row.value)}</b>
          </li>
        ))}
      </ul>
      {headline === null || strip ? null : (
        <p lang={headline.language === 'und' ? undefined : headline.language}>
          {headline.title}
          {more > 0 ? <span> {words.value.figure.sources(more)}</span> : null}
        </p>
      )}
      {settable ? (
        // The keyboard has Shift+T for it; the tooltip is no stop of its own.
        <button type="button" class="chart-tip-t0" tabIndex={-1} onClick={() => onSetT0(time)}>
          {words.value.figure.setT0}
        </button>
      ) : null}
    </div>
  );
}
