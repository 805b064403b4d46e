import type { InstrumentId } from '../../../shared/market/instrument.ts';
import { priceText, signed } from '../../i18n/format.ts';
import { words } from '../../i18n/words.ts';
import type { Figure } from '../figure.ts';
import { yOf } from '../figure.ts';
import type { Pen } from '../pen.ts';
import type { SceneSeries } from '../series.ts';
import { inkOf } from './ink.ts';

/** The value as the axis' unit says it. */
export function valueText(figure: Pick<Figure, 'scene'>, series: SceneSeries, value: number): string {
  if (figure.scene.unit === 'percent') return signed(value);
  return priceText(value, series.instrument.priceTick);
}

/** Names of a line, longest first; a stand-in says for what, a market that stays in its own currency says which. */
function namesOf({ instrument, standsFor, currency }: SceneSeries): readonly string[] {
  const { shortName, id } = instrument;
  if (standsFor.length > 0) {
    const { standsForShort } = words.peek().figure;
    const [first] = standsFor;
    const whole = standsForShort(id, standsFor.length > 1 ? `${standsFor.length}` : (first?.shortName ?? ''));
    return [whole, ...(first === undefined ? [] : [standsForShort(id, first.id)]), id];
  }
  const [word = ''] = shortName.split(' ');
  const names = [shortName, ...(word.length >= 5 ? [word] : []), id];
  return currency === null || currency === 'USD' ? names : names.map((name) => `${name} ${currency}`);
}

/** The longest name that fits, else the shortest. */
const fittingName = (series: SceneSeries, fits: (text: string) => boolean): string => {
  const names = namesOf(series);
  return names.find(fits) ?? (names.at(-1) as string);
};

/** Column of end labels: name left, value right, leaders from the lines' ends. */
export function paintLabels(pen: Pen, figure: Figure, hovered: InstrumentId | null): void {
  const { theme } = pen;
  const { geometry, labelX, edgeX } = figure;
  const right = labelX + (geometry.width - geometry.inset + 2 - (geometry.plot.right + 14));
  const byId = new Map(figure.scene.series.map((s) => [s.id as string, s]));
  for (const label of figure.labels.labels) {
    const series = byId.get(label.id) as SceneSeries;
    const coloured =
      series.mark !== null || series.selected || series.id === hovered || series.standsFor.length > 0;
    const ink = inkOf(series, theme, hovered);
    const behind = hovered !== null && hovered !== series.id;
    const colour = coloured ? ink.colour : theme.t3;
    const size = coloured ? 12.5 : 11.5;
    const weight = coloured ? 600 : 400;
    const lineY = Math.max(
      geometry.plot.top,
      Math.min(geometry.plot.bottom, yOf(figure, series.end?.value as number)),
    );
    pen.withAlpha(behind ? 0.5 : 1, () => {
      const elbow = labelX - 4;
      pen.withAlpha(coloured ? 0.8 : 0.7, () =>
        pen.lines(
          [[edgeX + (figure.nowX === null ? 0 : 4), lineY, elbow, label.y]],
          coloured ? ink.colour : theme.grey,
        ),
      );
      const value = valueText(figure, series, series.end?.value as number);
      const room = right - labelX - pen.measure(value, size, weight) - 4;
      const name = fittingName(series, (text) => pen.measure(text, size, weight) <= room);
      pen.text(name, labelX, label.y, { colour, size, weight });
      pen.number(value, right, label.y, { colour, size, weight });
    });
  }
  const { more } = figure.labels;
  if (more !== null) pen.text(`+${more.count}`, labelX, more.y, { colour: theme.t3, size: 11.5 });
}
