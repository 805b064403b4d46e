import type { Anchor } from '../../shared/event/event.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import type { Gate } from '../../shared/protocol/resources.ts';
import { type BarRow, type BarSince, barTable, barTableSince } from '../../shared/table/bar.ts';
import type { Table } from '../../shared/table/column.ts';
import type { UtcMs } from '../../shared/time/instant.ts';
import type { BarInterval } from '../../shared/time/interval.ts';
import { type BarBase, barZ } from '../measures/bar-z.ts';
import { gateAt, type MeasureSource } from '../measures/frame-for.ts';
import { profilesFor } from '../measures/profile-book.ts';
import type { BarQuery, Store } from '../store/store.ts';
import { anySimulated, type CsvExport, PAGE, partsOf } from './csv-export.ts';
import type { Range } from './event-range.ts';

export interface BarChoice {
  readonly instruments: readonly Instrument[];
  readonly intervals: readonly BarInterval[];
  readonly range: Range;
  readonly gate: Gate | null;
  readonly now: UtcMs;
  /** Null = each exchange's own. */
  readonly zone: string | null;
  readonly since: { readonly event: string; readonly anchor: Anchor } | null;
}

async function* barRows(store: Store, choice: BarChoice): AsyncGenerator<readonly BarRow[]> {
  const { gate, zone } = choice;
  for (const instrument of choice.instruments) {
    const timeZone = zone ?? instrument.timeZone;
    for (const interval of choice.intervals) {
      const query: BarQuery = {
        instrument: instrument.id,
        interval,
        ...choice.range,
        ...(gate?.basis === 'known' ? { receivedBy: gate.asOf } : {}),
      };
      for await (const page of store.barPages({ ...query, pageSize: PAGE })) {
        const seen = gate === null ? page : page.filter((bar) => bar.closeTime <= gate.asOf);
        yield seen.map((bar) => ({ bar, instrument, timeZone }));
      }
    }
  }
}

/** Close of the last finished bar at or before T0, from whichever interval reaches closest; finer wins a tie. */
async function baseAt(
  store: Store,
  instrument: Instrument,
  t0: UtcMs,
  gate: Gate | null,
): Promise<BarBase | null> {
  if (gate !== null && t0 > gate.asOf) return null;
  let base: BarBase | null = null;
  for (const interval of ['1m', '5m', '1h', '1d'] as const) {
    const bar = await store.lastBar(instrument.id, interval, t0);
    if (bar === undefined || (gate?.basis === 'known' && bar.receivedAt > gate.asOf)) continue;
    if (base === null || bar.closeTime > base.time)
      base = { price: bar.close, time: bar.closeTime, from: interval };
  }
  return base;
}

type BarSource = MeasureSource & { readonly store: Store };

async function barTableFor(source: BarSource, choice: BarChoice): Promise<Table<BarRow>> {
  const { since, gate, instruments } = choice;
  if (since === null) return barTable;
  const { name, time: t0 } = since.anchor;
  const atGate = gateAt(choice.now, gate);
  const profiles = atGate.asOf < t0 ? null : await profilesFor(source, instruments, since.anchor, atGate);
  const bases = new Map<string, BarSince>();
  for (const instrument of instruments) {
    const base = await baseAt(source.store, instrument, t0, gate);
    const profile = profiles?.get(instrument.id);
    const z =
      base === null || profile === undefined
        ? () => null
        : barZ(profile, source.calendars.get(instrument.mic), t0, base);
    bases.set(instrument.id, { event: since.event, anchor: name, t0, basePrice: base?.price ?? null, z });
  }
  return barTableSince((row) => bases.get(row.bar.instrument) as BarSince);
}

/** Exact either way: through a gate row by row, without one by the store's own cheap look. */
async function anySimulatedBar(store: Store, choice: BarChoice): Promise<boolean> {
  if (choice.gate !== null) return anySimulated(barRows(store, choice), (row) => row.bar.provenance);
  for (const { id } of choice.instruments) {
    for (const interval of choice.intervals) {
      if (await store.hasSimulatedBars({ instrument: id, interval, ...choice.range })) return true;
    }
  }
  return false;
}

/** Bars by instrument, interval and start. */
export async function exportBars(source: BarSource, choice: BarChoice): Promise<CsvExport> {
  const { store } = source;
  const simulated = await anySimulatedBar(store, choice);
  return {
    what: 'bars',
    simulated,
    parts: partsOf(await barTableFor(source, choice), barRows(store, choice)),
  };
}
