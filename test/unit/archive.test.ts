import assert from 'node:assert/strict';
import { archiveEvents, busanMarks, busanTimeline, publishedCloses } from '../../archive/index.ts';
import { closesFile, eventsFile, readArchiveFile } from '../../archive/schema.ts';
import { catalogueEvent } from '../../shared/event/catalogue.ts';
import { formatInstant } from '../../shared/time/instant.ts';

const marksOf = (id: string) => busanMarks.find((marks) => (marks.instrument as string) === id);

describe('archive', () => {
  it('opens on Busan with its four anchors', () => {
    const busan = archiveEvents.find((event) => event.slug === 'busan-2025');
    assert.deepEqual(
      busan?.anchors.map((anchor) => [anchor.name, formatInstant(anchor.time), anchor.precision]),
      [
        ['Handshake', '2025-10-30T02:05:00Z', 'minute'],
        ['Talks end', '2025-10-30T03:50:00Z', 'minute'],
        ['Trump speaks', '2025-10-30T04:50:00Z', 'hour'],
        ["China's list", '2025-10-30T07:15:00Z', 'minute'],
      ],
    );
  });

  it('marks everything as published, links it, and doubts the one line without a minute', () => {
    assert.ok(publishedCloses.every((bar) => bar.provenance === 'published' && bar.interval === '1d'));
    assert.ok(busanTimeline.every((line) => line.provenance === 'published' && line.feed === 'archive'));
    assert.deepEqual(
      busanTimeline.filter((line) => line.dateDoubtful).map((line) => line.id),
      ['archive:busan-2025:xinhua-readout'],
    );
    assert.deepEqual(
      busanTimeline.filter((line) => line.url === null).map((line) => line.source),
      ['Exchange hours', 'Exchange hours', 'Exchange hours'],
    );
    assert.deepEqual(new Set(busanTimeline.map((line) => line.side)), new Set(['us', 'china', 'other']));
  });

  it('keeps the close and the open out of the points of a day, and rounded marks as bounds', () => {
    const kospi = marksOf('KS11');
    assert.deepEqual(
      kospi?.points.map((point) => [formatInstant(point.time), point.value]),
      [
        ['2025-10-30T00:05:00Z', 4130.97],
        ['2025-10-30T00:16:00Z', 4117.55],
        ['2025-10-30T00:25:00Z', 4138.07],
        ['2025-10-30T02:21:00Z', 4123.51],
      ],
    );
    assert.deepEqual([kospi?.open, kospi?.high, kospi?.close], [4105.95, 4146.72, 4086.89]);
    const [bound] = kospi?.bounds ?? [];
    assert.ok(bound !== undefined && Math.abs(bound.low - 4081.15 * 1.0025) < 1e-9);
    assert.ok(Math.abs(bound.high - 4081.15 * 1.0035) < 1e-9);
    assert.equal(marksOf('TOPIX')?.open, null);
    assert.equal(marksOf('STI'), undefined, 'a market without a published figure is absent');
  });

  it('names file and path of whatever is wrong', () => {
    const file = {
      schema: 'market-reaction/archive-closes',
      version: 1,
      closes: [
        { instrument: 'KS11', date: '2025-10-30', close: 4086.89, provider: 'Yahoo' },
        { instrument: 'KS11', date: '2025-10-32', close: -1, provider: 'Yahoo' },
      ],
    };
    assert.throws(
      () => readArchiveFile(closesFile, 'archive/closes.json', file),
      /archive\/closes\.json: closes\.1\.date: [\s\S]*archive\/closes\.json: closes\.1\.close: /,
    );
    assert.throws(
      () => readArchiveFile(eventsFile, 'archive/events.json', { ...file, events: [] }),
      /archive\/events\.json: schema: /,
    );
  });
});

describe('an event of a catalogue file', () => {
  const event = {
    slug: 'a-meeting',
    title: 'A meeting',
    anchors: [
      {
        name: 'Start',
        time: '2025-10-30T02:05:00Z',
        window: { earliest: '2025-10-30T02:00:00Z', latest: '2025-10-30T02:15:00Z' },
        precision: 'minute',
      },
    ],
    end: null,
    themes: ['meeting'],
    place: 'Busan',
    actors: [],
    summary: 'They met.',
    claims: { us: [], china: [], other: [] },
    marketClaims: [],
    marketNotes: [],
    closedMarkets: [],
    confounders: [],
    outcome: { status: 'open', date: null, note: null },
    timeBasis: '',
    timeConfidence: 'high',
    confidence: 'high',
    sources: [],
  };

  it('is read with its instants as UTC ms and its origin filled in', () => {
    const read = catalogueEvent.parse(event);
    assert.equal(read.anchors[0]?.time, Date.UTC(2025, 9, 30, 2, 5));
    assert.deepEqual([read.origin, read.actor], ['catalogue', 'archive']);
  });

  it('names the path of what does not fit', () => {
    const faults = (changed: object): string[] =>
      (catalogueEvent.safeParse({ ...event, ...changed }).error?.issues ?? []).map((issue) =>
        issue.path.join('.'),
      );
    assert.deepEqual(faults({ outcome: { status: 'came undone', date: null, note: null } }), [
      'outcome.status',
    ]);
    assert.deepEqual(faults({ end: 'tomorrow' }), ['end']);
    assert.deepEqual(faults({ colour: 'red' }), ['']);
    const [anchor] = event.anchors;
    assert.deepEqual(faults({ anchors: [{ ...anchor, time: '2025-10-30T09:00:00Z' }] }), ['anchors.0.time']);
  });
});
