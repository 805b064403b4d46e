import assert from 'node:assert/strict';
import { en } from '../../client/i18n/en.ts';
import { type BannerInput, bannerStates } from '../../client/panels/banner-state.ts';
import { type PillInput, pillState } from '../../client/panels/pill-state.ts';
import { chartSentence, type SentenceInput } from '../../client/panels/sentence.ts';
import { sessionWords } from '../../client/panels/session-words.ts';
import { countSides, matches, storiesOf } from '../../client/state/stories.ts';
import { sortedRows, tally } from '../../client/state/table-rows.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import type { ServerStatus } from '../../shared/protocol/status.ts';
import type { MarketReaction } from '../../shared/reaction/moves.ts';
import { asUtcMs, MINUTE_MS, parseInstant } from '../../shared/time/instant.ts';
import { market } from '../support/chart-input.ts';
import { id, makeHeadline } from '../support/records.ts';

const T0 = parseInstant('2025-10-30T02:05:00Z');
const NOW = parseInstant('2025-10-30T05:42:00Z');
const calendars = createCalendars();

function row(name: string, percent: number | null, peak: number | null = percent): MarketReaction {
  const instrument = market(name);
  const base = { price: 100, time: T0, from: '1m' as const };
  return {
    instrument,
    session: calendars.get(instrument.mic).stateAt(NOW),
    last: null,
    since:
      percent === null
        ? { state: 'waiting', base, answersFrom: parseInstant('2025-10-30T06:45:00Z') }
        : { state: 'ok', base, percent, at: NOW },
    todayPercent: null,
    peak: peak === null ? null : { percent: peak, time: parseInstant('2025-10-30T04:10:00Z') },
  };
}
const sentence = (rows: MarketReaction[], rest: Partial<SentenceInput> = {}): string =>
  chartSentence(
    {
      rows,
      host: id('KS11'),
      playhead: NOW,
      t0: T0,
      zone: 'Asia/Seoul',
      sinceT0: true,
      zs: new Map(),
      ...rest,
    },
    en.sentence,
  );

describe('the sentence over the chart', () => {
  it('says what was given back, then the host market', () => {
    assert.equal(
      sentence([row('SSEC', -0.72, 0.84), row('KS11', -0.69), row('HSI', 0.1)]),
      'Shanghai Comp. rose 0.84 %, then gave it all back: −0.72 % now. KOSPI −0.69 %',
    );
  });
  it('says a peak with its time when part of it is left', () => {
    assert.equal(sentence([row('KS11', 0.5, 0.9)]), 'KOSPI rose 0.90 % by 13:10, now +0.50 %');
  });
  it('says how many usual moves it was from one and a half on', () => {
    const rows = [row('TWII', 0.8), row('KS11', -0.69)];
    assert.equal(
      sentence(rows, {
        zs: new Map([
          [id('TWII'), 1.49],
          [id('KS11'), -1.5],
        ]),
      }),
      'TAIEX +0.80 %, its furthest since T0. KOSPI −0.69 %, 1.5\u00a0×\u00a0usual',
    );
    assert.match(
      sentence(rows, { zs: new Map([[id('TWII'), 2.24]]) }),
      /^TAIEX \+0\.80 %, 2\.2\u00a0×\u00a0usual\. /,
    );
  });
  it('says the furthest only where moves are measured from T0', () => {
    assert.equal(sentence([row('KS11', -0.5)]), 'KOSPI −0.50 %, its furthest since T0');
    assert.equal(sentence([row('KS11', -0.5)], { sinceT0: false }), 'KOSPI −0.50 %');
  });
  it('says who answers first while nobody has', () => {
    assert.equal(
      sentence([row('NSEI', null)]),
      'No market has traded since T0. Mumbai answers first, at 15:45',
    );
    assert.equal(sentence([]), 'No market has a price on this day yet');
  });
  it('counts down to T0', () => {
    assert.match(
      sentence([row('KS11', 0.1)], { playhead: asUtcMs(T0 - 35 * MINUTE_MS) }),
      /^T0 is 35 min ahead\. /,
    );
  });
  it('never gives a cause', () => {
    assert.doesNotMatch(JSON.stringify(en), /because/i);
  });
});

describe('the market table', () => {
  const rows = [row('NSEI', null), row('HSI', 0.1), row('KS11', -0.7), row('N225', 0.3)];
  it('puts the largest move on top and those that wait last', () => {
    assert.deepEqual(
      sortedRows(rows, 'since', true).map((r) => r.instrument.id),
      ['KS11', 'N225', 'HSI', 'NSEI'],
    );
    assert.deepEqual(
      sortedRows(rows, 'market', false).map((r) => r.instrument.id),
      ['HSI', 'KS11', 'N225', 'NSEI'],
    );
  });
  it('counts who answered, waits, or has no data', () => {
    const all = tally(rows, (r) => r.since.state === 'waiting');
    assert.deepEqual([all.answered, all.waiting.length, all.missing], [3, 1, 0]);
    const none = tally(rows, () => false);
    assert.deepEqual([none.answered, none.waiting.length, none.missing], [3, 0, 1]);
  });
  it('says the session in words, with a countdown when a change is near', () => {
    const say = (name: string, at: string): string => {
      const time = parseInstant(`2025-10-30T${at}Z`);
      const calendar = calendars.get(market(name).mic);
      return sessionWords(calendar.stateAt(time), time, calendar, en.table);
    };
    assert.equal(say('KS11', '02:05:00'), 'Open');
    assert.equal(say('KS11', '05:42:00'), 'Open, 48 min left');
    assert.equal(say('SSEC', '03:55:00'), 'Lunch, 65 min left');
    assert.equal(say('NSEI', '02:46:30'), 'Opens in 59 min');
    assert.equal(say('AXJO', '08:00:00'), 'Closed');
  });
});

describe('stories', () => {
  const items = [
    makeHeadline(T0, 'a', { side: 'us' }),
    makeHeadline(T0 + MINUTE_MS, 'b', { side: 'china', title: 'Soybeans and rare earths' }),
    makeHeadline(T0 + 2 * MINUTE_MS, 'c', { side: 'other', storyId: 'a' }),
  ];
  it('join the items of several outlets and stand at the first', () => {
    assert.deepEqual(
      storiesOf(items).map((s) => [s.id, s.items.length]),
      [
        ['b', 1],
        ['a', 2],
      ],
    );
    assert.deepEqual(countSides(items), { us: 1, china: 1, other: 1 });
  });
  it('are found by all words of a search, in any order', () => {
    assert.ok(matches(items[1] as (typeof items)[0], 'EARTHS soy'));
    assert.ok(!matches(items[1] as (typeof items)[0], 'soybean embargo'));
  });
});

const status = (rest: Partial<ServerStatus>): ServerStatus => ({
  version: '0',
  protocol: 1,
  storeId: 's',
  head: 0 as never,
  source: 'live',
  offline: false,
  canSimulate: true,
  seed: null,
  clock: { anchorEventTime: NOW, anchorWallTime: NOW, speed: 1, paused: false, rev: 0 },
  serverTime: NOW,
  feeds: [],
  markets: [],
  ...rest,
});

describe('the pill', () => {
  const input: PillInput = {
    mode: 'live',
    paused: false,
    speed: 60,
    connection: 'connected',
    status: status({}),
    shown: ['KS11', 'HSI'],
    zone: 'Asia/Seoul',
  };
  const text = (rest: Partial<PillInput>): string => pillState({ ...input, ...rest }, en.pill).text;
  const fresh = (instrument: string, rest: object) => ({
    instrument: id(instrument),
    state: 'fresh' as const,
    newestObservation: NOW,
    provider: 'x',
    delayMinutes: 0,
    staleSince: null,
    ...rest,
  });
  it('says what the page is doing', () => {
    assert.equal(text({}), 'Live');
    assert.equal(text({ connection: 'lost' }), 'Reconnecting');
    assert.equal(text({ status: null }), 'Connecting');
    assert.equal(text({ mode: 'archive' }), 'Archive');
    assert.equal(text({ status: status({ source: 'archive', offline: true }) }), 'Archive, offline');
    assert.equal(text({ mode: 'replay', speed: 3600 }), 'Replay 3,600×');
    assert.equal(text({ mode: 'replay', paused: true }), 'Paused');
  });
  it('says the delay and the age of what is shown', () => {
    const late = status({
      markets: [
        fresh('KS11', { state: 'delayed', delayMinutes: 15 }),
        fresh('HSI', { state: 'delayed', delayMinutes: 15 }),
      ],
    });
    assert.equal(text({ status: late }), 'Delayed 15 min');
    const old = status({
      markets: [fresh('KS11', { state: 'stale', staleSince: parseInstant('2025-10-30T02:58:00Z') })],
    });
    assert.equal(text({ status: old }), 'Stale since 11:58');
  });
});

describe('banners', () => {
  const input: BannerInput = {
    connection: { state: 'connected' },
    status: status({}),
    now: NOW,
    zone: 'Asia/Seoul',
    lostSince: null,
    faults: [],
    unknownEvent: null,
    replaying: false,
    future: false,
    date: '30 Oct 2025',
    simulation: 'idle',
    windowFailed: false,
    stale: null,
  };
  const say = (rest: Partial<BannerInput>) =>
    bannerStates({ ...input, ...rest }, en).map(
      (b) => `${b.title} | ${b.text} | ${b.actions.map((a) => a.text).join(' · ')}`,
    );
  it('are silent while all is well', () => {
    assert.deepEqual(say({}), []);
  });
  it('use the words of the design', () => {
    assert.deepEqual(say({ status: status({ source: 'archive', offline: true }) }), [
      'No feed can be reached | You are looking at the shipped archive: published prices of 30 Oct 2025, each with its source. | Play the simulated day · Export CSV',
    ]);
    assert.deepEqual(
      say({
        connection: {
          state: 'lost',
          since: parseInstant('2025-10-30T02:53:00Z'),
          attempt: 3,
          nextTry: asUtcMs(NOW + 4000),
        },
      }),
      [
        'No connection to the server since 11:53 | What is on screen stays as it was; the gap is filled once the connection is back. Third try in 4 s. | Try now',
      ],
    );
    assert.deepEqual(
      say({
        faults: [
          { key: 'speed', received: '9000', used: '3600' },
          { key: 'markets', received: 'XYZ', used: null },
        ],
      }),
      ['Two values in this link were not usable | speed=9000 set to 3600; markets=XYZ left out. | Dismiss'],
    );
    assert.deepEqual(say({ stale: { name: 'Hang Seng', age: 21 * MINUTE_MS } }), [
      'Hang Seng: last price is 21 min old | The provider answers, but with old data. Trying the next one. | Feed status',
    ]);
    assert.deepEqual(say({ future: true }), [
      'This range lies in the future | Sessions are shown, prices follow when they trade. | Back to now',
    ]);
  });
});
