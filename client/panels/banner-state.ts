import type { ServerStatus } from '../../shared/protocol/status.ts';
import { asUtcMs, type UtcMs } from '../../shared/time/instant.ts';
import { clockText, durationText } from '../i18n/format.ts';
import type { Dictionary } from '../i18n/words.ts';
import type { ConnectionState } from '../state/status.ts';
import type { ViewFault } from '../state/view-url.ts';

export type BannerAction =
  | 'try-now'
  | 'play-simulated'
  | 'export'
  | 'feeds'
  | 'dismiss'
  | 'choose'
  | 'reload'
  | 'retry'
  | 'back';

export interface BannerState {
  readonly key: string;
  readonly tone: 'warn' | 'plain';
  readonly title: string;
  readonly text: string;
  readonly actions: readonly {
    readonly action: BannerAction;
    readonly text: string;
    readonly filled?: boolean;
  }[];
}

export interface BannerInput {
  readonly connection: ConnectionState;
  readonly status: ServerStatus | null;
  /** Our wall time, UTC ms. */
  readonly now: UtcMs;
  readonly zone: string;
  readonly lostSince: UtcMs | null;
  readonly faults: readonly ViewFault[];
  /** Slug of the link that no event has, or null. */
  readonly unknownEvent: string | null;
  readonly replaying: boolean;
  readonly future: boolean;
  readonly date: string;
  readonly simulation: 'idle' | 'starting' | { readonly failed: string };
  readonly windowFailed: boolean;
  /** A shown market whose last price is old although it trades, while others are fresh; ms. */
  readonly stale: { readonly name: string; readonly age: number } | null;
}

/** What the page has to say in words, the most pressing first. */
export function bannerStates(input: BannerInput, words: Dictionary): readonly BannerState[] {
  const s = words.states;
  const list: BannerState[] = [];
  const { connection, status } = input;
  if (connection.state === 'refused') {
    list.push({
      key: 'refused',
      tone: 'warn',
      title: s.refusedTitle,
      text: s.refusedText,
      actions: [{ action: 'reload', text: s.reload }],
    });
  }
  if (connection.state === 'lost') {
    const since = clockText(input.lostSince ?? connection.since, input.zone);
    const wait = durationText(Math.max(1000, asUtcMs(connection.nextTry) - input.now));
    const nth = s.nth[connection.attempt - 1] ?? s.next;
    list.push({
      key: 'lost',
      tone: 'warn',
      title: s.lostTitle(since),
      text: s.lostText(nth, wait),
      actions: [{ action: 'try-now', text: s.tryNow }],
    });
  }
  if (input.faults.length > 0) {
    const text = input.faults
      .map((f) => (f.used === null ? s.badLeft(f.key, f.received) : s.badSet(f.key, f.received, f.used)))
      .join('; ');
    list.push({
      key: 'link',
      tone: 'plain',
      title: s.badLinkTitle(input.faults.length),
      text: `${text}.`,
      actions: [{ action: 'dismiss', text: s.dismiss }],
    });
  }
  if (input.unknownEvent !== null) {
    list.push({
      key: 'event',
      tone: 'plain',
      title: s.unknownEventTitle(input.unknownEvent),
      text: s.unknownEventText,
      actions: [{ action: 'choose', text: s.chooseEvent }],
    });
  }
  if (input.windowFailed) {
    list.push({
      key: 'window',
      tone: 'warn',
      title: s.windowTitle,
      text: '',
      actions: [{ action: 'retry', text: s.retry }],
    });
  }
  if (input.stale !== null && !input.replaying && connection.state === 'connected') {
    list.push({
      key: 'stale',
      tone: 'warn',
      title: s.staleTitle(input.stale.name, durationText(input.stale.age)),
      text: s.staleText,
      actions: [{ action: 'feeds', text: s.feedStatus }],
    });
  }
  if (input.future) {
    list.push({
      key: 'future',
      tone: 'plain',
      title: s.futureTitle,
      text: s.futureText,
      actions: [{ action: 'back', text: s.backToNow }],
    });
  }
  if (status?.source === 'archive' && !input.replaying) {
    const failed = typeof input.simulation === 'object' ? ` ${s.failed(input.simulation.failed)}` : '';
    const starting = input.simulation === 'starting';
    list.push({
      key: 'archive',
      tone: 'plain',
      title: status.offline ? s.offlineTitle : s.archiveTitle,
      text: `${s.offlineText(input.date)}${failed}`,
      actions: [
        ...(status.canSimulate
          ? [{ action: 'play-simulated' as const, text: starting ? s.starting : s.play, filled: true }]
          : []),
        { action: 'export' as const, text: words.header.exportCsv },
      ],
    });
  }
  return list;
}
