import assert from 'node:assert/strict';
import { enHeadlines } from '../../client/i18n/en-headlines.ts';
import { firstSeen, languageText, precisionText, seenText } from '../../client/panels/headline-times.ts';
import { rowAt, rowsBetween, topsOf } from '../../client/panels/headline-window.ts';
import { draftOf, readDraft, ruleText } from '../../client/panels/rule-draft.ts';
import { eventOfHeadline, pinSlug } from '../../client/state/headline-pins.ts';
import { incomingEvent, slug } from '../../shared/event/event.ts';
import { asUtcMs, HOUR_MS, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { makeHeadline } from '../support/records.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');

describe('a long list of headlines', () => {
  const tops = topsOf(5, (index) => 10 * (index + 1));

  it('knows where each row stands, measured or not', () => {
    assert.deepEqual([...tops], [0, 10, 30, 60, 100, 150]);
    assert.deepEqual(
      [0, 9, 10, 29, 99, 100, 149, 150, 900, -5].map((y) => rowAt(tops, y)),
      [0, 0, 1, 1, 3, 4, 4, 4, 4, 0],
    );
    assert.equal(
      rowAt(
        topsOf(0, () => 1),
        0,
      ),
      -1,
    );
  });

  it('takes the rows in sight and some beyond', () => {
    assert.deepEqual(rowsBetween(tops, 30, 59, 0), { from: 2, to: 3 });
    assert.deepEqual(rowsBetween(tops, 30, 59, 25), { from: 0, to: 4 });
    assert.deepEqual(rowsBetween(tops, -500, -400, 0), { from: 0, to: 1 });
    assert.deepEqual(
      rowsBetween(
        topsOf(0, () => 1),
        0,
        100,
        50,
      ),
      { from: 0, to: 0 },
    );
  });
});

describe('the times of a headline', () => {
  const live = makeHeadline(T0, 'a', { receivedAt: asUtcMs(T0 + 2 * MINUTE_MS) });

  it('say when it was first seen here and how much later that was', () => {
    const seen = firstSeen(live, [], asUtcMs(T0 + HOUR_MS));
    assert.deepEqual(seen, { kind: 'seen', at: T0 + 2 * MINUTE_MS, delayMs: 2 * MINUTE_MS, wording: false });
    assert.equal(seenText(seen, enHeadlines.seen), 'seen 2 min later');
    const at = firstSeen({ ...live, receivedAt: T0 }, [], asUtcMs(T0 + HOUR_MS));
    assert.equal(seenText(at, enHeadlines.seen), 'seen within the minute');
  });

  it('never tell of a receipt after the playhead', () => {
    assert.deepEqual(firstSeen(live, [], asUtcMs(T0 + MINUTE_MS)), { kind: 'not-yet' });
  });

  it('are not recorded for what came later from a file or the archive', () => {
    for (const provenance of ['imported', 'published'] as const) {
      const seen = firstSeen({ ...live, provenance }, [], asUtcMs(T0 + HOUR_MS));
      assert.deepEqual(seen, { kind: 'not-live' });
      assert.equal(seenText(seen, enHeadlines.seen), null);
    }
  });

  it('go back to the first wording, or say that they are those of an edited one', () => {
    const edited = { ...live, revision: 2, receivedAt: asUtcMs(T0 + HOUR_MS) };
    const first = firstSeen(edited, [live], asUtcMs(T0 + 2 * HOUR_MS));
    assert.deepEqual(first, { kind: 'seen', at: T0 + 2 * MINUTE_MS, delayMs: 2 * MINUTE_MS, wording: false });
    const alone = firstSeen(edited, [], asUtcMs(T0 + 2 * HOUR_MS));
    assert.ok(alone.kind === 'seen' && alone.wording);
    assert.equal(seenText(alone, enHeadlines.seen), null);
  });

  it('say how exact they are, and which language it is', () => {
    const said = (precisionSeconds: number, dateDoubtful = false): string =>
      precisionText({ precisionSeconds, dateDoubtful }, enHeadlines.times);
    assert.deepEqual(
      [60, 900, 3600, 86_400].map((s) => said(s)),
      ['to the minute', 'seen by GDELT in a slot of 15 minutes', 'to the hour', 'only the day is known'],
    );
    assert.match(said(60, true), /^date doubtful/);
    assert.deepEqual(
      ['en-US', 'zh-Hans', 'und', 'vi'].map((code) => languageText(code, enHeadlines.language)),
      ['English', 'Chinese', 'language not known', 'vi'],
    );
  });
});

describe('an event made of a headline', () => {
  const say = { anchor: 'Headline', timeBasis: 'As given.' };
  const made = (rest: Parameters<typeof makeHeadline>[2]) =>
    eventOfHeadline(makeHeadline(T0, 'a', rest), say);

  it('fits the schema of events, whatever the title', () => {
    for (const title of ['Trump cuts tariffs', '中美就稀土达成共识', 'محادثات 🤝', 'x'.repeat(500), '<b>&'])
      for (const url of [null, 'https://example.org/a']) {
        const event = made({ title, url });
        incomingEvent.parse({ ...event, actor: 'test' });
        assert.equal(event.sources.length, url === null ? 0 : 1);
        assert.ok(event.title.length <= 200);
      }
  });

  it('has the time of the headline with what its source allows', () => {
    const anchor = (rest: Parameters<typeof makeHeadline>[2]) => {
      const [{ precision, window }] = made(rest).anchors as [ReturnType<typeof made>['anchors'][number]];
      return [precision, window.earliest - T0, window.latest - T0];
    };
    assert.deepEqual(anchor({ precisionSeconds: 60 }), ['minute', 0, 0]);
    assert.deepEqual(anchor({ precisionSeconds: 900 }), ['hour', -15 * MINUTE_MS, 0]);
    assert.deepEqual(anchor({ precisionSeconds: 3600 }), ['hour', 0, HOUR_MS - 1]);
    assert.deepEqual(anchor({ precisionSeconds: 86_400 }), ['day', 0, 24 * HOUR_MS - 1]);
    assert.deepEqual(anchor({ dateDoubtful: true }), ['day', -24 * HOUR_MS, 0]);
    assert.equal(made({ dateDoubtful: true }).timeConfidence, 'low');
  });

  it('has the same name for the same headline and another for the next one, also in the same minute', () => {
    const name = pinSlug(makeHeadline(T0, 'a', { title: '中美' }));
    assert.match(name, /^headline-20251030-0205-[0-9a-z]{6}$/);
    slug.parse(name);
    assert.equal(pinSlug(makeHeadline(T0, 'a', { title: 'other words' })), name);
    assert.notEqual(pinSlug(makeHeadline(T0, 'b', { title: '中美' })), name);
  });
});

describe('the form of a rule', () => {
  const faults = enHeadlines.rules.faults;
  const draft = (rest: Partial<ReturnType<typeof draftOf>>) => ({
    ...draftOf(null),
    name: 'Test',
    ...rest,
  });

  it('reads words between commas of any script, each once', () => {
    const { rule } = readDraft(draft({ any: ' truce, tariff*，稀土、稀土 ,,', sides: ['us'] }), faults);
    assert.deepEqual(rule?.any, ['truce', 'tariff*', '稀土']);
    assert.deepEqual(draftOf(rule).any, 'truce, tariff*, 稀土');
    assert.deepEqual(readDraft(draftOf(rule), faults).rule, rule);
  });

  it('says in words what is wrong', () => {
    const fault = (rest: Partial<ReturnType<typeof draftOf>>) => readDraft(draft(rest), faults).fault;
    assert.equal(fault({ any: 'x' }), null);
    assert.equal(fault({}), faults.empty);
    assert.equal(fault({ any: 'x', name: ' ' }), faults.name);
    assert.equal(fault({ any: 'ok, a*b' }), faults.star('a*b'));
    assert.equal(fault({ any: 'ok, --' }), faults.letters('--'));
    assert.equal(fault({ any: 'y'.repeat(61) }), faults.long('y'.repeat(40)));
    assert.equal(fault({ any: Array.from({ length: 41 }, (_, n) => `w${n}`).join(',') }), faults.many);
  });

  it('says a rule in one line', () => {
    const { rule } = readDraft(
      draft({ any: 'truce, tariff*', none: 'opinion', sides: ['china'], languages: 'en' }),
      faults,
    );
    assert.equal(
      rule && ruleText(rule, enHeadlines),
      'any of truce, tariff*; none of opinion; from Beijing, en',
    );
  });
});
