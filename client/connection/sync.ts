import type { Change } from '../../shared/protocol/change.ts';
import type { Delta, PullRequest } from '../../shared/protocol/messages.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import { asSeq, type Seq } from '../../shared/time/instant.ts';
import type { ReadAnswer } from './reset.ts';

type Reset = Extract<ReadAnswer, { type: 'reset' }>;

/** Where a client stands in the server's journal. At most one pull is in flight; its number tells a late answer. */
export interface SyncState {
  /** Store the position belongs to; null before the first answer. */
  readonly storeId: string | null;
  /** Everything up to and including this seq is in. */
  readonly at: Seq;
  readonly connected: boolean;
  /** Number of the pull in flight, or null. */
  readonly inFlight: number | null;
  /** Something was missed while a pull was in flight: ask again after its answer. */
  readonly askAgain: boolean;
  readonly pulls: number;
  /** Set when the server does not take this page any more; nothing is asked after that. */
  readonly refused: boolean;
}

export const SYNC_START: SyncState = {
  storeId: null,
  at: asSeq(0),
  connected: false,
  inFlight: null,
  askAgain: false,
  pulls: 0,
  refused: false,
};

export type SyncInput =
  | { readonly type: 'connected' }
  | { readonly type: 'disconnected' }
  | { readonly type: 'delta'; readonly delta: Delta }
  | { readonly type: 'head'; readonly storeId: string; readonly head: number }
  | { readonly type: 'answer'; readonly pull: number; readonly answer: ReadAnswer }
  /** The pull timed out, or its answer could not be read. */
  | { readonly type: 'pull-failed'; readonly pull: number }
  /** A message that does not fit its schema: what it would have said is fetched instead. */
  | { readonly type: 'unreadable' };

export type SyncEffect =
  | { readonly type: 'apply'; readonly changes: readonly Change[]; readonly to: Seq }
  | { readonly type: 'reset'; readonly reset: Reset }
  | { readonly type: 'pull'; readonly pull: number; readonly request: PullRequest }
  | { readonly type: 'refused'; readonly code: string; readonly message: string };

export interface SyncStep {
  readonly state: SyncState;
  readonly effects: readonly SyncEffect[];
}

const stay = (state: SyncState): SyncStep => ({ state, effects: [] });

function ask(state: SyncState, before: readonly SyncEffect[] = []): SyncStep {
  if (!state.connected || state.refused) return { state, effects: before };
  if (state.inFlight !== null) return { state: { ...state, askAgain: true }, effects: before };
  const pull = state.pulls + 1;
  const request: PullRequest = { protocol: PROTOCOL_VERSION, storeId: state.storeId, since: state.at };
  return {
    state: { ...state, inFlight: pull, askAgain: false, pulls: pull },
    effects: [...before, { type: 'pull', pull, request }],
  };
}

function onDelta(state: SyncState, delta: Delta): SyncStep {
  if (delta.storeId !== state.storeId) return ask(state);
  if (delta.to <= state.at) return stay(state);
  if (delta.from > state.at || delta.changes === null) return ask(state);
  return {
    state: { ...state, at: delta.to },
    effects: [{ type: 'apply', changes: delta.changes, to: delta.to }],
  };
}

function onAnswer(before: SyncState, answer: ReadAnswer): SyncStep {
  const state: SyncState = { ...before, inFlight: null };
  switch (answer.type) {
    case 'refused':
      return {
        state: { ...state, refused: true, askAgain: false },
        effects: [{ type: 'refused', code: answer.code, message: answer.message }],
      };
    case 'reset': {
      const next: SyncState = { ...state, storeId: answer.storeId, at: answer.to };
      const effect: SyncEffect = { type: 'reset', reset: answer };
      return state.askAgain ? ask(next, [effect]) : { state: next, effects: [effect] };
    }
    case 'changes': {
      // An answer of another store, or one that does not connect, is not applied: it is asked for again.
      if (answer.storeId !== state.storeId || answer.from > state.at) return ask(state);
      const at = asSeq(Math.max(answer.to, state.at));
      const effect: SyncEffect = { type: 'apply', changes: answer.changes, to: at };
      const next: SyncState = { ...state, at };
      return state.askAgain || answer.more ? ask(next, [effect]) : { state: next, effects: [effect] };
    }
  }
}

/**
 * The client's half of the live protocol, pure: push is a hint, pull is the truth. A delta that connects is applied,
 * an old one ignored, a gap pulled; `head` finds a lost tail; another store starts anew.
 */
export function syncStep(state: SyncState, input: SyncInput): SyncStep {
  switch (input.type) {
    case 'connected':
      return ask({ ...state, connected: true, inFlight: null, askAgain: false, refused: false });
    case 'disconnected':
      return stay({ ...state, connected: false, inFlight: null, askAgain: false });
    case 'delta':
      return onDelta(state, input.delta);
    case 'head':
      return input.storeId !== state.storeId || input.head > state.at ? ask(state) : stay(state);
    case 'answer':
      return input.pull === state.inFlight ? onAnswer(state, input.answer) : stay(state);
    case 'pull-failed':
      return input.pull === state.inFlight ? ask({ ...state, inFlight: null }) : stay(state);
    case 'unreadable':
      return ask(state);
  }
}
