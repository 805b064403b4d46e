import { signal } from '@preact/signals';

/** What was last done to an event, so that it can be taken back by a new revision. */
export interface Undoable {
  readonly did: 'added' | 'edited' | 'deleted';
  readonly title: string;
  /** `stale`: somebody edited it since, so that it is not taken back over their head. */
  readonly state: 'offered' | 'running' | 'undone' | 'stale' | 'failed';
  readonly run: () => Promise<unknown>;
}

export const undoable = signal<Undoable | null>(null);

export const dismissUndo = (): void => {
  undoable.value = null;
};
