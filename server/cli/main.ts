import { Command } from 'commander';
import '../fault-words.ts';
import { calendarCommand } from './calendar.ts';
import { reactionCommand } from './reaction.ts';
import { reportCommand } from './report-events.ts';
import { studyCommand } from './study.ts';

/** The command line. Exit codes: 0 done, 1 failed, 2 wrong usage. */
const program = new Command('market-reaction')
  .description('How Asian markets moved against the news: live, replayed, and as CSV.')
  .helpCommand(false)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

program
  .command('serve')
  .description('serve the dashboard; settings come from the environment (docs/configuration.md)')
  .option('--port <number>', 'instead of PORT')
  .option('--host <address>', 'instead of HOST')
  .option('--data-dir <folder>', 'instead of DATA_DIR')
  .addHelpText('after', '\nExample:\n  $ market-reaction serve --port 9000\n')
  .action((options) => serve(false, options));

program
  .command('demo')
  .description('serve the simulated Busan day; needs no upstream')
  .option('--port <number>', 'instead of PORT')
  .option('--host <address>', 'instead of HOST')
  .option('--data-dir <folder>', 'instead of DATA_DIR')
  .addHelpText('after', '\nExample:\n  $ market-reaction demo\n')
  .action((options) => serve(true, options));

program
  .command('doctor')
  .description('say what is configured, what is reachable and what is wrong')
  .option('--record <folder>', 'store the first real answer of every feed there')
  .option('--json', 'as JSON')
  .addHelpText('after', '\nExample:\n  $ market-reaction doctor --record ./answers\n')
  .action(async (options) => (await import('./doctor.ts')).doctor(options));

interface ServeOptions {
  readonly port?: string;
  readonly host?: string;
  readonly dataDir?: string;
}

/** The server is loaded only here: it is most of the program, and the other commands start in half the time without it. */
async function serve(simulated: boolean, { port, host, dataDir }: ServeOptions): Promise<void> {
  const overrides = { PORT: port, HOST: host, DATA_DIR: dataDir };
  await (await import('./serve.ts')).serve({ simulated, overrides });
}

calendarCommand(program);
studyCommand(program);
reactionCommand(program);
reportCommand(program);

await program.parseAsync();
