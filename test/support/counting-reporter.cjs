// Mocha's spec reporter that also writes what was really counted to the file named by TEST_COUNTS.
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

module.exports = class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = runner.stats;
      if (process.env.TEST_COUNTS) {
        writeFileSync(
          process.env.TEST_COUNTS,
          JSON.stringify({ passed: passes, failed: failures, skipped: pending }),
        );
      }
    });
  }
};
