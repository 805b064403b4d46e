import type { JSX } from 'preact';
import { signed } from '../i18n/format.ts';
import type { CardInput } from './card-input.ts';
import { percentileText } from './row-numbers.ts';

/** The move at each horizon that has passed, beside its ordinary days. */
export function CardHorizons({ input }: { readonly input: CardInput }): JSX.Element | null {
  const { horizons: passed, words: w, table } = input;
  if (passed.length === 0) return null;
  return (
    <details class="card-horizons">
      <summary>{w.horizons.title(passed.length)}</summary>
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">{w.horizons.horizon}</th>
            <th scope="col" class="number">
              {w.horizons.move}
            </th>
            <th scope="col" class="number">
              {table.z}
            </th>
            <th scope="col" class="number">
              {w.horizons.percentile}
            </th>
            <th scope="col" class="number">
              n
            </th>
          </tr>
        </thead>
        <tbody>
          {passed.map(({ horizon, moveSimple, usual }) => (
            <tr key={horizon}>
              <th scope="row">{w.horizon[horizon] ?? horizon}</th>
              <td class="number">{moveSimple === null ? '–' : signed(moveSimple * 100)}</td>
              <td class="number">{usual?.z == null ? '–' : signed(usual.z, 1)}</td>
              <td class="number">
                {usual?.percentile == null ? '–' : percentileText(usual.percentile, usual.n, table)}
              </td>
              <td class="number">{usual?.n ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
