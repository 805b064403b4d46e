/**
 * The recorded event-study cases by the suite that answers them. Each suite runs through its own list, and
 * `event-study-cases.test.ts` holds the lists together to the folder, so that no file goes unread.
 */
export const EVENT_STUDY_CASES = {
  single: [
    '01-market-model',
    '02-mean-adjusted',
    '03-market-adjusted',
    '04-scholes-williams',
    '05-dimson-lag',
    '06-asof-benchmark',
    '07-missing-benchmark-day',
    '08-zero-variance-benchmark',
    '09-zero-variance-asset',
    '10-too-few-observations',
    '11-thin-estimation-window',
    '12-event-window-out-of-range',
    '39-placebo',
    '40-placebo-too-few',
    '41-multiple-testing',
    '42-bhar',
  ],
  group: [
    '13-cluster-same-date',
    '14-cluster-near-zero-correlation',
    '15-cluster-missing',
    '16-rank-ties',
    '17-event-induced-variance',
    '18-different-dates',
    '43-real-busan-five-markets',
  ],
  moves: [
    '19-robust-z',
    '20-robust-ties-zero-mad',
    '21-robust-small-sample',
    '22-robust-too-small',
    '23-percentile-midrank',
    '28-lunch-break',
    '29-market-closed',
    '30-half-day',
    '31-stale-and-waiting',
    '32-day-zero',
    '33-usual-move-sample',
  ],
  paths: [
    '24-fade-half-life',
    '25-half-life-not-reached',
    '26-reversal',
    '27-below-floor',
    '34-realised-volatility-windows',
    '35-bipower-jump',
    '36-bipower-zero',
    '37-lee-mykland',
    '38-seasonality-lee-mykland',
  ],
} as const;

/** Files that no suite can express, each with the reason. None today. */
export const NOT_EXPRESSED: Readonly<Record<string, string>> = {};

/** Path below the folder of recorded cases. */
export const casePath = (name: string): string => `cases/event-study/${name}.json`;
