// `npm run build|check|bench|audit`: installs what is missing, then goes on under the pinned Node.
import { join } from 'node:path';
import { assertPinnedNode, ensureBuilt, ensureInstalled, fail, ROOT, runPinned } from './bootstrap.mjs';

const [task, ...rest] = process.argv.slice(2);
ensureInstalled('develop');
assertPinnedNode();
switch (task) {
  case 'build':
    ensureBuilt({ force: true });
    break;
  case 'check':
    process.exit(await runPinned([join(ROOT, 'scripts', 'check.ts'), ...rest]));
    break;
  case 'bench':
    ensureBuilt();
    process.exit(await runPinned([join(ROOT, 'bench', 'main.ts'), ...rest]));
    break;
  default:
    fail(`unknown task: ${task ?? ''}; there are build, check and bench`, 2);
}
