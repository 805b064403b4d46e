import assert from 'node:assert/strict';
import { CONFIG_VARIABLES, readConfig } from '../../server/config.ts';
import { ERROR_CATALOGUE } from '../../shared/protocol/errors.ts';
import { committed, GENERATED_DOCS } from '../support/generated-docs.ts';

describe('documents', () => {
  for (const { path, text } of GENERATED_DOCS) {
    it(`${path} is what the code says`, () => {
      assert.equal(committed(path), text(), `stale: run node test/support/generated-docs.ts`);
    });
  }

  it('docs/errors.md lists the catalogue, no more and no less', () => {
    const rows = [...committed('docs/errors.md').matchAll(/^\| `([a-z-]+)` \| (\d{3}) \| ([^|]+) \|/gm)];
    const listed = rows.map(([, code, status, title]) => [code, { status: Number(status), title }] as const);
    const sorted = (entries: readonly (readonly [unknown, unknown])[]) =>
      entries.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    assert.deepEqual(sorted(listed), sorted(Object.entries(ERROR_CATALOGUE)));
  });

  it('.env.example holds every variable that is used, and its defaults are accepted', () => {
    const lines = [...committed('.env.example').matchAll(/^#([A-Z][A-Z_]+)=(.*)$/gm)];
    const used = Object.entries<{ type: string }>(CONFIG_VARIABLES).filter(
      ([, v]) => v.type !== 'not used yet',
    );
    assert.deepEqual(
      lines.map(([, name]) => name),
      used.map(([name]) => name),
    );
    const env = Object.fromEntries(lines.map(([, name, value]) => [name, value]));
    assert.deepEqual(readConfig(env), readConfig({}));
  });
});
