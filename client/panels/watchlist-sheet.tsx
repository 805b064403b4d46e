import type { JSX } from 'preact';
import { idsOf } from '../../shared/watchlist/edits.ts';
import { MOST_WATCHED, type Watchlist } from '../../shared/watchlist/watchlist.ts';
import { contextWords } from '../i18n/context-words.ts';
import { clockText, dateText } from '../i18n/format.ts';
import { watchlistWords } from '../i18n/watchlist-words.ts';
import type { KeptRecord } from '../state/records.ts';
import { zone } from '../state/subject.ts';
import { changeView, view } from '../state/view.ts';
import { watchlistRecord } from '../state/watchlist.ts';
import { editsUnderWay } from '../state/watchlist-edits.ts';
import { ContextSets } from './context-sets.tsx';
import { Dialog } from './dialog.tsx';
import { newGroup, reset, said, undo, undoable } from './watchlist-actions.ts';
import { WatchlistRows } from './watchlist-rows.tsx';
import { WatchlistSearch } from './watchlist-search.tsx';

function changedText({ revision, actor, receivedAt }: KeptRecord<Watchlist>): string {
  const w = watchlistWords.value;
  if (revision === 1) return w.unchanged;
  return w.changed(actor, `${dateText(receivedAt, zone.value)}, ${clockText(receivedAt, zone.value)}`);
}

function Named(): JSX.Element | null {
  const w = watchlistWords.value;
  if (view.value.markets === null) return null;
  return (
    <p class="sheet-note">
      {w.linked}{' '}
      <button type="button" class="button-link" onClick={() => changeView({ markets: null })}>
        {w.showList}
      </button>
    </p>
  );
}

function Actions(): JSX.Element {
  const w = watchlistWords.value;
  return (
    <div class="watch-actions">
      <button type="button" class="button" onClick={newGroup}>
        {w.newGroup}
      </button>
      <button type="button" class="button" onClick={reset}>
        {w.reset}
      </button>
      <button type="button" class="button" disabled={undoable.value === null} onClick={() => void undo()}>
        {w.undo}
      </button>
    </div>
  );
}

function Body({ record }: { readonly record: KeptRecord<Watchlist> }): JSX.Element {
  const w = watchlistWords.value;
  return (
    <>
      <p class="sheet-note">
        {w.note} {w.count(idsOf(record.body).length, MOST_WATCHED)}. {changedText(record)}.
      </p>
      <Named />
      <WatchlistSearch />
      <section>
        <h3>{contextWords.value.label}</h3>
        <ContextSets />
      </section>
      <Actions />
      <p class="watch-said" role="status">
        {editsUnderWay.value > 0 ? w.saving : said.value}
      </p>
      <WatchlistRows list={record.body} />
    </>
  );
}

/** Which markets are watched, in which order and groups; what is changed here is changed for everybody. */
export function WatchlistSheet(): JSX.Element {
  const w = watchlistWords.value;
  const record = watchlistRecord.value;
  return (
    <Dialog name="watchlist" title={w.title}>
      {record === null ? <p class="empty">{w.loading}</p> : <Body record={record} />}
    </Dialog>
  );
}
