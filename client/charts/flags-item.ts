import type { Anchor } from '../../shared/event/event.ts';

/** The event's own T0 and further steps, other dated events, notes pinned by a person, and several of them in one. */
export type FlagKind = 't0' | 'step' | 'mixed' | 'pin' | 'fold';

export interface FlagItem {
  readonly id: string;
  readonly kind: FlagKind;
  readonly text: string;
  readonly time: number;
  readonly precision: Anchor['precision'];
  readonly window: { readonly earliest: number; readonly latest: number };
  /** The event it belongs to and the name of its anchor there; a T0 of one's own belongs to none. */
  readonly event?: { readonly slug: string; readonly anchor: string };
  /** What a folded flag stands for, in order of time. */
  readonly members?: readonly FlagItem[];
}

/** A day is a band and several events are a span: neither has a line of its own. */
export const hasLine = ({ kind, precision }: FlagItem): boolean =>
  kind === 't0' || (kind !== 'fold' && precision !== 'day');
