import { HEADLINES } from './en-glossary-headlines.ts';
import { REASON_WORDS } from './en-reasons.ts';

/** One word of the product: what it says, how it is computed and when it is not given. */
export interface GlossaryEntry {
  /** Anchor of the entry, in the page and in docs/glossary.md. */
  readonly id: string;
  readonly term: string;
  /** For a reader who has never seen it. */
  readonly plain: string;
  readonly formula?: string;
  /** When it is missing, or to be read with care. */
  readonly missing?: string;
}

/** The first sentence of an entry: what it is, in one breath. */
export const inOneSentence = ({ plain }: GlossaryEntry): string =>
  /^.*?(?:\.(?=\s|$)|。)/s.exec(plain)?.[0] ?? plain;

export interface GlossaryPart {
  readonly title: string;
  readonly entries: readonly GlossaryEntry[];
}

const TIME: GlossaryPart = {
  title: 'Time and prices',
  entries: [
    {
      id: 't0',
      term: 'T0',
      plain:
        'The minute the news is taken to have begun. All moves on the page are counted from it. An event can have several such minutes (a handshake, an end of talks, a statement); the one chosen is T0. A “~” before the time says that it is known to the hour only.',
      missing: 'Before T0 the page shows the move since the previous close instead, and says so.',
    },
    {
      id: 'base',
      term: 'Base',
      plain:
        'The price a move is measured from: the last price of that market at or before T0. If the market was closed at T0, it is the last close.',
      formula: 'close of the last bar that had ended by T0; never of the bar that T0 falls into',
      missing: 'Missing where no price from before T0 is stored.',
    },
    {
      id: 'move',
      term: 'Move since T0',
      plain:
        'How far the price now stands from the base, in percent. It contains everything that happened since T0, not only the news.',
      formula: 'simple move = (price ÷ base − 1) × 100; statistics use the log move, ln(price ÷ base)',
      missing: 'A market that has not traded since T0 is shown as waiting, with the time it opens.',
    },
    {
      id: 'today',
      term: 'Move today',
      plain:
        'How far the price now stands from the close of the exchange’s day before, in percent. It has nothing to do with T0: part of it may be older than the news.',
      formula: '(price ÷ previous close − 1) × 100',
      missing:
        'Not given before the market has opened on that day, or where its previous close is not stored.',
    },
    {
      id: 'last',
      term: 'Last price',
      plain:
        'The newest price this page holds of the market, with the time it stood. Free quotes of some exchanges come late by a quarter of an hour or more; the page says so.',
      missing: 'Missing where nothing is stored.',
    },
    {
      id: 'gap',
      term: 'Gap',
      plain:
        'For a market that was closed at T0: the jump from its last close to its first price afterwards. It is part of the move and is also told apart from it, since nobody could trade in between.',
      formula: '(first price after the open ÷ base − 1) × 100',
      missing: 'Not given for a market that was open or at lunch at T0.',
    },
    {
      id: 'trading-minutes',
      term: 'Trading minutes',
      plain:
        'Minutes in which that market was open. Lunch, nights, weekends and holidays do not count. “30 minutes after T0” in Tokyo may be an hour and a half later on the wall.',
    },
    {
      id: 'horizon',
      term: 'Horizon',
      plain:
        'How long after T0 a move is read: 1, 5, 15, 30 trading minutes, 1 and 2 hours, the close of the day, and closes of later days. Day 0 is the first session of that market that could answer.',
      missing: 'A horizon that lies after the playhead is not computed.',
    },
    {
      id: 'provisional',
      term: 'Provisional session',
      plain:
        'A trading day whose hours are assumed from the weekly pattern, because the exchange has not published its calendar so far ahead.',
    },
  ],
};

const UNUSUAL: GlossaryPart = {
  title: 'Is it unusual?',
  entries: [
    {
      id: 'ordinary-days',
      term: 'Ordinary days',
      plain:
        'Up to 120 sessions of the same market before the event. On each of them the same move is measured: from the same minute of the trading day, over the same number of trading minutes. They show what this market does when nothing in particular happens at this hour.',
      missing:
        'A day is left out when it was too short to hold the same minutes, or when its prices are missing or too old. How many are left is n, and it is always shown.',
    },
    {
      id: 'usual-move',
      term: 'Usual move',
      plain:
        'How far this market tends to be moved on an ordinary day over the same minutes. About half of all ordinary days stay within two thirds of it. It is robust: a few wild days do not change it.',
      formula: '1.4826 × median of |move of a day − median of all days|',
      missing: 'Needs at least 20 ordinary days.',
    },
    {
      id: 'z',
      term: 'z',
      plain:
        'The move counted in usual moves of the same market over the same minutes: 0 is a perfectly ordinary day, +1 one usual move above it, −2 two below. The page colours a move only from 1 on and prints it bold from 1.5 on.',
      formula: '(move − median of ordinary days) ÷ usual move',
      missing: 'Needs at least 20 ordinary days that are not all alike.',
    },
    {
      id: 'percentile',
      term: 'Percentile',
      plain:
        'The share of ordinary days whose move was lower. 50 is the middle; 97 means that only three days in a hundred went further up; 3 that only three went further down. The bar shows it from 0 to 100, darker where two thirds of ordinary days lie.',
      formula: '100 × (days below + half of the days equal) ÷ n',
      missing:
        'Needs at least 40 ordinary days. “Above all 118” says that no ordinary day went further; it is not a promise that none ever will.',
    },
    {
      id: 'p',
      term: 'p',
      plain:
        'The share of ordinary days with a move at least this large in either direction. A small p says that such a move is rare here, not that the news made it. Among 20 markets one p below 5 % is to be expected by chance.',
      formula: '(1 + days with |move| at least as large) ÷ (n + 1); it is never 0',
      missing:
        'Needs at least 40 ordinary days. Not given for moves over several days, whose windows overlap.',
    },
    {
      id: 'placebo',
      term: 'Placebo',
      plain:
        'The same measurement on days without the event. If the event’s figure looks like theirs, there is nothing to explain. Within the day the strip of ordinary days is the placebo; in a daily study every earlier date plays the event once.',
      formula: 'percentile of the event’s statistic among those of the pseudo-events',
      missing: 'The daily placebo needs at least 100 pseudo-events.',
    },
    {
      id: 'sensitivity',
      term: 'Sensitivity',
      plain:
        'The lowest and highest figure when T0 is moved by ten minutes either way, or over the span of time the sources allow. A wide range says that the figure hangs on the exact minute.',
    },
    {
      id: 'mixed',
      term: 'Mixed',
      plain:
        'Another dated event fell between the previous close and the end of the measured stretch: a central bank, data, a second statement. The move then belongs to all of them together and cannot be laid to one.',
    },
  ],
};

const PATH: GlossaryPart = {
  title: 'How it went',
  entries: [
    {
      id: 'peak',
      term: 'Peak',
      plain:
        'In the table: the point furthest from the base since T0, up or down, with its time. On the card the highest and the lowest point (the trough) are both given. While the market trades, the peak so far.',
      formula: 'largest |log move| at the end of a bar; the earliest one on ties',
    },
    {
      id: 'trough',
      term: 'Trough',
      plain: 'The lowest point since T0, with its time.',
      formula: 'smallest log move at the end of a bar; the earliest one on ties',
    },
    {
      id: 'fade',
      term: 'Faded',
      plain:
        'How much of the largest move has been given back. 0 % stands at its furthest, 100 % is back at the base, “reversed” is on the other side of it.',
      formula: '1 − move now ÷ move at its furthest, at most 2',
      missing:
        'Not given while the largest move is smaller than one usual move of the same stretch: a share of noise is noise.',
    },
    {
      id: 'half-life',
      term: 'Half-life',
      plain:
        'Trading minutes from the furthest point until half of it had been given back for the first time.',
      formula: 'first later bar with |move| ≤ half of the furthest, same side or beyond the base',
      missing: 'Where that has not happened, “at least” and the minutes that have passed.',
    },
    {
      id: 'realised-volatility',
      term: 'Realised volatility',
      plain:
        'How restless the price was, whatever its direction, in the trading hour before and after T0. The ratio says how much livelier it became.',
      formula: '√ of the sum of squared returns of the bars; the gap and lunch are left out',
      missing: 'Needs at least ten returns on that side.',
    },
    {
      id: 'jump',
      term: 'Jump',
      plain:
        'Whether the day’s variance came in a few leaps or in many small steps. Shown on bars of five minutes or longer; finer ones hold stale parts of an index.',
      formula: '1 − bipower variation ÷ realised variance, with its test (Huang and Tauchen)',
      missing: 'Needs ten returns, and neighbouring bars that moved.',
    },
    {
      id: 'order-of-reaction',
      term: 'Order of reaction',
      plain:
        'Which market made a significant move first. An order in time and never a cause: the market that was open can only be first. Two markets whose bars overlap share a rank.',
    },
    {
      id: 'breadth',
      term: 'Breadth',
      plain:
        'How many markets of the group rose, of those that have answered, and the move in the middle of the group.',
      formula: 'n of N up; median of the moves',
    },
  ],
};

const STUDY: GlossaryPart = {
  title: 'Daily event study',
  entries: [
    {
      id: 'estimation-window',
      term: 'Estimation window',
      plain:
        'The days before the event, by default 130 to 11 sessions before it, from which the ordinary relation to the benchmark is learnt. The ten sessions right before the event are left out.',
      missing:
        'Fewer than 30 valid days: no study. Fewer than 60: computed and marked thin. It may not touch the window of another event.',
    },
    {
      id: 'benchmark',
      term: 'Benchmark and as-of alignment',
      plain:
        'The index that stands for “the rest of the world”. New York’s close of a date comes hours after Asia’s of the same date, so each Asian close is set beside the last New York close that was known by then, never beside the same date.',
      formula: 'last benchmark close at or before the close of the session',
      missing:
        'No new benchmark close (a holiday there): that pair is missing, not zero. A benchmark close from after T0 may itself hold the event; the result says so.',
    },
    {
      id: 'ar',
      term: 'AR, abnormal return',
      plain: 'What is left of a day’s return when the return to be expected on that day is taken away.',
      formula: 'return − expected return by the chosen model',
      missing: 'Missing on a day without a return of the market or of the benchmark.',
    },
    {
      id: 'car',
      term: 'CAR, cumulative abnormal return',
      plain:
        'Abnormal returns added up from the first day of the window. It says whether the effect stayed, grew or was undone.',
      formula: 'sum of AR; its standard error knows that the days share the estimated parameters',
      missing: 'Missing from the first missing AR on; a hole is never counted as zero.',
    },
    {
      id: 'bhar',
      term: 'BHAR, buy-and-hold abnormal return',
      plain:
        'What a holder gained over the window beyond the expected, with compounding. Shown, never tested.',
      formula: 'product of (1 + return) − product of (1 + expected return)',
    },
    {
      id: 'aar',
      term: 'AAR and CAAR',
      plain:
        'The mean of AR, and of CAR, over several markets or several events. Markets move together, so their number says less than it seems; the tests shown allow for that.',
      formula: 'mean of AR on a day; mean of CAR over the window',
      missing: 'Below five series the means are shown without a test.',
    },
    {
      id: 'simulated',
      term: 'Simulated',
      plain:
        'Made by this program and not by a market. Between published prices a path is drawn by chance from a stored seed, so that every measure can be seen at work. The word stays on the screen, in the card and in every file; no claim is judged from simulated prices alone.',
    },
  ],
};

const VERDICT_WORDS: GlossaryPart = {
  title: 'Claim check',
  entries: [
    {
      id: 'claim',
      term: 'Claim check',
      plain:
        'A sentence about markets (“the announcement sent Asian shares higher”) is held against the prices of the markets it speaks of, one by one. The evidence is always listed.',
      formula: 'two tests: two thirds of the group moved so; the median move has that sign and is not nil',
      missing: 'Nil means within 0.1 usual moves, or within 0.05 % where no usual move is known.',
    },
    {
      id: 'borne-out',
      term: 'Borne out',
      plain: 'Both tests hold: at least two thirds moved as claimed, and so did the market in the middle.',
    },
    { id: 'partly', term: 'Partly', plain: 'Only one of the two tests holds.' },
    {
      id: 'not-borne-out',
      term: 'Not borne out',
      plain: 'Neither test holds. That does not say that the opposite is true.',
    },
    {
      id: 'cannot-be-judged',
      term: 'Cannot be judged',
      plain: 'Fewer than half of the group has prices, or all of them are simulated.',
    },
    {
      id: 'so-far',
      term: 'So far',
      plain: 'The stretch the figure speaks of has not ended; it can still change.',
    },
  ],
};

const REASONS_PART: GlossaryPart = {
  title: 'Why a number is missing',
  entries: Object.entries(REASON_WORDS).map(([id, { short, plain }]) => ({
    id,
    term: `${short.charAt(0).toUpperCase()}${short.slice(1)}`,
    plain,
  })),
};

/** Every word that stands beside a number, in the order of reading. */
export const GLOSSARY: readonly GlossaryPart[] = [
  TIME,
  UNUSUAL,
  PATH,
  HEADLINES,
  STUDY,
  VERDICT_WORDS,
  REASONS_PART,
];
