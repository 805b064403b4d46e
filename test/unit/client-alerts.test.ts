import { deepEqual, equal } from 'node:assert/strict';
import { enAlerts } from '../../client/i18n/en-alerts.ts';
import { draftOf, newDraft, ruleOfDraft } from '../../client/panels/alert-draft.ts';
import { conditionSentence, firingSentence, mannerSentence } from '../../client/panels/alert-words-of.ts';
import { type AlertSettings, alertSettings, recallAlertSettings } from '../../client/state/alert-settings.ts';
import { firings, followFirings, markSeen, shownFirings } from '../../client/state/alerts.ts';
import { status } from '../../client/state/status.ts';
import type { AlertRule } from '../../shared/alert/alert-rule.ts';
import type { Firing } from '../../shared/alert/firing.ts';
import { asSeq, parseInstant } from '../../shared/time/instant.ts';
import { ruleOf } from '../support/alerts.ts';
import { T0 } from '../support/api-world.ts';

const names = {
  market: (id: string) => ({ KS11: 'KOSPI', N225: 'Nikkei 225' })[id] ?? id,
  event: (slug: string) => `Event ${slug}`,
  feed: (id: string) => `Feed ${id}`,
};
const record = (body: AlertRule) => ({
  ...{ collection: 'alert' as const, id: 'kospi', actor: 'Ana', receivedAt: T0, revision: 3 },
  ...{ deleted: false, seq: asSeq(9), body },
});

const RULES: readonly [Record<string, unknown>, string][] = [
  [{}, 'KOSPI moves more than 2 % since T0 of the newest event'],
  [
    {
      condition: { on: 'move', since: 'minutes', event: null, minutes: 15, percent: 0.5, direction: 'down' },
      markets: ['KS11', 'N225'],
    },
    'KOSPI or Nikkei 225 falls more than 0.5 % within 15 minutes',
  ],
  [
    { condition: { on: 'move', since: 'close', event: null, minutes: null, percent: 1, direction: 'up' } },
    'KOSPI rises more than 1 % since the previous close',
  ],
  [
    { condition: { on: 'unusual', event: 'busan', usualMoves: 2, direction: 'either' } },
    'KOSPI moves more than 2 usual moves since T0 of “Event busan”',
  ],
  [{ condition: { on: 'open' } }, 'KOSPI opens'],
  [
    { condition: { on: 'answer', event: null } },
    'KOSPI answers for the first time since T0 of the newest event',
  ],
  [
    { condition: { on: 'event', event: null, minutesBefore: 30 }, markets: [] },
    'an event begins in 30 minutes',
  ],
  [
    {
      condition: { on: 'headline', words: ['truce*', 'deal'], match: 'any', sides: ['us', 'china'] },
      markets: [],
    },
    'a headline of US and China says “truce*” or “deal”',
  ],
  [
    { condition: { on: 'stale', feeds: ['xinhua'] }, markets: ['KS11'] },
    'data of KOSPI or Feed xinhua grow old',
  ],
];

describe('alerts on the page: rules', () => {
  for (const [rule, sentence] of RULES) {
    it(`reads “${sentence}”, and the form gives the same rule back`, () => {
      const body = ruleOf(rule);
      equal(conditionSentence(body, enAlerts, names), sentence);
      const answer = ruleOfDraft(draftOf(record(body)), () => 'unused');
      deepEqual(answer.rule, body);
    });
  }

  it('says how a rule tells it', () => {
    const hook = [{ id: 'desk', name: 'Desk', form: 'slack' as const, host: 'example.com' }];
    const channels = { page: true, notification: false, sound: true, webhook: 'desk' };
    const until = parseInstant('2025-11-01T00:00:00Z');
    equal(
      mannerSentence(ruleOf({ channels, until }), enAlerts, hook),
      'at most once in 15 min for each · by page, sound and webhook Desk · until 1 Nov 2025',
    );
    const nowhere = { page: false, notification: false, sound: false, webhook: null };
    equal(mannerSentence(ruleOf({ channels: nowhere }), enAlerts, []).endsWith('in the list only'), true);
  });

  it('names the field that does not fit', () => {
    const cases: [Partial<ReturnType<typeof newDraft>>, string][] = [
      [{ kind: 'move', percent: '' }, 'percent'],
      [{ kind: 'move', percent: 'much' }, 'percent'],
      [{ usualMoves: '0.1' }, 'usualMoves'],
      [{ kind: 'move', since: 'minutes', minutes: '1.5' }, 'minutes'],
      [{ kind: 'event', minutesBefore: '-1' }, 'minutesBefore'],
      [{ kind: 'headline', words: ' \n ' }, 'words'],
      [{ markets: [] }, 'markets'],
      [{ coolDown: '0' }, 'coolDownMinutes'],
      [{ until: '2025-02-30' }, 'until'],
    ];
    for (const [change, bad] of cases) {
      equal(ruleOfDraft({ ...newDraft(['KS11']), ...change }, () => '').bad, bad);
      equal(enAlerts.rule.bad(bad) === enAlerts.rule.bad('nothing'), false, bad);
    }
  });

  it('reads a comma as a point, and names a rule that was given no name', () => {
    const { rule } = ruleOfDraft(
      { ...newDraft(['KS11']), kind: 'move', percent: '0,25' },
      () => 'By its sentence',
    );
    deepEqual(
      [rule?.name, rule?.condition.on === 'move' && rule.condition.percent],
      ['By its sentence', 0.25],
    );
  });
});

const firing = (n: number, rest: Partial<Firing> = {}): Firing => ({
  id: `f${n}`,
  rule: 'kospi',
  name: 'KOSPI moves',
  kind: 'move',
  subject: 'KS11',
  words: 'KOSPI',
  value: -2.5,
  unit: 'percent',
  threshold: 2,
  from: T0,
  at: T0,
  firedAt: T0,
  simulated: false,
  channels: { page: true, notification: false, sound: false },
  ...rest,
});

describe('alerts on the page: what fired', () => {
  it('says it with its value and since when, in the chosen zone', () => {
    equal(firingSentence(firing(1), enAlerts, 'Asia/Seoul'), 'KOSPI −2.50 % since 11:05');
    equal(
      firingSentence(firing(1, { kind: 'open', value: null, from: null }), enAlerts, 'UTC'),
      'KOSPI is open',
    );
    equal(firingSentence(firing(1, { kind: 'headline', words: 'Truce' }), enAlerts, 'UTC'), 'Truce');
  });

  describe('as the count of the status grows', () => {
    const original = globalThis.fetch;
    let list: Firing[] = [];
    let told: string[] = [];
    let leave: () => void = () => undefined;
    const settle = async (): Promise<void> => {
      for (let i = 0; i < 10; i += 1) await Promise.resolve().then(() => new Promise(setImmediate));
    };
    const say = async (storeId: string, items: Firing[]): Promise<void> => {
      list = items;
      status.value = {
        storeId,
        alerts: { fired: items.length, waiting: 0, undelivered: [] },
        clock: { anchorEventTime: T0, anchorWallTime: T0, speed: 1, paused: false, rev: 0 },
      } as never;
      await settle();
    };
    beforeEach(() => {
      told = [];
      globalThis.fetch = async () => Response.json({ items: list, undelivered: [] });
      leave = followFirings(({ id }) => void told.push(id));
    });
    afterEach(() => {
      leave();
      globalThis.fetch = original;
      status.value = null;
      markSeen();
    });

    it('takes what it finds as history, and tells what comes after, oldest first', async () => {
      await say('a', [firing(1)]);
      deepEqual([firings.value.length, told, shownFirings.value.length], [1, [], 0]);
      await say('a', [
        firing(3),
        firing(2, { channels: { page: false, notification: true, sound: false } }),
        firing(1),
      ]);
      deepEqual(told, ['f2', 'f3']);
      deepEqual(
        shownFirings.value.map(({ id }) => id),
        ['f3'],
      );
      markSeen();
      deepEqual(shownFirings.value, []);
    });

    it('begins anew in another world', async () => {
      await say('a', [firing(1)]);
      await say('b', [firing(7), firing(8)]);
      deepEqual([told, firings.value.length], [[], 2]);
    });

    it('takes the first list that comes as history, also where the first question failed', async () => {
      globalThis.fetch = async () => new Response('', { status: 503 });
      await say('c', [firing(1)]);
      globalThis.fetch = async () => Response.json({ items: list, undelivered: [] });
      await say('c', [firing(1)]);
      deepEqual([told, firings.value.length], [[], 1]);
    });

    it('asks again after an answer that failed', async () => {
      await say('a', []);
      globalThis.fetch = async () => new Response('', { status: 503 });
      await say('a', [firing(1)]);
      deepEqual(told, []);
      globalThis.fetch = async () => Response.json({ items: list, undelivered: [] });
      await say('a', [firing(1)]);
      deepEqual(told, ['f1']);
    });
  });
});

describe('alerts on the page: this browser', () => {
  const recall = (text: string | null): AlertSettings => {
    recallAlertSettings({ getItem: () => text });
    return alertSettings.value;
  };
  it('has all off until it is switched on, whatever is stored', () => {
    const off = { notifications: false, sound: false };
    deepEqual(recall(null), off);
    deepEqual(recall('nonsense'), off);
    deepEqual(recall('{"sound":"loud","notifications":true}'), { notifications: true, sound: false });
    deepEqual(recall(null), off);
  });
});
