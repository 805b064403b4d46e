import { StudyError } from '../../shared/study/study.ts';
import { ConfigFault } from '../config.ts';
import { StoreError } from '../store/store.ts';
import { PriceFileFault } from '../transfer/readers/price-file.ts';

/** What a command cannot do: one message for people, a code for programs, and its exit code. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault';
  readonly code: string;
  readonly exitCode: 1 | 2;
  readonly details: Readonly<Record<string, unknown>>;
  constructor(
    exitCode: 1 | 2,
    code: string,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.exitCode = exitCode;
    this.code = code;
    this.details = details;
  }
}

/** What was typed cannot be used: exit code 2. */
export const wrongUsage = (option: string, received: string | undefined, expected: string): CommandFault =>
  new CommandFault(
    2,
    'wrong-usage',
    `${option}: ${received === undefined ? 'nothing' : JSON.stringify(received)} came, expected ${expected}`,
    { option, received: received ?? null, expected },
  );

/** Options of a study that hold for no data at all are wrong usage. */
const OF_USAGE: ReadonlySet<string> = new Set(['bad-window', 'bad-lags', 'no-benchmark']);

function faultOf(error: unknown): CommandFault {
  if (error instanceof CommandFault) return error;
  if (error instanceof PriceFileFault) return new CommandFault(1, error.code, error.message, error.details);
  if (error instanceof StudyError) {
    return new CommandFault(OF_USAGE.has(error.code) ? 2 : 1, error.code, error.message, error.details);
  }
  if (error instanceof ConfigFault) return new CommandFault(1, 'bad-settings', error.message);
  if (error instanceof StoreError) return new CommandFault(1, `store-${error.kind}`, error.message);
  const message = error instanceof Error ? error.message : String(error);
  return new CommandFault(1, 'internal', `market-reaction failed: ${message}`);
}

interface Format {
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** A reader that has seen enough, such as `head`, closes the pipe: no fault of ours. */
function endWithThePipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}

/**
 * Runs a command and prints what it gives. A fault is one message on standard error, without a stack, and with `--json`
 * an object with `error` on standard output too; the exit code is 1, or 2 where what was typed cannot be used.
 */
export async function printed(format: Format, work: () => string | Promise<string>): Promise<void> {
  process.stdout.on('error', endWithThePipe);
  try {
    if (format.json && format.csv) throw wrongUsage('--csv', '--csv --json', 'one of the two');
    process.stdout.write(await work());
  } catch (error) {
    const { code, message, details, exitCode } = faultOf(error);
    process.stderr.write(`${message}\n`);
    if (format.json)
      process.stdout.write(`${JSON.stringify({ error: { code, message, ...details } }, null, 2)}\n`);
    process.exitCode = exitCode;
  }
}

/** JSON as the commands print it. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
