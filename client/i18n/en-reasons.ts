/** Why a number is missing: two or three words for a cell, a sentence for the glossary. */
export interface ReasonWords {
  readonly short: string;
  readonly plain: string;
}

/** One entry for each reason that a measure can give; a test holds the list to the code. */
export const REASON_WORDS: Readonly<Record<string, ReasonWords>> = {
  'no-history': {
    short: 'no prices stored for it',
    plain: 'Nothing is stored from which the number could be computed. Import prices or choose another day.',
  },
  'not-recorded': {
    short: 'not recorded by then',
    plain:
      'The prices exist today but had not reached this server at the moment that is shown. “As known then” leaves them out.',
  },
  'not-yet': {
    short: 'still ahead',
    plain: 'The moment the number speaks of lies after the playhead.',
  },
  'no-trade-yet': {
    short: 'no trade since T0 yet',
    plain: 'No bar has ended since the price at T0, so there is no second price to compare.',
  },
  stale: {
    short: 'the last price is too old',
    plain:
      'The newest price lies more than five bars of trading time before the moment asked for. A number made from it would belong to another moment.',
  },
  'calendar-too-short': {
    short: 'beyond the calendar',
    plain: 'The trading calendar ends before the moment the number speaks of.',
  },
  'event-day-precision': {
    short: 'the event is known to the day only',
    plain:
      'Nobody has told the minute of the event, so moves over minutes or hours are not given. Closes are.',
  },
  'insufficient-sample': {
    short: 'too few ordinary days',
    plain:
      'Fewer than 20 ordinary days are stored (fewer than 40 for a percentile or p). So small a sample would say more about itself than about the event.',
  },
  'overlapping-sample': {
    short: 'windows of several days overlap',
    plain:
      'Moves over several days, taken from one session to the next, share most of their days. They are not independent, and a p made from them would be too small.',
  },
  'zero-scale': {
    short: 'ordinary days do not differ',
    plain:
      'More than half of the ordinary days show the same move, so the usual move is zero and nothing can be divided by it.',
  },
  'move-below-floor': {
    short: 'the move was never larger than usual',
    plain:
      'The largest move since T0 stayed below one usual move. What share of it was given back would be noise.',
  },
  'not-reached': {
    short: 'not reached so far',
    plain: 'It has not happened by the playhead: for a half-life, half of the move has not been given back.',
  },
  'insufficient-returns': {
    short: 'too few bars',
    plain: 'Fewer than ten returns are stored on that side of T0.',
  },
  'zero-bipower': {
    short: 'prices stood still',
    plain: 'No two neighbouring bars moved, so a jump cannot be told from ordinary bustle.',
  },
};
