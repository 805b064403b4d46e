import type { JSX } from 'preact';
import type { FeedStatus } from '../../shared/protocol/status.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import { clockText, dayText, secondsText } from '../i18n/format.ts';
import { sheetWords } from '../i18n/sheet-words.ts';
import { liveNow, status, unreadableMessages } from '../state/status.ts';
import { instruments, zone } from '../state/subject.ts';
import { Dialog } from './dialog.tsx';

function when(time: UtcMs | null): string {
  if (time === null) return sheetWords.value.feeds.never;
  const today = dayText(time, zone.value) === dayText(liveNow.value, zone.value);
  return today
    ? secondsText(time, zone.value)
    : `${dayText(time, zone.value)} ${clockText(time, zone.value)}`;
}

function FeedRow({ feed }: { readonly feed: FeedStatus }): JSX.Element {
  const f = sheetWords.value.feeds;
  return (
    <tr>
      <th scope="row">
        {feed.label}
        <small>{feed.words}</small>
      </th>
      <td>
        <span class={`feed-state feed-${feed.state}`}>{f.states[feed.state]}</span>
      </td>
      <td>{when(feed.newestObservation)}</td>
      <td>{when(feed.lastSuccess)}</td>
      <td>{feed.nextRun === null ? '–' : when(feed.nextRun)}</td>
      <td class="number">{feed.refusals}</td>
    </tr>
  );
}

function Markets(): JSX.Element | null {
  const f = sheetWords.value.feeds;
  const markets = status.value?.markets ?? [];
  if (markets.length === 0) return null;
  const nameOf = (id: string): string => instruments.value.find((i) => i.id === id)?.name ?? id;
  return (
    <>
      <h3>{f.markets}</h3>
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">{f.market}</th>
            <th scope="col">{f.state}</th>
            <th scope="col">{f.newest}</th>
            <th scope="col">{f.provider}</th>
            <th scope="col" class="number">
              {f.delay}
            </th>
          </tr>
        </thead>
        <tbody>
          {markets.map((m) => (
            <tr key={m.instrument}>
              <th scope="row">{nameOf(m.instrument)}</th>
              <td>
                <span class={`feed-state feed-${m.state}`}>{f.freshness[m.state]}</span>
              </td>
              <td>{when(m.newestObservation)}</td>
              <td>{m.provider ?? '–'}</td>
              <td class="number">{m.delayMinutes === null ? '–' : `${Math.round(m.delayMinutes)} min`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Every feed with its state in words, and how fresh each market is. */
export function FeedsSheet(): JSX.Element {
  const f = sheetWords.value.feeds;
  const feeds = status.value?.feeds ?? [];
  return (
    <Dialog name="feeds" title={f.title} wide>
      {feeds.length === 0 ? (
        <p class="empty">{f.none}</p>
      ) : (
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">{f.feed}</th>
              <th scope="col">{f.state}</th>
              <th scope="col">{f.newest}</th>
              <th scope="col">{f.success}</th>
              <th scope="col">{f.next}</th>
              <th scope="col" class="number">
                {f.refused}
              </th>
            </tr>
          </thead>
          <tbody>
            {feeds.map((feed) => (
              <FeedRow key={feed.feed} feed={feed} />
            ))}
          </tbody>
        </table>
      )}
      <Markets />
      {unreadableMessages.value > 0 ? (
        <p class="sheet-note">{f.unreadable(unreadableMessages.value)}</p>
      ) : null}
    </Dialog>
  );
}
