import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChangingCalendars } from '../../shared/calendar/changing-calendars.ts';
import { USER_FILE } from '../../shared/calendar/user-closures.ts';
import { ConfigFileFault } from '../../shared/market/config-fault.ts';
import type { UserCalendars } from '../../shared/protocol/status.ts';
import type { Cancel, Clock } from '../../shared/time/clock.ts';
import { MINUTE_MS } from '../../shared/time/instant.ts';
import type { Log } from '../runtime/log.ts';
import { closuresOf } from './settings.ts';

export interface ClosuresFileOptions {
  /** CONFIG_DIR. */
  readonly folder: string;
  readonly calendars: ChangingCalendars;
  readonly clock: Clock;
  readonly log: Log;
  /** The closures in force changed, or what is wrong with the file. */
  readonly onChange: () => void;
}

export interface ClosuresFile {
  state(): UserCalendars;
  /** Begins to look, for the first time a minute from now: the start has just read it. */
  start(): void;
  /** Resolves when no reading is under way. */
  stop(): Promise<void>;
}

const LOOKED_AT_EVERY_MS = MINUTE_MS;

/** Text of the file, null where there is none. */
async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new ConfigFileFault(USER_FILE, [`${USER_FILE}: cannot be read`]);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const where = error instanceof Error ? (/\(line \d+ column \d+\)/.exec(error.message)?.[0] ?? '') : '';
    throw new ConfigFileFault(USER_FILE, [`${USER_FILE}: is not JSON ${where}`.trimEnd()]);
  }
}

/**
 * Looks at `calendars.json` once a minute of `clock` and puts its closures into force. A file that cannot be used leaves
 * those of its last good state in force and is named in the log, once, and in `state`; a file that is gone takes its
 * closures with it.
 */
export function followClosures(options: ClosuresFileOptions): ClosuresFile {
  const { calendars, clock, log } = options;
  const path = join(options.folder, USER_FILE);
  let fault: string | null = null;
  let changedAt = clock.now();
  let stopped = false;
  let work: Promise<void> = Promise.resolve();
  let cancel: Cancel = () => undefined;

  function enforce(closures: typeof calendars.closures): void {
    if (JSON.stringify(closures) === JSON.stringify(calendars.closures)) return;
    calendars.replace(closures);
    changedAt = clock.now();
    log.info({ closures: closures.length }, `${USER_FILE} was read again`);
  }

  async function look(): Promise<void> {
    const before = { fault, changedAt };
    try {
      const text = await textOf(path);
      if (stopped) return;
      enforce(text === null ? [] : closuresOf(parsed(text)));
      fault = null;
    } catch (error) {
      if (!(error instanceof ConfigFileFault)) throw error;
      fault = error.faults.join('; ');
      if (fault !== before.fault) {
        log.warn(
          { faults: error.faults },
          `${USER_FILE} cannot be used; its last good closures stay in force`,
        );
      }
    }
    if (fault !== before.fault || changedAt !== before.changedAt) options.onChange();
  }

  const wake = (): void => {
    cancel = clock.after(LOOKED_AT_EVERY_MS, () => {
      work = look()
        .catch((err: unknown) => log.error({ err }, `${USER_FILE} could not be looked at`))
        .then(() => {
          if (!stopped) wake();
        });
    });
  };
  return {
    state: () => ({ closures: calendars.closures.length, changedAt, fault }),
    start: wake,
    async stop() {
      stopped = true;
      cancel();
      await work;
    },
  };
}
