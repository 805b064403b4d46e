import { signal } from '@preact/signals';
import { enEventEditor } from './en-event-editor.ts';

/** Words of the event form; each language has exactly those of English. */
export const eventEditorWords = signal(enEventEditor);
