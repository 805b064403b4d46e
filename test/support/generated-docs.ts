import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { GLOSSARY } from '../../client/i18n/en-glossary.ts';
import { CONFIG_VARIABLES } from '../../server/config.ts';
import { TABLES } from '../../shared/table/dictionary.ts';

/**
 * Documents that are made from the code and committed, so that a review sees what changed. A test fails when one is
 * stale; `node test/support/generated-docs.ts` writes them anew.
 */
interface Variable {
  readonly type: string;
  readonly default: string;
  readonly meaning: string;
  readonly secret?: true;
}
const variables = Object.entries<Variable>(CONFIG_VARIABLES);
const code = (text: string): string => (text === '' ? '' : `\`${text}\``);

function configuration(): string {
  const rows = variables.map(
    ([name, v]) =>
      `| \`${name}\`${v.secret ? `, \`${name}_FILE\`` : ''} | ${v.type} | ${code(v.default)} | ${v.meaning} |`,
  );
  return `# Configuration

Settings come from the environment. Copy \`.env.example\` to \`.env\` for the container; \`npm start\` reads the environment
it is started in. Everything is checked at start: all faults come in one message that names variable and rule and
never shows a value. An empty value counts as unset. Where a name has a second one with \`_FILE\`, the value may stand in
the file that it names instead.

| Name | Type | Default | Meaning |
|---|---|---|---|
${rows.join('\n')}

Behind a reverse proxy: leave \`HOST\` on loopback, set \`ROOT_URL\` to the outer address and \`TRUST_PROXY\` to the number of
proxies. \`CONFIG_DIR/instruments.json\` adds and overrides instruments, \`calendars.json\` adds closures
(docs/calendars.md), \`feeds.json\` adds headline feeds; a bad entry is named by its path and the reason.
`;
}

function environmentExample(): string {
  const lines = variables
    .filter(([, v]) => v.type !== 'not used yet')
    .map(([name, v]) => `# ${v.meaning.replaceAll('`', '')} (${v.type})\n#${name}=${v.default}`);
  return `# Copy to .env and take away the # before what you want to set. docs/configuration.md tells more.\n\n${lines.join('\n\n')}\n`;
}

function dictionary(): string {
  const parts = TABLES.map((table) => {
    const rows = table.columns.map((c) => `| \`${c.name}\` | ${c.type} | ${c.unit} | ${c.meaning} |`);
    return `## ${table.what}\n\n${table.meaning}\n\n| Column | Type | Unit | Meaning |\n|---|---|---|---|\n${rows.join('\n')}\n`;
  });
  return `# CSV files, version 1

UTF-8, comma, CRLF, names in snake_case. An empty cell is a missing value, never a zero. Numbers have a point, no
thousands marks, and read back as exactly the same double. Times are ISO 8601. Lists are JSON in the cell. There is no
byte order mark unless \`bom=1\` is asked for. \`tz=\` sets the zone of local times (IANA name, or \`exchange\`, the default).

Text that a spreadsheet would take for a formula (it begins with \`=\`, \`+\`, \`-\`, \`@\`, a tab or a return) gets a \`'\` before
it; text that begins with \`'\` gets a second one. A reader undoes this by taking one \`'\` away before any of these
characters. Numbers are left alone.

Files are named \`market-reaction_<what>_<event or range>_<from>_<to>_<zone>.csv\`, with \`_SIMULATED\` before the ending
where any row in it is simulated; the \`provenance\` column tells which. Files of measures run from T0 to the instant
they were measured at (\`asOf\`, or now), and are marked where any price they rest on is simulated. A figure there is
missing for a reason of a closed list, which \`reason\` or \`warnings\` names. Shares are fractions: 0.01 is 1 %.

${parts.join('\n')}`;
}

function glossary(): string {
  const parts = GLOSSARY.map(({ title, entries }) => {
    const told = entries.map(({ id, term, plain, formula, missing }) =>
      [
        `### <a id="${id}"></a>${term}`,
        plain,
        ...(formula === undefined ? [] : [`Formula: ${formula}.`]),
        ...(missing === undefined ? [] : [`When it is missing: ${missing}`]),
      ].join('\n\n'),
    );
    return [`## ${title}`, ...told].join('\n\n');
  });
  return `# What the numbers mean

Every word that stands beside a number on the page, in plain language. On the page each entry is one click from the card
of a number. Formulas follow the literature on event studies; where it leaves a choice, the choice is named.

${parts.join('\n\n')}
`;
}

export const GENERATED_DOCS: readonly { readonly path: string; readonly text: () => string }[] = [
  { path: 'docs/configuration.md', text: configuration },
  { path: '.env.example', text: environmentExample },
  { path: 'docs/csv.md', text: dictionary },
  { path: 'docs/glossary.md', text: glossary },
];

const absolute = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
export const committed = (path: string): string => readFileSync(absolute(path), 'utf8');

if (import.meta.main) {
  for (const { path, text } of GENERATED_DOCS) writeFileSync(absolute(path), text());
}
