#!/usr/bin/env node
import { join } from 'node:path';
// The one door of the command line, plain JavaScript for any Node from 20 on: installs what is missing, builds what
// is stale, goes on under the pinned Node and passes signals on.
import { assertPinnedNode, ensureBuilt, ensureInstalled, ROOT, runPinned } from '../../scripts/bootstrap.mjs';

const args = process.argv.slice(2);
ensureInstalled('run');
assertPinnedNode();
if (args[0] === 'serve' || args[0] === 'demo') ensureBuilt();
process.exit(await runPinned([join(ROOT, 'server', 'cli', 'main.ts'), ...args]));
