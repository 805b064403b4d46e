import assert from 'node:assert/strict';
import { differences, type RevisionTexts } from '../../client/panels/revision-diff.ts';
import { type EventForm, emptySource, formOf, readForm, slugFor } from '../../client/state/event-form.ts';
import type { MarketEvent } from '../../shared/event/event.ts';
import { asSeq, asUtcMs, parseInstant } from '../../shared/time/instant.ts';

const ZONE = 'Asia/Seoul';
const NOW = parseInstant('2025-10-30T02:05:00Z');

const stored: MarketEvent = {
  slug: 'rate-note-2025-10-30',
  title: 'Rate note',
  anchors: [
    {
      name: 'Note',
      time: parseInstant('2025-10-30T02:05:27Z'),
      window: {
        earliest: parseInstant('2025-10-30T02:01:00Z'),
        latest: parseInstant('2025-10-30T02:09:30Z'),
      },
      precision: 'hour',
    },
  ],
  end: null,
  themes: ['trade', 'other'],
  place: 'Busan, South Korea',
  actors: ['BoJ', 'Fed'],
  summary: 'What was said.',
  claims: { us: ['a'], china: [], other: [] },
  marketClaims: [],
  marketNotes: ['kept though no field shows it'],
  closedMarkets: [],
  confounders: [],
  outcome: { status: 'open', date: null, note: null },
  timeBasis: 'press',
  timeConfidence: 'high',
  confidence: 'low',
  sources: [{ publisher: 'P', title: 'T', date: '2025-10-30', url: 'https://example.org/a' }],
  origin: 'user',
  actor: 'ada',
  receivedAt: NOW,
  revision: 2,
  deleted: false,
  seq: asSeq(9),
};

const faultsOf = (form: EventForm) => {
  const read = readForm(form, 'draft', ZONE, {});
  assert.ok('faults' in read);
  return read.faults;
};

describe('the form of an event', () => {
  it('reads back what it was filled from, to the second and with what it does not show', () => {
    const read = readForm(formOf(stored, ZONE, NOW), stored.slug, ZONE, stored);
    assert.ok('event' in read);
    const { actor: _a, origin: _o, receivedAt: _r, revision: _v, deleted: _d, seq: _s, ...content } = stored;
    assert.deepEqual(read.event, content);
  });

  it('holds wall times of its zone', () => {
    const form = formOf(stored, ZONE, NOW);
    assert.equal(form.anchors[0]?.time, '2025-10-30T11:05');
    const later = { ...form, anchors: [{ ...form.anchors[0], time: '2025-10-30T11:07' }] } as EventForm;
    const read = readForm(later, stored.slug, ZONE, stored);
    assert.ok('event' in read);
    assert.equal(read.event.anchors[0]?.time, parseInstant('2025-10-30T02:07:00Z'));
  });

  it('makes of a title and a minute an event, its window by the precision', () => {
    const draft = formOf({ title: '  BoJ holds ' }, ZONE, NOW);
    const windowOf = (precision: 'minute' | 'hour' | 'day') => {
      const anchors = draft.anchors.map((a) => ({ ...a, precision }));
      const read = readForm({ ...draft, anchors }, 'boj', ZONE, {});
      assert.ok('event' in read);
      const [anchor] = read.event.anchors;
      assert.equal(anchor?.name, 'BoJ holds');
      return [anchor?.window.earliest, anchor?.window.latest];
    };
    assert.deepEqual(windowOf('minute'), [NOW, NOW]);
    assert.deepEqual(windowOf('hour'), [NOW - 30 * 60_000, NOW + 30 * 60_000]);
    assert.deepEqual(windowOf('day'), [
      parseInstant('2025-10-29T15:00:00Z'),
      parseInstant('2025-10-30T15:00:00Z') - 1,
    ]);
  });

  it('names each field that cannot be used and the rule it breaks', () => {
    const draft = formOf({}, ZONE, NOW);
    const faults = faultsOf({
      ...draft,
      title: '',
      themes: [],
      summary: 'x'.repeat(4001),
      actors: Array.from({ length: 41 }, (_, i) => `actor ${i}`).join('\n'),
      anchors: [
        { ...(draft.anchors[0] as EventForm['anchors'][number]), name: 'x', time: 'yesterday' },
        {
          name: 'late',
          time: '2025-10-30T11:05',
          precision: 'hour',
          earliest: '2025-10-30T11:06',
          latest: '2025-10-30T11:10',
        },
      ],
      sources: [
        { ...emptySource, publisher: 'P', title: 'T', date: '2025-10-30', url: 'javascript:alert(1)' },
      ],
    });
    assert.deepEqual(Object.fromEntries(faults.map((f) => [f.field, f.rule])), {
      title: 'missing',
      'anchors.0.time': 'no-time',
      'anchors.0.earliest': 'no-time',
      'anchors.0.latest': 'no-time',
      'anchors.1.time': 'outside-window',
      themes: 'missing',
      actors: 'too-many',
      summary: 'too-long',
      'sources.0.url': 'no-link',
    });
    assert.equal(faults.find((f) => f.field === 'summary')?.most, 4000);
  });

  it('takes any script, and refuses a title of 500 characters', () => {
    const draft = formOf({ title: 'مؤتمر 🎌 釜山' }, ZONE, NOW);
    assert.ok('event' in readForm(draft, 'x-x', ZONE, {}));
    assert.deepEqual(faultsOf({ ...draft, title: 'x'.repeat(500) })[0], {
      field: 'title',
      rule: 'too-long',
      most: 200,
    });
  });

  it('gives a slug that is free', () => {
    const free = (): boolean => false;
    assert.equal(slugFor('BoJ holds at 0.5 %!', NOW, free), 'boj-holds-at-0-5-2025-10-30');
    assert.equal(slugFor('釜山', NOW, free), 'note-2025-10-30');
    assert.equal(
      slugFor('Fed', NOW, (slug) => slug === 'fed-2025-10-30'),
      'fed-2025-10-30-2',
    );
  });
});

describe('the history of an event', () => {
  const texts: RevisionTexts = {
    anchor: (a) => `${a.name} ${a.time}`,
    time: String,
    theme: (theme) => theme,
    outcome: ({ status, note }) => `${status} ${note}`,
    confidence: (level) => level,
    deleted: 'removed',
  };

  it('says field by field what went and what came', () => {
    const after: MarketEvent = {
      ...stored,
      title: 'Rates note',
      actors: ['Fed', 'ECB'],
      outcome: { status: 'held', date: null, note: 'so far' },
      anchors: [
        ...stored.anchors,
        { ...(stored.anchors[0] as (typeof stored.anchors)[number]), name: 'Second' },
      ],
      revision: 3,
      actor: 'bob',
      receivedAt: asUtcMs(NOW + 60_000),
    };
    assert.deepEqual(differences(stored, after, texts), [
      { field: 'title', gone: ['Rate note'], come: ['Rates note'] },
      { field: 'anchors', gone: [], come: [`Second ${stored.anchors[0]?.time}`] },
      { field: 'actors', gone: ['BoJ'], come: ['ECB'] },
      { field: 'outcome', gone: ['open null'], come: ['held so far'] },
    ]);
    assert.deepEqual(differences(stored, { ...stored, revision: 3 }, texts), []);
    assert.deepEqual(differences(stored, { ...stored, deleted: true }, texts), [
      { field: 'deleted', gone: [], come: ['removed'] },
    ]);
  });
});
