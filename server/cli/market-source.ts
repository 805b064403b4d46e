import { join } from 'node:path';
import { archiveConfounders, archiveEvents } from '../../archive/index.ts';
import type { IncomingEvent, MarketEvent } from '../../shared/event/event.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import { asSeq, type UtcMs } from '../../shared/time/instant.ts';
import { barInterval } from '../../shared/time/interval.ts';
import type { MeasureSource } from '../measures/frame-for.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { openSqliteStore } from '../store/sqlite.ts';
import { type Store, StoreError } from '../store/store.ts';
import { readSettings, type Settings } from '../world/settings.ts';
import { CommandFault, wrongUsage } from './command-fault.ts';
import { fileStore } from './file-store.ts';
import { listOf } from './option-text.ts';
import { readPrices } from './price-files.ts';

/** Where a command reads prices and events from. */
export interface MarketSource {
  readonly measures: MeasureSource;
  /** All known instruments, in the order of the watchlist. */
  readonly instruments: readonly Instrument[];
  /** Ids of those with a bar of any interval. */
  readonly priced: ReadonlySet<Instrument['id']>;
  readonly from: 'store' | 'files';
  /** What was left out on reading, in words. */
  readonly notes: readonly string[];
  readonly now: UtcMs;
  close(): Promise<void>;
}

export interface SourceOptions {
  readonly bars?: readonly string[];
  readonly data?: string;
}

/** What a person can do where there is nothing to read. */
export const HOW_TO_FILL = 'Start `market-reaction serve` once to fill it, or name files instead (--help).';

const asStored = (event: IncomingEvent, now: UtcMs): MarketEvent => ({
  ...event,
  receivedAt: now,
  revision: 1,
  deleted: false,
  seq: asSeq(0),
});

async function openFiles(options: SourceOptions, settings: Settings, now: UtcMs): Promise<MarketSource> {
  const { calendars, instruments } = settings;
  const { bars, notes } = await readPrices(options.bars ?? [], options.data, { calendars, instruments, now });
  const events = [...archiveEvents, ...archiveConfounders].map((event) => asStored(event, now));
  return {
    measures: { store: fileStore(bars, events), calendars },
    instruments,
    priced: new Set(bars.map((b) => b.instrument)),
    from: 'files',
    notes,
    now,
    close: async () => undefined,
  };
}

async function openExisting(path: string): Promise<Store> {
  try {
    return await openSqliteStore({ path, readOnly: true });
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== 'unavailable') throw error;
    throw new CommandFault(1, 'no-store', `${error.message} ${HOW_TO_FILL}`);
  }
}

/** Read only, so that a server may run meanwhile. */
async function openStore({ config, calendars, instruments }: Settings, now: UtcMs): Promise<MarketSource> {
  const store = await openExisting(join(config.dataDir, 'market.db'));
  const priced = new Set<Instrument['id']>();
  for (const { id } of instruments) {
    for (const interval of barInterval.options) {
      if ((await store.lastBar(id, interval, now)) === undefined) continue;
      priced.add(id);
      break;
    }
  }
  return {
    measures: { store, calendars },
    instruments,
    priced,
    from: 'store',
    notes: [],
    now,
    close: () => store.close(),
  };
}

/**
 * Opens the files that were named, with the events of the archive; without any, the store of DATA_DIR. Rejects with
 * ConfigFault, StoreError, PriceFileFault or CommandFault.
 */
async function openSource(options: SourceOptions): Promise<MarketSource> {
  const settings = readSettings(process.env, {});
  const now = systemClock.now();
  const files = options.data !== undefined || (options.bars ?? []).length > 0;
  return files ? openFiles(options, settings, now) : openStore(settings, now);
}

/** Opens a source for as long as `use` takes. */
export async function withSource<T>(
  options: SourceOptions,
  use: (source: MarketSource) => Promise<T>,
): Promise<T> {
  const source = await openSource(options);
  try {
    return await use(source);
  } finally {
    await source.close();
  }
}

/** The instruments that were asked for, in that order; `otherwise` where none were. Throws CommandFault. */
export function instrumentsOf(
  source: MarketSource,
  ids: string | undefined,
  otherwise: readonly Instrument[],
): readonly Instrument[] {
  if (ids === undefined) return otherwise;
  const chosen = listOf(ids).map((id) => {
    const found = source.instruments.find((i) => i.id === id.toUpperCase());
    if (found !== undefined) return found;
    throw wrongUsage('--instruments', id, `ids of ${source.instruments.map((i) => i.id).join(', ')}`);
  });
  if (chosen.length === 0) throw wrongUsage('--instruments', ids, 'at least one id');
  return [...new Set(chosen)];
}

/** Throws CommandFault where there is no price to work on. */
export function requirePrices(source: MarketSource): void {
  if (source.priced.size > 0) return;
  throw new CommandFault(
    1,
    'no-prices',
    source.from === 'store' ? `The store holds no prices yet. ${HOW_TO_FILL}` : 'The files hold no bar.',
  );
}

/** The event of that slug. Rejects with CommandFault. */
export async function eventOf(source: MarketSource, option: string, slug: string): Promise<MarketEvent> {
  const found = (await source.measures.store.events()).find((event) => event.slug === slug);
  if (found !== undefined) return found;
  throw new CommandFault(
    2,
    'unknown-event',
    `${option}: ${JSON.stringify(slug)} came, expected the slug of an event`,
    {
      option,
      received: slug,
    },
  );
}
