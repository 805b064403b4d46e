import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { CASES_ROOT, conformance } from '../support/conformance.ts';
import { casePath, EVENT_STUDY_CASES, NOT_EXPRESSED } from '../support/event-study-cases.ts';

const FOLDER = 'cases/event-study';

conformance('all event-study cases', [FOLDER], () => {
  const files = readdirSync(new URL(`${FOLDER}/`, CASES_ROOT)).sort();

  it('each file is answered by one suite, or named as one that cannot be expressed', () => {
    const known = [...Object.values(EVENT_STUDY_CASES).flat(), ...Object.keys(NOT_EXPRESSED)];
    assert.deepEqual(known.map((name) => `${name}.json`).sort(), files);
    assert.equal(files.length, 43);
  });

  it('each file has an answer, and nothing beside the parts that are read', () => {
    for (const file of files) {
      const name = file.slice(0, -'.json'.length);
      const one = JSON.parse(readFileSync(new URL(casePath(name), CASES_ROOT), 'utf8'));
      assert.equal(one.name, name);
      assert.deepEqual(
        Object.keys(one).sort(),
        ['expected', 'inputs', 'name', 'parameters', 'tolerance', 'what'],
        name,
      );
      assert.ok(Object.keys(one.expected).length > 0, name);
    }
  });

  it('what cannot be expressed has its reason', () => {
    for (const [name, reason] of Object.entries(NOT_EXPRESSED)) assert.ok(reason.length > 10, name);
  });
});
