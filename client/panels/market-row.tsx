import type { JSX } from 'preact';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { finestView, type MarketReaction } from '../../shared/reaction/moves.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { Path } from '../charts/path.ts';
import { sparkPoints } from '../charts/spark-points.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import { clockText, dayText, priceText, signed } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { openCard } from '../state/card.ts';
import { frame, loaded, range } from '../state/frame.ts';
import { changeHover, hover } from '../state/hover.ts';
import { layout } from '../state/layout.ts';
import { mode } from '../state/playhead.ts';
import { numbers, waits } from '../state/rows.ts';
import { select, selected, toggleColour } from '../state/selection.ts';
import { calendars, t0, zone } from '../state/subject.ts';
import { view } from '../state/view.ts';
import { absentOf } from './absent.ts';
import { Flash } from './flash.tsx';
import { NumberCell } from './number-cell.tsx';
import { PercentileBar } from './percentile-bar.tsx';
import { numberOfSort, targetOf } from './row-keys.ts';
import { rowNumbers } from './row-numbers.ts';
import { emphasised, seriesMark } from './series.ts';
import { sessionWords } from './session-words.ts';

interface SparkInput {
  readonly points: Path;
  readonly from: UtcMs;
  readonly to: UtcMs;
}

/** Points by what they are made from, so that a frame without new bars makes none again. */
const made = new Map<InstrumentId, { key: string; input: SparkInput }>();

function sparkFor(row: MarketReaction): SparkInput | null {
  const { instrument, since } = row;
  if (since.state === 'missing') return null;
  const { from } = range.value;
  const f = frame.value;
  const bars = finestView(f, instrument.id, from);
  if (bars.length === 0 || bars.interval === '1d') return null;
  const end = mode.value === 'live' ? Math.ceil(f.playhead / MINUTE_MS) * MINUTE_MS : range.value.to;
  const to = asUtcMs(end);
  const key = `${bars.key}|${since.base.price}|${from}|${to}`;
  const known = made.get(instrument.id);
  if (known?.key === key) return known.input;
  const points = sparkPoints(f, instrument.id, calendars.get(instrument.mic), since.base.price, from, to);
  const input = { points, from, to };
  made.set(instrument.id, { key, input });
  return input;
}

function sinceText(row: MarketReaction): string {
  const t = words.value.table;
  const { since } = row;
  if (since.state === 'ok') return signed(since.percent);
  if (!loaded.value) return '';
  return waits(row) ? t.waiting : t.none;
}

function Mark({ id }: { readonly id: InstrumentId }): JSX.Element {
  const mark = seriesMark(id);
  if (mark === null) return <i class="series-mark series-grey" />;
  return <i class={`series-mark series-${mark.shape}`} style={{ background: mark.colour }} />;
}

function choose(row: MarketReaction, withColour: boolean): void {
  if (withColour) toggleColour(row.instrument.id, emphasised.value);
  else select(row.instrument.id);
}

function onRowKey(event: KeyboardEvent, row: MarketReaction): void {
  const here = event.currentTarget as HTMLElement;
  const from = event.target as HTMLElement;
  const to = targetOf(event.key, here, from);
  if (to !== null) to.focus();
  // A number that has the focus is a button: Enter and space press it.
  else if (from !== here) return;
  else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey)
    openCard(row.instrument.id, numberOfSort(view.value.sort));
  else if (event.key === 'Enter' || event.key === ' ') choose(row, event.ctrlKey || event.metaKey);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

interface RowProps {
  readonly row: MarketReaction;
  readonly tabbable: boolean;
}

/** Cells of a row after its name, each a number that opens its card. */
function Numbers({ row }: { readonly row: MarketReaction }): JSX.Element {
  const { instrument, since, last, todayPercent } = row;
  const t = words.value.table;
  const { id } = instrument;
  const told = rowNumbers(row, numbers.value.get(id) ?? null, absentOf(id), t);
  // Quiet text keeps its contrast on its own ground only.
  const quiet = mode.value === 'replay' || since.state !== 'ok';
  const old = last !== null && frame.value.playhead - last.time > 20 * 60 * MINUTE_MS;
  const tone = told.tone === null ? '' : `tone-${told.tone}`;
  const sinceTone = since.state !== 'ok' || tone === '' ? '' : since.percent < 0 ? 'tone-down' : 'tone-up';
  const strong = told.strong ? ' strong' : '';
  const common = { instrument: id };
  const sinceAbsent = since.state === 'ok' ? null : since.state === 'waiting' ? 'waits' : since.reason;
  return (
    <>
      <NumberCell {...common} number="since" absent={sinceAbsent} tone={`${sinceTone}${strong}`}>
        <Flash text={sinceText(row)} quiet={quiet} />
      </NumberCell>
      <NumberCell {...common} number="usual" absent={told.usual.absent}>
        {told.usual.text}
      </NumberCell>
      <NumberCell {...common} number="z" absent={told.z.absent} tone={`${tone}${strong}`}>
        {told.z.text}
      </NumberCell>
      <NumberCell {...common} number="percentile" absent={told.percentile.absent}>
        <PercentileBar at={told.bar} tone={told.tone} />
        <span>{told.percentile.text}</span>
      </NumberCell>
      <NumberCell {...common} number="peak" absent={told.peak.absent}>
        {told.peak.text}
      </NumberCell>
      <td class="cell-at">{told.peakTime === null ? '' : clockText(told.peakTime, zone.value)}</td>
      <NumberCell {...common} number="faded" absent={told.faded.absent}>
        {told.faded.text}
      </NumberCell>
      <NumberCell {...common} number="today" absent={todayPercent === null ? 'no-today' : null}>
        {todayPercent === null ? '–' : signed(todayPercent)}
      </NumberCell>
      <NumberCell {...common} number="last" absent={last === null ? 'no-history' : null}>
        {old && last !== null ? <small>{dayText(last.time, zone.value)} </small> : null}
        <Flash text={last === null ? '–' : priceText(last.price, instrument.priceTick)} quiet={quiet} />
      </NumberCell>
    </>
  );
}

/** One market: its name, session, numbers and path. */
export function MarketRow({ row, tabbable }: RowProps): JSX.Element {
  const { instrument, session, since, last } = row;
  const { playhead } = frame.value;
  const id = instrument.id;
  const mark = seriesMark(id);
  const spark = sparkFor(row);
  const sessionText = sessionWords(session, playhead, calendars.get(instrument.mic), words.value.table);
  const phone = layout.value === 'phone';
  const pathCell = (
    <td class="cell-path">
      {spark === null ? null : (
        <Sparkline {...spark} t0={t0.value} colour={mark?.colour ?? 'var(--grey)'} width={phone ? 72 : 96} />
      )}
    </td>
  );
  return (
    <tr
      tabIndex={tabbable ? 0 : -1}
      class={`row-${since.state === 'waiting' && !waits(row) ? 'missing' : since.state}${mark === null ? '' : ' row-coloured'}${hover.value.instrument === id ? ' row-lit' : ''}`}
      aria-selected={selected.value === id}
      data-instrument={id}
      onClick={(event) => choose(row, event.ctrlKey || event.metaKey)}
      onKeyDown={(event) => onRowKey(event, row)}
      onMouseEnter={() => {
        if (!hover.value.locked) changeHover({ instrument: id });
      }}
      onMouseLeave={() => {
        if (!hover.value.locked) changeHover({ instrument: null });
      }}
    >
      <th scope="row" class="cell-market">
        <Mark id={id} />
        <span class="cell-name" title={instrument.name}>
          {instrument.shortName}
          <small>
            {sessionText} · {last === null ? '–' : priceText(last.price, instrument.priceTick)}
          </small>
        </span>
      </th>
      {phone ? pathCell : null}
      <td class="cell-session">
        <i class={`session-mark session-${session.state}`} />
        {sessionText}
      </td>
      <Numbers row={row} />
      {phone ? null : pathCell}
    </tr>
  );
}
