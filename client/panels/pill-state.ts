import type { ServerStatus } from '../../shared/protocol/status.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import { clockText } from '../i18n/format.ts';
import type { Dictionary } from '../i18n/words.ts';
import type { Mode } from '../state/playhead.ts';
import type { ConnectionState } from '../state/status.ts';

export interface PillInput {
  readonly mode: Mode;
  readonly paused: boolean;
  readonly speed: number;
  readonly connection: ConnectionState['state'];
  readonly status: ServerStatus | null;
  /** Instruments that are shown. */
  readonly shown: readonly string[];
  readonly zone: string;
}

export interface PillState {
  readonly text: string;
  readonly hue: 'live' | 'rep' | 'warn' | 'grey';
}

/** Markets that say how fresh the page is: those shown that are open now. */
function freshness(status: ServerStatus, shown: readonly string[]): { stale: UtcMs | null; delay: number } {
  const markets = status.markets.filter((m) => shown.includes(m.instrument));
  const active = markets.filter((m) => m.state === 'fresh' || m.state === 'delayed' || m.state === 'stale');
  const stale = active.filter((m) => m.state === 'stale' && m.staleSince !== null);
  const since = stale.map((m) => m.staleSince as UtcMs).sort((a, b) => a - b)[0] ?? null;
  const delays = active.map((m) => m.delayMinutes ?? 0).sort((a, b) => a - b);
  return {
    stale: active.length > 0 && stale.length * 2 > active.length ? since : null,
    delay: delays[delays.length >> 1] ?? 0,
  };
}

const speedText = (speed: number): string => speed.toLocaleString('en');

/** What the page is doing, in one word or two. The mode hue is the bar at the top as well. */
export function pillState(input: PillInput, words: Dictionary['pill']): PillState {
  const { mode, connection, status } = input;
  if (mode === 'replay') {
    return { text: input.paused ? words.paused : words.replay(speedText(input.speed)), hue: 'rep' };
  }
  if (connection === 'lost') return { text: words.reconnecting, hue: 'warn' };
  if (status === null) return { text: words.connecting, hue: 'grey' };
  if (mode === 'archive' || status.source === 'archive') {
    return { text: status.offline ? words.offline : words.archive, hue: 'grey' };
  }
  const { stale, delay } = freshness(status, input.shown);
  if (stale !== null) return { text: words.stale(clockText(stale, input.zone)), hue: 'warn' };
  if (delay >= 1) return { text: words.delayed(Math.round(delay)), hue: 'live' };
  return { text: words.live, hue: 'live' };
}
