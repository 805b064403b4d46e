import type { JSX } from 'preact';
import type { MarketReaction } from '../../shared/reaction/moves.ts';
import { MINUTE_MS } from '../../shared/time/instant.ts';
import { clockText, durationText, listed } from '../i18n/format.ts';
import { words } from '../i18n/words.ts';
import { frame } from '../state/frame.ts';
import { layout, windowWidth } from '../state/layout.ts';
import { rows, waits } from '../state/rows.ts';
import { zone } from '../state/subject.ts';
import { tally } from '../state/table-rows.ts';
import { zoneShort } from '../state/zones.ts';
import { Icon } from './icons.tsx';

/** At most this many markets are named; the rest is counted. */
const MOST_NAMES = 3;

/** A page narrower than this has no room for a whole sentence beside the counts, px. */
const ONE_LINE_FROM = 1200;

function named(list: readonly MarketReaction[]): string[] {
  const names = list.map((r) => r.instrument.name);
  const rest = names.length - MOST_NAMES;
  return rest <= 1 ? names : [...names.slice(0, MOST_NAMES), words.value.table.others(rest)];
}

/** Who waits and until when, and how many have answered; none is lost by scrolling. */
export function TableFoot(): JSX.Element {
  const t = words.value.table;
  const { answered, waiting, missing } = tally(rows.value, waits);
  const { playhead } = frame.value;
  const narrow = layout.value !== 'phone' && windowWidth.value < ONE_LINE_FROM;
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
          {narrow ? `${listed(named(waiting))}.` : t.waitingText(listed(named(waiting)), waiting.length > 1)}{' '}
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
