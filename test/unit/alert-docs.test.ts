import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { firingText } from '../../server/alert/firing-text.ts';
import { bodyOf } from '../../server/alert/forms.ts';
import { signatureOf } from '../../server/alert/signature.ts';
import { webhook } from '../../server/alert/webhooks.ts';
import { alertCondition, alertRule } from '../../shared/alert/alert-rule.ts';
import { firing } from '../../shared/alert/firing.ts';
import { asUtcMs } from '../../shared/time/instant.ts';

const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'alerts.md'), 'utf8');
const blocks = (language: string): string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, code]) => code ?? '');
const examples = blocks('json');

describe('docs/alerts.md', () => {
  it('shows rules and conditions that are taken', () => {
    const rule = examples.find((e) => e.includes('"body"')) ?? '';
    ok(alertRule.parse(JSON.parse(rule).body));
    const conditions = (examples.at(-1) ?? '').trim().split('\n');
    const shown = [JSON.parse(rule).body.condition, ...conditions.map((line) => JSON.parse(line))];
    for (const condition of shown) alertCondition.parse(condition);
    const all = alertCondition.def.options.map((option) => option.shape.on.def.values[0]);
    deepEqual(shown.map((c) => c.on).sort(), [...all].sort());
  });

  it('shows a webhook as it is taken, and a body as it is sent', () => {
    ok(webhook.safeParse(JSON.parse(examples[0] ?? '')).success);
    const sent = JSON.parse(examples.find((e) => e.includes('"version"')) ?? '');
    const channels = { page: true, notification: false, sound: false };
    const told = firing.parse({ ...sent.firing, channels });
    deepEqual(JSON.parse(bodyOf('json', told)), sent);
    equal(firingText(told), sent.text);
  });

  it('checks a signature as it is made: the vector, and the code for Node', async () => {
    const [, t, body, v1] = /`t` (\d+) and the body `(.+?)`, `v1` is\n`([0-9a-f]{64})`/.exec(text) ?? [];
    equal(signatureOf('a-secret-for-the-tests', body ?? '', asUtcMs(Number(t) * 1000)), `t=${t},v1=${v1}`);
    const code = `${blocks('js')[0]}export { isOurs };`;
    const { isOurs } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    const header = `t=${t},v1=${v1}`;
    equal(isOurs(header, body, 'a-secret-for-the-tests', Number(t) + 299), true);
    equal(isOurs(header, body, 'a-secret-for-the-tests', Number(t) + 301), false);
    equal(isOurs(header, `${body} `, 'a-secret-for-the-tests', Number(t)), false);
    equal(isOurs(header, body, 'another-secret-of-ours', Number(t)), false);
    equal(isOurs(`t=${t}`, body, 'a-secret-for-the-tests', Number(t)), false);
  });
});
