import { deepEqual, equal } from 'node:assert/strict';
import { isPrivateAddress } from '../../server/alert/address.ts';
import { firingText } from '../../server/alert/firing-text.ts';
import { bodyOf } from '../../server/alert/forms.ts';
import { signatureOf } from '../../server/alert/signature.ts';
import type { Firing } from '../../shared/alert/firing.ts';
import { parseInstant } from '../../shared/time/instant.ts';
import { T0 } from '../support/api-world.ts';

const AT = parseInstant('2025-10-30T02:19:00Z');
const firing = (rest: Partial<Firing> = {}): Firing => ({
  id: 'kospi|KS11|1',
  rule: 'kospi',
  name: 'KOSPI moves',
  kind: 'unusual',
  subject: 'KS11',
  words: 'KOSPI',
  value: -2.34,
  unit: 'usual-moves',
  threshold: 2,
  from: T0,
  at: AT,
  firedAt: AT,
  simulated: false,
  channels: { page: true, notification: false, sound: false },
  ...rest,
});

describe('webhooks of alerts: what is sent', () => {
  it('says each kind of firing in one line, and SIMULATED where it is', () => {
    const tail = ' · 2025-10-30T02:19:00Z';
    const says = (rest: Partial<Firing>) => firingText(firing(rest)).replace(tail, '');
    equal(says({}), 'KOSPI moves: KOSPI −2.3 usual moves since 2025-10-30T02:05:00Z');
    equal(says({ kind: 'move', value: null }), 'KOSPI moves: KOSPI', 'no zero where there is no number');
    equal(says({ kind: 'open', value: null, from: null }), 'KOSPI moves: KOSPI is open');
    equal(
      says({ kind: 'answer', value: 1.2, unit: 'percent', from: null }),
      'KOSPI moves: KOSPI answers: +1.20 %',
    );
    equal(says({ kind: 'answer', value: null, unit: null }), 'KOSPI moves: KOSPI answers');
    equal(says({ kind: 'event', value: 30, words: 'Talks' }), 'KOSPI moves: Talks begins in 30 min');
    equal(says({ kind: 'event', value: 0, words: 'Talks' }), 'KOSPI moves: Talks begins');
    equal(says({ kind: 'stale' }), 'KOSPI moves: KOSPI: data are stale');
    equal(says({ kind: 'headline', words: 'Truce', simulated: true }), 'SIMULATED · KOSPI moves: Truce');
  });

  it('lays it out as each service wants it, and lets no headline speak its language', () => {
    const title = '<!channel> *Deal* [click](http://x) @everyone & <b>';
    const said = firing({ kind: 'headline', words: title, value: null });
    const slack = JSON.parse(bodyOf('slack', said)).text;
    equal(slack.includes('<!channel>'), false);
    equal(slack.includes('&lt;!channel&gt; *Deal*'), true);
    const discord = JSON.parse(bodyOf('discord', said));
    deepEqual(discord.allowed_mentions, { parse: [] });
    equal(discord.content.includes('\\*Deal\\* \\[click\\]\\(http'), true);
    const card = JSON.parse(bodyOf('teams', said)).attachments[0];
    equal(card.contentType, 'application/vnd.microsoft.card.adaptive');
    equal(card.content.body[0].text.includes('\\[click\\]'), true);
    const plain = JSON.parse(bodyOf('json', said));
    deepEqual([plain.version, plain.firing.words, plain.firing.channels], [1, title, undefined]);
  });

  it('stays below what Discord takes, whatever the title', () => {
    const long = firing({ kind: 'headline', words: '*'.repeat(5000) });
    equal(JSON.parse(bodyOf('discord', long)).content.length <= 2000, true);
  });

  it('signs time and body: a value worked out with openssl', () => {
    equal(
      signatureOf('a-secret-for-the-tests', '{"a":1}', AT),
      't=1761790740,v1=bff0f66899b755c145fb7497d2522dde2af36b1d743d6846567893b2d2fc71d4',
    );
  });

  it('tells public addresses from all others', () => {
    const shut = [
      ...[
        '127.0.0.1',
        '10.1.2.3',
        '172.16.0.1',
        '172.31.255.255',
        '192.168.1.1',
        '169.254.169.254',
        '0.0.0.0',
      ],
      ...['100.64.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '192.0.2.1', '203.0.113.9'],
      ...['::', '::1', 'fe80::1', 'fd00::1', 'ff02::1', '::ffff:10.0.0.1', '::ffff:7f00:1', '64:ff9b::a00:1'],
      ...['2002:7f00:1::', '2001:db8::1', 'localhost', ''],
    ];
    for (const address of shut) equal(isPrivateAddress(address), true, address);
    for (const address of [
      '8.8.8.8',
      '172.32.0.1',
      '100.128.0.1',
      '192.167.0.1',
      '2606:4700::1111',
      '::ffff:8.8.8.8',
      '2a00:1450::1',
    ]) {
      equal(isPrivateAddress(address), false, address);
    }
  });
});
