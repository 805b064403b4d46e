import type { JSX } from 'preact';
import type { ComparableOutcome } from '../../shared/comparable/comparable.ts';
import { compareWords } from '../i18n/compare-words.ts';
import { dateText, signed } from '../i18n/format.ts';
import { type Comparison, tick, ticked } from '../state/compare.ts';
import { pageEvent } from '../state/page-gate.ts';
import { zone } from '../state/subject.ts';
import { MOST_COMPARED } from '../state/view-url.ts';
import { litEvent } from './compare-chart.tsx';
import { countOutcomes, daysUntilUndone } from './compare-rows.ts';

const HORIZONS = ['0d', '1d', '5d', '20d'] as const;
const SESSION: Readonly<Record<(typeof HORIZONS)[number], number>> = { '0d': 0, '1d': 1, '5d': 5, '20d': 20 };

type Moves = ComparableOutcome['moves'];

function MoveCells({ moves }: { readonly moves: Moves }): JSX.Element {
  return (
    <>
      {HORIZONS.map((horizon) => {
        const move = moves[horizon];
        return (
          <td key={horizon} class="number">
            {move === null ? compareWords.value.table.none : signed(move * 100)}
          </td>
        );
      })}
    </>
  );
}

/** This event's own moves by session, in the form of the others'. */
function ownMoves({ ownDays }: Comparison): Moves {
  const at = (session: number): number | null => ownDays.moves[ownDays.at.indexOf(session)] ?? null;
  return Object.fromEntries(HORIZONS.map((h) => [h, at(SESSION[h])])) as Moves;
}

function Outcome({ row }: { readonly row: Pick<ComparableOutcome, 't0' | 'outcome'> }): JSX.Element {
  const w = compareWords.value;
  const until = daysUntilUndone(row.t0, row.outcome);
  const days = until === null ? w.table.none : until.atMost ? w.table.atMost(until.days) : String(until.days);
  return (
    <>
      <td class={row.outcome?.status === 'held' ? 'outcome-held' : ''} title={row.outcome?.note ?? undefined}>
        {row.outcome === null ? w.table.unknown : w.outcomes[row.outcome.status]}
      </td>
      <td class="number">{days}</td>
    </>
  );
}

function OtherRow(props: { readonly row: ComparableOutcome; readonly stored: boolean }): JSX.Element {
  const w = compareWords.value;
  const { row, stored } = props;
  const { slug, title, t0 } = row;
  const on = ticked.value.has(slug);
  const known = Object.values(row.moves).some((move) => move !== null);
  const full = ticked.value.size >= MOST_COMPARED;
  const light = (lit: boolean): void => {
    litEvent.value = lit ? slug : null;
  };
  return (
    <tr
      class={stored ? '' : 'row-missing'}
      onMouseEnter={() => light(true)}
      onMouseLeave={() => light(false)}
      onFocusCapture={() => light(true)}
      onBlurCapture={() => light(false)}
    >
      <th scope="row">{title}</th>
      <td>{dateText(t0, zone.value)}</td>
      {known ? <MoveCells moves={row.moves} /> : <td colSpan={4}>{w.table.noClose}</td>}
      <Outcome row={row} />
      <td class="cell-tick">
        <input
          type="checkbox"
          checked={on && stored}
          disabled={!stored || (full && !on)}
          aria-label={w.table.tick(title)}
          onChange={(event) => tick(slug, event.currentTarget.checked)}
        />
      </td>
    </tr>
  );
}

/** Which of the events held and which came undone, with the moves of the market after each; newest first. */
export function CompareTable({ comparison }: { readonly comparison: Comparison }): JSX.Element {
  const w = compareWords.value;
  const { market, ownDays } = comparison;
  const stored = new Set(market.others.filter((p) => p.state === 'ok').map((p) => p.slug));
  const rows = market.outcomes.toReversed();
  const { held, undone, open } = countOutcomes(rows);
  const own = { t0: ownDays.t0, outcome: pageEvent.value?.detail?.outcome ?? null };
  return (
    <section class="compare-outcomes">
      <h3>{w.table.label}</h3>
      <p>{w.counts(held, undone, open)}</p>
      <div class="compare-scroll">
        <table class="plain-table compare-table">
          <thead>
            <tr>
              <th scope="col">{w.table.event}</th>
              <th scope="col">{w.table.when}</th>
              {HORIZONS.map((horizon) => (
                <th key={horizon} scope="col" class="number">
                  {w.table.horizons[horizon]}
                </th>
              ))}
              <th scope="col">{w.table.outcome}</th>
              <th scope="col" class="number">
                {w.table.days}
              </th>
              <th scope="col">{w.table.inMedian}</th>
            </tr>
          </thead>
          <tbody>
            <tr class="row-own">
              <th scope="row">{ownDays.title}</th>
              <td>{dateText(ownDays.t0, zone.value)}</td>
              <MoveCells moves={ownMoves(comparison)} />
              <Outcome row={own} />
              <td>{w.table.thisEvent}</td>
            </tr>
            {rows.map((row) => (
              <OtherRow key={row.slug} row={row} stored={stored.has(row.slug)} />
            ))}
          </tbody>
        </table>
      </div>
      {ticked.value.size >= MOST_COMPARED ? <p class="sheet-note">{w.most(MOST_COMPARED)}</p> : null}
    </section>
  );
}
