import type { Calendars } from '../../shared/calendar/calendar.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import { type ChangingCalendars, createChangingCalendars } from '../../shared/calendar/changing-calendars.ts';
import { type ExtraClosure, mergeCalendars } from '../../shared/calendar/user-closures.ts';
import { ConfigFileFault } from '../../shared/market/config-fault.ts';
import { type Instrument, providerSymbols } from '../../shared/market/instrument.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { mergeInstruments } from '../../shared/market/merge-instruments.ts';
import { type Config, type Environment, readConfig } from '../config.ts';
import { headlineFeedIds, readHeadlineOutlets } from '../feeds/registry-headlines.ts';
import type { Outlet } from '../feeds/rss/outlet.ts';

/** The environment and the files of CONFIG_DIR, read and checked. */
export interface Settings {
  readonly config: Config;
  /** Their added closures follow `calendars.json` while the server runs. */
  readonly calendars: ChangingCalendars;
  readonly instruments: readonly Instrument[];
  readonly outlets: readonly Outlet[];
}

/** Faults that a reader of one file throws, instead of what it would give. */
function faultsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof ConfigFileFault) return error.faults;
    throw error;
  }
}

const PROVIDER_IDS: readonly string[] = Object.keys(providerSymbols.shape);

const unknownIds = (
  variable: string,
  ids: readonly string[] | null,
  known: readonly string[],
): readonly string[] =>
  ids === null || ids.every((id) => known.includes(id))
    ? []
    : [`${variable} must name feeds out of ${known.join(', ')}`];

/** Closures of a `calendars.json` as it was parsed, null where there is none. Throws ConfigFileFault. */
export const closuresOf = (file: unknown): readonly ExtraClosure[] =>
  file === null ? [] : mergeCalendars([], file, createCalendars().mics);

function instrumentsOf(files: Config['files'], calendars: Calendars): readonly Instrument[] {
  return files.instruments === null
    ? INSTRUMENTS
    : mergeInstruments(INSTRUMENTS, files.instruments, calendars.mics).instruments;
}

/** Reads all settings. Throws ConfigFault with every fault of environment and files in one message. */
export function readSettings(env: Environment, overrides: Environment): Settings {
  const config = readConfig(env, overrides, (files, values) => {
    const headlines = readHeadlineOutlets(files.feeds, {
      allowPrivateAddresses: values.ALLOW_PRIVATE_ADDRESSES === true,
    });
    return [
      ...faultsOf(() => closuresOf(files.calendars)),
      ...faultsOf(() => instrumentsOf(files, createCalendars())),
      ...headlines.faults,
      ...unknownIds('QUOTE_FEEDS', values.QUOTE_FEEDS, PROVIDER_IDS),
      ...unknownIds('HEADLINE_FEEDS', values.HEADLINE_FEEDS, headlineFeedIds(headlines.outlets)),
    ];
  });
  const calendars = createChangingCalendars(closuresOf(config.files.calendars));
  return {
    config,
    calendars,
    instruments: instrumentsOf(config.files, calendars),
    outlets: readHeadlineOutlets(config.files.feeds, config).outlets,
  };
}
