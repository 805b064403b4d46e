import { csvText } from '../../shared/table/column.ts';
import { fileName } from '../../shared/table/file-name.ts';
import { viewTable } from '../../shared/table/view.ts';
import { viewRows } from '../../shared/table/view-rows.ts';
import { frame, listedHeadlines, range } from '../state/frame.ts';
import { measures } from '../state/measures.ts';
import { baseInUse, rowsShown, simulated } from '../state/rows.ts';
import { settings } from '../state/settings.ts';
import { subject, t0, zone } from '../state/subject.ts';

function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  URL.revokeObjectURL(address);
}

/** Saves what is on the screen as CSV, made here from the frame. */
export function downloadScreen(): void {
  const { from, to } = range.value;
  const rows = viewRows({
    frame: frame.value,
    rows: rowsShown.value,
    measures: baseInUse.value.base === 't0' ? measures.value : new Map(),
    base: baseInUse.value.base,
    t0: t0.value,
    from,
    to,
    zone: zone.value,
    events: frame.value.events,
    headlines: listedHeadlines.value,
  });
  const name = fileName({
    what: 'view',
    subject: subject.value?.slug ?? 'range',
    from,
    to,
    zone: zone.value,
    simulated: simulated.value !== 'none',
  });
  save(name, `${settings.value.bom ? '\uFEFF' : ''}${csvText(viewTable, rows)}`);
}
