import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { finestView, type MarketReaction } from '../../shared/reaction/moves.ts';
import { asUtcMs, MINUTE_MS, type UtcMs } from '../../shared/time/instant.ts';
import type { Path } from '../charts/path.ts';
import { sparkPoints } from '../charts/spark-points.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import { clockText, dayText, durationText, listed, priceText, signed } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { frame, loaded, range } from '../state/frame.ts';
import { changeHover, hover } from '../state/hover.ts';
import { layout } from '../state/layout.ts';
import { mode } from '../state/playhead.ts';
import { baseInUse, rows, rowsShown, waits } from '../state/rows.ts';
import { select, selected, toggleColour } from '../state/selection.ts';
import { calendars, t0, zone } from '../state/subject.ts';
import { tally } from '../state/table-rows.ts';
import { changeView, view } from '../state/view.ts';
import type { SortKey } from '../state/view-url.ts';
import { zoneShort } from '../state/zones.ts';
import { Flash } from './flash.tsx';
import { Icon } from './icons.tsx';
import { emphasised, seriesMark } from './series.ts';
import { sessionWords } from './session-words.ts';

const PHONE_ROWS = 5;
const allOnPhone = signal(false);

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
  const to = {
    ArrowDown: here.nextElementSibling,
    ArrowUp: here.previousElementSibling,
    Home: here.parentElement?.firstElementChild,
    End: here.parentElement?.lastElementChild,
  }[event.key];
  if (to instanceof HTMLElement) to.focus();
  else if (event.key === 'Enter' || event.key === ' ') choose(row, event.ctrlKey || event.metaKey);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function Row({ row, tabbable }: { readonly row: MarketReaction; readonly tabbable: boolean }): JSX.Element {
  const { instrument, session, since, last, peak, todayPercent } = row;
  const { playhead } = frame.value;
  const id = instrument.id;
  const mark = seriesMark(id);
  const spark = sparkFor(row);
  const old = last !== null && playhead - last.time > 20 * 60 * MINUTE_MS;
  // Quiet text keeps its contrast on its own ground only.
  const quiet = mode.value === 'replay' || since.state !== 'ok';
  const sessionText = sessionWords(session, playhead, calendars.get(instrument.mic), words.value.table);
  const lastText = last === null ? '–' : priceText(last.price, instrument.priceTick);
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
        <span class="cell-name">
          {phone ? instrument.shortName : instrument.name}
          <small>
            {sessionText} · {lastText}
          </small>
        </span>
      </th>
      {phone ? pathCell : null}
      <td class="cell-session">
        <i class={`session-mark session-${session.state}`} />
        {sessionText}
      </td>
      <td class="cell-since number">
        <Flash text={sinceText(row)} quiet={quiet} />
      </td>
      <td class="cell-today number">{todayPercent === null ? '–' : signed(todayPercent)}</td>
      <td class="cell-peak number">{peak === null ? '–' : signed(peak.percent)}</td>
      <td class="cell-at">{peak === null ? '' : clockText(peak.time, zone.value)}</td>
      <td class="cell-last number">
        {old && last !== null ? <small>{dayText(last.time, zone.value)} </small> : null}
        <Flash text={lastText} quiet={quiet} />
      </td>
      {phone ? null : pathCell}
    </tr>
  );
}

function Head({
  name,
  text,
  number,
}: {
  readonly name: SortKey;
  readonly text: string;
  readonly number?: boolean;
}): JSX.Element {
  const { sort, descending } = view.value;
  const here = sort === name;
  const toggle = (): void => changeView({ sort: name, descending: here ? !descending : name !== 'market' });
  return (
    <th
      scope="col"
      class={`cell-${name}${number ? ' number' : ''}`}
      aria-sort={here ? (descending ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" class="sort" onClick={toggle}>
        {text}
        <span class="sort-arrow" aria-hidden="true">
          {here ? (descending ? ' ↓' : ' ↑') : ''}
        </span>
      </button>
    </th>
  );
}

/** At most this many markets are named; the rest is counted. */
const MOST_NAMES = 3;

function named(list: readonly MarketReaction[]): string[] {
  const names = list.map((r) => r.instrument.name);
  const rest = names.length - MOST_NAMES;
  return rest <= 1 ? names : [...names.slice(0, MOST_NAMES), words.value.table.others(rest)];
}

function Foot(): JSX.Element {
  const t = words.value.table;
  const { answered, waiting, missing } = tally(rows.value, waits);
  const { playhead } = frame.value;
  if (waiting.length > 0) {
    const next = waiting
      .flatMap((r) =>
        r.since.state === 'waiting' && r.since.answersFrom !== null
          ? [{ row: r, at: r.since.answersFrom }]
          : [],
      )
      .sort((a, b) => a.at - b.at)[0];
    return (
      <p class="table-foot">
        <span class="foot-words">
          <Icon name="waiting" size={12} /> <b>{t.waitingTitle}</b>{' '}
          {t.waitingText(listed(named(waiting)), waiting.length > 1)}{' '}
          {next === undefined
            ? null
            : t.opensIn(
                next.row.instrument.city,
                durationText(Math.ceil((next.at - playhead) / MINUTE_MS) * MINUTE_MS),
                `${clockText(next.at, zone.value)} ${zoneShort(next.at, zone.value)}`,
              )}
        </span>
        <span class="foot-count">{t.foot(answered, waiting.length, missing)}</span>
      </p>
    );
  }
  return (
    <p class="table-foot">
      <span class="foot-words">
        <b>{t.answered(answered)}</b>
      </span>
      <span class="foot-count">{missing > 0 ? t.missing(missing) : ''}</span>
    </p>
  );
}

const sinceHead = (): string => {
  const t = words.value.table;
  const { base, reason } = baseInUse.value;
  if (reason === 'no-price-at-t0') return t.sinceClose;
  return base === 'prev' ? t.sincePrev : base === 'open' ? t.sinceOpen : t.since;
};

/** Every shown market at the playhead, the largest move on top. */
export function MarketTable(): JSX.Element {
  const t = words.value.table;
  const all = rowsShown.value;
  const phone = layout.value === 'phone';
  const cut = phone && !allOnPhone.value && all.length > PHONE_ROWS;
  const list = cut ? all.slice(0, PHONE_ROWS) : all;
  const tabbed = list.some((r) => r.instrument.id === selected.value)
    ? selected.value
    : list[0]?.instrument.id;
  const pathHead = (
    <th scope="col" class="cell-path">
      {t.path}
    </th>
  );
  return (
    <section class="card table-card" id="markets" aria-label={t.label}>
      <div class="table-scroll" tabIndex={phone ? undefined : -1}>
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows can be chosen is a grid. */}
        <table class="markets" role="grid" aria-label={t.label}>
          <thead>
            <tr>
              <Head name="market" text={phone ? t.phoneHead : t.market} />
              {phone ? pathHead : null}
              <Head name="session" text={t.session} />
              <Head name="since" text={sinceHead()} number />
              <Head name="today" text={t.today} number />
              <Head name="peak" text={t.peak} number />
              <th scope="col" class="cell-at">
                {t.at}
              </th>
              <Head name="last" text={t.last} number />
              {phone ? null : pathHead}
            </tr>
          </thead>
          <tbody>
            {list.map((row) => (
              <Row key={row.instrument.id} row={row} tabbable={row.instrument.id === tabbed} />
            ))}
          </tbody>
        </table>
      </div>
      {phone && all.length > PHONE_ROWS ? (
        <p class="table-foot">
          <span class="foot-words">{t.more(all.length - PHONE_ROWS, tally(rows.value, waits).missing)}</span>
          <button
            type="button"
            class="button-link"
            aria-expanded={!cut}
            onClick={() => {
              allOnPhone.value = cut;
            }}
          >
            {cut ? t.showAll : t.showLess}
          </button>
        </p>
      ) : (
        <Foot />
      )}
    </section>
  );
}
