// `npm run audit`: known holes in dependencies. A registry without that service is said to be so and not counted.
import { spawnSync } from 'node:child_process';
import { ROOT } from './bootstrap.mjs';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const result = spawnSync(npm, ['audit', '--json', '--omit=dev', '--audit-level=high'], {
  cwd: ROOT,
  encoding: 'utf8',
});
let report = null;
try {
  report = JSON.parse(result.stdout);
} catch {
  // Not JSON: npm failed before it had an answer.
}
if (!report?.metadata?.vulnerabilities) {
  process.stdout.write('npm audit: not run, the registry in use does not offer it\n');
  process.exit(0);
}
const { high, critical, moderate, low } = report.metadata.vulnerabilities;
process.stdout.write(`npm audit: ${critical} critical, ${high} high, ${moderate} moderate, ${low} low\n`);
process.exit(critical + high > 0 ? 1 : 0);
