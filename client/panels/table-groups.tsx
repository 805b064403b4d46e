import type { JSX } from 'preact';
import { breadthOf } from '../../shared/reaction/breadth.ts';
import { contextWords } from '../i18n/context-words.ts';
import { signed } from '../i18n/format.ts';
import { tableWords } from '../i18n/table-words.ts';
import type { ShownGroup } from './row-models.ts';

/** Head of a group: its name, how many of it rose, and the middle move. */
export function GroupHead({ group }: { readonly group: ShownGroup }): JSX.Element {
  const w = tableWords.value;
  const { up, of, median } = breadthOf(
    group.rows.flatMap(({ since }) => (since.state === 'ok' ? [since.percent] : [])),
  );
  const key = group.key ?? '';
  const sets: Readonly<Record<string, string>> = contextWords.value.names;
  return (
    <>
      {w.groups[key] ?? sets[key] ?? key}
      <span>{median === null ? w.noneYet : w.breadth(up, of, signed(median))}</span>
    </>
  );
}
