import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { archiveConfounders, archiveEvents, publishedCloses } from '../../archive/index.ts';
import { checkCatalogue } from '../../scripts/check-catalogue.ts';
import type { Session } from '../../shared/calendar/calendar.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import type { InstrumentId } from '../../shared/market/instrument.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import { asUtcMs, DAY_MS, formatInstant } from '../../shared/time/instant.ts';
import { tempFolder } from '../support/temp-folder.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const archived = (name: string): string => readFileSync(join(ROOT, 'archive', name), 'utf8');

interface RawEvent {
  slug: string;
  anchors: { name: string; time: string }[];
  sources: { publisher: string; url: string }[];
  marketClaims: Record<string, unknown>[];
}

describe('the check of the catalogue', () => {
  let folder: ReturnType<typeof tempFolder>;
  /** Faults of the shipped catalogue after a change to its Busan event. */
  function faultsAfter(change: (busan: RawEvent, all: RawEvent[]) => void): readonly string[] {
    const events = JSON.parse(archived('events.json')) as { events: RawEvent[] };
    const busan = events.events.find((event) => event.slug === 'busan-2025');
    assert.ok(busan);
    change(busan, events.events);
    writeFileSync(folder.file('archive/events.json'), JSON.stringify(events));
    return checkCatalogue(folder.path);
  }
  const claimOf = (busan: RawEvent): Record<string, unknown> => busan.marketClaims[0] ?? {};

  beforeEach(() => {
    folder = tempFolder();
    mkdirSync(folder.file('archive'));
    for (const name of ['confounders.json', 'busan.json']) {
      writeFileSync(folder.file(`archive/${name}`), archived(name));
    }
  });
  afterEach(() => folder.remove());

  it('passes the shipped one', () => {
    assert.deepEqual(checkCatalogue(ROOT), []);
  });

  it('lists an event without a second source', () => {
    const first = faultsAfter((busan) => busan.sources.splice(1));
    assert.deepEqual(first, ['busan-2025: lacks a second source of another publisher']);
    const none = faultsAfter((busan) => {
      busan.sources = [];
    });
    assert.equal(none.length, 1);
  });

  it('takes copies of one agency and one page named twice for one source', () => {
    const named = (...pages: [publisher: string, url: string][]) =>
      faultsAfter((busan) => {
        busan.sources = pages.map(([publisher, url]) => ({ publisher, url }));
      });
    assert.equal(
      named(['AFP via One', 'https://one.test/a'], ['AFP via Two', 'https://two.test/a']).length,
      1,
    );
    assert.equal(named(['One (AP)', 'https://one.test/a'], ['One', 'https://one.test/b']).length, 1);
    assert.equal(named(['One', 'https://one.test/a'], ['Two', 'https://one.test/a']).length, 1);
    assert.equal(named(['One (AP)', 'https://one.test/a'], ['Two (AP)', 'https://two.test/a']).length, 0);
  });

  it('names what keeps a claim from being judged', () => {
    assert.deepEqual(
      faultsAfter((busan) => {
        delete claimOf(busan).source;
        claimOf(busan).anchor = 'Lunch';
        claimOf(busan).horizon = '3d';
        claimOf(busan).group = ['KS11', 'KOSPI', 'KS11'];
      }),
      [
        'busan-2025: claim 1 has no source',
        'busan-2025: claim 1 names the anchor "Lunch", which does not exist',
        'busan-2025: claim 1 has the unknown horizon 3d',
        'busan-2025: claim 1 has the unknown instrument KOSPI',
        'busan-2025: claim 1 names KS11 twice',
      ],
    );
  });

  it('finds a time outside its window, a slug that stands twice, and a bare confounder of the day', () => {
    const astray = faultsAfter((busan, all) => {
      for (const anchor of busan.anchors.slice(0, 1)) anchor.time = '2025-10-30T09:00:00Z';
      all.push({ ...busan, anchors: busan.anchors.slice(1), marketClaims: [] });
    });
    assert.deepEqual(astray, [
      'busan-2025: stands in the catalogue twice',
      'busan-2025: the time of "Handshake" lies outside its window',
    ]);
    const day = JSON.parse(archived('busan.json')) as { timeline: { flag?: string; sources: unknown[] }[] };
    for (const entry of day.timeline) if (entry.flag !== undefined) entry.sources.splice(1);
    writeFileSync(folder.file('archive/busan.json'), JSON.stringify(day));
    assert.equal(faultsAfter(() => undefined).length, 3);
  });
});

describe('the claims of the catalogue', () => {
  const calendars = createCalendars();
  const closes = new Map(publishedCloses.map((bar) => [`${bar.instrument} ${bar.closeTime}`, bar.close]));
  const calendarOf = (id: InstrumentId) => {
    const instrument = INSTRUMENTS.find((entry) => entry.id === id);
    assert.ok(instrument, id);
    return calendars.get(instrument.mic);
  };
  /** The first session that ends after the claim's anchor, and the one before it. */
  const daysOf = (event: (typeof archiveEvents)[number], anchorName: string, id: InstrumentId): Session[] => {
    const anchor = event.anchors.find((entry) => entry.name === anchorName);
    assert.ok(anchor, anchorName);
    const calendar = calendarOf(id);
    const near = calendar.sessions(anchor.time, asUtcMs(anchor.time + 10 * DAY_MS));
    const dayZero = near.find((session) => session.close > anchor.time);
    const before = dayZero && calendar.previousSession(dayZero.open);
    assert.ok(dayZero && before);
    return [dayZero, before];
  };
  const claims = archiveEvents.flatMap((event) => event.marketClaims.map((claim) => ({ event, claim })));

  it('stand at Busan, at Osaka and at the pause of April 2025', () => {
    assert.deepEqual(
      [...new Set(claims.map(({ event }) => event.slug))],
      ['osaka-g20-2019', 'tariff-pause-2025-04-09', 'busan-2025'],
    );
    const [first] = archiveEvents.find((event) => event.slug === 'busan-2025')?.marketClaims ?? [];
    assert.equal(first?.words, 'The meeting and the deal it promised sent Asian shares higher');
    assert.equal(first?.group.length, 12);
  });

  it('can be judged from the shipped closes alone: day 0 and the day before of every market of the group', () => {
    for (const { event, claim } of claims) {
      for (const id of claim.group) {
        for (const { close, date } of daysOf(event, claim.anchor, id)) {
          assert.ok(closes.has(`${id} ${close}`), `${event.slug}: no close of ${id} on ${date}`);
        }
      }
    }
  });

  it('are what was published: Busan mixed, Osaka and the pause up', () => {
    const moves = (slug: string): Record<string, number> => {
      const event = archiveEvents.find((entry) => entry.slug === slug);
      const claim = event?.marketClaims[0];
      assert.ok(event && claim);
      return Object.fromEntries(
        claim.group.map((id) => {
          const [close, base] = daysOf(event, claim.anchor, id).map((session) =>
            Number(closes.get(`${id} ${session.close}`)),
          ) as [number, number];
          return [id, Number(((close / base - 1) * 100).toFixed(2))];
        }),
      );
    };
    assert.deepEqual(moves('busan-2025'), {
      N225: 0.04,
      TOPIX: 0.69,
      KS11: 0.14,
      SSEC: -0.73,
      SZCOMP: -1.16,
      CSI300: -0.8,
      HSI: -0.24,
      TWII: -0.03,
      AXJO: -0.46,
      NSEI: -0.68,
      BSESN: -0.7,
      VNINDEX: -0.96,
    });
    const up = (slug: string): number => Object.values(moves(slug)).filter((move) => move > 0).length;
    assert.deepEqual([up('osaka-g20-2019'), Object.keys(moves('osaka-g20-2019')).length], [12, 13]);
    assert.deepEqual(
      [up('tariff-pause-2025-04-09'), Object.keys(moves('tariff-pause-2025-04-09')).length],
      [9, 9],
    );
  });

  it('have confounders with a time near them', () => {
    const times = archiveConfounders.map((event) => {
      const [anchor] = event.anchors;
      assert.ok(anchor);
      return [event.slug, formatInstant(anchor.time)];
    });
    assert.deepEqual(times, [
      ['fed-cut-2025-10-30', '2025-10-29T18:00:00Z'],
      ['nuclear-post-2025-10-30', '2025-10-30T01:10:00Z'],
      ['boj-holds-2025-10-30', '2025-10-30T03:30:00Z'],
      ['syria-strike-2017-04-07', '2017-04-07T00:40:00Z'],
      ['caixin-pmi-2019-07-01', '2019-07-01T01:45:00Z'],
      ['china-84-percent-2025-04-10', '2025-04-10T04:01:00Z'],
      ['tech-results-2025-10-29', '2025-10-29T20:05:00Z'],
    ]);
  });
});
