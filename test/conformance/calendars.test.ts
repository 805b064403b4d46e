import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Session } from '../../shared/calendar/calendar.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { asLocalDate, formatInstant, instantOf, type LocalDate } from '../../shared/time/instant.ts';
import { CASES_ROOT, conformance } from '../support/conformance.ts';

const ANSWERS = new URL('cases/calendars/', CASES_ROOT);
const FROM = '2017-01-01';
/** Lists of closures end here; later rows of the answers are computed from rules, ours are the weekly pattern. */
const THROUGH = '2027-12-31';
const ANSWERED = 'xasx xbkk xbom xhkg xidx xkls xkrx xnys xnze xphs xses xshg xtai xtks'.split(' ');

interface Answer {
  readonly date: LocalDate;
  readonly open: string;
  readonly close: string;
  readonly breakStart: string;
  readonly breakEnd: string;
}

/** A whole class of rows in which we differ on purpose. `differs` names what may differ; the rest must agree. */
interface Difference {
  readonly mic: string;
  readonly reason: string;
  /** The days it covers. */
  readonly on: (date: string) => boolean;
  readonly differs: 'no session' | 'not in answers' | 'hours' | 'break' | 'close and break';
}

const days = (text: string) => {
  const set = new Set(text.split(' '));
  return (date: string): boolean => set.has(date);
};
const between =
  (from: string, to: string) =>
  (date: string): boolean =>
    date >= from && date <= to;
const always = (): boolean => true;

const HALF_DAYS_OF_SINGAPORE =
  '2017-01-27 2018-02-15 2018-12-24 2018-12-31 2019-02-04 2019-12-24 2019-12-31 2020-01-24 2020-12-24 2020-12-31 ' +
  '2021-02-11 2021-12-24 2021-12-31 2022-01-31 2024-02-09 2024-12-24 2024-12-31 2025-01-28 2025-12-24 2025-12-31 ' +
  '2026-02-16 2026-12-24 2026-12-31';

/** First match wins, so single days stand before the rules that hold always. */
const DIFFERENCES: readonly Difference[] = [
  { mic: 'XHKG', on: days('2023-09-01 2023-09-08'), differs: 'no session', reason: 'typhoon and black rain' },
  { mic: 'XHKG', on: days('2020-08-19 2021-06-28'), differs: 'hours', reason: 'late open at 13:30' },
  { mic: 'XTAI', on: days('2023-01-18'), differs: 'no session', reason: 'settlement-only day' },
  { mic: 'XTAI', on: days('2022-02-04'), differs: 'no session', reason: 'Lunar New Year' },
  { mic: 'XTAI', on: days('2024-10-31'), differs: 'no session', reason: 'typhoon Kong-rey' },
  { mic: 'XASX', on: days('2022-12-23 2022-12-30'), differs: 'hours', reason: 'early closes left out there' },
  { mic: 'XKRX', on: days('2026-12-30'), differs: 'hours', reason: 'a 10:00 open that is an artefact' },
  {
    mic: 'XPHS',
    on: days('2020-01-13 2020-03-17 2020-03-18 2020-11-12'),
    differs: 'no session',
    reason: 'eruption, lockdown, typhoon: no bar in the histories',
  },
  {
    mic: 'XIDX',
    on: days('2022-04-29 2022-05-04 2022-05-05 2022-05-06'),
    differs: 'no session',
    reason: 'Lebaran leave',
  },
  {
    mic: 'XBOM',
    on: days(
      '2017-10-19 2018-11-07 2019-10-27 2020-11-14 2021-11-04 2022-10-24 2023-11-12 2024-11-01 2025-10-21',
    ),
    differs: 'not in answers',
    reason: 'Muhurat session',
  },
  { mic: 'XSES', on: days(HALF_DAYS_OF_SINGAPORE), differs: 'close and break', reason: 'half days' },
  { mic: 'XSES', on: between('2017-11-13', '2099-12-31'), differs: 'break', reason: 'midday break' },
  { mic: 'XKLS', on: always, differs: 'break', reason: 'midday break' },
  { mic: 'XBKK', on: always, differs: 'break', reason: 'midday break' },
  {
    mic: 'XIDX',
    on: between('2020-03-30', '2023-03-31'),
    differs: 'close and break',
    reason: 'shorter days in the pandemic',
  },
  { mic: 'XIDX', on: always, differs: 'break', reason: 'midday break' },
  {
    mic: 'XPHS',
    on: between('2020-03-16', '2099-12-31'),
    differs: 'close and break',
    reason: 'closes at 13:00 in the pandemic, at 15:00 since',
  },
  { mic: 'XPHS', on: always, differs: 'break', reason: 'midday break' },
];

function answersOf(mic: string): readonly Answer[] {
  const rows = readFileSync(new URL(`${mic}.csv`, ANSWERS), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1);
  return rows
    .map((row) => row.split(','))
    .map(([date = '', open = '', close = '', breakStart = '', breakEnd = '']) => ({
      date: asLocalDate(date.slice(0, 10)),
      open,
      close,
      breakStart,
      breakEnd,
    }))
    .filter((answer) => answer.date >= FROM && answer.date <= THROUGH);
}

function asAnswer(session: Session): Answer {
  const [first, second] = session.segments;
  return {
    date: session.date,
    open: formatInstant(session.open),
    close: formatInstant(session.close),
    breakStart: second === undefined || first === undefined ? '' : formatInstant(first.close),
    breakEnd: second === undefined ? '' : formatInstant(second.open),
  };
}

/** The part of an answer that a difference of this class leaves comparable. */
function comparable(answer: Answer, differs: Difference['differs'] | null): Partial<Answer> {
  const { date, open, close } = answer;
  if (differs === null) return answer;
  if (differs === 'break') return { date, open, close };
  if (differs === 'close and break') return { date, open };
  return { date };
}

conformance('exchange calendars against ../shared/cases/calendars', ['cases/calendars/', 'data/'], () => {
  const calendars = createCalendars();
  const used = new Set<Difference>();

  for (const name of ANSWERED) {
    const mic = name.toUpperCase();
    it(`${mic} agrees with ${name}.csv from 2017 but for the named differences`, function () {
      const answers = answersOf(name);
      const last = answers.at(-1);
      assert.ok(last !== undefined && answers.length > 1000, 'the answer file has sessions');
      const calendar = calendars.get(mic as Mic);
      const ours = calendar
        .sessions(
          instantOf(asLocalDate(FROM), '00:00', calendar.timeZone),
          instantOf(last.date, '23:59', calendar.timeZone),
        )
        .map(asAnswer);
      const theirs = new Map(answers.map((answer) => [answer.date, answer]));
      const mine = new Map(ours.map((answer) => [answer.date, answer]));
      const wrong: unknown[] = [];
      let equal = 0;
      let deliberate = 0;
      for (const date of [...new Set([...theirs.keys(), ...mine.keys()])].sort()) {
        const difference = DIFFERENCES.find((known) => known.mic === mic && known.on(date));
        const verdict = compare(theirs.get(date), mine.get(date), difference);
        if (verdict === 'wrong') wrong.push({ date, theirs: theirs.get(date), ours: mine.get(date) });
        else if (verdict === 'equal') equal += 1;
        else {
          deliberate += 1;
          if (difference !== undefined) used.add(difference);
        }
      }
      assert.deepEqual(wrong.slice(0, 10), [], `${wrong.length} sessions differ without a named reason`);
      if (this.test !== undefined) {
        this.test.title += ` (${answers.length} sessions: ${equal} equal, ${deliberate} named)`;
      }
    });
  }

  it('every named difference is one', () => {
    const idle = DIFFERENCES.filter((difference) => !used.has(difference));
    assert.deepEqual(idle, []);
  });

  it('has a session on exactly the days on which Shanghai and Ho Chi Minh City have a bar', () => {
    for (const [id, mic] of [
      ['SSEC', 'XSHG'],
      ['VNINDEX', 'XSTC'],
    ] as const) {
      const bars = readFileSync(new URL(`data/${id}.daily.csv`, CASES_ROOT), 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((row) => row.slice(0, 10))
        .filter((date) => date >= FROM);
      const last = bars.at(-1);
      assert.ok(last !== undefined && bars.length > 2000, id);
      const calendar = calendars.get(mic as Mic);
      const sessions = calendar
        .sessions(
          instantOf(asLocalDate(FROM), '00:00', calendar.timeZone),
          instantOf(asLocalDate(last), '23:59', calendar.timeZone),
        )
        .map((session) => session.date as string);
      assert.deepEqual(sessions, bars, id);
    }
  });

  it('Shenzhen keeps the sessions of Shanghai, NSE those of the BSE', () => {
    const hours = (mic: string) =>
      calendars
        .get(mic as Mic)
        .sessions(
          instantOf(asLocalDate('2017-01-01'), '00:00', 'Asia/Kolkata'),
          instantOf(asLocalDate('2026-12-31'), '23:59', 'Asia/Kolkata'),
        )
        .map((session) => JSON.stringify(asAnswer(session)));
    assert.deepEqual(hours('XSHE'), hours('XSHG'));
    const bse = new Set(hours('XBOM'));
    const apart = hours('XNSE').filter((session) => !bse.has(session));
    assert.equal(apart.length, 1);
    assert.match(apart[0] ?? '', /2021-02-24/);
  });
});

function compare(
  theirs: Answer | undefined,
  ours: Answer | undefined,
  difference: Difference | undefined,
): 'equal' | 'named' | 'wrong' {
  if (theirs === undefined || ours === undefined) {
    const expected = theirs === undefined ? 'not in answers' : 'no session';
    return difference?.differs === expected ? 'named' : 'wrong';
  }
  if (JSON.stringify(theirs) === JSON.stringify(ours)) return 'equal';
  const differs = difference?.differs ?? null;
  const same = JSON.stringify(comparable(theirs, differs)) === JSON.stringify(comparable(ours, differs));
  return same ? 'named' : 'wrong';
}
