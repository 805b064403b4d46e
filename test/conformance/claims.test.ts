import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { archiveEvents } from '../../archive/index.ts';
import { anchorBy } from '../../shared/event/anchor-key.ts';
import type { Anchor, MarketClaim } from '../../shared/event/event.ts';
import type { Bar } from '../../shared/market/bar.ts';
import type { Instrument } from '../../shared/market/instrument.ts';
import { INSTRUMENTS } from '../../shared/market/instruments.ts';
import type { ClaimCheck } from '../../shared/reaction/claim.ts';
import { claimAnswer, makeClaimAnswer } from '../../shared/reaction/claim-answer.ts';
import { checkClaim } from '../../shared/reaction/claim-check.ts';
import { measureEvent } from '../../shared/reaction/measure-event.ts';
import { usualProfile } from '../../shared/reaction/usual-profile.ts';
import { asLocalDate, DAY_MS, parseInstant, type UtcMs } from '../../shared/time/instant.ts';
import { visible } from '../../shared/timeline/visible.ts';
import { calendars, timelineOf } from '../support/bar-timeline.ts';
import { CASES_ROOT, conformance } from '../support/conformance.ts';
import { detailOf } from '../support/reactions.ts';
import { makeBar } from '../support/records.ts';

const KEY_DATES = 'cases/closes-key-dates.csv';
const BUSAN_DAY = 'cases/closes-2025-10-30.csv';
const EVENTS = 'cases/events.json';

/** Asian indices that the files speak of on at least one of the days. */
const ASIA = INSTRUMENTS.filter((i) => i.set === 'core' && i.kind === 'index' && i.region !== 'americas');
const GROUP = 'N225 TOPIX HSI SSEC SZCOMP CSI300 KS11 TWII AXJO NSEI BSESN VNINDEX STI JKSE'.split(' ');

type Row = Readonly<Record<string, string>>;
const read = (path: string): string => readFileSync(new URL(path, CASES_ROOT), 'utf8');
const rowsOf = (path: string): Row[] => parse(read(path), { columns: true });
const instrumentOf = (id: string | undefined): Instrument | undefined => ASIA.find((i) => i.id === id);

/** A published close as a daily bar of the exchange's own session. */
function closeOn(instrument: Instrument, date: string, close: string): Bar {
  const session = calendars.get(instrument.mic).session(asLocalDate(date));
  assert.ok(session, `${instrument.id} has a close on ${date}, and its calendar no session`);
  const { open, close: end } = session;
  const priced = makeBar(open, Number(close), { instrument: instrument.id, interval: '1d', closeTime: end });
  return { ...priced, open: null, high: null, low: null, provenance: 'published', provider: 'published' };
}

/** Close and previous close of each row, by the calendar the two of neighbouring sessions. */
function barsOf(rows: readonly Row[], on: (row: Row) => string): Bar[] {
  return rows.flatMap((row) => {
    const instrument = instrumentOf(row.instrument);
    if (instrument === undefined || row.close === '' || row.previous_close === '') return [];
    const previous = closeOn(instrument, row.previous_date as string, row.previous_close as string);
    const own = closeOn(instrument, on(row), row.close as string);
    const before = calendars.get(instrument.mic).previousSession(own.openTime);
    assert.equal(before?.date, row.previous_date, `${instrument.id}: session before ${on(row)}`);
    return [previous, own];
  });
}

function judge(
  bars: readonly Bar[],
  playhead: UtcMs,
  anchor: Anchor,
  claim: MarketClaim,
  history: readonly Bar[] = [],
): ClaimCheck {
  const frame = visible(timelineOf({ bars: [...history, ...bars] }), playhead, 'published');
  const profiles = new Map(
    (history.length === 0 ? [] : ASIA).map((i) => [
      i.id,
      usualProfile(frame, i.id, calendars.get(i.mic), anchor.time, { precision: anchor.precision }),
    ]),
  );
  const instruments = ASIA.filter((i) => claim.group.includes(i.id));
  const { reactions } = measureEvent({ frame, instruments, calendars, event: null, anchor, profiles });
  return checkClaim(claim, new Map(reactions.map((r) => [r.instrument, r])));
}

const rose = (group: readonly string[] = GROUP): MarketClaim => ({
  words: 'Asian shares rose on the news.',
  group: ASIA.filter((i) => group.includes(i.id)).map((i) => i.id),
  direction: 'up',
  horizon: 'close',
  anchor: 'start',
  source: { publisher: 'Press', title: 'Shares', date: '2025-10-30', url: 'https://example.com/shares' },
});

const names = (check: ClaimCheck, supports: boolean): string =>
  check.evidence
    .filter((e) => e.supports === supports)
    .map((e) => e.instrument as string)
    .sort()
    .join(' ');
const percent = (move: number | null): string => (100 * (move as number)).toFixed(2);

/** The moves of the evidence are those that the file states, to the two decimals it gives. */
function agreesWith(check: ClaimCheck, rows: readonly Row[]): void {
  for (const { instrument, moveSimple, horizon } of check.evidence) {
    if (moveSimple === null) continue;
    const stated = Number(rows.find((row) => row.instrument === instrument)?.change_pct);
    assert.equal(horizon, '0d');
    assert.ok(Math.abs(100 * moveSimple - stated) < 0.0051, `${instrument}: ${moveSimple}, stated ${stated}`);
  }
}

conformance('market claims judged from published closes', [KEY_DATES, BUSAN_DAY, EVENTS], () => {
  const keyDates = rowsOf(KEY_DATES);
  const on = (date: string): Row[] => keyDates.filter((row) => row.date === date);
  const cases = JSON.parse(read(EVENTS)) as {
    events: readonly { slug: string; start: string; window: { earliest: string; latest: string } }[];
  };
  const anchorOf = (slug: string): Anchor => {
    const event = cases.events.find((e) => e.slug === slug);
    assert.ok(event, slug);
    const window = {
      earliest: parseInstant(event.window.earliest),
      latest: parseInstant(event.window.latest),
    };
    return { name: 'start', time: parseInstant(event.start), window, precision: 'minute' };
  };
  const evening = (date: string): UtcMs => parseInstant(`${date}T12:00:00Z`);

  const busanRows = rowsOf(BUSAN_DAY);
  const busanBars = barsOf(busanRows, () => '2025-10-30');
  const busan = (playhead = evening('2025-10-30')) =>
    judge(busanBars, playhead, anchorOf('busan-2025'), rose());

  it('Busan, 30 October 2025: Asian shares did not rise', () => {
    const check = busan();
    assert.equal(check.verdict, 'not-borne-out');
    assert.equal(names(check, true), 'KS11 N225 TOPIX');
    assert.equal(names(check, false), 'AXJO BSESN CSI300 HSI NSEI SSEC SZCOMP TWII VNINDEX');
    assert.deepEqual([check.agree, check.of, check.groupSize], [3, 12, 14]);
    assert.equal(percent(check.medianSimple), '-0.57');
    assert.deepEqual([check.soFar, check.medianUsual], [false, null]);
    assert.deepEqual(check.limits, ['daily-only', 'no-usual-move', 'some-missing']);
    agreesWith(check, busanRows);
  });

  it('Busan by the file of key dates is the same', () => {
    const other = judge(
      barsOf(on('2025-10-30'), (row) => row.date as string),
      evening('2025-10-30'),
      anchorOf('busan-2025'),
      rose(),
    );
    const plain = ({ evidence }: ClaimCheck) => evidence.map((e) => [e.instrument, e.state, e.moveSimple]);
    assert.deepEqual(plain(other), plain(busan()));
  });

  it('Busan so far: nothing is judged before the markets have closed', () => {
    const early = busan(parseInstant('2025-10-30T06:29:00Z'));
    assert.deepEqual([early.verdict, early.soFar], ['cannot-be-judged', true]);
    // Tokyo, Seoul, Taipei, Sydney and the mainland are done, Hong Kong, Mumbai and Hanoi are not.
    const afternoon = busan(parseInstant('2025-10-30T07:30:00Z'));
    assert.deepEqual([afternoon.verdict, afternoon.soFar, afternoon.of], ['not-borne-out', true, 8]);
    assert.ok(afternoon.limits.includes('some-waiting'));
  });

  it('Osaka, 1 July 2019: they rose, Seoul alone did not, and Hong Kong was shut', () => {
    const rows = on('2019-07-01');
    const bars = barsOf(rows, (row) => row.date as string);
    const check = judge(bars, evening('2019-07-01'), anchorOf('osaka-g20-2019'), rose());
    assert.equal(check.verdict, 'borne-out');
    assert.equal(names(check, false), 'KS11');
    assert.equal(names(check, true), 'AXJO BSESN CSI300 JKSE N225 NSEI SSEC STI SZCOMP TOPIX TWII VNINDEX');
    assert.deepEqual([check.agree, check.of], [12, 13]);
    assert.equal(percent(check.medianSimple), '1.53');
    const hongKong = check.evidence.find((e) => e.instrument === 'HSI');
    assert.deepEqual([hongKong?.state, hongKong?.reason, check.soFar], ['missing', 'no-history', false]);
    agreesWith(check, rows);
  });

  it('the pause, 10 April 2025: all that traded rose', () => {
    const rows = on('2025-04-10');
    const bars = barsOf(rows, (row) => row.date as string);
    const anchor = anchorOf('tariff-pause-2025-04-09');
    const check = judge(bars, evening('2025-04-10'), anchor, rose());
    assert.equal(check.verdict, 'borne-out');
    assert.equal(names(check, true), 'CSI300 HSI KS11 N225 SSEC SZCOMP TOPIX TWII VNINDEX');
    assert.deepEqual([names(check, false), check.agree, check.of], ['', 9, 9]);
    assert.equal(percent(check.medianSimple), '6.60');
    agreesWith(check, rows);
  });

  it('is not judged where fewer than half of the group has a published close, however clear the rest', () => {
    const bars = barsOf(on('2025-04-10'), (row) => row.date as string);
    const all = rose(ASIA.map((i) => i.id));
    const check = judge(bars, evening('2025-04-10'), anchorOf('tariff-pause-2025-04-09'), all);
    assert.deepEqual([check.verdict, check.agree, check.of], ['cannot-be-judged', 9, 9]);
    assert.ok(check.groupSize > 18, `${check.groupSize} indices`);
  });

  it('answers in the form of its route', () => {
    const event = { slug: 'busan-2025', title: 'Busan', detail: detailOf() };
    const gate = { playhead: evening('2025-10-30'), basis: 'published' as const };
    const answer = makeClaimAnswer(gate, event, [{ anchor: anchorOf('busan-2025'), check: busan() }]);
    assert.deepEqual(claimAnswer.parse(JSON.parse(JSON.stringify(answer))), answer);
  });

  it('gives a verdict on every claim of the catalogue about the three days', () => {
    const days = {
      'busan-2025': '2025-10-30',
      'osaka-g20-2019': '2019-07-01',
      'tariff-pause-2025-04-09': '2025-04-10',
    };
    for (const [slug, date] of Object.entries(days)) {
      const event = archiveEvents.find((e) => e.slug === slug);
      assert.ok(event && event.marketClaims.length > 0, `${slug} carries a market claim`);
      for (const claim of event.marketClaims) {
        const anchor = anchorBy(event.anchors, claim.anchor);
        assert.ok(anchor, `${slug}: no anchor ${claim.anchor}`);
        const bars = barsOf(on(date), (row) => row.date as string);
        const { verdict, limits } = judge(bars, evening(date), anchor, claim);
        assert.notEqual(verdict, 'cannot-be-judged', `${slug}: ${claim.words}`);
        assert.ok(limits.includes('daily-only'));
      }
    }
  });
});

const HISTORIES = 'N225 TOPIX HSI SSEC SZCOMP CSI300 KS11 TWII AXJO NSEI BSESN VNINDEX'.split(' ');
const historyFile = (id: string): string => `data/${id}.daily.csv`;

conformance('the Busan claim beside real histories', [BUSAN_DAY, ...HISTORIES.map(historyFile)], () => {
  const T0 = parseInstant('2025-10-30T02:05:00Z');
  const anchor: Anchor = {
    name: 'Handshake',
    time: T0,
    window: { earliest: T0, latest: T0 },
    precision: 'minute',
  };
  /** A year of closes before the day; days on which a history has a row and the exchange no session are left out. */
  function historyOf(id: string): Bar[] {
    const instrument = instrumentOf(id) as Instrument;
    const calendar = calendars.get(instrument.mic);
    const from = new Date(T0 - 400 * DAY_MS).toISOString().slice(0, 10);
    return rowsOf(historyFile(id)).flatMap(({ date, close }) => {
      if (date === undefined || close === undefined || date < from || date >= '2025-10-29') return [];
      return calendar.session(asLocalDate(date)) === null ? [] : [closeOn(instrument, date, close)];
    });
  }

  it('says how unusual each move was: none of the indices was far from an ordinary day', () => {
    const bars = barsOf(rowsOf(BUSAN_DAY), () => '2025-10-30');
    const history = HISTORIES.flatMap(historyOf);
    const check = judge(bars, parseInstant('2025-10-30T12:00:00Z'), anchor, rose(HISTORIES), history);
    assert.deepEqual([check.verdict, check.limits], ['not-borne-out', ['daily-only']]);
    assert.ok(check.evidence.every((e) => e.z !== null && Math.abs(e.z) < 3));
    assert.ok((check.medianUsual ?? 0) < -0.1);
  });
});
