import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Session } from '../../shared/calendar/calendar.ts';
import { createCalendars } from '../../shared/calendar/calendars.ts';
import type { Mic } from '../../shared/market/instrument.ts';
import { asLocalDate, formatInstant, instantOf, type LocalDate } from '../../shared/time/instant.ts';
import { CASES_ROOT, conformance } from '../support/conformance.ts';
import { DIFFERENCES, type Difference } from './calendar-differences.ts';

const ANSWERS = new URL('cases/calendars/', CASES_ROOT);
const FROM = '2017-01-01';
/** Lists of closures end here; later rows of the answers are computed from rules, ours are the weekly pattern. */
const THROUGH = '2027-12-31';
const ANSWERED = 'xasx xbkk xbom xhkg xidx xkls xkrx xnys xnze xphs xses xshg xtai xtks'.split(' ');

/**
 * The histories arbitrate: a bar means a session. What stands here is a flaw of a history, not of a calendar: a repeated
 * value on a day off (`extraBars`), days its vendor left out (`missingBars`, weekend sessions above all), long holes.
 */
interface History {
  readonly id: string;
  readonly mic: string;
  readonly extraBars: readonly string[];
  readonly missingBars: readonly string[];
  readonly holes: readonly (readonly [string, string])[];
}
const history = (id: string, mic: string, rest: Partial<Omit<History, 'id' | 'mic'>> = {}): History => ({
  id,
  mic,
  extraBars: [],
  missingBars: [],
  holes: [],
  ...rest,
});
const HISTORIES: readonly History[] = [
  history('SSEC', 'XSHG'),
  history('CSI300', 'XSHG'),
  history('SZCOMP', 'XSHE'),
  history('VNINDEX', 'XSTC'),
  history('HSI', 'XHKG'),
  history('HSCE', 'XHKG'),
  history('GSPC', 'XNYS'),
  history('VIX', 'XNYS', { extraBars: ['2026-05-25', '2026-06-19', '2026-07-03'] }),
  history('N225', 'XTKS', { extraBars: ['2018-07-16'] }),
  history('TOPIX', 'XTKS', { extraBars: ['2020-10-01'], missingBars: ['2026-08-20'] }),
  history('KS11', 'XKRX', {
    missingBars: ['2024-08-30', '2024-09-13'],
    holes: [['2025-05-23', '2025-09-07']],
  }),
  history('TWII', 'XTAI', {
    missingBars: [
      '2017-02-18',
      '2017-06-03',
      '2017-09-30',
      '2018-03-31',
      '2018-12-22',
      '2019-09-09',
      '2021-04-06',
      '2026-07-10',
    ],
  }),
  history('AXJO', 'XASX', {
    missingBars: ['2017-09-04', '2019-10-03'],
    holes: [['2023-01-01', '2025-09-07']],
  }),
  history('NZ50', 'XNZE', { missingBars: ['2020-12-24'] }),
  history('JKSE', 'XIDX', { extraBars: ['2017-12-01'] }),
  history('STI', 'XSES', { missingBars: ['2020-03-11', '2020-03-13', '2020-12-24', '2020-12-31'] }),
  history('KLSE', 'XKLS', { missingBars: ['2020-06-01'] }),
  history('PSEI', 'XPHS'),
  history('NSEI', 'XNSE', {
    missingBars:
      '2018-01-01 2019-01-01 2019-02-13 2019-03-29 2019-10-27 2020-02-01 2020-11-14 2023-11-12 2024-01-20 2024-03-02 2024-05-18 2026-02-01'.split(
        ' ',
      ),
  }),
  history('BSESN', 'XBOM', {
    missingBars:
      '2019-01-01 2019-02-13 2019-03-29 2019-10-27 2020-01-01 2020-02-01 2020-11-14 2021-05-07 2023-11-12 2024-01-01 2024-01-20 2024-03-02 2024-05-18 2025-02-01 2026-02-01'.split(
        ' ',
      ),
  }),
];

interface Answer {
  readonly date: LocalDate;
  readonly open: string;
  readonly close: string;
  readonly breakStart: string;
  readonly breakEnd: string;
}

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

  it('every named difference is one, day by day, and names its source', () => {
    const idle = DIFFERENCES.filter((difference) => !used.has(difference));
    assert.deepEqual(idle, []);
    for (const { mic, reason, source } of DIFFERENCES) {
      assert.ok(source.length > 20 && reason.length > 5, `${mic}: ${reason}`);
    }
  });

  for (const { id, mic, extraBars, missingBars, holes } of HISTORIES) {
    it(`${mic} has the sessions of the history ${id} but for flaws of the history`, () => {
      const bars = readFileSync(new URL(`data/${id}.daily.csv`, CASES_ROOT), 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((row) => row.slice(0, 10))
        .filter((date) => date >= FROM);
      const [first, last] = [bars[0], bars.at(-1)];
      assert.ok(first !== undefined && last !== undefined && bars.length > 200, id);
      const calendar = calendars.get(mic as Mic);
      const inHole = (date: string): boolean => holes.some(([from, to]) => date >= from && date <= to);
      const sessions = calendar
        .sessions(
          instantOf(asLocalDate(first), '00:00', calendar.timeZone),
          instantOf(asLocalDate(last), '23:59', calendar.timeZone),
        )
        .map((session) => session.date as string)
        .filter((date) => !inHole(date));
      const [ours, theirs] = [new Set(sessions), new Set(bars)];
      assert.deepEqual(
        bars.filter((date) => !ours.has(date)),
        extraBars,
        'bars on days without a session',
      );
      assert.deepEqual(
        sessions.filter((date) => !theirs.has(date)),
        missingBars,
        'sessions without a bar',
      );
    });
  }

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
