import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Calendars } from '../../shared/calendar/calendar.ts';
import { type Bar, barKey } from '../../shared/market/bar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { Refusal } from '../../shared/protocol/refusal.ts';
import { asSeq, asUtcMs, type UtcMs } from '../../shared/time/instant.ts';
import { dailyBars } from '../feeds/bars.ts';
import { RefusalCount } from '../feeds/refusal-count.ts';
import { readBarsCsv } from '../transfer/readers/bars-csv.ts';
import { readDailyCsv } from '../transfer/readers/daily-csv.ts';
import { PriceFileFault, readPriceFile } from '../transfer/readers/price-file.ts';
import { CommandFault } from './command-fault.ts';

/** What bars of foreign files say of where they came from. */
const PROVIDER = 'file';
const HISTORY = '.daily.csv';

export interface ReadContext {
  readonly calendars: Calendars;
  readonly instruments: readonly Instrument[];
  readonly now: UtcMs;
}

export interface FileBars {
  readonly bars: readonly Bar[];
  /** What was left out, in words. */
  readonly notes: readonly string[];
}

const LEFT_OUT: Readonly<Record<string, string>> = {
  'bad-time': 'on a day without a session, left out',
  'bad-number': 'whose open, high or low contradict the close, read without those figures',
  'future-time': 'of a day still to come, left out',
};

const noteOf = ({ code, subject, detail, count }: Refusal): string => {
  const example = detail.split(': ')[0] ?? detail;
  return `${subject}: ${count} ${count === 1 ? 'row' : 'rows'} ${LEFT_OUT[code] ?? code}, such as ${example.slice(0, 10)}`;
};

/**
 * A daily history laid on the sessions of its exchange: each row lasts from the open to the close of its day. Provenance
 * `imported`, received now. Throws PriceFileFault.
 */
function historyBars(file: string, text: string, instrument: Instrument, context: ReadContext): FileBars {
  const refusals = new RefusalCount(instrument.id);
  const rows = readDailyCsv(file, text, ['open', 'high', 'low', 'volume']);
  const bars = dailyBars(
    PROVIDER,
    rows,
    {
      instrument,
      provenance: 'imported',
      receivedAt: context.now,
      calendar: context.calendars.get(instrument.mic),
      interval: '1d',
      range: { from: asUtcMs(-8.64e15), to: asUtcMs(8.64e15) },
    },
    null,
    refusals,
  );
  return {
    bars: bars.map((bar) => ({ ...bar, receivedAt: context.now, revision: 1, seq: asSeq(0) })),
    notes: refusals.list().map(noteOf),
  };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new PriceFileFault(
      'unreadable-file',
      folder,
      {},
      code === 'ENOTDIR' ? 'a folder, not a file' : 'a folder that exists and can be read',
    );
  }
}

/** Histories `<ID>.daily.csv` of known instruments in a folder; other files are passed over. Rejects with PriceFileFault. */
async function readHistories(folder: string, context: ReadContext): Promise<FileBars> {
  const names = new Set(await namesIn(folder));
  const found = context.instruments.filter(({ id }) => names.has(`${id}${HISTORY}`));
  if (found.length === 0) {
    throw new CommandFault(1, 'no-prices', `${folder}: no <ID>${HISTORY} of a known instrument is there`);
  }
  const histories: FileBars[] = [];
  for (const instrument of found) {
    const file = join(folder, `${instrument.id}${HISTORY}`);
    histories.push(historyBars(file, await readPriceFile(file), instrument, context));
  }
  return { bars: histories.flatMap((h) => h.bars), notes: histories.flatMap((h) => h.notes) };
}

async function readExport(file: string, { instruments }: ReadContext): Promise<readonly Bar[]> {
  const bars = readBarsCsv(file, await readPriceFile(file));
  const known = new Set(instruments.map((i) => i.id));
  const unknown = bars.find((bar) => !known.has(bar.instrument));
  if (unknown === undefined) return bars;
  const place = { field: 'instrument', received: unknown.instrument };
  throw new PriceFileFault('bad-file', file, place, 'an instrument that ships or stands in instruments.json');
}

/**
 * Bars of our own exports and of a folder of daily histories. A bar that several files hold is taken from the first one,
 * an export before a history. Rejects with PriceFileFault, or CommandFault where the folder holds no history.
 */
export async function readPrices(
  exports: readonly string[],
  folder: string | undefined,
  context: ReadContext,
): Promise<FileBars> {
  const groups: (readonly Bar[])[] = [];
  for (const file of exports) groups.push(await readExport(file, context));
  const histories = folder === undefined ? null : await readHistories(folder, context);
  if (histories !== null) groups.push(histories.bars);
  const kept: Bar[] = [];
  const keys = new Set<string>();
  let repeated = 0;
  for (const group of groups) {
    const own = group.filter((bar) => !keys.has(barKey(bar)));
    repeated += group.length - own.length;
    for (const bar of own) keys.add(barKey(bar));
    kept.push(...own);
  }
  const notes = [...(histories?.notes ?? [])];
  if (repeated > 0) notes.push(`${repeated} bars stand in several files; the first file counts`);
  return { bars: kept, notes };
}
