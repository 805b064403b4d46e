import assert from 'node:assert/strict';
import { reportTable } from '../../server/cli/report-csv.ts';
import { committed } from '../support/generated-docs.ts';
import { inTurns, type Ran, runCommand } from '../support/run-command.ts';

const COMMANDS = ['study', 'reaction', 'report:events', 'calendar'] as const;
const DOCUMENT = 'docs/command-line.md';

/** The part of the document that speaks of a command. */
function sectionOf(command: string): string {
  const section = committed(DOCUMENT)
    .split(/^## /m)
    .find((part) => part.startsWith(`${command}\n`));
  assert.ok(section, `${DOCUMENT} has no section ${command}`);
  return section;
}

const sorted = (flags: Iterable<string>): string[] => [...new Set(flags)].sort();

describe('docs/command-line.md', function () {
  this.timeout(60_000);
  let helps: readonly Ran[];
  before(async () => {
    helps = await inTurns(COMMANDS.map((command) => () => runCommand([command, '--help'])));
  });

  for (const [at, command] of COMMANDS.entries()) {
    it(`lists the options of ${command} as --help does, no more and no less`, () => {
      const { code, out } = helps[at] as Ran;
      assert.equal(code, 0);
      const inHelp = [...out.matchAll(/^ {2}(--[a-z0-9-]+(?: <[a-z.]+>)?)(?: |$)/gm)].map(
        ([, flag]) => flag as string,
      );
      const inDocument = [...sectionOf(command).matchAll(/^\| `(--[a-z0-9-]+(?: <[a-z.]+>)?)` \|/gm)];
      assert.ok(inHelp.length > 3, out);
      assert.deepEqual(sorted(inDocument.map(([, flag]) => flag as string)), sorted(inHelp));
    });

    it(`shows ${command} with an example, there and in --help`, () => {
      assert.match(sectionOf(command), new RegExp(`\\$ market-reaction ${command} `));
      assert.match((helps[at] as Ran).out, /Examples?:\n {2}\$ (market-reaction|npm run)/);
    });
  }

  it('lists the columns of the report as they are written', () => {
    const rows = reportTable.columns.map(
      ({ name, unit, meaning }) => `| \`${name}\` | ${unit} | ${meaning} |`,
    );
    assert.ok(sectionOf('report:events').includes(`${rows.join('\n')}\n`), rows.join('\n'));
  });
});
