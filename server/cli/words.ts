import type { ClaimLimit, Verdict } from '../../shared/reaction/claim.ts';
import type { Reason } from '../../shared/reaction/reaction.ts';
import type { GroupReason } from '../../shared/study/group/group.ts';
import type { AbnormalStudy, StudyErrorCode, StudyWarning } from '../../shared/study/study.ts';

/** Why a number is missing, in the words of a terminal. */
export const REASON_TEXT: Readonly<Record<Reason, string>> = {
  'no-history': 'no prices',
  'not-recorded': 'not recorded here by then',
  'not-yet': 'still ahead',
  'no-trade-yet': 'no trade since T0 yet',
  stale: 'the last price is too old',
  'calendar-too-short': 'beyond the calendar',
  'event-day-precision': 'the event is known to the day only',
  'insufficient-sample': 'too few ordinary days',
  'overlapping-sample': 'its ordinary days overlap, so no p is given',
  'zero-scale': 'ordinary days do not differ',
  'move-below-floor': 'the move was never larger than usual',
  'not-reached': 'not reached so far',
  'insufficient-returns': 'too few bars',
  'zero-bipower': 'prices stood still',
};

export const WARNING_WORDS: Readonly<Record<StudyWarning, string>> = {
  'thin-estimation-window': 'fewer than 60 pairs in the estimation window, so t and p are unsure',
  'approximate-standard-error': 'the standard errors of this model are approximate',
  'zero-variance': 'the estimation window has no variance, so there are no standard errors, t and p',
  'benchmark-contains-event':
    "the benchmark's close of some days lies after T0: there the abnormal return is what came on top of the benchmark's own answer",
  'estimation-window-touches-event': 'the estimation window reaches into the event window',
  'forward-filled-closes': 'runs of three or more equal closes were taken out',
};

export const DAY_WORDS: Readonly<Record<AbnormalStudy['missing'][number]['reason'], string>> = {
  'no-asset-return': 'no return that day',
  'no-benchmark-return': 'no benchmark return that day',
  'not-yet': 'still ahead',
};

export const GROUP_REASON_WORDS: Readonly<Record<GroupReason, string>> = {
  'few-members': 'a group of fewer than five gives a mean but no test of it',
  'different-dates': 'the members do not share a date',
  'hole-in-window': 'a member has a hole in its event window',
  'thin-estimation-window': 'a member has fewer than 60 pairs, so there are no rank tests',
  'unequal-rows': 'the members have different numbers of rows',
  'few-common-days': 'the members have too few days in common',
  'zero-spread': 'the members do not differ',
  'not-yet': 'a member has not reached the day yet',
};

/** Why a market could not be studied. */
export const STUDY_ERROR_WORDS: Readonly<Record<StudyErrorCode, string>> = {
  'insufficient-estimation-window': 'too few days before the event',
  'event-window-out-of-range': 'the days after the event are not there',
  'zero-variance-benchmark': 'the benchmark did not move',
  'no-benchmark': 'no benchmark',
  'benchmark-is-instrument': 'it is the benchmark itself',
  'bad-window': 'the windows cannot be used',
  'bad-lags': 'the lags cannot be used',
  'bad-price': 'a price cannot be used',
  'bad-dates': 'the dates cannot be used',
  'event-not-in-data': 'the event lies outside the data',
  'unknown-market': 'its market has no calendar',
};

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  'borne-out': 'borne out',
  partly: 'partly borne out',
  'not-borne-out': 'not borne out',
  'cannot-be-judged': 'cannot be judged',
};

/** What keeps a verdict from being more certain. */
export const LIMIT_WORDS: Readonly<Record<ClaimLimit, string>> = {
  'daily-only': 'daily closes only',
  'no-usual-move': 'some without a usual move',
  'some-missing': 'some missing',
  'some-waiting': 'some still waiting',
  'some-simulated': 'some simulated',
  'all-simulated': 'all simulated',
  'mixed-with-other-events': 'mixed with other events',
  'few-markets': 'few markets',
};
