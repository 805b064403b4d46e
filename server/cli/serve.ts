import { ConfigFault, type Environment } from '../config.ts';
import { startServer } from '../main.ts';
import { Lifecycle } from '../runtime/lifecycle.ts';
import { createLog } from '../runtime/log.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { StoreError } from '../store/store.ts';
import { VERSION } from '../version.ts';
import { readSettings } from '../world/settings.ts';

/** Serves until a signal. A fault that stops the start is one clear text on standard error and exit code 1. */
export async function serve(options: { simulated: boolean; overrides: Environment }): Promise<void> {
  try {
    const settings = readSettings(process.env, options.overrides);
    const log = createLog({ level: settings.config.logLevel });
    const server = await startServer({ settings, wall: systemClock, log, simulated: options.simulated });
    const lifecycle = new Lifecycle([{ name: 'server', stop: () => server.stop() }], {
      log,
      clock: systemClock,
      exit: (code) => process.exit(code),
    });
    await lifecycle.start();
    lifecycle.handleSignals(process);
    process.stdout.write(`Market Reaction ${VERSION} is ready at ${server.url}\n`);
    if (options.simulated)
      process.stdout.write('Everything shown is SIMULATED: the Busan day of 30 October 2025.\n');
  } catch (error) {
    process.stderr.write(`${startFault(error)}\n`);
    process.exit(1);
  }
}

function startFault(error: unknown): string {
  if (error instanceof ConfigFault || error instanceof StoreError) return error.message;
  const { code, message, port, address } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
  };
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program. Stop it, or set PORT to a free one.`;
  if (code === 'EACCES') return `Port ${port} may not be used by this user. Set PORT to one above 1023.`;
  if (code === 'EADDRNOTAVAIL') return `HOST ${address ?? ''} is not an address of this machine.`;
  return `The server could not start: ${error instanceof Error ? (error.stack ?? message) : String(error)}`;
}
