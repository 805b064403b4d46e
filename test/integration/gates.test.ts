import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const COPIED = [
  'shared',
  'server',
  'client',
  'archive',
  'scripts',
  'tsconfig.json',
  'biome.json',
  '.dependency-cruiser.mjs',
  '.gitignore',
  'package.json',
];

/** The checks run on a copy of the sources into which a fault was planted. */
describe('the gates', function () {
  this.timeout(60_000);
  let copy: string;

  before(() => {
    copy = mkdtempSync(join(tmpdir(), 'market-reaction-gates-'));
    for (const name of COPIED) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    spawnSync('git', ['init', '-q'], { cwd: copy });
  });
  after(() => rmSync(copy, { recursive: true, force: true }));

  function check(step: string): { red: boolean; output: string } {
    const run = spawnSync(process.execPath, ['scripts/check.ts', step], { cwd: copy, encoding: 'utf8' });
    return { red: run.status !== 0, output: `${run.stdout}${run.stderr}` };
  }

  function planted(step: string, file: string, text: string): { red: boolean; output: string } {
    const path = join(copy, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    try {
      return check(step);
    } finally {
      rmSync(path);
    }
  }

  it('are green on the sources as they stand', () => {
    const dependencies = check('dependency');
    assert.equal(dependencies.red, false, dependencies.output);
    const lint = check('lint');
    assert.equal(lint.red, false, lint.output);
  });

  const FORBIDDEN = [
    {
      name: 'a server room that imports the client',
      file: 'server/store/planted.ts',
      text: "import { hover } from '../../client/state/hover.ts';\nexport const planted = hover;\n",
      says: 'server/store/planted.ts → client/state/hover.ts',
    },
    {
      name: 'the same as a mere type',
      file: 'server/live/planted.ts',
      text: "import type { FeedAnswer } from '../feeds/feed.ts';\nexport type Planted = FeedAnswer;\n",
      says: 'server/live/planted.ts → server/feeds/feed.ts',
    },
    {
      name: 'a stand-in that shares code with the feeds',
      file: 'server/standin/planted.ts',
      text: "import { FeedError } from '../feeds/feed.ts';\nexport const planted = FeedError;\n",
      says: 'server/standin/planted.ts → server/feeds/feed.ts',
    },
    {
      name: 'a chart that reads the timeline past the gate',
      file: 'client/charts/planted.ts',
      text: "import type { Timeline } from '../../shared/timeline/timeline.ts';\nexport type Planted = Timeline;\n",
      says: 'client/charts/planted.ts → shared/timeline/timeline.ts',
    },
    {
      name: 'a panel that reads the timeline through the state',
      file: 'client/panels/planted.ts',
      text: "import * as state from '../state/timeline.ts';\nexport const planted = state;\n",
      says: 'client/panels/planted.ts → client/state/timeline.ts',
    },
    {
      name: 'a package where it does not belong',
      file: 'shared/market/planted.ts',
      text: "import axios from 'axios';\nexport const planted = axios;\n",
      says: 'shared/market/planted.ts → ',
    },
    {
      name: 'a folder that no rule knows',
      file: 'server/utils/planted.ts',
      text: 'export const planted = 1;\n',
      says: 'server/utils/planted.ts: no rule knows this folder',
    },
  ];

  for (const fault of FORBIDDEN) {
    it(`turn red for ${fault.name}`, () => {
      const { red, output } = planted('dependency', fault.file, fault.text);
      assert.equal(red, true);
      assert.ok(output.includes(fault.says), output);
    });
  }

  const CLOCKS = [
    'Date.now()',
    'globalThis.Date.now()',
    'Temporal.Now.instant()',
    'Math.random()',
    'performance.now()',
  ];
  for (const call of CLOCKS) {
    it(`turn red for ${call} in shared/`, () => {
      const { red, output } = planted('lint', 'shared/time/planted.ts', `export const planted = ${call};\n`);
      assert.equal(red, true);
      assert.match(output, /injected Clock/);
    });
  }

  it('turn red for a DOM or Node name in shared/', () => {
    const run = planted('types', 'shared/time/planted.ts', 'export const planted = window.name;\n');
    assert.equal(run.red, true);
    assert.match(run.output, /Cannot find name 'window'/);
  });
});
